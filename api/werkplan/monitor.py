"""The figures of a half-year as tables that hang together, and what may be shown of them.

A cell is named by its region, what it is split by, and the value: ``("", "total", "")`` is the whole country,
``(region, "sector", "zorg")`` one sector in one region. Of steps to work each sector of a region is split once more, by
the pair of occupations: those cells are what the graph gets as observed transitions (``observed``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from api.werkplan.counting import UNKNOWN, Counted, Counts, Move, Place
from api.werkplan.disclosure import LEAST, Sum, Tables, hidden_cells
from api.werkplan.figures import FIGURES, WITHIN

Cell = tuple[str, str, str]
FigureCell = tuple[str, str, str, str]  #: with the figure before it
COUNTRY: Final = ""
OTHER: Final = "*"  #: parties that aren't named, and pairs that are too few to be a cell
_ROUNDED: Final = 4  #: weeks


@dataclass(frozen=True, slots=True)
class Frame:
    """By what figures are split: lists that don't depend on what was counted, but for the parties."""

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    parties: tuple[str, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """Every region, and where it isn't known."""
        return (*self.regions, UNKNOWN)

    @property
    def splits(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What each row is split by."""
        return ("sector", (*self.sectors, UNKNOWN)), ("party", (*self.parties, OTHER))


def figures_of(frame: Frame, counts: Counts, sector_of: Mapping[str, str]) -> dict[str, list[list[Any]]]:
    """For each figure the cells that may be shown: region, split, value, people, and weeks when that is known."""
    tables, weeks = all_tables(frame, counts, sector_of)
    hidden: set[FigureCell] = set()
    for figure in FIGURES:
        hidden |= hidden_cells(tables.only({cell for cell in tables.values if cell[0] == figure.key}), _order, _place)
    if counts.is_first:
        hidden |= _hidden_together(tables, hidden)
    found: dict[str, list[list[Any]]] = {figure.key: [] for figure in FIGURES}
    for cell, people in tables.values.items():
        key, *place = cell
        if cell not in hidden and cell[2] != "rest":
            found[key].append([*place, people, _weeks(weeks.get(cell, ()))])
    return found


def _hidden_together(tables: Tables[FigureCell], hidden: set[FigureCell]) -> frozenset[FigureCell]:
    """What must stay hidden in the first half-year, in which one figure can tell of another.

    Then only the first figure is split, and of the others totals are told: split as well, they would hide each other
    almost wholly. What isn't told of them can't be held against anything.
    """
    kept = {cell for cell in tables.values if cell[0] == FIGURES[0].key or cell[2] == "total"}
    return hidden_cells(tables.only(kept), _order, _place, hidden & kept) | (tables.values.keys() - kept)


def all_tables(
    frame: Frame, counts: Counts, sector_of: Mapping[str, str]
) -> tuple[Tables[FigureCell], dict[FigureCell, list[int]]]:
    """The cells of all figures, tied where the same people are counted in two; and the weeks of each cell."""
    values: dict[FigureCell, int] = {}
    weeks: dict[FigureCell, list[int]] = {}
    lines: list[Sum[FigureCell]] = []
    for figure in FIGURES:
        if figure.key == "moves":
            cells, tied = tables_of_moves(frame, counts.moves, sector_of)
            times: Mapping[Cell, list[int]] = {}
        else:
            cells, times, tied = tables_of(frame, counts.figures[figure.key])
        values |= {(figure.key, *cell): number for cell, number in cells.items()}
        weeks |= {(figure.key, *cell): found for cell, found in times.items()}
        lines += [Sum((figure.key, *line.total), tuple((figure.key, *cell) for cell in line.parts)) for line in tied]
    return Tables(values, lines, list(_within(values)) if counts.is_first else ()), weeks


def _within(values: Mapping[FigureCell, int]) -> Iterator[tuple[FigureCell, FigureCell]]:
    """Which cell can't be larger than which. Steps to work are counted elsewhere, so there it may not hold."""
    for small, large in WITHIN:
        for cell, number in values.items():
            other = (large, *cell[1:])
            if cell[0] == small and other in values and number <= values[other]:
                yield cell, other


def tables_of(
    frame: Frame, cells: Mapping[Place, Counted]
) -> tuple[dict[Cell, int], dict[Cell, list[int]], list[Sum[Cell]]]:
    """Every cell of one figure with its people and weeks, and the lines that tie the cells together."""
    values: dict[Cell, int] = {
        (row, split, value): 0
        for row in (COUNTRY, *frame.rows)
        for split, known in (("total", ("",)), *frame.splits)
        for value in known
    }
    weeks: dict[Cell, list[int]] = defaultdict(list)
    for (region, sector, party), counted in cells.items():
        row = region if region in frame.regions else UNKNOWN
        by = {
            "total": "",
            "sector": sector if sector in frame.sectors else UNKNOWN,
            "party": party if party in frame.parties else OTHER,
        }
        for name in (COUNTRY, row):
            for split, value in by.items():
                values[name, split, value] += counted.people
                weeks[name, split, value] += counted.weeks
    return values, weeks, _lines(frame, frame.splits)


def _lines(frame: Frame, splits: Iterable[tuple[str, Sequence[str]]]) -> list[Sum[Cell]]:
    lines = [Sum((COUNTRY, "total", ""), tuple((row, "total", "") for row in frame.rows))]
    for split, known in splits:
        lines += [
            Sum((row, "total", ""), tuple((row, split, value) for value in known)) for row in (COUNTRY, *frame.rows)
        ]
        lines += [Sum((COUNTRY, split, value), tuple((row, split, value) for row in frame.rows)) for value in known]
    return lines


def tables_of_moves(
    frame: Frame, moves: Sequence[Move], sector_of: Mapping[str, str]
) -> tuple[dict[Cell, int], list[Sum[Cell]]]:
    """The same for steps to work: by sector, and in a known region by pair of occupations with enough people."""
    by_place: dict[Place, Counted] = defaultdict(Counted)
    pairs: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for move in moves:
        sector = sector_of.get(move.target, UNKNOWN)
        by_place[move.region, sector, OTHER].add(None)
        if move.region in frame.regions:
            pair = f"{move.origin} {move.target}" if move.origin else OTHER
            pairs[move.region, sector if sector in frame.sectors else UNKNOWN][pair] += 1
    values, _, _ = tables_of(Frame(frame.regions, frame.sectors, ()), by_place)
    values = {cell: value for cell, value in values.items() if cell[1] != "party"}
    lines = _lines(frame, frame.splits[:1])
    for (region, sector), counted in sorted(pairs.items()):
        told = {pair: number for pair, number in sorted(counted.items()) if pair != OTHER and number >= LEAST}
        if not told:
            continue
        rest: Cell = (region, "rest", sector)
        parts: list[Cell] = [(region, "pair", pair) for pair in told]
        values |= dict(zip(parts, told.values(), strict=True))
        values[rest] = sum(counted.values()) - sum(told.values())
        lines.append(Sum((region, "sector", sector), (*parts, rest)))
    return values, lines


def _order(cell: FigureCell) -> tuple[int, FigureCell]:
    """Of cells of one size which is hidden first: the country's, then sectors and parties, then pairs, then totals."""
    _, region, split, _ = cell
    return (0 if region == COUNTRY else {"rest": 1, "sector": 1, "party": 1, "pair": 2, "total": 3}[split]), cell


def _place(cell: FigureCell) -> tuple[str, tuple[str, ...]]:
    key, region, *column = cell
    return region, (key, "country", *column) if region == COUNTRY else (key, *column)


def _weeks(found: Sequence[int]) -> int | None:
    return None if len(found) < LEAST else round(median(found) / _ROUNDED) * _ROUNDED
