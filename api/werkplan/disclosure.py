"""Which figures stay hidden, so that none under ten can be worked out: suppression over all tables together.

Cells are tied by lines: a total and the parts that it is the sum of. Every cell under ``LEAST`` is hidden, a zero too.
Others are hidden with them until what is left to see holds this rule, for whoever solves all lines together:

- of a hidden cell under ten nothing more can be told than that: each number from 0 to 9 is still possible;
- every other hidden cell can still lie in a range of ten or more.

First each line is made safe by itself, then a linear program looks over all of them (decision 12).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from api.werkplan.disclosure_solving import LEAST, WIDTH, Seen

Cell = TypeVar("Cell", bound=Hashable)
Place = Callable[[Any], tuple[Hashable, Hashable]]
__all__ = ["LEAST", "Sum", "Tables", "hidden_cells"]


@dataclass(frozen=True, slots=True)
class Sum(Generic[Cell]):
    """A cell that is the sum of other cells."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them."""
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Tables(Generic[Cell]):
    """All cells that hang together: what is in them, and which are sums."""

    values: Mapping[Cell, int]
    lines: Sequence[Sum[Cell]]

    def beside(self) -> dict[Cell, set[Cell]]:
        """For each cell those that it stands in a line with."""
        found: dict[Cell, set[Cell]] = {}
        for line in self.lines:
            for cell in line.cells:
                found.setdefault(cell, set()).update(line.cells)
        return found


def hidden_cells(tables: Tables[Cell], order: Callable[[Cell], Any], place_of: Place) -> frozenset[Cell]:
    """The cells that must not be shown; of equal cells those that come first in ``order`` are hidden first.

    ``place_of`` tells the row and the column of a cell: rows of which nothing is shown are alike, so that what can be
    in one of them can be in each.
    """
    values = tables.values
    hidden = {cell for cell, value in values.items() if value < LEAST}
    inside: dict[Cell, list[Sum[Cell]]] = {}
    for line in tables.lines:
        for cell in line.cells:
            inside.setdefault(cell, []).append(line)
    beside = tables.beside()

    def next_of(cells: Iterable[Cell]) -> Cell | None:
        shown = [cell for cell in cells if cell not in hidden]
        return min(shown, key=lambda cell: (values[cell], order(cell))) if shown else None

    while True:
        _close(values, inside, hidden, next_of)
        narrow = _narrow(tables, hidden, place_of)
        before = len(hidden)
        for cell in narrow:
            around = next_of(beside[cell])
            if around is not None:
                hidden.add(around)
        if narrow and len(hidden) == before:  # all around it is hidden already: widen the circle
            rest = next_of(values)
            hidden |= set() if rest is None else {rest}
        if len(hidden) == before:
            return frozenset(hidden)


def _close(
    values: Mapping[Cell, int],
    inside: Mapping[Cell, Sequence[Sum[Cell]]],
    hidden: set[Cell],
    next_of: Callable[[Iterable[Cell]], Cell | None],
) -> None:
    """Hide more until no line gives a hidden cell away by itself."""
    waiting = [line for cell in values if cell in hidden for line in inside.get(cell, ())]
    while waiting:
        line = waiting.pop()
        while _gives_away(values, line, hidden):
            more = next_of(line.cells)
            if more is None:
                break
            hidden.add(more)
            waiting += [other for other in inside[more] if other is not line]


def _gives_away(values: Mapping[Cell, int], line: Sum[Cell], hidden: set[Cell]) -> bool:
    parts = [cell for cell in line.parts if cell in hidden]
    if line.total in hidden:
        return not parts
    return bool(parts) and (len(parts) == 1 or sum(values[cell] for cell in parts) < WIDTH)


def _narrow(tables: Tables[Cell], hidden: set[Cell], place_of: Place) -> list[Cell]:
    """The hidden cells that whoever solves all of it together would know too much of."""
    if len(hidden) in (0, len(tables.values)):
        return []  # nothing to find, or nothing to start from
    one, rest = _alike(tables, hidden, place_of)
    values: dict[Cell, int] = {}
    for cell, value in tables.values.items():
        kept = rest.get(cell, cell)
        values[kept] = values.get(kept, 0) + value
    lines = []
    for line in tables.lines:
        if not hidden.isdisjoint(line.cells) and rest.get(line.total, line.total) == line.total:
            lines.append((line.total, list(dict.fromkeys(rest.get(cell, cell) for cell in line.parts))))
    cells = [cell for cell in values if cell in hidden]
    merged = set(rest.values())
    wanted = [cell not in merged for cell in cells]
    small = [values[cell] < LEAST or cell in one for cell in cells]
    return [cells[place] for place in Seen(values, lines, cells).narrow(wanted, small)]


def _alike(tables: Tables[Cell], hidden: set[Cell], place_of: Place) -> tuple[set[Cell], dict[Cell, Cell]]:
    """Of rows of which nothing is shown one stands for each, and one for the sum of the others.

    They are built alike, and what holds for a row holds for a sum of rows: so nothing is lost. Gives the cells of the
    first, and for each cell of the others the one that it is added to.
    """
    rows: dict[Hashable, dict[Hashable, Cell]] = {}
    built: dict[Hashable, set[Hashable]] = {}
    for cell in tables.values:
        row, column = place_of(cell)
        rows.setdefault(row, {})[column] = cell
        built.setdefault(row, set()).add(column)
    by_kind: dict[Hashable, list[Hashable]] = {}
    for row, cells in rows.items():
        if hidden.issuperset(cells.values()):
            by_kind.setdefault(frozenset(built[row]), []).append(row)
    one: set[Cell] = set()
    rest: dict[Cell, Cell] = {}
    for first, *others in by_kind.values():
        if len(others) > 1:
            one.update(rows[first].values())
            for row in others:
                rest |= {cell: rows[others[0]][column] for column, cell in rows[row].items()}
    return one, rest
