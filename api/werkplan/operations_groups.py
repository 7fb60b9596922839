"""The operation that makes plans of a group: van-werk-naar-werk, each person's own afterwards."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from api.asking import checked_receipt
from api.deps import PlannerDep
from api.identity.acting import may
from api.identity.actors import Actor
from api.v1.operations import documented
from api.v1.parts import Answer
from api.werkplan import asks
from api.werkplan.doing_groups import open_group, parts_of_answer
from api.werkplan.headers import KeyDep, WerkplanDep, answer_written, keyed
from api.werkplan.rules_drift import facts_of

router = APIRouter(prefix="/v1/groups", tags=["plans"])
EXAMPLE: Final[dict[str, Any]] = {
    "plans": [
        {"id": "1" * 32, "personId": "2" * 32, "goalId": "3" * 32, "line": 0, "move": 0},
        {"id": "4" * 32, "personId": "5" * 32, "goalId": None, "line": 0, "move": None},
    ],
    "unplaced": 1,
}


class GroupPlan(Answer):
    """One person's plan: the line of the group's question, and the place among the answer's moves.

    Who was left without a target has no move and no goal yet.
    """

    id: str
    person_id: str
    goal_id: str | None
    line: int
    move: int | None


class GroupPlansAnswer(Answer):
    """The plans that a group became, one for everybody; ``unplaced`` of them have no goal yet."""

    plans: list[GroupPlan]
    unplaced: int


@router.post("/plans", summary="Make plans of a group", **documented(GroupPlansAnswer, EXAMPLE, 401, 403, 404, 409))
def open_plans(
    request: Request,
    planner: PlannerDep,
    plans: WerkplanDep,
    actor: Annotated[Actor, Depends(may("caseworker"))],
    key: KeyDep,
    body: asks.GroupPlansAsk,
) -> Response:
    """Open a plan for everybody of a group, with the goal and route that its answer gave: all of them, or none."""
    asked = keyed(request, actor, key, body)
    if (before := plans.answered(asked)) is not None:  # also when the graph has moved on since
        return answer_written(before)
    told = body.situation
    situation = None if told is None else (told.begins, told.codes, told.benefit_end)
    answer = planner.replay(checked_receipt(body.receipt.model_dump(by_alias=True)))
    parts = parts_of_answer(planner, answer, facts_of)  # the search is done before anybody has to wait for the database

    def do(session: Any, at: Any) -> tuple[dict[str, Any], None]:
        made = open_group(session, actor, at, plans.new_id, parts, body.case_keys, situation, body.begins)
        return {"plans": made, "unplaced": answer["assignment"]["unplaced"]}, None

    return answer_written(plans.create(asked, do))
