"""The parts of the menukaart's answers, for the documentation and for checking real answers."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field

from api.v1.parts import Answer, Concept, EvidenceLine

Yes = Literal["yes", "no", "ask"]
_DATE: Final[dict[str, Any]] = {"format": "date"}


class RuleTrace(Answer):
    """One rule that was weighed: its kind, what it asks, and what it answered."""

    kind: str
    text: str
    answer: Yes


class ConditionLine(Answer):
    """A condition in plain Dutch with its legal source; ``question`` only where it has to be asked."""

    text: str
    question: str | None
    law: str | None
    bwb: str | None
    article: str | None
    as_of: str | None = Field(json_schema_extra=_DATE)
    answer: Yes
    rules: list[RuleTrace]


class Costs(Answer):
    """What the step costs, what this may pay, what is left, in euro cents; null is unknown, not zero."""

    cost_eurocent: int | None
    may_pay_eurocent: int | None
    left_eurocent: int | None
    text: str


class StepCosts(Answer):
    """The same for the step with the best single offer; ``unknown`` when something is not known."""

    cost_eurocent: int | None
    may_pay_eurocent: int | None
    left_eurocent: int | None
    unknown: bool


class Coded(Answer):
    """A code of the Dennis and Eva lists with its name."""

    code: str
    label: str


class PartyName(Answer):
    """A party, and what it is called in a sentence."""

    party: str
    label: str


class InstrumentLine(Answer):
    """What is the same for an instrument in every step; an amount is a maximum, null is unknown."""

    id: str
    label: str
    description: str
    goal: str | None
    provider: str
    decides: PartyName
    audience: Literal["IT01", "IT02"]
    reach: Literal["national", "regional", "local"]
    forms: list[Coded]
    doelgroepen: list[Coded]
    pays: str | None
    amount_eurocent: int | None
    per: Literal["once", "hour", "month", "year"] | None
    amount_note: str | None
    law: str | None
    bwb: str | None
    article: str | None
    apply: str | None
    url: str | None
    valid_from: str | None = Field(json_schema_extra=_DATE)
    valid_until: str | None = Field(json_schema_extra=_DATE)
    example: bool
    note: str | None
    check: bool
    evidence: list[EvidenceLine]


class StepOffer(Answer):
    """An instrument for one step: its answer, the trace, and the costs."""

    id: str
    answer: Yes
    conditions: list[ConditionLine]
    costs: Costs


class OfferLine(InstrumentLine):
    """An instrument for one step with all that is known of it."""

    answer: Yes
    conditions: list[ConditionLine]
    costs: Costs


class StepLine(Answer):
    """The step that was asked about."""

    kind: Literal["orientation", "training", "practice", "work", "business"]
    id: str | None
    label: str | None
    weeks: int | None
    hours: int | None
    cost_eurocent: int | None


class LearnCondition(Answer):
    """A condition for learning with a benefit."""

    text: str
    answer: Yes
    question: str | None
    law: str
    bwb: str | None
    article: str | None
    as_of: str | None = Field(json_schema_extra=_DATE)


class Learning(Answer):
    """Whether somebody may learn and keep one benefit."""

    benefit: str
    label: str
    answer: Yes
    text: str
    law: str
    bwb: str | None
    article: str | None
    as_of: str | None = Field(json_schema_extra=_DATE)
    decides: PartyName | None
    check: bool
    conditions: list[LearnCondition]


class Fit(Answer):
    """Whether a training fits what else somebody has to do; ``inSearch`` when the route search can limit on it."""

    limit: str
    answer: Yes
    text: str
    in_search: bool


class BasisLine(Answer):
    """Where a duty stands; ``check`` when somebody who knows should look at it."""

    law: str
    bwb: str | None
    article: str | None
    as_of: str | None = Field(json_schema_extra=_DATE)
    check: bool


class Part(Answer):
    """What one party carries: the row of the table, the desk, the next step, and the ground."""

    row: str
    party: str | None
    label: str
    carries: str
    basis: BasisLine
    desk: str
    next: str
    unless_asked: str | None


class Door(Answer):
    """Where anybody can go in the region."""

    name: str
    text: str
    basis: BasisLine
    region: str | None


class ArrangeurLine(Answer):
    """Who must act first (null: nobody is obliged), who coordinates, the door, who may help, what to ask."""

    party: str | None
    label: str
    obliged: bool
    coordinates: str | None
    parts: list[Part]
    door: Door
    may_help: list[PartyName]
    next: str
    asks: list[str]


class Data(Answer):
    """Which data the answer rests on; there is no receipt, because a situation is in none."""

    revision: int
    digest: str


class Menukaart(Answer):
    """One step with what is open or to be asked, what is meant for others, what is closed, and who arranges."""

    region: Concept | None
    on: str = Field(json_schema_extra=_DATE)
    step: StepLine
    offers: list[OfferLine]
    others: list[OfferLine]
    closed: list[OfferLine]
    costs: StepCosts
    learning: list[Learning]
    fits: list[Fit]
    arrangeur: ArrangeurLine
    data: Data


class MenuStep(Answer):
    """One step of an answer with its offers; what is the same in every step stands under ``instruments``."""

    step: StepLine
    offers: list[StepOffer]
    others: list[StepOffer]
    closed: list[StepOffer]
    costs: StepCosts
    learning: list[Learning]
    fits: list[Fit]


class SourceSteps(Answer):
    """Which steps, by their place, are taken by who comes from an occupation: the work first, then the trainings."""

    id: str
    steps: list[int]


class StepMenus(Answer):
    """The menukaart of several steps."""

    region: Concept | None
    on: str = Field(json_schema_extra=_DATE)
    instruments: list[InstrumentLine]
    steps: list[MenuStep]


class EmployerMenus(StepMenus):
    """What helps an employer who takes somebody on in the job, or trains somebody for it, by where they come from."""

    by_source: list[SourceSteps]


class Menus(StepMenus):
    """The menukaart of every different step of the routes, and who arranges."""

    arrangeur: ArrangeurLine
