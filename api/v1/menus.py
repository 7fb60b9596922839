"""The menukaart over HTTP: for one step, and beside the answers of other operations.

A situation is in the body, is used once, and is in no log, store or receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Query
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from api.asking import NamesUnclear, match_any
from api.v1.asks import Body, Hours, Level, Months, Name, RoutesAsk, SourcesAsk, whole
from graph.menukaart.situation import Situation
from ontology.codes import DOELGROEPEN, Audience
from ontology.errors import UnknownConcept
from ontology.ids import expand
from ontology.instruments import Party
from ontology.situations import BENEFITS, TOPICS, WORK

if TYPE_CHECKING:
    from graph.planner import Planner

Include = Annotated[
    Literal["offers"] | None, Query(description="Also give the menukaart of every step: what can support it.")
]


def _known(codes: Iterable[str]) -> Callable[[Any], Any]:
    known = frozenset(codes)

    def check(found: Any) -> Any:
        unknown = sorted(set(found) - known)
        if unknown:
            raise ValueError(f"found {', '.join(unknown)}, expected {', '.join(sorted(known))}")
        return found

    return check


def _codes(codes: Iterable[str], description: str) -> Any:
    """A list of codes, none of them twice in the schema."""
    names = sorted(codes)
    items: dict[str, Any] = {"items": {"type": "string", "enum": names}}
    return Field(None, description=description, max_length=len(names), json_schema_extra=items)


def _answers(codes: Iterable[str], description: str) -> Any:
    """Codes with true or false."""
    names: dict[str, Any] = {"propertyNames": {"enum": sorted(codes)}}
    return Field(default_factory=dict, description=description, json_schema_extra=names)


def _day(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("expected a date such as 2026-01-31")
    return date.fromisoformat(value)


Age = Annotated[int, Field(ge=0, le=120), BeforeValidator(whole)]
Day = Annotated[date, Field(strict=False), BeforeValidator(_day)]


class SituationAsk(Body):
    """What somebody wants to tell; nothing is required. It is used once and kept nowhere."""

    benefits: Annotated[list[str], AfterValidator(_known(BENEFITS))] | None = _codes(
        BENEFITS, "The benefits that the person gets; an empty list is none, left out is not told."
    )
    work: Annotated[list[str], AfterValidator(_known(WORK))] | None = _codes(
        WORK, "How the person stands in work; an empty list is none, left out is not told."
    )
    age: Age | None = Field(None, description="In years; only asked where a law does, never ranked by.")
    level: Level | None = Field(None, description="The highest NLQF level that the person has.")
    dutch: Literal["1F", "2F", "3F", "4F"] | None = Field(None, description="The person's level of Dutch.")
    benefit_months: Months | None = Field(None, description="For how many months the benefit has been running.")
    hours: Hours | None = Field(None, description="Hours a week that the person can study.")
    gemeente: Annotated[str, Field(pattern=r"^GM[0-9]{4}$")] | None = Field(
        None, description="CBS code of the gemeente."
    )
    doelgroepen: Annotated[dict[str, bool], AfterValidator(_known(DOELGROEPEN))] = _answers(
        DOELGROEPEN, "Codes of the Dennis and Eva lists with yes or no; never required."
    )
    topics: Annotated[dict[str, bool], AfterValidator(_known(TOPICS))] = _answers(
        TOPICS, "Answers to questions that were asked, by topic."
    )
    decisions: Annotated[dict[str, bool], AfterValidator(_known(Party))] = _answers(
        [party.value for party in Party], "Whether a party has decided yes or no already."
    )

    def situation(self) -> Situation:
        """The situation as the planner's side knows it."""
        told = self.model_dump()
        for name in ("benefits", "work"):
            told[name] = None if told[name] is None else frozenset(told[name])
        return Situation(**told)


class OffersAsk(Body):
    """What an answer with offers may use beside the question."""

    situation: SituationAsk | None = Field(None, description="Used for the offers only; not kept, in no receipt.")
    on: Day | None = Field(None, description="The day for which is asked; today when left out.")


class MenukaartAsk(OffersAsk):
    """A step, a region, a situation."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "step": "verzorgende-ig-bbl",
                "region": "Rijnmond",
                "situation": {"benefits": ["ww"], "topics": {"job-prospect": True}},
            }
        }
    )
    step: Name | None = Field(None, description="A training or an occupation, by name or id.")
    kind: Literal["orientation", "training", "practice", "work", "business"] | None = Field(
        None, description="The kind of step; orientation when no step is given."
    )
    region: Name | None = Field(None, description="The labour-market region, by name or id.")
    audience: Literal["person", "employer"] | None = Field(None, description="Only what serves this one.")


AUDIENCES = {"person": Audience.PERSON, "employer": Audience.EMPLOYER}


def told_of(body: OffersAsk) -> Situation:
    """The situation of a body, empty when none was given."""
    return body.situation.situation() if body.situation else Situation()


def day_of(body: OffersAsk) -> date:
    """The day that is asked about."""
    return body.on or datetime.now(UTC).date()


def menukaart_of(planner: Planner, body: MenukaartAsk) -> dict[str, Any]:
    """The planner's answer to a body.

    Raises:
        UnknownConcept: the step or the region fits nothing, or several.
    """
    return planner.menukaart(
        told_of(body),
        step=match_step(planner, body.step) if body.step else None,
        kind=body.kind or (None if body.step else "orientation"),
        region=match_region(planner, body.region),
        on=day_of(body),
        audience=AUDIENCES[body.audience] if body.audience else None,
    )


def match_step(planner: Planner, text: str) -> str:
    """The training or occupation that a text means; a training's own short id may leave its kind out.

    Raises:
        NamesUnclear: it fits neither, or several.
    """
    try:
        return match_any(planner, text, ("training", "occupation"))
    except UnknownConcept as problem:
        id = expand(f"training/{text}")
        if not problem.several and id in planner.network.trainings.row_by_id:
            return id
        raise NamesUnclear([("step", problem)]) from problem


def match_region(planner: Planner, text: str | None) -> str | None:
    """The region that a text means, None when none was given.

    Raises:
        NamesUnclear: it fits none, or several.
    """
    try:
        return planner.match(text, "region") if text else None
    except UnknownConcept as problem:
        raise NamesUnclear([("region", problem)]) from problem


class RoutesOffersAsk(RoutesAsk, OffersAsk):
    """From which occupations to which one, for whom; the situation is for the offers only."""


class SourcesOffersAsk(SourcesAsk, OffersAsk):
    """To which occupation; the situation of a candidate is for the offers only."""


def with_offers(planner: Planner, answer: dict[str, Any], body: OffersAsk, region: str | None) -> dict[str, Any]:
    """An answer with the menukaart beside it; what its receipt is over does not change."""
    return planner.with_offers(answer, told_of(body), region=region, on=day_of(body))
