"""What is answered over HTTP; real answers are held against these types by a test."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from api.v1.concepts import HourlyWages, TensionLine
from api.v1.menu_parts import EmployerMenus, Menus
from api.v1.parts import Answer, Code, Concept, Group, NoRoute, Path, Proof, Question, Receipt, Route, Suggested, Totals


class MarketFacts(Answer):
    """Wages and tension of the target, each with its source, date and region; null where nothing is loaded."""

    wages: list[HourlyWages] | None
    tension: list[TensionLine] | None


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
    market: MarketFacts
    receipt: Receipt
    code: Code
    menukaart: Menus | None = None  #: only with ``include=offers``


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
    lang: str | None = None
    score: int
    features: list[Feature]
    why: list[str]
    shared_skills: int
    essential_skills: int
    wall: list[Proof]
    demands_unknown: bool
    cost: Totals | None
    wages: list[HourlyWages] | None
    tension: list[TensionLine] | None


class SourceTraining(Answer):
    """A training on the direct way into the job; null is unknown."""

    id: str
    label: str
    lang: str | None = None
    mode: str
    weeks: int | None
    cost_eurocent: int | None


class Source(Near):
    """An occupation that people could come from; ``trainings`` is null where no direct way was found or looked for."""

    trainings: list[SourceTraining] | None


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
    sources: list[Source]
    features: list[FeatureMeaning]
    receipt: Receipt
    code: Code
    menukaart: EmployerMenus | None = None  #: only with ``include=offers``


class Found(Answer):
    """A concept that a text may mean: the name that fitted, and why."""

    id: str
    label: str
    lang: str = Field(description="The language of the label; nl is Dutch.")
    kind: Literal["occupation", "skill", "training", "credential", "region", "fee", "instrument"]
    matched: str
    why: str
    score: float


class EncoderUsed(Answer):
    """What worked out meaning: its name, and the SHA-256 of its model."""

    name: str
    digest: str = Field(pattern="^[0-9a-f]{64}$")


class SearchAnswer(Answer):
    """Concepts for a text, best first; ``encoder`` is null when names alone were looked at."""

    query: str
    encoder: EncoderUsed | None
    found: list[Found]
    message: str | None


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


class WithoutDutch(Answer):
    """How many of each kind have no preferred name in Dutch: these are shown in English, and marked."""

    occupation: int
    skill: int
    training: int
    credential: int


class StatusAnswer(Answer):
    """Which data this service answers from; ``to_check``: records that somebody who knows should look at."""

    revision: int
    digest: str
    version: str
    store: StoreState
    counts: Counts
    evidence: EvidenceCounts
    to_check: int
    without_dutch: WithoutDutch | None


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


class Passage(Answer):
    """The exact words, with where they stand: characters (Unicode code points) from the start of the text."""

    start: int
    end: int
    text: str


class ProposedConcept(Answer):
    """What a text proposes. ``high``: the words name it; ``medium``: they describe it; ``low``: they may mean it."""

    id: str
    kind: Literal["occupation", "skill", "credential"]
    label: str
    lang: str | None = None
    mention: Literal["held", "wish", "negated", "other", "hobby"]
    sure: Literal["high", "medium", "low"]
    why: str
    reason: str | None
    words: list[Passage]


class NearConcept(Answer):
    """A skill that a passage comes near to in meaning: worth a question, no proposal."""

    id: str
    kind: Literal["skill"]
    label: str
    lang: str | None = None
    why: str
    score: float
    words: list[Passage]


class ProposalsAnswer(Answer):
    """What a text says somebody can do, to be confirmed; what it says otherwise stands apart with the reason."""

    proposals: list[ProposedConcept]
    apart: list[ProposedConcept]
    questions: list[NearConcept]
    notes: list[str]
    revision: int
    digest: str
