"""The network that routes are found on: one snapshot as dense integers and a table of texts.

Rows are numbered in the order of their ids, so the same snapshot gives the same arrays.
Unknown is a flag beside the number, never a number. A training that is a leerbaan (bbl) for
several occupations has one row for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ontology.errors import UnknownConcept

Ints = NDArray[np.int32]
Flags = NDArray[np.uint8]

MODES: Final = ("bol", "bbl", "derde-leerweg", "practice", "classroom", "online")
#: Flags of a route's unknown parts; a route beats another only if its flags are among the other's.
UNKNOWN_WEEKS, UNKNOWN_UNPAID, UNKNOWN_COST, UNKNOWN_DEMANDS = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class Rows:
    """For each row a sorted run of integers: ``items[start[i]:start[i + 1]]`` (int32 both)."""

    start: Ints
    items: Ints

    def __getitem__(self, row: int) -> Ints:
        """The run of one row."""
        return self.items[self.start[row] : self.start[row + 1]]

    def __len__(self) -> int:
        return len(self.start) - 1


def rows_of(runs: Sequence[Sequence[int] | set[int] | frozenset[int]]) -> Rows:
    """Rows from one collection a row; each is sorted and without repeats."""
    sorted_runs = [sorted(set(run)) for run in runs]
    start = np.zeros(len(runs) + 1, dtype=np.int32)
    np.cumsum([len(run) for run in sorted_runs], out=start[1:])
    items = np.fromiter((item for run in sorted_runs for item in run), dtype=np.int32, count=int(start[-1]))
    return Rows(start, items)


def turned(rows: Rows, size: int) -> Rows:
    """The same pairs the other way round: for each item (0 to ``size`` − 1) the rows that hold it."""
    owner = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.start))
    order = np.argsort(rows.items, kind="stable")
    start = np.zeros(size + 1, dtype=np.int32)
    np.cumsum(np.bincount(rows.items, minlength=size), out=start[1:])
    return Rows(start, owner[order].astype(np.int32))


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of one kind of thing, in order, with where to find one."""

    ids: tuple[str, ...]
    row_by_id: Mapping[str, int]

    @classmethod
    def of(cls, ids: Sequence[str]) -> Names:
        """Names in the given order."""
        return cls(tuple(ids), {id: row for row, id in enumerate(ids)})

    def row(self, id: str) -> int:
        """The row of an id.

        Raises:
            UnknownConcept: the network has no such thing.
        """
        try:
            return self.row_by_id[id]
        except KeyError:
            raise UnknownConcept(id, ()) from None

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Network:
    """Everything the search reads. Shapes: one entry an occupation, skill, group or training row.

    A *group* is an any-of set of credentials (or a least level, or a job held before): it is met
    or not, so credentials and what they imply are worked out once, at compile.
    """

    revision: int
    digest: str
    occupations: Names
    skills: Names
    credentials: Names
    regions: Names
    trainings: Names  #: one id a training; see ``training_of`` for rows

    essential: Rows  #: occupation -> skills
    optional: Rows  #: occupation -> skills
    needed_by: Rows  #: skill -> occupations (essential)
    isco_major: Ints  #: 0 to 9, −1 unknown
    skill_level: Ints  #: ISCO skill level 1 to 4, 0 unknown
    occupation_level: Ints  #: NLQF, −1 unknown
    any_gap: Flags  #: may be entered with any gap (ISCO 9, or stated: geen eisen)
    demands_unknown: Flags  #: nobody stated the entry demands
    market: Ints  #: 1 very tight to 5 very slack, 0 not loaded
    occupation_demands: Rows  #: occupation -> groups
    occupation_grants: Rows  #: occupation -> groups met by having held it

    group_labels: tuple[str, ...]  #: ``any:id id``, ``level:3``, ``below:2``, ``dutch:2F``, ``job:id id``
    credential_meets: Rows  #: credential -> groups that it meets, implications included

    training_of: Ints  #: row -> place in ``trainings``
    weeks: Ints
    weeks_known: Flags
    cents: Ints
    cents_known: Flags
    load: Ints  #: hours of study a week outside paid work, −1 unknown
    mode: Ints  #: place in ``MODES``
    paid: Flags
    job: Ints  #: the occupation a bbl is the leerbaan for, −1 for all other trainings
    national: Flags
    teaches: Rows  #: training row -> skills
    gives: Rows  #: training row -> groups met by what it gives
    training_demands: Rows  #: training row -> groups
    training_regions: Rows  #: training row -> regions
    taught_by: Rows  #: skill -> training rows
    given_by: Rows  #: group -> training rows
    leerbanen: Rows  #: occupation -> training rows (bbl)

    texts: Mapping[str, Any]  #: what people read, by id: see ``graph.texts``
    isco_units: Ints | None = None  #: ISCO-08 unit as a number, −1 unknown
    market_there: Ints | None = None  #: regions × occupations, as ``market``; None: no region has anything loaded
    about: Mapping[str, Any] = field(default_factory=dict)  #: counts and sources, for ``status``
    background: Mapping[str, Any] = field(default_factory=dict)  #: what nearness reads: see ``graph.background``

    @property
    def isco_unit(self) -> Ints:
        """ISCO-08 unit of each occupation as a number, −1 where it is unknown."""
        if self.isco_units is None:
            return np.full(len(self.occupations), -1, np.int32)
        return self.isco_units

    def label(self, id: str) -> str:
        """The name people read for an id; the id itself when there is none."""
        entry = self.texts.get(id)
        return str(entry["label"]) if entry else id

    def lang(self, id: str) -> str | None:
        """The language of the name that people read for an id, None when it is Dutch or not known."""
        entry = self.texts.get(id)
        if not entry:
            return None
        langs = {name[1] for name in entry["names"] if name[0] == "pref" and name[2] == entry["label"]}
        return None if not langs or any(lang.startswith("nl") for lang in langs) else min(langs)

    def group_credentials(self, group: int) -> tuple[str, ...]:
        """The ids of the credentials (or jobs) that a group is made of; empty for a level."""
        kind, _, rest = self.group_labels[group].partition(":")
        return tuple(rest.split()) if kind in ("any", "job") else ()
