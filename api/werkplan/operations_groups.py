"""The operation that makes plans of a group: van-werk-naar-werk, each person's own afterwards."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from api.asking import checked_receipt
from api.deps import PlannerDep
from api.v1.operations import documented
from api.v1.parts import Answer
from api.werkplan import asks
from api.werkplan.acting import ActorDep
from api.werkplan.doing_groups import open_group, parts_of_answer
from api.werkplan.headers import KeyDep, WerkplanDep, answer_written, keyed
from api.werkplan.rules_drift import facts_of
from ontology.errors import NotAllowed

router = APIRouter(prefix="/v1/groups", tags=["plans"])
EXAMPLE: Final[dict[str, Any]] = {
    "plans": [{"id": "1" * 32, "personId": "2" * 32, "goalId": "3" * 32, "part": 0}],
    "unplaced": 0,
}


class GroupPlan(Answer):
    """One person's plan; ``part`` is the place in the moves of the group's answer."""

    id: str
    person_id: str
    goal_id: str
    part: int


class GroupPlansAnswer(Answer):
    """The plans that a group became; ``unplaced`` people have none yet."""

    plans: list[GroupPlan]
    unplaced: int


@router.post("/plans", summary="Make plans of a group", **documented(GroupPlansAnswer, EXAMPLE, 401, 403, 404, 409))
def open_plans(
    request: Request,
    planner: PlannerDep,
    plans: WerkplanDep,
    actor: ActorDep,
    key: KeyDep,
    body: asks.GroupPlansAsk,
) -> Response:
    """Open a plan for everybody whom a group's answer placed, with goal and route: all of them, or none."""
    told = body.situation
    situation = None if told is None else (told.begins, told.codes, told.benefit_end)

    def do(session: Any, at: Any) -> tuple[dict[str, Any], None]:
        if actor.role != "caseworker":
            raise NotAllowed(actor.role, "make plans of a group", "a caseworker")
        answer = planner.replay(checked_receipt(body.receipt.model_dump(by_alias=True)))
        parts = parts_of_answer(planner, answer, facts_of)
        made = open_group(session, actor, at, plans.new_id, parts, body.case_keys, situation, body.begins)
        return {"plans": made, "unplaced": answer["assignment"]["unplaced"]}, None

    return answer_written(plans.create(keyed(request, actor, key, body), do))
