"""The parts that answers are made of, for the documentation and for checking real answers."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


def _name(field: str) -> str:
    return to_camel(field.rstrip("_"))


class Answer(BaseModel):
    """A part of an answer: exact types, camelCase names, nothing undocumented."""

    model_config = ConfigDict(strict=True, extra="forbid", alias_generator=_name)


class Concept(Answer):
    """Something with an id and a name."""

    id: str
    label: str
    lang: str | None = Field(default=None, description="The language of the label; left out when it is Dutch.")


class Offer(Answer):
    """Another way to do the same step."""

    id: str
    label: str
    lang: str | None = None
    provider: str | None


class Demand(Answer):
    """An entry demand: one of these is enough."""

    label: str
    any_of: list[Concept]
    held: bool


class EvidenceLine(Answer):
    """Who says so; ``check`` marks what somebody who knows should look at first."""

    source: str
    kind: Literal["official", "curated", "observed", "derived"]
    how: str | None
    check: bool


class Step(Answer):
    """A training, a stepping-stone job or the target; null is unknown, not zero."""

    kind: Literal["training", "job", "target"]
    id: str
    label: str
    lang: str | None = None
    weeks: int | None
    cost_eurocent: int | None
    fee: str | None
    paid: bool
    mode: str | None
    load: int | None
    teaches: list[Concept]
    gives: list[Concept]
    demands: list[Demand]
    ask: str | None
    learned_at_work: list[Concept]
    demands_unknown: bool
    alternatives: list[Offer]
    evidence: list[EvidenceLine]
    note: str | None


class Totals(Answer):
    """The figures of a route; where not all is known they hold the known part."""

    weeks: int
    weeks_known: bool
    unpaid_weeks: int
    cost_eurocent: int
    cost_known: bool
    jobs: int
    left_percent: int
    market: int | None


class UnknownPart(Answer):
    """What is not known of a route, and who knows it."""

    part: str
    text: str
    who: str | None


class Aside(Answer):
    """Why a route is shown last in its group: ``than`` is the id of the route that does without."""

    kind: Literal["longer", "detour"]
    text: str
    than: str


class Route(Answer):
    """One route that no other route beats; ``aside`` when what it adds to another is little."""

    id: str
    line: str
    steps: list[Step]
    totals: Totals
    unknown: list[UnknownPart]
    aside: Aside | None


class Group(Answer):
    """Routes of which equally much is known; those that stand aside come last."""

    key: Literal["known", "unknown", "demands-unknown"]
    label: str
    routes: list[Route]


class PathStep(Answer):
    """A step of a path that people drew up."""

    kind: Literal["job", "training"]
    id: str
    label: str
    lang: str | None = None
    condition: str | None
    note: str | None


class Path(Answer):
    """A path that people drew up, with its figures for this person."""

    id: str
    label: str
    lang: str | None = None
    sector: str | None
    unknown: str | None
    steps: list[PathStep]
    weeks: int
    weeks_known: bool
    cost_eurocent: int
    cost_known: bool
    evidence: list[EvidenceLine]


class Proof(Answer):
    """A proof that is demanded: one of these is enough."""

    label: str
    any_of: list[Concept]


class Wall(Answer):
    """An entry demand that stands in the way, and the law it rests on."""

    label: str
    any_of: list[Concept]
    law: str | None
    article: str | None
    since: str | None = Field(json_schema_extra={"format": "date"})


class Opening(Answer):
    """Limits that open routes when lifted."""

    lift: list[str]
    label: str
    routes: int


class NoRoute(Answer):
    """Why there is no route, and what would open one."""

    reason: str
    walls: list[Wall]
    missing: list[Concept]
    opens: list[Opening]


class Question(Answer):
    """Something to ask the person: it may save time."""

    credential: Concept
    text: str
    saves_weeks: int | None


class Suggested(Answer):
    """A skill taken to be held because it follows from an occupation."""

    id: str
    label: str
    lang: str | None = None
    from_: str


class Receipt(Answer):
    """What an answer rests on, enough to replay it; ``answer`` is the SHA-256 of the answer."""

    version: Literal[1]
    revision: int
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    query: dict[str, Any]
    question: str = Field(pattern="^(routes|(targets|sources):[0-9]{1,3}|groups|impact|openings)$")
    criteria: list[str]
    limits: dict[str, int]
    complete: bool
    sources: list[str]
    answer: str = Field(pattern="^[0-9a-f]{64}$")


class Code(Answer):
    """The version of the program."""

    version: str
