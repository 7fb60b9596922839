"""The operations on plans as a whole: open, list, read, close, and what the person takes with them."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated, Any, Final

import orjson
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select, union

from api.v1.operations import documented, json_response
from api.werkplan import asks, doing_plans
from api.werkplan.acting import ID, Actor, ActorDep
from api.werkplan.answers import ExportAnswer, HistoryAnswer, PlanAnswer, PlanChanged, PlansAnswer
from api.werkplan.export import export_of, page_of
from api.werkplan.headers import ChangingDep, KeyDep, PlanId, WerkplanDep, answer_written, keyed
from api.werkplan.keeping import seen_plan, whole_plan
from api.werkplan.rules_access import WHOLE, check_takes_out
from api.werkplan.tables import Activity, Plan
from api.werkplan.tables_help import Decision, HandOver
from api.werkplan.views import events_of, history_view, moment, plan_view

EXAMPLES: Final[dict[str, Any]] = orjson.loads((File(__file__).parent / "examples.json").read_bytes())
router = APIRouter(prefix="/v1/plans", tags=["plans"])
PATH: Final = "/v1/plans"


def told(name: str, model: type[Any], *errors: int) -> dict[str, Any]:
    """What an operation about plans answers, with the problems that all of them know."""
    return documented(model, EXAMPLES[name], 401, 403, *errors)


CHANGED: Final = told("changed", PlanChanged, 404, 409, 428)  #: what every change answers


@router.post("", summary="Open a plan", **told("changed", PlanChanged, 409))
def open_plan(request: Request, plans: WerkplanDep, actor: ActorDep, key: KeyDep, body: asks.PlanAsk) -> Response:
    """Open a plan for a new person; the own organisation coordinates it."""

    def do(session: Any, at: Any) -> tuple[dict[str, Any], Plan]:
        change = doing_plans.open_plan(session, actor, at, plans.new_id, body.case_key)
        sent = {"id": change.plan.id, "version": change.plan.version, "personId": change.plan.person}
        return sent, change.plan

    return answer_written(plans.create(keyed(request, actor, key, body), do))


@router.get("", summary="List plans", **told("plans", PlansAnswer))
def list_plans(
    plans: WerkplanDep,
    actor: ActorDep,
    after: Annotated[str | None, Query(pattern=ID, description="Only plans after this id.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="At most this many.")] = 50,
) -> Response:
    """The plans that you may see: the person's own, or those of the organisation, by id."""
    asked = _ids_for(actor, after or "", limit + 1)
    with plans.database.reading() as session:
        found = list(session.scalars(asked))  # ids alone: only what is shown is read, and logged as read
        shown = session.scalars(select(Plan).where(Plan.id.in_(found[:limit])).order_by(Plan.id))
        lines = [
            {
                "id": plan.id,
                "version": plan.version,
                "coordinator": plan.coordinator,
                "createdAt": moment(plan.created_at),
                "closedAt": moment(plan.closed_at),
            }
            for plan in shown
        ]
    return json_response({"plans": lines, "next": lines[-1]["id"] if len(found) > limit else None})


def _ids_for(actor: Actor, after: str, most: int) -> Any:
    """The ids of the first plans that somebody may see; from each ground so many, so that no list is read whole."""
    own = actor.organisation
    grounds: list[tuple[Any, Any]] = [(Plan.id, Plan.person == actor.person)]
    if actor.role != "person":
        grounds = [(Activity.plan_id, Activity.party == own), (Decision.plan_id, Decision.party == own)]
        if actor.role in WHOLE:
            grounds.append((Plan.id, Plan.coordinator == own))
            grounds.append((HandOver.plan_id, (HandOver.receiver == own) & (HandOver.state == "offered")))
    found = [
        select(id.label("id")).where(ground, id > after).distinct().order_by(id).limit(most).subquery()
        for id, ground in grounds
    ]
    together = union(*(select(part.c.id) for part in found)).subquery()
    return select(together.c.id).order_by(together.c.id).limit(most)


@router.get("/{planId}", summary="Read a plan", **told("plan", PlanAnswer, 404))
def read_plan(plans: WerkplanDep, actor: ActorDep, plan_id: PlanId) -> Response:
    """A plan as it stands; its ETag is what a change is made for."""
    with plans.database.reading() as session:
        view = plan_view(session, seen_plan(session, plan_id, actor), actor, plans.now().date())
    answer = json_response(view)
    answer.headers["ETag"] = f'"{view["version"]}"'
    return answer


@router.post("/{planId}/closing", summary="Close a plan", **CHANGED)
def close_plan(changing: ChangingDep, body: asks.ClosingAsk) -> Response:
    """Close a plan in which nothing goes on any more."""
    return changing.do(body, lambda c: doing_plans.close_plan(c, body.reason))


@router.post("/{planId}/situations", summary="Record a situation", **CHANGED)
def record_situation(changing: ChangingDep, body: asks.PlanSituationAsk) -> Response:
    """Record a situation; `toDecide` lists what must now be decided. Nothing stops."""
    return changing.do(body, lambda c: doing_plans.record_situation(c, body.begins, body.codes, body.benefit_end))


@router.get("/{planId}/history", summary="Read the history", **told("history", HistoryAnswer, 404))
def read_history(plans: WerkplanDep, actor: ActorDep, plan_id: PlanId) -> Response:
    """What happened, in order, and which party coordinated at any moment."""
    with plans.database.reading() as session:
        plan = whole_plan(session, plan_id, actor)
        return json_response(history_view(plan, events_of(session, plan)))


@router.get("/{planId}/export", summary="Export a plan", **told("export", ExportAnswer, 404))
def export_plan(plans: WerkplanDep, actor: ActorDep, plan_id: PlanId) -> Response:
    """Everything that is kept of a plan, for the person; `schema` says what each field is."""
    answer = json_response(_exported(plans, actor, plan_id))
    answer.headers["Content-Disposition"] = 'attachment; filename="werkplan.json"'
    return answer


@router.get("/{planId}/export-page", summary="Export a plan as a page", include_in_schema=False)
def export_page(plans: WerkplanDep, actor: ActorDep, plan_id: PlanId) -> Response:
    """The same as a page to read and to keep, in plain Dutch; it needs nothing from elsewhere."""
    page = HTMLResponse(page_of(_exported(plans, actor, plan_id)))
    page.headers["Content-Disposition"] = 'attachment; filename="werkplan.html"'
    return page


def _exported(plans: WerkplanDep, actor: ActorDep, plan_id: str) -> dict[str, Any]:
    with plans.database.reading() as session:
        plan = seen_plan(session, plan_id, actor)
        check_takes_out(plan, actor)
        return export_of(session, plan, plan_view(session, plan, actor, plans.now().date()), plans.now())
