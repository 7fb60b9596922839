"""The operations on goals, pinned routes and activities."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.asking import checked_receipt, match_any
from api.deps import PlannerDep
from api.v1.operations import json_response
from api.werkplan import asks, doing_activities, doing_plans
from api.werkplan.acting import ID, ActorDep
from api.werkplan.answers import DriftAnswer, PinAnswer
from api.werkplan.drifting import drift_of
from api.werkplan.headers import ChangingDep, PlanId, WerkplanDep
from api.werkplan.instruments import offered, use
from api.werkplan.keeping import Change, whole_plan
from api.werkplan.operations import CHANGED, told
from api.werkplan.rules_drift import facts_of
from api.werkplan.views import pin_view
from ontology.errors import NotInPlan, PlanConflict

router = APIRouter(prefix="/v1/plans", tags=["plans"])
GoalId = Annotated[str, Path(alias="goalId", pattern=ID, description="The goal's id.", examples=["1" * 32])]
PinId = Annotated[str, Path(alias="pinId", pattern=ID, description="The pin's id.", examples=["2" * 32])]
ActivityId = Annotated[str, Path(alias="activityId", pattern=ID, description="The activity's id.", examples=["3" * 32])]


@router.post("/{planId}/goals", summary="Add a goal", **CHANGED)
def add_goal(planner: PlannerDep, changing: ChangingDep, body: asks.GoalAsk) -> Response:
    """Add a goal: an occupation, or the person's own words. A person may add their own."""
    if (body.occupation is None) == (body.text is None):
        raise PlanConflict("found a goal with both an occupation and a text, or neither: expected one of the two")
    if (before := changing.answered(body)) is not None:  # also when the graph has moved on since
        return before
    occupation = match_any(planner, body.occupation, ("occupation",)) if body.occupation else None
    label = planner.network.label(occupation) if occupation else str(body.text)
    return changing.do(body, lambda c: doing_plans.add_goal(c, label, occupation))


@router.post("/{planId}/goals/{goalId}/state", summary="Change a goal", **CHANGED)
def change_goal(changing: ChangingDep, goal_id: GoalId, body: asks.GoalStateAsk) -> Response:
    """Say that a goal is reached, dropped or open again; its activities go on."""
    return changing.do(body, lambda c: doing_plans.change_goal(c, goal_id, body.state, body.reason))


@router.post("/{planId}/goals/{goalId}/pins", summary="Pin a route", **CHANGED)
def pin_route(planner: PlannerDep, changing: ChangingDep, goal_id: GoalId, body: asks.PinAsk) -> Response:
    """Pin a route to a goal: every step becomes an activity. The route is kept to the byte."""
    if (before := changing.answered(body)) is not None:  # also when the graph has moved on since
        return before
    changing.check(body, lambda plan: doing_activities.goal_to_pin(plan, changing.actor, goal_id))
    answer = planner.replay(checked_receipt(body.receipt.model_dump(by_alias=True)))
    kind, chosen = doing_activities.find_chosen(answer, body.route_id)
    facts = facts_of(planner.network, doing_activities.step_ids(kind, chosen))

    def do(change: Change) -> None:
        doing_activities.pin_route(change, goal_id, answer, body.route_id, facts, body.begins, body.party)

    return changing.do(body, do)


@router.get("/{planId}/goals/{goalId}/pins/{pinId}", summary="Read a pinned route", **told("pin", PinAnswer, 404))
def read_pin(plans: WerkplanDep, actor: ActorDep, plan_id: PlanId, goal_id: GoalId, pin_id: PinId) -> Response:
    """A pinned route as it was chosen, whatever the graph says now; its receipt can be replayed on its revision."""
    with plans.database.reading() as session:
        goal = doing_plans.goal_in(whole_plan(session, plan_id, actor), goal_id)
        found = next((pin for pin in goal.pins if pin.id == pin_id), None)
        if found is None:
            raise NotInPlan("pinned route", pin_id)
        return json_response(pin_view(found))


@router.get("/{planId}/goals/{goalId}/drift", summary="See what has changed", **told("drift", DriftAnswer, 404))
def read_drift(planner: PlannerDep, plans: WerkplanDep, actor: ActorDep, plan_id: PlanId, goal_id: GoalId) -> Response:
    """What has changed since the goal's route was pinned, and what could be pinned instead; nothing is applied."""
    with plans.database.reading() as session:
        goal = doing_plans.goal_in(whole_plan(session, plan_id, actor), goal_id)
        if not goal.pins:
            raise NotInPlan("pinned route of goal", goal_id)
        pin = goal.pins[-1]
        session.expunge(pin)
    return json_response(drift_of(planner, goal_id, pin))


@router.post("/{planId}/activities", summary="Add an activity", **CHANGED)
def add_activity(planner: PlannerDep, changing: ChangingDep, body: asks.ActivityAsk) -> Response:
    """Add something that is done beside the steps of a route: an instrument, a referral, a VOG, an EVC procedure."""
    if (before := changing.answered(body)) is not None:  # also when the graph has moved on since
        return before
    found = match_any(planner, body.instrument, ("instrument",)) if body.instrument else None
    instrument = offered(planner.network, found) if found else None

    def do(change: Change) -> None:
        party = body.party or change.plan.coordinator
        made = doing_activities.add_activity(change, body.kind, body.label, party, body.begins, body.ends, body.goal_id)
        if instrument is not None:
            use(change, made, instrument)

    return changing.do(body, do)


@router.post("/{planId}/activities/{activityId}", summary="Plan an activity anew", **CHANGED)
def change_activity(changing: ChangingDep, activity_id: ActivityId, body: asks.ActivityChangeAsk) -> Response:
    """Give an activity other days, or another party that carries it; its state stays."""
    given = body.model_fields_set
    days = {name: day for name, day in (("begins", body.begins), ("ends", body.ends)) if name in given}
    return changing.do(body, lambda c: doing_activities.change_activity(c, activity_id, body.party, days))


@router.post("/{planId}/activities/{activityId}/state", summary="Start, finish or stop an activity", **CHANGED)
def move_activity(changing: ChangingDep, activity_id: ActivityId, body: asks.ActivityStateAsk) -> Response:
    """Start, finish or stop an activity; stopping asks for a reason. Only this stops one."""

    def move(change: Change) -> None:
        doing_activities.move_activity(change, activity_id, body.state, body.day, body.reason, body.not_there)

    return changing.do(body, move)
