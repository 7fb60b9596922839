"""The version of the program."""

from __future__ import annotations

from functools import cache
from typing import Final

UNKNOWN: Final = "0"  #: when it is run without an installation


@cache
def program_version() -> str:
    """The installed version; it stands beside a receipt, not in it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("loopbaanpad")
    except PackageNotFoundError:
        return UNKNOWN
