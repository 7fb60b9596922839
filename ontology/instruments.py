"""The menukaart as records: instruments in SGR terms, with their conditions as typed rules.

A condition holds when one of its rules holds; an instrument is open when all its conditions hold.
The kinds of rule are a closed set (``RuleKind``): what an instrument asks is data, how a kind is
weighed is code (``graph.menukaart.rules``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from ontology.codes import DOELGROEPEN, KLANTKENMERKEN, TEGELS, UITVOERINGSVORMEN, Audience
from ontology.concepts import Label, Mode, TrainingKind, check_stated
from ontology.errors import InvalidRecord
from ontology.evidence import Evidence
from ontology.ids import ConceptId
from ontology.quantities import EuroCent
from ontology.situations import BENEFITS, TOPICS, WORK

_BWB = re.compile(r"BWBR[0-9]{7}")
_GEMEENTE = re.compile(r"GM[0-9]{4}")


class Reach(StrEnum):
    """Where an instrument is offered: in the whole country, in regions or in gemeenten."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


class Party(StrEnum):
    """Who decides on an instrument, or must act first for a person."""

    UWV = "uwv"
    GEMEENTE = "gemeente"
    EMPLOYER = "employer"
    EIGENRISICODRAGER = "eigenrisicodrager"  #: an employer that took over the task of UWV
    SOCIAL_PARTNERS = "social-partners"  #: cao, sociaal plan
    SECTOR_FUND = "sector-fund"  #: O&O-fonds
    WERKCENTRUM = "werkcentrum"
    DUO = "duo"
    BELASTINGDIENST = "belastingdienst"
    TOESLAGEN = "toeslagen"
    RVO = "rvo"
    SZW = "szw"
    SCHOOL = "school"
    PERSON = "person"


class Step(StrEnum):
    """The kinds of step that an instrument can support."""

    ORIENTATION = "orientation"
    TRAINING = "training"
    PRACTICE = "practice"
    WORK = "work"
    BUSINESS = "business"  #: starting one's own


class Pays(StrEnum):
    """What an amount is for; a loan is paid back and lowers nobody's costs."""

    TRAINING = "training"
    INCOME = "income"
    WAGES = "wages"
    SUPPORT = "support"
    COSTS = "costs"
    LOAN = "loan"


class Per(StrEnum):
    """What one amount is counted for."""

    ONCE = "once"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


class RuleKind(StrEnum):
    """What a rule looks at. The docstring of each way of weighing is shown to users."""

    BENEFIT = "benefit"  #: gets one of these benefits
    WORK = "work"  #: stands in one of these ways in work
    DOELGROEP = "doelgroep"  #: belongs to one of these doelgroepen
    AGE = "age"  #: years, from ``least`` to ``most``; only where the law does
    LEVEL = "level"  #: highest NLQF level, from ``least`` to ``most``
    DUTCH = "dutch"  #: level of Dutch among these
    BENEFIT_MONTHS = "benefit-months"  #: how long the benefit has been running
    MODE = "mode"  #: the step is a training in one of these modes
    TRAINING_KIND = "training-kind"  #: the step is a training of one of these kinds
    WEEKS = "weeks"  #: how long the training takes
    HOURS = "hours"  #: hours of study a week
    TOPIC = "topic"  #: what only somebody can say: a yes or no per topic
    DECISION = "decision"  #: one of these parties has decided so


