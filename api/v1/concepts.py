"""What is answered about one concept: everything the graph knows of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.v1.parts import Answer, Concept, EvidenceLine, Proof


class ConceptName(Answer):
    """A name in a language: preferred, alternative, or only for finding."""

    kind: Literal["pref", "alt", "hidden"]
    language: str
    text: str


class StatedDemand(Answer):
    """Entry demands as one source states them; each inner list is any-of, all lists must be met."""

    any_of: list[list[Concept]]
    basis: Literal["law", "collective", "customary"]
    law: str | None
    article: str | None
    since: str | None = Field(json_schema_extra={"format": "date"})
    note: str | None
    evidence: list[EvidenceLine]


class HourlyWages(Answer):
    """Quartiles of what people in one BRC group earn an hour, in euro cents; null is unknown."""

    year: int
    p25: int | None
    p50: int | None
    p75: int | None
    group: str
    employees: int | None
    region: str
    source: str


class TensionLine(Answer):
    """How tight the market is, 1 very tight to 5 very slack; ``region`` null is the whole country.

    ``group`` is the BRC group or ISCO unit that the class is of; null: the occupation's own.
    """

    market: int
    period: str
    region: Concept | None
    group: str | None
    source: str


class _Known(Concept):
    names: list[ConceptName]
    evidence: list[EvidenceLine]


class OccupationAnswer(_Known):
    """An occupation: what it asks, what stands before it, and who says so."""

    kind: Literal["occupation"]
    isco: str | None
    sector: str | None
    level: int | None
    essential: list[Concept]
    optional: list[Concept]
    walls: list[StatedDemand]
    demands_unknown: bool
    any_gap: bool
    leerbanen: list[Concept]
    wages: list[HourlyWages] | None
    market: int | None
    tension: list[TensionLine] | None


class SkillAnswer(_Known):
    """A skill: which occupations need it, and which trainings teach it."""

    kind: Literal["skill"]
    needed_by: list[Concept]
    taught_by: list[Concept]


class YearAmount(Answer):
    """What a fee is for one school year, in euro cents."""

    year: str
    amount_eurocent: int


class StatutoryFee(Concept):
    """A fee that the law sets, for the school years that are known; later years are not."""

    amounts: list[YearAmount]
    law: str | None
    article: str | None
    evidence: list[EvidenceLine]


class TrainingAnswer(_Known):
    """A training: what it takes, asks, teaches and gives; null is unknown, not zero."""

    kind: Literal["training"]
    training_kind: str
    mode: str
    weeks: int | None
    cost_eurocent: int | None
    fee: str | None
    statutory_fees: list[StatutoryFee]
    load: int | None
    paid: bool
    level: int | None
    code: str | None
    entry_level: int | None
    entry_dutch: str | None
    demands: list[Proof]
    teaches: list[Concept]
    gives: list[Concept]
    leads_to: list[Concept]
    provider: str | None
    starts: list[str]
    note: str | None
