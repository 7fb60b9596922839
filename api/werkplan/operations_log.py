"""The operation on the log: who looked in a plan or changed it, when, and what for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.v1.operations import json_response
from api.werkplan.acting import ActorDep
from api.werkplan.answers_log import LogAnswer
from api.werkplan.headers import PlanId, WerkplanDep
from api.werkplan.keeping import seen_plan
from api.werkplan.logboek import lines_about, log_view
from api.werkplan.operations import told
from api.werkplan.rules_access import check_takes_out

router = APIRouter(prefix="/v1/plans", tags=["plans"])


@router.get("/{planId}/log", summary="See who looked", **told("log", LogAnswer, 404))
def read_log(
    plans: WerkplanDep,
    actor: ActorDep,
    plan_id: PlanId,
    after: Annotated[int, Query(ge=0, le=2**53, description="Only lines after this number.")] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000, description="At most this many.")] = 200,
) -> Response:
    """Who looked in the plan or changed it, when and what for, oldest first; also who asked and was refused."""
    with plans.database.reading() as session:
        plan = seen_plan(session, plan_id, actor)
        check_takes_out(plan, actor)
        found = lines_about(session, plan.person, after, limit + 1)
        lines = [log_view(line) for line in found[:limit]]
    return json_response({"lines": lines, "next": lines[-1]["number"] if len(found) > limit else None})
