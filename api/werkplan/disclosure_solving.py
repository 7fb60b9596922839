"""How far each hidden cell can be told by whoever solves all lines together: a linear program, with few solutions.

Every table that agrees with what is shown is a witness of what every cell in it can be, the true one first. So one
solution tells of many cells, and only those of which none was seen wide enough are asked one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack, identity

LEAST: Final = 10  #: people in a cell that is shown
WIDTH: Final = 10  #: of the range of a cell that is hidden to protect another
_SLACK: Final = 1e-6
_IDLE: Final = 3  #: tables in a row that tell nothing new, before each cell is asked by itself


class Seen:
    """The lowest and highest value that each hidden cell was seen to be able to have."""

    def __init__(
        self,
        values: Mapping[Any, int],
        lines: Sequence[tuple[Any, Sequence[Any]]],
        cells: Sequence[Any],
    ) -> None:
        terms = [[(total, -1), *((part, 1) for part in parts)] for total, parts in lines]
        row_of = {cell: place for place, cell in enumerate(cells)}
        self._equal, self._right = _system(terms, values, row_of)
        self._true = np.array([values[cell] for cell in cells], dtype=float)
        self._low, self._high = self._true, self._true
        self._wanted = self._small = self._true < LEAST

    def narrow(self, wanted: Sequence[bool], small: Sequence[bool]) -> list[int]:
        """The places of the wanted cells that can't be seen wide enough.

        ``small`` cells are under ten, or may be.
        """
        self._wanted, self._small = np.array(wanted, dtype=bool), np.array(small, dtype=bool)
        draw = np.random.default_rng(len(wanted))  # weights at random: or each table would fill the same few cells
        idle = 0
        while idle < _IDLE:
            before = self._left()
            if (found := self._too_low()).any():
                self._raise_many(found, draw.uniform(1, 10, len(wanted)))
            if (found := self._too_high()).any():
                self._solve(found * draw.uniform(1, 10, len(wanted)))
            if self._left() == 0:
                return []
            idle = idle + 1 if self._left() == before else 0
        left: list[int] = np.flatnonzero(self._too_low() | self._too_high()).tolist()
        return [place for place in left if not self._is_wide(place)]

    def _too_low(self) -> Any:
        """Not yet seen high enough."""
        least = np.where(self._small, WIDTH, self._low + WIDTH)
        return self._wanted & (self._high < least - _SLACK)

    def _too_high(self) -> Any:
        """Not yet seen low enough."""
        return self._wanted & self._small & (self._low > _SLACK)

    def _left(self) -> int:
        return int(self._too_low().sum() + self._too_high().sum())

    def _is_wide(self, place: int) -> bool:
        for sign in (1.0, -1.0):
            if self._too_low()[place] or self._too_high()[place]:
                weights = np.zeros(len(self._true))
                weights[place] = sign
                self._solve(weights)
        return not (self._too_low()[place] or self._too_high()[place])

    def _raise_many(self, wanted: Any, weights: Any) -> None:
        """One table in which as many as can be are as high as they need: each counts up to there and no further."""
        places = np.flatnonzero(wanted)
        size, extra = len(self._true), len(places)
        caps = np.where(self._small[places], WIDTH, self._low[places] + WIDTH)
        pick = csr_matrix((np.ones(extra), (np.arange(extra), places)), shape=(extra, size))
        equal = hstack([self._equal, csr_matrix((self._equal.shape[0], extra))], format="csr")
        under = hstack([-pick, identity(extra)], format="csr")
        bounds = [(0.0, None)] * size + [(0.0, float(cap)) for cap in caps]
        cost = np.concatenate([np.zeros(size), -weights[places]])
        self._take(linprog(cost, under, np.zeros(extra), equal, self._right, bounds, method="highs"))

    def _solve(self, weights: Any) -> None:
        """The table with the lowest weighted sum."""
        system = (weights, None, None, self._equal, self._right)
        found = linprog(*system, (0.0, None), method="highs")
        if found.status == 3:  # no end to it: a table that is far enough is enough
            found = linprog(*system, (0.0, float(self._true.sum()) + 100.0 * LEAST), method="highs")
        self._take(found)

    def _take(self, found: Any) -> None:
        if found.x is not None:
            table = found.x[: len(self._true)]
            self._low, self._high = np.minimum(self._low, table), np.maximum(self._high, table)


def _system(
    terms: Sequence[Sequence[tuple[Any, int]]], values: Mapping[Any, int], row_of: Mapping[Any, int]
) -> tuple[Any, Any]:
    """A matrix over the hidden cells, and what the cells that are shown leave for them."""
    rows, columns, entries = [], [], []
    right = np.zeros(len(terms))
    for number, told in enumerate(terms):
        for cell, sign in told:
            if cell in row_of:
                rows.append(number)
                columns.append(row_of[cell])
                entries.append(float(sign))
            else:
                right[number] -= sign * values[cell]
    return csr_matrix((entries, (rows, columns)), shape=(len(terms), len(row_of))), right
