"""Where moves start: occupations, or one person's skills, in the form that features read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from graph.feasibility.kept import kept_vectors
from graph.feasibility.sides import kinds_of, sides_of
from graph.feasibility.vectors import Vectors
from graph.feasibility.words import unit_rows
from graph.network import Network, Rows, turned


@dataclass(frozen=True, slots=True)
class Origins:
    """A batch of starting points (b). ``essential`` are the skills held, ``optional`` what their jobs also use."""

    essential: Any  #: (b, m) CSR 0/1
    optional: Any  #: (b, m) CSR 0/1
    texts: Any  #: (b, size)
    own_texts: Any
    unit_words: Any  #: (b, words) CSR
    unit_texts: Any
    unit_skills: Any
    named: Any  #: (b, n) CSR: 1 for targets whose ISCO unit names that of the origin, or is named by it
    units: tuple[tuple[int, ...], ...]  #: ISCO units of the jobs of each
    sides: Any  #: (b, sides): see ``graph.feasibility.sides``
    near: tuple[Any, Any] | None = None  #: (b, m) CSR by words and by uses, where that isn't what ``spread`` gives
    made: dict[str, Any] = field(default_factory=dict)  #: what several features make of it

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made the first time and kept."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]


class Ground:
    """A network with all that its occupations bring as origins and as targets; made once."""

    def __init__(self, network: Network, folder: Path | None = None) -> None:
        """``folder``: where what is made from the network is kept, None for nowhere."""
        self.network, self._folder = network, folder
        self._made: dict[Any, Any] = {}
        self._making = threading.Lock()
        self._vectors: Vectors | None = None

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made the first time and kept."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @property
    def isco_unit(self) -> Any:
        """The ISCO unit of each row, −1 where it is unknown."""
        return self.network.isco_unit

    @property
    def vectors(self) -> Vectors:
        """The matrices; made once, whoever asks at the same time."""
        if self._vectors is None:
            with self._making:
                if self._vectors is None:
                    self._vectors = kept_vectors(self.network, self._folder)
        return self._vectors

    @cached_property
    def needed_by(self) -> Rows:
        """Skill -> the occupations for which it is essential, as nearness reads them."""
        asked = self.vectors.essential
        return turned(Rows(asked.indptr, asked.indices), asked.shape[1])

    @cached_property
    def targets(self) -> Origins:
        """All occupations, in their order: they are the targets too."""
        v = self.vectors
        return self._rows_as_origins(self._sides(v.essential, v.optional, self.levels, self.roles))

    def _sides(self, essential: Any, optional: Any, levels: Any, roles: Any) -> Any:
        v = self.vectors
        return sides_of(v, self.once("kinds", lambda: kinds_of(v)), essential, optional, levels, roles)

    def _rows_as_origins(self, sides: Any, near: tuple[Any, Any] | None = None) -> Origins:
        """What each row asks and is, as a starting point."""
        v = self.vectors
        return Origins(
            essential=v.essential,
            optional=v.optional,
            texts=v.texts,
            own_texts=v.own_texts,
            unit_words=v.unit_words,
            unit_texts=v.unit_texts,
            unit_skills=v.unit_skills,
            named=v.named,
            units=tuple((int(unit),) if unit >= 0 else () for unit in self.isco_unit),
            sides=sides,
            near=near,
        )

    @cached_property
    def levels(self) -> Any:
        """ISCO skill level, 1 to 4; the middle of all where it is unknown."""
        levels = self.network.skill_level.astype(np.float32)
        known = levels[levels > 0]
        return np.where(levels > 0, levels, np.median(known) if len(known) else 2).astype(np.float32)

    @cached_property
    def roles(self) -> Any:
        """(n, 3): manager, supervisor, regulated by ESCO's note."""
        units = self.network.isco_unit
        supervises = np.isin(units, SUPERVISORS)
        return np.stack([units // 1000 == 1, supervises, self.vectors.regulated > 0], 1).astype(np.float32)

    def by_row(self, values: Any) -> Any:
        """Values for each occupation (b, n) as values for each row of this ground."""
        return values

    def occupations(self, rows: Any) -> Origins:
        """These occupations as origins."""
        t = self.targets
        return Origins(
            t.essential[rows],
            t.optional[rows],
            t.texts[rows],
            t.own_texts[rows],
            t.unit_words[rows],
            t.unit_texts[rows],
            t.unit_skills[rows],
            t.named[rows],
            tuple(t.units[row] for row in rows),
            t.sides[rows],
            None if t.near is None else (t.near[0][rows], t.near[1][rows]),
        )

    def person(self, skills: Any, jobs: tuple[int, ...]) -> Origins:
        """One person: the skills held, and the occupations they come from (several count together)."""
        v, count = self.vectors, self.vectors.essential.shape[1]
        rows = list(jobs)
        held, optional = _one_row(np.sort(skills), count), np.zeros(count, bool)
        for row in rows:  # what another source than the one shown asks was never ticked, so it counts as what may help
            optional[_items(v.optional, row)] = True
            optional[np.setdiff1d(_items(v.essential, row), self.network.essential[row], assume_unique=True)] = True
        helps = _one_row(np.flatnonzero(optional), count)
        levels = np.array([max((float(self.levels[row]) for row in rows), default=float(np.median(self.levels)))])
        roles = self.roles[rows].max(axis=0, keepdims=True) if rows else np.zeros((1, 3), np.float32)
        return Origins(
            held,
            helps,
            _mean(v.texts, rows),
            _mean(v.own_texts, rows),
            _mean_words(v.unit_words, rows),
            _mean(v.unit_texts, rows),
            _mean(v.unit_skills, rows),
            _one_row(np.unique(np.concatenate([_items(v.named, row) for row in rows] or [[]])), v.named.shape[1]),
            (tuple(int(u) for u in self.network.isco_unit[rows] if u >= 0),),
            self._sides(held, helps, levels, roles),
        )


SUPERVISORS = (3121, 3122, 3123, 3341, 5151, 5222)  #: ISCO-08 units whose name says that they supervise


def _items(matrix: Any, row: int) -> Any:
    """The columns of one row."""
    return matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]


def _one_row(items: Any, count: int) -> Any:
    """(1, count) CSR: 1 in these columns, ascending."""
    items = np.asarray(items, np.int32)
    return sparse.csr_matrix((np.ones(len(items), np.float32), items, np.array([0, len(items)], np.int32)), (1, count))


def _mean_words(matrix: Any, rows: list[int]) -> Any:
    """(1, words) CSR: the rows together at length 1."""
    total = np.zeros(matrix.shape[1], np.float32)
    for row in rows:
        total[_items(matrix, row)] += matrix.data[matrix.indptr[row] : matrix.indptr[row + 1]]
    items = np.flatnonzero(total).astype(np.int32)
    values = total[items]
    if len(items):
        values = 1 / np.sqrt(np.add.reduceat(values * values, [0])) * values
    start = np.array([0, len(items)], np.int32)  # from last to first, as products have them: sums stay the same
    return sparse.csr_matrix((values[::-1].copy(), items[::-1].copy(), start), (1, matrix.shape[1]))


def _mean(matrix: Any, rows: list[int]) -> Any:
    return unit_rows(matrix[rows].sum(axis=0, keepdims=True))
