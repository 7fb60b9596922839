"""Whole files at once: a feasibility for pairs, and the best targets for origins; occupations or ISCO units.

ISCO units: all occupations of a unit are pooled into one (``pooled``), and families count as ``model.BETWEEN_UNITS``
says; a unit without occupations can't be worked out and is reported.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graph.feasibility.features import PAIRS, pair_values
from graph.feasibility.kinds import kind_keys, kind_shares_of_targets
from graph.feasibility.model import BATCH, feasibility_of, fitted
from graph.feasibility.origins import Ground
from graph.feasibility.pooled import PooledUnits, pooled_units
from graph.feasibility.sides import side_keys
from ontology.errors import SourceUnreadable

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What a file came to: rows written, and the ids that the graph doesn't have, in order."""

    rows: int
    unknown: tuple[str, ...]


class Places:
    """Ids as they stand in files, and where they are in the ground: occupations, or ISCO units."""

    def __init__(self, ground: Ground, isco: bool) -> None:
        self.isco = isco
        self.origin, self.target = (
            ("origin_isco08", "destination_isco08") if isco else ("origin_uri", "destination_uri")
        )
        if isco:
            self.ground: Ground = pooled_units(ground)
            self.ids = tuple(str(int(unit)).zfill(4) for unit in self.ground.isco_unit)
        else:
            self.ground = ground
            self.ids = ground.network.occupations.ids
        self._row = {id: row for row, id in enumerate(self.ids)}

    def find(self, id: str) -> int | None:
        """The place of an id; None where the graph has no such occupation, or no occupation in the unit."""
        return self._row.get(id.strip().zfill(4) if self.isco else id.strip())


def read_columns(path: Path, columns: Sequence[str]) -> tuple[list[str], list[dict[str, str]]]:
    """The header and rows of a CSV (UTF-8, comma, header) that has these columns.

    Raises:
        SourceUnreadable: no such file, no such column, or no UTF-8.
    """
    if not path.is_file():
        raise SourceUnreadable(str(path), "nothing there", "a CSV file", "Check the path.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            header = list(reader.fieldnames or ())
            rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceUnreadable(str(path), str(error), "a CSV file in UTF-8", "Save it as CSV in UTF-8.") from error
    missing = [column for column in columns if column not in header]
    if missing:
        found = ", ".join(header) or "no header"
        raise SourceUnreadable(str(path), f"columns {found}", f"a column {missing[0]}", "Name the columns so.")
    return header, rows


def score_pairs(ground: Ground, source: Path, out: Path, isco: bool, progress: Progress) -> Done:
    """The same rows with ``feasibility`` and every feature; both stay empty where an id is unknown.

    Raises:
        SourceUnreadable: the file isn't what it should be.
    """
    places = Places(ground, isco)
    header, rows = read_columns(source, (places.origin, places.target))
    pairs = [(places.find(row[places.origin]), places.find(row[places.target])) for row in rows]
    names = feature_names(ground)
    wanted: dict[int, list[int]] = {}
    for number, (origin, target) in enumerate(pairs):
        if origin is not None and target is not None:
            wanted.setdefault(origin, []).append(number)
    lines: list[list[str]] = [[""] * (len(names) + 1) for _ in rows]
    for origin, sums, values in _each(places, sorted(wanted), progress, with_values=True):
        for number in wanted[origin]:
            target = pairs[number][1]
            chance = f"{float(feasibility_of(sums[target])):.6f}"
            lines[number] = [chance, *(f"{float(value):.6g}" for value in values[target])]
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*header, "feasibility", *names])
        for row, line in zip(rows, lines, strict=True):
            writer.writerow([*(row[name] for name in header), *line])
    ids = [row[column] for row in rows for column in (places.origin, places.target)]
    return Done(len(rows), _unknown(places, ids))


def rank_origins(
    ground: Ground,
    source: Path,
    out: Path,
    top: int,
    isco: bool,
    candidates: Path | None,
    excluded: Path | None,
    progress: Progress,
) -> Done:
    """For each origin its best targets: ``origin, rank, destination, feasibility``; never the origin itself.

    Raises:
        SourceUnreadable: a file isn't what it should be.
    """
    places = Places(ground, isco)
    _, rows = read_columns(source, (places.origin,))
    seen = list(dict.fromkeys(row[places.origin] for row in rows))
    ids = list(seen)
    allowed = np.ones(len(places.ids), bool)
    if candidates is not None:
        header, listed = read_columns(candidates, ())
        column = places.target if places.target in header else places.origin if places.origin in header else ""
        if not column:
            found = ", ".join(header) or "no header"
            raise SourceUnreadable(str(candidates), f"columns {found}", f"a column {places.target}", "Name it so.")
        names = [row[column] for row in listed]
        allowed[:] = False
        allowed[[place for name in names if (place := places.find(name)) is not None]] = True
        ids += names
    barred: dict[int, set[int]] = {}
    if excluded is not None:
        for row in read_columns(excluded, (places.origin, places.target))[1]:
            one, other = places.find(row[places.origin]), places.find(row[places.target])
            if one is not None and other is not None:
                barred.setdefault(one, set()).add(other)
            ids += [row[places.origin], row[places.target]]
    origins = {place: id for id in seen if (place := places.find(id)) is not None}
    best: dict[int, list[tuple[int, float]]] = {}
    for origin, sums, _ in _each(places, sorted(origins), progress, with_values=False):
        open_ = allowed.copy()
        open_[[origin, *barred.get(origin, ())]] = False
        order = np.lexsort((np.arange(len(sums)), -np.round(sums, 6)))
        chosen = order[open_[order]][:top]
        best[origin] = [(int(row), float(feasibility_of(sums[row]))) for row in chosen]
    written = 0
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([places.origin, "rank", places.target, "feasibility"])
        for origin, id in origins.items():
            for rank, (place, chance) in enumerate(best[origin], start=1):
                writer.writerow([id, rank, places.ids[place], f"{chance:.6f}"])
                written += 1
    return Done(written, _unknown(places, ids))


def feature_names(ground: Ground) -> tuple[str, ...]:
    """The columns of ``score``: pair features, each side feature of origin and of target, kinds of skills in common."""
    sides, kinds = side_keys(ground.vectors), kind_keys(ground.vectors)
    return (
        *PAIRS,
        *(f"origin {key}" for key in sides),
        *(f"target {key}" for key in sides),
        *(f"both {key}" for key in kinds),
    )


def _unknown(places: Places, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(id for id in dict.fromkeys(ids) if places.find(id) is None)


def _each(places: Places, origins: Sequence[int], progress: Progress, *, with_values: bool) -> Any:
    """For each origin its log-odds to all targets, and where asked all features of those moves."""
    model, ground = fitted(), places.ground
    sides, kinds = ground.targets.sides, kind_shares_of_targets(ground)
    for start in range(0, len(origins), BATCH):
        progress("origins", start, len(origins))
        rows = np.array(origins[start : start + BATCH])
        batch = ground.occupations(rows)
        pooled = isinstance(ground, PooledUnits)
        sums = model.sums_between_units(ground, batch) if pooled else model.sums(ground, batch)
        values = pair_values(ground, batch) if with_values else None
        for number, row in enumerate(rows):
            told = values[number] if values is not None else None
            every = None if told is None else _with_sides(told, sides[row], sides, kinds[row] * kinds)
            yield int(row), sums[number], every
    progress("origins", len(origins), len(origins))


def _with_sides(values: Any, origin: Any, targets: Any, common: Any) -> Any:
    return np.column_stack([values, np.broadcast_to(origin, targets.shape), targets, common])
