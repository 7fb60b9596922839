"""Which gemeente a postcode lies in, from a table that an administrator gives; without one nothing is known."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ontology.errors import ConfigError

HEAD: Final = ["postcode", "gemeente"]
_POSTCODE: Final = re.compile(r"[1-9][0-9]{3}([A-Z]{2})?")
_GEMEENTE: Final = re.compile(r"GM[0-9]{4}")


class Postcodes:
    """Postcodes of four figures, with or without their letters, and the CBS codes of the gemeenten that they lie in."""

    def __init__(self, rows: Mapping[str, frozenset[str]] | None = None) -> None:
        self._rows = rows or {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def gemeente_of(self, text: str) -> str | None:
        """The one gemeente that a postcode lies in; None when it isn't known, or there are several."""
        written = re.sub(r"\s", "", text).upper()
        if not _POSTCODE.fullmatch(written):
            return None
        found = self._rows.get(written) or self._rows.get(written[:4]) or frozenset()
        return next(iter(found)) if len(found) == 1 else None


def read_postcodes(path: Path | None) -> Postcodes:
    """The table of a CSV file with the columns postcode and gemeente, a semicolon between; empty without a file.

    Raises:
        ConfigError: the file can't be read, or a line is none of a postcode and the CBS code of a gemeente.
    """
    if path is None:
        return Postcodes()
    found: dict[str, frozenset[str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=";")
            if next(reader, None) != HEAD:
                raise ConfigError(f"LOOPBAANPAD_POSTCODES: expected the columns {';'.join(HEAD)} in {path.name}")
            for cells in reader:
                postcode, gemeente = cells if len(cells) == len(HEAD) else ("", "")
                if not (_POSTCODE.fullmatch(postcode) and _GEMEENTE.fullmatch(gemeente)):
                    raise ConfigError(
                        f"LOOPBAANPAD_POSTCODES: line {reader.line_num} of {path.name}: expected a postcode such as "
                        "3011 or 3011AA and a gemeente such as GM0599"
                    )
                found[postcode] = found.get(postcode, frozenset()) | {gemeente}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"LOOPBAANPAD_POSTCODES can't be read: {type(error).__name__}") from None
    return Postcodes(found)
