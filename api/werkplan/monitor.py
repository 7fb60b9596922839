"""The figures of a half-year as tables that hang together, and what may be shown of them.

A cell is named by its region, what it is split by, and the value: ``("", "total", "")`` is the whole country,
``(region, "sector", "zorg")`` one sector in one region. Of steps to work each sector of a region is split once more, by
the pair of occupations: those cells are what the graph gets as observed transitions (``observed``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from api.werkplan.counting import UNKNOWN, Counted, Counts, Move, Place
from api.werkplan.disclosure import LEAST, Sum, Tables, hidden_cells
from api.werkplan.figures import FIGURES

Cell = tuple[str, str, str]
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
    """For each figure the cells that may be shown: region, split, value, people, and weeks when that is known.

    In the first half-year whoever is in another figure is among the plans that were opened in it, so that the one would
    tell of the other: then only the first figure is told. Later, plans of before count along.
    """
    found: dict[str, list[list[Any]]] = {figure.key: [] for figure in FIGURES}
    for figure in FIGURES[:1] if counts.is_first else FIGURES:
        tables, weeks = tables_of_figure(figure.key, frame, counts, sector_of)
        hidden = hidden_cells(tables, _order, _place)
        found[figure.key] = [
            [*cell, people, _weeks(weeks.get(cell, ()))]
            for cell, people in tables.values.items()
            if cell not in hidden and cell[1] != "rest"
        ]
    return found


def tables_of_figure(
    key: str, frame: Frame, counts: Counts, sector_of: Mapping[str, str]
) -> tuple[Tables[Cell], Mapping[Cell, list[int]]]:
    """The cells of one figure, what ties them together, and the weeks of each cell."""
    if key == "moves":
        values, lines = tables_of_moves(frame, counts.moves, sector_of)
        return Tables(values, lines), {}
    values, weeks, lines = tables_of(frame, counts.figures[key])
    return Tables(values, lines), weeks


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


def _order(cell: Cell) -> tuple[int, Cell]:
    """Of cells of one size which is hidden first: no region, the country, sectors and parties, pairs, totals."""
    region, split, _ = cell
    if region in (UNKNOWN, COUNTRY):
        return (0 if region == UNKNOWN else 1), cell
    return {"rest": 2, "sector": 2, "party": 2, "pair": 3, "total": 4}[split], cell


def _place(cell: Cell) -> tuple[str, tuple[str, ...]]:
    region, *column = cell
    return region, ("country", *column) if region == COUNTRY else tuple(column)


def _weeks(found: Sequence[int]) -> int | None:
    return None if len(found) < LEAST else round(median(found) / _ROUNDED) * _ROUNDED
