"""Somebody who has every published figure and solves for what is hidden, with no help of the code that hid it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linprog

Cell = tuple[str, str, str]
Line = tuple[Cell, Sequence[Cell]]


def lines_told(regions: Iterable[str], splits: Mapping[str, Sequence[str]]) -> list[Line]:
    """What everybody knows adds up: rows over what they are split by, and the country over its regions."""
    rows = list(regions)
    found: list[Line] = [(("", "total", ""), [(row, "total", "") for row in rows])]
    for split, values in splits.items():
        found += [((row, "total", ""), [(row, split, value) for value in values]) for row in ("", *rows)]
        found += [(("", split, value), [(row, split, value) for row in rows]) for value in values]
    return found


def ranges(lines: Sequence[Any], shown: Mapping[Any, int], wanted: Collection[Any]) -> dict[Any, tuple[float, float]]:
    """The lowest and highest value that each wanted cell can have, given what is shown."""
    cells = sorted({cell for total, parts in lines for cell in (total, *parts)} - set(shown))
    row_of = {cell: place for place, cell in enumerate(cells)}
    matrix, right = np.zeros((len(lines), len(cells))), np.zeros(len(lines))
    for number, (total, parts) in enumerate(lines):
        for cell, sign in ((total, -1), *((part, 1) for part in parts)):
            if cell in row_of:
                matrix[number, row_of[cell]] += sign
            else:
                right[number] -= sign * shown[cell]
    used = np.flatnonzero(np.abs(matrix).sum(axis=1))
    matrix, right = matrix[used], right[used]
    found = {}
    for cell in wanted:
        ends = []
        for sign in (1, -1):
            weights = np.zeros(len(cells))
            weights[row_of[cell]] = sign
            told = linprog(weights, A_eq=matrix, b_eq=right, bounds=(0, None), method="highs")
            assert told.status in (0, 3), told.message  # solved, or without an end
            ends.append(sign * told.fun if told.status == 0 else float("inf"))
        found[cell] = (ends[0], ends[1])
    return found


def known_too_well(found: Mapping[Any, tuple[float, float]], true: Mapping[Any, int]) -> list[Any]:
    """The hidden cells of which more can be told than decision 12 allows."""
    wrong = []
    for cell, (low, high) in found.items():
        is_safe = low < 0.001 and high > 8.999 if true[cell] < 10 else high - low > 9.999
        if not is_safe:
            wrong.append((cell, true[cell], low, high))
    return wrong
