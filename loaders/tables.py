"""Reading CSV row by row with line numbers, and refusing what no honest table holds."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, NamedTuple

from loaders.archives import Digest, Place, open_place
from loaders.base import Findings
from ontology.errors import SourceUnreadable

MAX_CELL = 1 << 20  #: bytes in a line, characters in a cell; the longest in ESCO has 21,000
MAX_ROW = 4 << 20  #: bytes in a row over all its lines
MAX_COLUMNS = 200

#: What a spreadsheet would run: such a text has no place in a name that pages and exports show.
_FORMULA = re.compile(r"\s*(?:=|[+@-]\s*[A-Za-z(=@])")


class Row(NamedTuple):
    """One row by column name, with the line it starts on."""

    line: int
    cells: dict[str, str]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take one of the text's lines for a formula."""
    return any(_FORMULA.match(part) for part in text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a table may look like; see ``read_rows``."""

    columns: Sequence[str]
    optional: Sequence[str]
    labels: Sequence[str]
    ragged: bool
    is_closed: bool


class _Lines:
    """Lines of text, with a guard on their length, on NUL bytes and on the encoding."""

    def __init__(self, place: str, file: IO[bytes]) -> None:
        self._place, self._file = place, file
        self.number = self.in_row = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        data = self._file.readline(MAX_CELL + 1)
        if not data:
            raise StopIteration
        self.number += 1
        self.in_row += len(data)
        if len(data) > MAX_CELL or self.in_row > MAX_ROW:
            raise SourceUnreadable(
                self._place, f"an absurdly long row at line {self.number}", f"under {MAX_CELL} bytes"
            )
        try:
            line = data.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            where = f"bytes that are no UTF-8 in line {self.number}"
            raise SourceUnreadable(self._place, where, "UTF-8", "Save it as CSV UTF-8 and load it again.") from error
        if "\0" in line:
            raise SourceUnreadable(self._place, f"a NUL byte in line {self.number}", "text only")
        return line


def read_rows(
    place: Place,
    columns: Sequence[str],
    findings: Findings,
    digest: Digest,
    *,
    optional: Sequence[str] = (),
    labels: Sequence[str] = (),
    ragged: bool = False,
    is_closed: bool = False,
) -> Iterator[Row]:
    """The rows of a table with these columns, in order; a column of ``optional`` may be away (empty).

    Rows with too few or too many cells are an error finding and left out; in a ``ragged`` table
    the empty cells at the end may be away. In an ``is_closed`` table a column with another name is
    a warning, for it is likely a slip of the pen. A formula in a column
    of ``labels`` has the whole dataset refused.

    Raises:
        SourceUnreadable: wrong columns, wrong encoding, a cut-off file, or an absurdly long row.
    """
    csv.field_size_limit(MAX_CELL)
    shape = _Shape(columns, optional, labels, ragged, is_closed)
    with open_place(place, digest) as raw:
        try:
            yield from _rows(str(place), raw, shape, findings)
        except csv.Error as error:
            raise SourceUnreadable(
                str(place), f"broken CSV ({error})", "whole, quoted CSV", "Is it cut off?"
            ) from error


def _rows(place: str, raw: IO[bytes], shape: _Shape, findings: Findings) -> Iterator[Row]:
    lines = _Lines(place, raw)
    first = next(lines, "")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    header = next(csv.reader([first], delimiter=delimiter, strict=True), [])
    header = [name.strip() for name in header]
    _check_header(place, header, shape.columns)
    named = (*shape.columns, *shape.optional)
    if shape.is_closed:
        for name in header:
            if name not in named:
                findings.warning(place, 1, f"column {name!r} is not used; known are {', '.join(named)}")
    wanted = [(name, header.index(name)) for name in named if name in header]
    absent = dict.fromkeys((name for name in shape.optional if name not in header), "")
    checked = [name for name in shape.labels if name in header]
    lines.in_row = 0
    start = lines.number + 1
    for cells in csv.reader(lines, delimiter=delimiter, strict=True):
        line, start, lines.in_row = start, lines.number + 1, 0
        if shape.ragged and 0 < len(cells) < len(header):
            cells += [""] * (len(header) - len(cells))
        if len(cells) != len(header):
            if cells:
                findings.error(place, line, f"{len(cells)} cells, expected {len(header)}: the row is left out")
            continue
        row = {name: cells[at] for name, at in wanted}
        for name in checked:
            if is_formula(row[name]):
                findings.refuse(place, line, f"a formula-like text in column {name}: {row[name].strip()[:40]!r}")
        yield Row(line, row | absent if absent else row)


def _check_header(place: str, header: list[str], columns: Sequence[str]) -> None:
    if not header:
        raise SourceUnreadable(place, "an empty file", f"a table with the columns {', '.join(columns)}")
    if len(header) > MAX_COLUMNS or len(set(header)) != len(header):
        raise SourceUnreadable(place, "too many columns, or one name twice", "each column once")
    missing = [name for name in columns if name not in header]
    if missing:
        shown = ", ".join(header)[:200]
        advice = f"Missing: {', '.join(missing)}."
        raise SourceUnreadable(place, f"the columns {shown}", f"at least {', '.join(columns)}", advice)
