"""Statements between concepts: requirements, entry demands, names, paths, figures, proposals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from ontology.concepts import AnyOf, Label, check_stated
from ontology.errors import InvalidRecord
from ontology.evidence import Evidence
from ontology.ids import ConceptId
from ontology.quantities import EuroCent

_SCHOOL_YEAR = re.compile(r"([0-9]{4})-([0-9]{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """The skills one source asks for in one occupation (``id``): essential and optional."""

    kind: ClassVar[str] = "requirements"
    id: ConceptId
    essential: frozenset[ConceptId]
    optional: frozenset[ConceptId] = frozenset()
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        if self.essential & self.optional:
            raise InvalidRecord(self.id, "a skill that is essential and optional at once")


class Basis(StrEnum):
    """What an entry demand rests on. Customary is shown and is never a wall."""

    LAW = "law"
    COLLECTIVE = "collective"
    CUSTOMARY = "customary"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDemands:
    """What must be held to enter an occupation, or every occupation of an ISCO unit (``id``).

    Each group is any-of; all groups must be met. No groups states that nothing is demanded.
    ``law`` is a BWB id with ``article``, or the agreement's name.
    """

    kind: ClassVar[str] = "entry-demands"
    id: ConceptId
    groups: tuple[AnyOf, ...]
    basis: Basis
    law: str | None = None
    article: str | None = None
    since: date | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """More names for a concept (``id``), from a source of its own: synonyms, everyday titles."""

    kind: ClassVar[str] = "names"
    id: ConceptId
    labels: tuple[Label, ...]
    relation: str = "exact"
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        if self.relation not in ("exact", "close", "narrow", "broad"):
            raise InvalidRecord(self.id, f"found relation {self.relation!r}, expected exact, close, narrow or broad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A move between occupations that was counted or is held sensible."""

    kind: ClassVar[str] = "transition"
    id: ConceptId
    origin: ConceptId
    target: ConceptId
    count: int | None = None
    period: str | None = None
    region: ConceptId | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        if self.origin == self.target:
            raise InvalidRecord(self.id, "a transition to the same occupation")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One step of a path: an occupation reached, or a training (scholingstegel), with its condition."""

    occupation: ConceptId | None = None
    training: ConceptId | None = None
    condition: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A curated loopbaanpad or ontwikkelpad: ordered steps, starting at an occupation."""

    kind: ClassVar[str] = "path"
    id: ConceptId
    labels: tuple[Label, ...]
    steps: tuple[PathStep, ...]
    sector: str | None = None
    owner: str | None = None
    status: str = "draft"
    unknown: str | None = None
    description: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        if len(self.steps) < 2 or self.steps[0].occupation is None or self.steps[-1].occupation is None:
            raise InvalidRecord(self.id, "a path starts and ends at an occupation")
        for step in self.steps:
            if (step.occupation is None) == (step.training is None):
                raise InvalidRecord(self.id, "a step is an occupation or a training, one of the two")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An arbeidsmarktregio by its CBS AM code, with the gemeenten in it (CBS GM codes)."""

    kind: ClassVar[str] = "region"
    id: ConceptId
    labels: tuple[Label, ...]
    code: str
    gemeenten: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)


@dataclass(frozen=True, slots=True, order=True)
class FeeAmount:
    """What a fee is for one school year, such as ``2024-2025``, in euro cents."""

    year: str
    amount: EuroCent


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee that the law sets each school year: lesgeld, cursusgeld, collegegeld.

    ``description`` says what it is for and who pays it. A year that isn't there is unknown; the
    amount of one year is never taken for another.
    """

    kind: ClassVar[str] = "fee"
    id: ConceptId
    labels: tuple[Label, ...]
    amounts: tuple[FeeAmount, ...]
    law: str | None = None
    article: str | None = None
    description: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        object.__setattr__(self, "amounts", tuple(sorted(self.amounts)))
        for item in self.amounts:
            years = _SCHOOL_YEAR.fullmatch(item.year)
            if not years or int(years[2]) != int(years[1]) + 1:
                raise InvalidRecord(self.id, f"found school year {item.year!r}, expected one such as 2024-2025")
            if item.amount < 0:
                raise InvalidRecord(self.id, f"found amount {item.amount}, expected zero or more")
        if len({item.year for item in self.amounts}) != len(self.amounts):
            raise InvalidRecord(self.id, "more than one amount for one school year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wages:
    """Hourly wage quartiles of a BRC group (``id``) in a year, euro cents."""

    kind: ClassVar[str] = "wages"
    id: ConceptId
    year: int
    p25: EuroCent | None
    p50: EuroCent | None
    p75: EuroCent | None
    employees: int | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """Labour-market tension of an occupation or BRC group (``id``): 1 very tight to 5 very slack."""

    kind: ClassVar[str] = "tension"
    id: ConceptId
    market: int
    period: str
    region: ConceptId | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        if not 1 <= self.market <= 5:
            raise InvalidRecord(self.id, f"found market class {self.market}, expected 1 to 5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A match that a machine found and no curator has decided on: it counts nowhere."""

    kind: ClassVar[str] = "proposal"
    id: ConceptId
    subject: str
    target: ConceptId
    reason: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of a withdrawn concept: when, why, and what replaces it."""

    kind: ClassVar[str] = "tombstone"
    id: ConceptId
    withdrawn: date
    reason: str
    replaced_by: ConceptId | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
