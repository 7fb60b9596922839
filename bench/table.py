"""The one table of the benchmark: on the terminal, and between two markers in the docs."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.computing import cores

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing measured; ``met`` is None where no goal was set."""

    part: str
    what: str
    measured: str
    goal: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return {None: "", True: "yes", False: "NO"}[self.met]


def under(part: str, what: str, value: float, goal: float, unit: str, more: str = "") -> Line:
    """A line whose value must stay under its goal."""
    return Line(part, what, f"{shown(value)} {unit}{more}".strip(), f"< {shown(goal)} {unit}".strip(), value < goal)


def least(part: str, what: str, value: float, goal: float, unit: str, more: str = "") -> Line:
    """A line whose value must at least be its goal."""
    return Line(part, what, f"{shown(value)} {unit}{more}".strip(), f"≥ {shown(goal)} {unit}".strip(), value >= goal)


def equal(part: str, what: str, count: int, of: int) -> Line:
    """A line that counts what agrees, and must count all."""
    return Line(part, what, f"{count} of {of}", f"{of} of {of}", count == of)


def shown(value: float) -> str:
    """A number with three meaning digits, and thousands apart."""
    if value >= 1_000:
        return f"{value:,.0f}".replace(",", "\u202f")
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def machine() -> str:
    """What the figures were taken on, without names or places."""
    return f"{cores()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def as_text(lines: Sequence[Line]) -> str:
    """The table for a terminal."""
    rows = [("part", "what", "measured", "goal", "met")]
    rows += [(line.part, line.what, line.measured, line.goal, line.verdict) for line in lines]
    width = [max(len(row[i]) for row in rows) for i in range(5)]
    out = ["  ".join(cell.ljust(width[i]) for i, cell in enumerate(row)).rstrip() for row in rows]
    return "\n".join([out[0], "-" * len(out[0]), *out[1:]])


def as_markdown(lines: Sequence[Line], notes: Sequence[str]) -> str:
    """The same table for the docs, with when and on what it was measured."""
    today = datetime.now(UTC).date().isoformat()
    rows = [f"| {line.part} | {line.what} | {line.measured} | {line.goal} | {line.verdict} |" for line in lines]
    head = ["| part | what | measured | goal | met |", "|---|---|---|---|---|"]
    return "\n".join([f"Measured on {today}: {machine()}.", *(f"\n{note}" for note in notes), "", *head, *rows])


def write_into(path: Path, lines: Sequence[Line], notes: Sequence[str]) -> None:
    """Put the table between the markers of a page, and leave the rest as it is."""
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not (found and closed):
        raise SystemExit(f"{path} lacks the markers {BEGIN} and {END}")
    path.write_text(f"{before}{BEGIN}\n{as_markdown(lines, notes)}\n{END}{after}", encoding="utf-8")
