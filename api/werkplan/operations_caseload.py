"""The operations on a caseload: in and out as CSV, by the organisation's own case keys."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api.v1.operations import json_response
from api.werkplan import asks
from api.werkplan.acting import ActorDep
from api.werkplan.answers import CaseloadAnswer, CaseloadChanged
from api.werkplan.caseload import give_out, parse_rows, take_in
from api.werkplan.headers import KeyDep, WerkplanDep, answer_written, keyed
from api.werkplan.operations import told

router = APIRouter(prefix="/v1/caseload", tags=["plans"])


@router.get("", summary="Take a caseload out", **told("caseload", CaseloadAnswer))
def read_caseload(plans: WerkplanDep, actor: ActorDep) -> Response:
    """The plans that the own organisation coordinates and has a case key for, as CSV."""
    with plans.database.reading() as session:
        return json_response({"csv": give_out(session, actor, plans.now().date())})


@router.post("", summary="Take a caseload in", **told("caseloadChanged", CaseloadChanged, 409))
def write_caseload(
    request: Request, plans: WerkplanDep, actor: ActorDep, key: KeyDep, body: asks.CaseloadAsk
) -> Response:
    """Open plans for new case keys and record situations that are new: all rows, or none with every finding."""
    rows = parse_rows(body.csv)

    def do(session: Any, at: Any) -> tuple[dict[str, Any], None]:
        return take_in(session, actor, at, plans.new_id, rows), None

    return answer_written(plans.create(keyed(request, actor, key, body), do))
