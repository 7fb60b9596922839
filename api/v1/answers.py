"""What is answered over HTTP; real answers are held against these types by a test."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from api.v1.parts import Answer, Code, Concept, Group, NoRoute, Path, Proof, Question, Receipt, Route, Suggested, Totals


class RoutesAnswer(Answer):
    """All routes that no other beats, or why there are none; ``bounds`` when the search had to stop."""

    from_: list[Concept]
    to: Concept
    held: bool
    lapsed: list[Proof]
    complete: bool
    bounds: list[dict[str, int]]
    groups: list[Group]
    paths: list[Path]
    none: NoRoute | None
    asks: list[Question]
    not_modelled: list[str]
    suggested: list[Suggested]
    level: int | None
    receipt: Receipt
    code: Code


class WhyNotAnswer(Answer):
    """Why a choice is not in the answer, and the best route with it if there is one."""

    choice: Concept
    verdict: Literal["in-answer", "beaten", "over-limit", "not-possible", "not-set", "no-difference", "opens"]
    reasons: list[str]
    route: Route | None


class Feature(Answer):
    """One part of a score: what it adds to the log-odds of the move (value times weight)."""

    key: str
    label: str
    value: float
    weight: float


class Near(Answer):
    """An occupation that is near, with why, and what the way there costs at least."""

    id: str
    label: str
    score: int
    features: list[Feature]
    why: list[str]
    shared_skills: int
    essential_skills: int
    wall: list[Proof]
    demands_unknown: bool
    cost: Totals | None


class FeatureMeaning(Answer):
    """What a part of a score means."""

    key: str
    label: str
    weight: float
    meaning: str


class TargetsAnswer(Answer):
    """Occupations ranked by how near they are."""

    from_: list[Concept]
    targets: list[Near]
    features: list[FeatureMeaning]
    receipt: Receipt
    code: Code


class SourcesAnswer(Answer):
    """Occupations ranked by how well their people could come in."""

    to: Concept
    sources: list[Near]
    features: list[FeatureMeaning]
    receipt: Receipt
    code: Code


class Found(Answer):
    """A concept that a text may mean: the name that fitted, and why."""

    id: str
    label: str
    kind: Literal["occupation", "skill", "training", "credential", "region", "fee"]
    matched: str
    why: str


class SearchAnswer(Answer):
    """Concepts for a text, best first."""

    query: str
    found: list[Found]


class Counts(Answer):
    """How much the network holds."""

    occupations: int
    skills: int
    trainings: int
    credentials: int
    regions: int


class EvidenceCounts(Answer):
    """How many records rest on each kind of evidence, from firm to inferred."""

    official: int
    curated: int
    observed: int
    derived: int


class StoreState(Answer):
    """Whether the store can be reached; while it can't, answers rest on the newest revision that was read."""

    reachable: bool
    away_since: str | None = Field(json_schema_extra={"format": "date-time"})


class StatusAnswer(Answer):
    """Which data this service answers from; ``to_check``: records that somebody who knows should look at."""

    revision: int
    digest: str
    version: str
    store: StoreState
    counts: Counts
    evidence: EvidenceCounts
    to_check: int


class ChangesAnswer(Answer):
    """The revision that the store is at; ``written`` is false when the changes changed nothing."""

    revision: int
    written: bool


class FieldProblem(Answer):
    """What is wrong with one field."""

    field: str
    message: str
    suggestions: list[Concept] = Field(default_factory=list)


class ProblemDetails(Answer):
    """An error (RFC 9457): ``type`` leads to an explanation; ``suggestions`` are names that do exist."""

    model_config = ConfigDict(json_schema_extra={"description": "An error (RFC 9457)."})
    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = Field(default_factory=list)
    suggestions: list[Concept] = Field(default_factory=list)
