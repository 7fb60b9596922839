"""What may be asked about a training's impact and about what nobody teaches, and what is answered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from api.courses import CourseAsked, ScopeAsked
from api.v1.asks import Body, Euro, Hours, Level, ModeName, Name, NameList, SkillList, whole
from api.v1.parts import Answer, Code, Concept, Proof, Receipt

Weeks = Annotated[int, Field(ge=0, le=520), BeforeValidator(whole)]
Pairs = Annotated[int, Field(ge=1, le=1_000), BeforeValidator(whole)]
Tried = Annotated[int, Field(ge=1, le=50), BeforeValidator(whole)]


class ScopeAsk(Body):
    """Between which jobs is looked; without origins, those that are nearest to each target."""

    origins: NameList = Field([], description="Only from these occupations; else the nearest to each target.")
    targets: NameList = Field([], description="Only to these occupations.")
    sector: Name | None = Field(None, description="Only to a sector, by its name or the first digits of ISCO units.")
    region: Name | None = Field(None, description="For people in this labour-market region.")
    pairs: Pairs = Field(200, description="At most this many pairs of origin and target.")

    def scope(self) -> ScopeAsked:
        """The scope as the planner's side knows it."""
        return ScopeAsked(
            origins=tuple(self.origins),
            targets=tuple(self.targets),
            sector=self.sector,
            region=self.region,
            pairs=self.pairs,
        )


class CourseAsk(Body):
    """A planned course; what is not told is unknown."""

    label: Name = Field("de geplande opleiding", description="What it is called.")
    teaches: SkillList = Field([], description="Skills that it teaches.")
    gives: NameList = Field([], description="Diplomas, certificates and licences that who finishes it holds.")
    demands: Annotated[list[NameList], Field(max_length=20)] = Field(
        [], description="What must be held at the start: each inner list is any-of, all lists must be met."
    )
    entry_level: Level | None = Field(None, description="NLQF level asked at the start.")
    entry_dutch: Literal["1F", "2F", "3F", "4F"] | None = Field(None, description="Dutch asked at the start.")
    weeks: Weeks | None = Field(None, description="How long it takes.")
    euro: Euro | None = Field(None, description="What the person pays.")
    hours: Annotated[Hours, Field(le=80)] | None = Field(None, description="Hours of study a week.")
    mode: ModeName = Field("classroom", description="How it is followed.")
    paid: bool = Field(False, description="With pay; a bbl always is.")
    leads_to: NameList = Field([], description="For a bbl: the occupations that it is the leerbaan for.")
    regions: NameList = Field([], description="Only in these labour-market regions; none is everywhere.")

    def course(self) -> CourseAsked:
        """The course as the planner's side knows it."""
        given: dict[str, Any] = self.model_dump(exclude={"demands"})
        values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in given.items()}
        return CourseAsked(demands=tuple(map(tuple, self.demands)), **values)


_COURSE: dict[str, Any] = {
    "label": "Zorghulp in zes weken",
    "teaches": ["helpen bij wassen en aankleden", "helpen bij eten en drinken", "helpen bij toiletgang"],
    "weeks": 6,
    "euro": 450,
}


class ImpactAsk(ScopeAsk):
    """A planned course, or an existing training: what if it were gone; and between which jobs."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"course": _COURSE, "targets": ["begeleider gehandicaptenzorg"], "pairs": 10}}
    )
    course: CourseAsk | None = Field(None, description="A planned course.")
    gone: Name | None = Field(None, description="Instead of a course: a training that would go.")


class OpeningsAsk(ScopeAsk):
    """Into which sector or target; the answer ranks skills that nobody teaches."""

    model_config = ConfigDict(json_schema_extra={"example": {"sector": "zorg", "pairs": 10, "limit": 5}})
    limit: Tried = Field(10, description="How many skills are tried, each by a search.")


class ImpactTraining(Answer):
    """The training that it is about; null is unknown."""

    id: str
    label: str
    weeks: int | None
    cost_eurocent: int | None
    paid: bool
    teaches: list[Concept]
    gives: list[Concept]


class Least(Answer):
    """The least that is known over all routes of a pair; null where no route has it known."""

    weeks: int | None
    unpaid_weeks: int | None
    cost_eurocent: int | None
    routes: int


class CountedMoves(Answer):
    """People who made this move, as counted by a source."""

    count: int
    period: str | None
    region: Concept | None
    source: str
    kind: Literal["official", "curated", "observed", "derived"]


class ImpactChange(Answer):
    """What the training does for one pair; ``sure`` false: a search stopped early. ``moves`` null: nobody counted."""

    from_: Concept
    to: Concept
    how: list[Literal["opened", "shorter", "lessUnpaid", "cheaper", "other"]]
    without: Least
    with_: Least
    line: str | None
    sure: bool
    moves: list[CountedMoves] | None


class PeopleInGroup(Answer):
    """How many people work in a group of occupations: wider than the occupation."""

    employees: int
    group: str
    year: int
    region: str
    source: str


class ImpactOrigin(Answer):
    """An occupation of origin, for how many targets something changes; ``people`` null: not loaded."""

    id: str
    label: str
    targets: int
    people: list[PeopleInGroup] | None


class ImpactSummary(Answer):
    """For how many pairs the training does what; one pair may count in several."""

    opened: int
    shorter: int
    less_unpaid: int
    cheaper: int
    other: int


class Looked(Answer):
    """How much was looked at, and how much was not."""

    pairs: int
    not_looked: int
    targets: int
    origins: int
    targets_in_scope: int
    incomplete: int


class ImpactAnswer(Answer):
    """What a training opens, makes shorter or cheaper (``added``), or what would be lost without it (``gone``)."""

    training: ImpactTraining
    change: Literal["added", "gone"]
    summary: ImpactSummary
    changes: list[ImpactChange]
    origins: list[ImpactOrigin]
    looked: Looked
    complete: bool
    receipt: Receipt
    code: Code


class PairNames(Answer):
    """A pair of jobs."""

    from_: Concept
    to: Concept


class SkillOpening(Answer):
    """A skill that nobody teaches, how many closed pairs lack it, and which a course in it alone opens."""

    skill: Concept
    lacked_by: int
    opens: int
    routes: list[PairNames]


class TogetherStep(Answer):
    """One course built up skill by skill: what it opens with this skill and those before it."""

    skill: Concept
    opens: int
    routes: list[PairNames]


class WallCount(Proof):
    """A demand that no training meets, and before how many closed pairs it stands."""

    pairs: int


class OpeningPairs(Answer):
    """The pairs that were looked at, by what keeps them closed."""

    with_route: int
    closed: int
    behind_walls: int
    lacking_taught: int


class TriedCount(Answer):
    """How many skills were tried by a search."""

    skills: int
    not_tried: int


class OpeningsAnswer(Answer):
    """Which skills, if somebody taught them, would open most routes; every opening is verified by a search."""

    skills: list[SkillOpening]
    together: list[TogetherStep]
    walls: list[WallCount]
    looked: Looked
    pairs: OpeningPairs
    tried: TriedCount
    complete: bool
    receipt: Receipt
    code: Code
