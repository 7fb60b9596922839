"""Operations about many at once: a group of people, and what a training would open."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Response

from api.cohort import cohort_of
from api.courses import impact_of, openings_of
from api.deps import PlannerDep
from api.v1 import examples
from api.v1.group_parts import GroupsAnswer, GroupsAsk
from api.v1.impact_parts import ImpactAnswer, ImpactAsk, OpeningsAnswer, OpeningsAsk
from api.v1.operations import documented, json_response

router = APIRouter(prefix="/v1")
SECONDS: Final = 20.0  #: after which a request looks at no more pairs; the answer says what was left


@router.post("/groups", tags=["wide"], summary="Place a group", **documented(GroupsAnswer, examples.GROUPS, 400))
def place_group(planner: PlannerDep, body: GroupsAsk) -> Response:
    """For a group at once: targets that suit most, what they take, who goes where, and who is left."""
    lines = [line.line() for line in body.lines]
    places = [(place.target, place.count) for place in body.places]
    return json_response(planner.groups(cohort_of(planner, lines, places, body.candidates)))


@router.post(
    "/trainings/impact", tags=["wide"], summary="Weigh a training", **documented(ImpactAnswer, examples.IMPACT, 400)
)
def weigh_training(planner: PlannerDep, body: ImpactAsk) -> Response:
    """Which routes a planned course makes possible, shorter or cheaper; or what goes when a training goes."""
    course = None if body.course is None else body.course.course()
    return json_response(planner.impact(impact_of(planner, course, body.gone, body.scope()), SECONDS))


@router.post(
    "/trainings/openings",
    tags=["wide"],
    summary="Find what nobody teaches",
    **documented(OpeningsAnswer, examples.OPENINGS, 400),
)
def find_openings(planner: PlannerDep, body: OpeningsAsk) -> Response:
    """Which skills, if somebody taught them, would open most routes into a sector or to a target."""
    return json_response(planner.openings(openings_of(planner, body.scope(), body.limit), SECONDS))
