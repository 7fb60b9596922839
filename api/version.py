"""The version of the HTTP interface."""

from __future__ import annotations

from typing import Final

API_VERSION: Final = "1.0.0"  #: semantic version of the interface; the path carries its first number
