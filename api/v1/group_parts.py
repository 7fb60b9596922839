"""What may be asked about a group at once, and what is answered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from api.asking import Question
from api.cohort import GroupLine
from api.v1.asks import Body, Euro, Hours, Level, Months, Name, NameList, SkillList, whole
from api.v1.concepts import HourlyWages, TensionLine
from api.v1.parts import Answer, Code, Concept, NoRoute, Receipt, Totals, UnknownPart

Count = Annotated[int, Field(ge=1, le=1_000_000), BeforeValidator(whole)]
Room = Annotated[int, Field(ge=0, le=1_000_000), BeforeValidator(whole)]
Candidates = Annotated[int, Field(ge=1, le=50), BeforeValidator(whole)]


class GroupLineAsk(Body):
    """So many people with one job, and what they share; nothing about one person."""

    occupation: Name = Field(description="The job that they have.")
    count: Count = Field(description="How many people.")
    region: Name | None = Field(None, description="Their labour-market region.")
    months: Months | None = Field(None, description="At most this many months in all.")
    euro: Euro | None = Field(None, description="At most this many euros of one's own, per person.")
    hours: Hours | None = Field(None, description="At most this many hours of study a week.")
    paid: bool = Field(False, description="Only trainings with pay.")
    level: Level | None = Field(None, description="The NLQF level that they all have.")
    dutch: Literal["1F", "2F", "3F", "4F"] | None = Field(None, description="The level of Dutch that they all have.")
    skills: SkillList = Field([], description="Skills that they all have, beside those of the job.")
    credentials: NameList = Field([], description="Diplomas, certificates and licences that they all hold.")

    def line(self) -> GroupLine:
        """The line as the planner's side knows it."""
        given: dict[str, Any] = self.model_dump(exclude={"occupation", "count"})
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in given.items()
        }
        return GroupLine(Question(origins=(self.occupation,), **values), self.count)


class Places(Body):
    """For how many people there is room in an occupation."""

    target: Name = Field(description="The occupation.")
    count: Room = Field(description="For how many people.")


class GroupsAsk(Body):
    """A group at once: its jobs with how many people, and the places that there are."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "lines": [
                    {"occupation": "verkoper", "count": 30, "months": 36},
                    {"occupation": "caissière", "count": 12, "months": 36},
                ],
                "places": [{"target": "verzorgende", "count": 10}, {"target": "vakkenvuller", "count": 20}],
                "candidates": 4,
            }
        }
    )
    lines: Annotated[list[GroupLineAsk], Field(min_length=1, max_length=60, description="One line for each job.")]
    places: Annotated[list[Places], Field(max_length=60)] = Field(
        [], description="Room per occupation; when given, people are only spread over these."
    )
    candidates: Candidates = Field(8, description="How many of the nearest occupations are looked at for each line.")


class GroupLineTold(Answer):
    """A line as it was asked."""

    occupations: list[Concept]
    people: int
    region: Concept | None
    skills: list[Concept]
    credentials: list[Concept]
    limits: dict[str, Any]


class GroupTraining(Answer):
    """A training on a route; null is unknown, not zero."""

    id: str
    label: str
    weeks: int | None
    cost_eurocent: int | None
    paid: bool
    mode: str | None
    fee: str | None


class GroupRoute(Answer):
    """The best route of one line to one target, per person; ``routes``: how many no other beats."""

    id: str | None
    line: str
    totals: Totals
    trainings: list[GroupTraining]
    jobs: list[Concept]
    unknown: list[UnknownPart]
    routes: int
    complete: bool


class Sum(Answer):
    """A figure of many people: the sum over those for whom it is all known, and the known part of the others."""

    known: int
    people: int
    known_part: int
    unknown_people: int


class Together(Answer):
    """What it takes for all of them; known and unknown apart."""

    people: int
    weeks: Sum
    unpaid_weeks: Sum
    cost_eurocent: Sum


class TargetFrom(Answer):
    """A line that has a route to a target; ``rank`` null: not in the line's ranking."""

    line: int
    people: int
    score: int
    rank: int | None
    route: GroupRoute


class GroupTarget(Answer):
    """A target, for how many people there is a route, and what it takes; ``places`` null is not told."""

    id: str
    label: str
    people: int
    score: int
    places: int | None
    wages: list[HourlyWages] | None
    tension: list[TensionLine] | None
    from_: list[TargetFrom]
    together: Together


class GroupMove(Answer):
    """So many people of one line to one target."""

    line: int
    to: Concept
    people: int
    stays: bool
    route: GroupRoute
    together: Together


class TrainingTogether(GroupTraining):
    """A training with how many people follow it, and what it takes for all of them; null is unknown."""

    people: int
    weeks_together: int | None
    cost_eurocent_together: int | None


class Gap(Answer):
    """The first goal that isn't proven best, and by how much it could be better at most; null is not known."""

    goal: str
    at_most: int | None


class Assignment(Answer):
    """Who goes where: ``objective`` in the order that counts, whether it is proven best, else the gap."""

    objective: list[str]
    values: dict[str, int]
    proven: bool
    gap: Gap | None
    limited: bool
    placed: int
    unplaced: int
    moves: list[GroupMove]
    together: Together
    trainings: list[TrainingTogether]


class BlockedWay(NoRoute):
    """What stands before one target."""

    to: Concept


class GroupLeft(Answer):
    """People without a target: no route, none looked at, only to occupations without told places, or all full."""

    line: int
    people: int
    why: Literal["no-route", "no-candidate", "elsewhere", "full"]
    looked_at: int
    ways: list[BlockedWay]


class Searched(Answer):
    """How much was looked at; the rest is not impossible, it was not looked at."""

    ranked: int
    candidates: int
    pairs: int
    not_searched: int
    targets: int
    with_route: int
    incomplete: int
    by: str


class GroupsAnswer(Answer):
    """A group at once: targets with what they take, who goes where, and who is left."""

    people: int
    lines: list[GroupLineTold]
    targets: list[GroupTarget]
    assignment: Assignment
    left: list[GroupLeft]
    searched: Searched
    complete: bool
    receipt: Receipt
    code: Code
