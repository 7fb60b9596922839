"""The concepts of the graph as frozen records; each refuses to exist when it is wrong.

Each record is what *one* source states about one subject: statements of different sources
about the same subject stand side by side, and the compile chooses among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

from ontology.errors import InvalidRecord
from ontology.evidence import Evidence
from ontology.ids import ConceptId
from ontology.quantities import EuroCent, Nlqf, WeeklyHours, Weeks


class LabelKind(StrEnum):
    """SKOS: one preferred label a language; alternatives; hidden ones only for finding."""

    PREF = "pref"
    ALT = "alt"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A name in a language (BCP 47 tag)."""

    kind: LabelKind
    lang: str
    text: str


class SkillKind(StrEnum):
    """ESCO's skill types, attitude and language told apart."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    ATTITUDE = "attitude"
    LANGUAGE = "language"


class Mode(StrEnum):
    """How a training is followed. Only ``bbl`` is a job and a training at once."""

    BOL = "bol"
    BBL = "bbl"
    DERDE_LEERWEG = "derde-leerweg"
    PRACTICE = "practice"
    CLASSROOM = "classroom"
    ONLINE = "online"


class TrainingKind(StrEnum):
    """What kind of offer a training is."""

    MBO = "mbo"
    MBO_CERTIFICAAT = "mbo-certificaat"
    PRAKTIJKVERKLARING = "praktijkverklaring"
    AD = "ad"
    HBO = "hbo"
    WO = "wo"
    COURSE = "course"
    LICENCE = "licence"


class CredentialKind(StrEnum):
    """What kind of proof a credential is."""

    DIPLOMA = "diploma"
    MBO_CERTIFICAAT = "mbo-certificaat"
    PRAKTIJKVERKLARING = "praktijkverklaring"
    LICENCE = "licence"
    REGISTRATION = "registration"
    LANGUAGE = "language"
    DECLARATION = "declaration"  #: VOG and the like


AnyOf = frozenset[ConceptId]  #: one of these credentials is enough


class _Stated(Protocol):
    @property
    def id(self) -> ConceptId: ...
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


def check_stated(record: _Stated) -> None:
    """Refuse a record without evidence, and put its unordered parts in one order."""
    id, evidence = record.id, record.evidence
    labels: tuple[Label, ...] = getattr(record, "labels", ())
    if labels:
        object.__setattr__(record, "labels", tuple(sorted(set(labels))))
    for field in ("demands", "groups"):
        groups: tuple[AnyOf, ...] = getattr(record, field, ())
        if any(not group for group in groups):
            raise InvalidRecord(id, "an entry demand that nothing can meet (an empty any-of group)")
        if groups:
            object.__setattr__(record, field, tuple(sorted(set(groups), key=sorted)))
    if not evidence:
        raise InvalidRecord(id, "a record without evidence is a rumour")
    if len({item.source for item in evidence}) != 1:
        raise InvalidRecord(id, "the evidence of one record comes from one source; make one record a source")
    prefs = [label.lang for label in labels if label.kind is LabelKind.PREF]
    if len(prefs) != len(set(prefs)):
        raise InvalidRecord(id, "more than one preferred label in one language")
    for label in labels:
        if not label.text.strip():
            raise InvalidRecord(id, "an empty label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """A kind of job. ``isco`` is the ISCO-08 unit; ``open_entry`` is *geen eisen*, as stated.

    ``regulated`` false is never evidence that no wall stands: only entry demands say that.
    """

    kind: ClassVar[str] = "occupation"
    id: ConceptId
    labels: tuple[Label, ...]
    isco: str | None = None
    brc: frozenset[str] = frozenset()
    level: Nlqf | None = None
    regulated: bool | None = None
    open_entry: bool | None = None
    sector: str | None = None
    description: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        if self.isco is not None and not (len(self.isco) == 4 and self.isco.isdigit()):
            raise InvalidRecord(self.id, f"found ISCO unit {self.isco!r}, expected four digits")
        if self.level is not None and not 0 <= self.level <= 8:
            raise InvalidRecord(self.id, f"found NLQF level {self.level}, expected 0 to 8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Something that can be learned and asked for. ``broader`` are skills or skill groups."""

    kind: ClassVar[str] = "skill"
    id: ConceptId
    labels: tuple[Label, ...]
    skill_kind: SkillKind
    reuse: str | None = None
    broader: frozenset[ConceptId] = frozenset()
    description: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A class of a public classification: scheme ``isco08``, ``brc2014``, ``esco-skill-group``, ``isced-f``,
    ``competentnl`` (occupations of that classification, for their names).

    ``maps_to`` are groups of another scheme that this one corresponds to (1:n is normal).
    """

    kind: ClassVar[str] = "group"
    id: ConceptId
    labels: tuple[Label, ...]
    scheme: str
    code: str
    broader: frozenset[ConceptId] = frozenset()
    maps_to: frozenset[ConceptId] = frozenset()
    description: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A proof that somebody can hold. Holding it implies holding those in ``implies``.

    ``valid_for`` is how long it stays valid (weeks), None when it doesn't lapse or isn't known.
    ``obtained`` says where it comes from when no training gives it.
    """

    kind: ClassVar[str] = "credential"
    id: ConceptId
    labels: tuple[Label, ...]
    credential_kind: CredentialKind
    level: Nlqf | None = None
    issuer: str | None = None
    implies: frozenset[ConceptId] = frozenset()
    valid_for: Weeks | None = None
    obtained: str | None = None
    description: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        if self.level is not None and not 0 <= self.level <= 8:
            raise InvalidRecord(self.id, f"found NLQF level {self.level}, expected 0 to 8")
        if self.id in self.implies:
            raise InvalidRecord(self.id, "a credential that implies itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What somebody can follow, as its evidence states it; ``None`` is unknown, not zero.

    Units: whole weeks; euro cents that the person pays; hours of study a week outside paid work.
    ``entry_level`` is the NLQF level asked at the start; ``entry_dutch`` such as ``2F``.
    ``after_jobs``: one of these occupations must have been held. ``leads_to``: the occupations
    that a bbl is the leerbaan for. ``regions`` empty is unknown; ``national`` is everywhere.
    ``fee`` names the fee when the amount is unknown; ``statutory_fees`` are those of it that the law sets.
    """

    kind: ClassVar[str] = "training"
    id: ConceptId
    labels: tuple[Label, ...]
    training_kind: TrainingKind
    mode: Mode
    duration: Weeks | None
    cost: EuroCent | None
    load: WeeklyHours | None = None
    paid: bool = False
    level: Nlqf | None = None
    code: str | None = None
    fee: str | None = None
    statutory_fees: frozenset[ConceptId] = frozenset()
    teaches: frozenset[ConceptId] = frozenset()
    gives: frozenset[ConceptId] = frozenset()
    demands: tuple[AnyOf, ...] = ()
    entry_level: Nlqf | None = None
    entry_dutch: str | None = None
    after_jobs: frozenset[ConceptId] = frozenset()
    leads_to: frozenset[ConceptId] = frozenset()
    provider: str | None = None
    national: bool = False
    regions: frozenset[ConceptId] = frozenset()
    starts: tuple[str, ...] = ()
    note: str | None = None
    description: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        for field in ("duration", "cost", "load"):
            value = getattr(self, field)
            if value is not None and value < 0:
                raise InvalidRecord(self.id, f"found {field} {value}, expected zero or more, or unknown")
        if self.mode is Mode.BBL and not self.leads_to:
            raise InvalidRecord(self.id, "a bbl is a job too: say for which occupation (leads_to)")
        if self.mode is Mode.BBL and not self.paid:
            raise InvalidRecord(self.id, "a bbl is paid work")
        if self.entry_dutch is not None and self.entry_dutch not in DUTCH_LEVELS:
            raise InvalidRecord(self.id, f"found {self.entry_dutch!r}, expected one of {', '.join(DUTCH_LEVELS)}")


#: Referentieniveaus taal, low to high. Source: Besluit referentieniveaus Nederlandse taal en rekenen.
DUTCH_LEVELS = ("1F", "2F", "3F", "4F")
