"""The version of the program and of the HTTP interface."""

from __future__ import annotations

from functools import cache
from typing import Final

API_VERSION: Final = "1.0.0"  #: semantic version of the interface; the path carries its first number


@cache
def program_version() -> str:
    """The installed version; ``0`` when run without an installation."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("loopbaanpad")
    except PackageNotFoundError:
        return "0"
