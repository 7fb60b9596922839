"""ISCO units as occupations: what all occupations of a unit ask and are, taken together, as one ground.

Every feature of a move between occupations then reads as one of a move between units. The mean over all pairs of
occupations of two units, the rule before this one, thins out what those units share.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from graph.feasibility.nearness import spread
from graph.feasibility.origins import Ground, Origins
from graph.feasibility.vectors import Vectors
from graph.feasibility.words import unit_rows
from graph.network import Rows

BLOCK = 512  #: occupations whose skills are spread out at a time


def units_of(ground: Ground) -> tuple[Any, Any]:
    """The ISCO units that have occupations, and for each the mean over them as a row of shares."""
    unit = ground.isco_unit
    units, place = np.unique(unit[unit >= 0], return_inverse=True)
    rows = np.flatnonzero(unit >= 0)
    counts = np.bincount(place)
    shape = (len(units), len(unit))
    return units, sparse.csr_matrix(((1 / counts[place]).astype(np.float32), (place, rows)), shape=shape)


def pooled_units(ground: Ground) -> PooledUnits:
    """The units of a ground as a ground, made the first time it is asked."""
    made: PooledUnits = ground.once("pooled units", lambda: PooledUnits(ground))
    return made


class PooledUnits(Ground):
    """Rows are ISCO units (u). A skill is as essential as the share of the occupations that ask for it is."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground.network)
        self._whole = ground
        self._units, self.members = units_of(ground)

    @property
    def isco_unit(self) -> Any:
        """(u,) the code of each unit."""
        return self._units

    @cached_property
    def vectors(self) -> Vectors:
        """The matrices, with the means over each unit as rows; what is known of skills stays as it is."""
        v, shares = self._whole.vectors, self.members
        first = shares.indices[shares.indptr[:-1]]  # what is known of a unit is the same for all its occupations
        return replace(
            v,
            essential=(shares @ v.essential).tocsr(),
            optional=(shares @ v.optional).tocsr(),
            texts=unit_rows(np.asarray(shares @ v.texts)),
            own_texts=unit_rows(np.asarray(shares @ v.own_texts)),
            unit_words=v.unit_words[first],
            unit_texts=v.unit_texts[first],
            unit_skills=v.unit_skills[first],
            named=v.named[first][:, first],
        )

    @property
    def needed_by(self) -> Rows:
        """Of occupations: what they call for is taken together by ``by_row``."""
        return self._whole.needed_by

    def by_row(self, values: Any) -> Any:
        """The mean over the occupations of each unit."""
        return np.asarray(values @ self.members.T)

    def _mean_of(self, likeness: Any) -> Any:
        """(u, m) CSR: the mean over the occupations of how like each skill is to the likest that they ask for."""
        held, shares = self._whole.vectors.essential, self.members.tocsc()
        found = sparse.csr_matrix((shares.shape[0], held.shape[1]), dtype=np.float32)
        for first in range(0, held.shape[0], BLOCK):
            rows = slice(first, first + BLOCK)
            found = found + shares[:, rows] @ spread(held[rows], likeness)
        return found.tocsr()

    @cached_property
    def targets(self) -> Origins:
        """All units: nearness of skills and sides are means over the occupations too."""
        v = self.vectors
        sides = np.asarray(self.members @ self._whole.targets.sides)
        return self._rows_as_origins(sides, (self._mean_of(v.skill_words), self._mean_of(v.skill_uses)))