#: Which codes a kind of rule may name; None where it names none.
CODES_BY_KIND: dict[RuleKind, frozenset[str] | None] = {
    RuleKind.BENEFIT: frozenset(BENEFITS),
    RuleKind.WORK: frozenset(WORK),
    RuleKind.DOELGROEP: frozenset(DOELGROEPEN),
    RuleKind.AGE: None,
    RuleKind.LEVEL: None,
    RuleKind.DUTCH: frozenset({"1F", "2F", "3F", "4F"}),
    RuleKind.BENEFIT_MONTHS: None,
    RuleKind.MODE: frozenset(Mode),
    RuleKind.TRAINING_KIND: frozenset(TrainingKind),
    RuleKind.WEEKS: None,
    RuleKind.HOURS: None,
    RuleKind.TOPIC: frozenset(TOPICS),
    RuleKind.DECISION: frozenset(Party),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that can be weighed: a kind, with codes or with bounds; ``negated`` turns yes and no around."""

    rule_kind: RuleKind
    codes: frozenset[str] = frozenset()
    least: int | None = None
    most: int | None = None
    negated: bool = False

    def problem(self) -> str | None:
        """What is wrong with this rule, or None."""
        known = CODES_BY_KIND[self.rule_kind]
        if known is None:
            if self.codes or (self.least is None and self.most is None):
                return f"a rule on {self.rule_kind} has bounds (least, most) and no codes"
            if self.least is not None and self.most is not None and self.least > self.most:
                return f"a rule on {self.rule_kind} from {self.least} to {self.most} holds for nothing"
            return None
        if not self.codes or self.least is not None or self.most is not None:
            return f"a rule on {self.rule_kind} has codes and no bounds"
        unknown = sorted(self.codes - known)
        return f"found {', '.join(unknown)}, expected codes for {self.rule_kind}" if unknown else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an instrument asks, in plain Dutch, with its rules, its legal source and the question to ask.

    It holds when one of the rules holds. Without a law of its own it rests on that of the instrument.
    ``as_of`` is a day on which the text that was read was in force.
    """

    text: str
    question: str
    any_of: tuple[Rule, ...]
    law: str | None = None
    bwb: str | None = None
    article: str | None = None
    as_of: date | None = None

    def problem(self) -> str | None:
        """What is wrong with this condition, or None."""
        if not self.text.strip() or not self.question.strip():
            return "a condition has a text and a question"
        if not self.any_of:
            return f"the condition {self.text!r} has no rule"
        if self.bwb is not None and not _BWB.fullmatch(self.bwb):
            return f"found {self.bwb!r}, expected a BWB id such as BWBR0015703"
        return next((found for rule in self.any_of if (found := rule.problem())), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """Something that can support a step: a service, a provision, a subsidy.

    ``decides`` is who says yes or no. ``doelgroepen`` to ``tegels`` are codes of the Dennis and Eva
    lists. ``valid_until`` is the last day on which it can be asked for; None is not known to end.
    ``amount`` is a maximum in euro cents; None is unknown, never nothing. ``sgr`` is the SGR object
    that the record was read from, as JSON, so that what we don't use goes out as it came in.
    """

    kind: ClassVar[str] = "instrument"
    id: ConceptId
    labels: tuple[Label, ...]
    description: str
    provider: str
    decides: Party
    reach: Reach
    audience: Audience
    goal: str | None = None
    regions: frozenset[ConceptId] = frozenset()
    gemeenten: frozenset[str] = frozenset()
    doelgroepen: frozenset[str] = frozenset()
    klantkenmerken: frozenset[str] = frozenset()
    uitvoeringsvormen: frozenset[str] = frozenset()
    tegels: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()
    pays: Pays | None = None
    amount: EuroCent | None = None
    per: Per | None = None
    amount_note: str | None = None
    law: str | None = None
    bwb: str | None = None
    article: str | None = None
    apply: str | None = None
    url: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    example: bool = False
    note: str | None = None
    sgr: str | None = None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_stated(self)
        for problem in (*self._of_codes(), *self._of_values(), *(item.problem() for item in self.conditions)):
            if problem:
                raise InvalidRecord(self.id, problem)

    def _of_codes(self) -> list[str]:
        lists = (
            ("doelgroepen", self.doelgroepen, DOELGROEPEN),
            ("klantkenmerken", self.klantkenmerken, KLANTKENMERKEN),
            ("uitvoeringsvormen", self.uitvoeringsvormen, UITVOERINGSVORMEN),
            ("tegels", self.tegels, TEGELS),
            ("supports", self.supports, {step.value: "" for step in Step}),
        )
        return [
            f"{name} has {', '.join(sorted(found - known.keys()))}, which is no code of that list"
            for name, found, known in lists
            if found - known.keys()
        ]

    def _of_values(self) -> list[str | None]:
        ages = [c for c in self.conditions if any(rule.rule_kind is RuleKind.AGE for rule in c.any_of)]
        return [
            None if self.description.strip() and self.provider.strip() else "needs a description and a provider",
            "is regional and names no region" if self.reach is Reach.REGIONAL and not self.regions else None,
            "is local and names no gemeente" if self.reach is Reach.LOCAL and not self.gemeenten else None,
            "is national and names regions or gemeenten"
            if self.reach is Reach.NATIONAL and (self.regions or self.gemeenten)
            else None,
            "names a gemeente that is no CBS code (GM0344)"
            if any(not _GEMEENTE.fullmatch(code) for code in self.gemeenten)
            else None,
            f"found amount {self.amount}, expected none below zero" if (self.amount or 0) < 0 else None,
            "an amount says what it pays and per what"
            if self.amount is not None and not (self.pays and self.per)
            else None,
            f"found {self.bwb!r}, expected a BWB id such as BWBR0015703"
            if self.bwb and not _BWB.fullmatch(self.bwb)
            else None,
            "ends before it begins"
            if self.valid_from and self.valid_until and self.valid_until < self.valid_from
            else None,
            "asks for an age without the article that does so" if any(not c.article for c in ages) else None,
        ]
