"""Activities: pinning a route makes them, caseworkers add and change them, and finishing one is told to the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from sqlalchemy import select

from api.werkplan.acting import Actor
from api.werkplan.counting import NOT_THERE
from api.werkplan.doing_plans import ask, goal_in
from api.werkplan.halfyears import HalfYear
from api.werkplan.keeping import Change
from api.werkplan.rules_access import check_may
from api.werkplan.rules_activity import OPEN, check_follows, planned_of
from api.werkplan.rules_situation import Question
from api.werkplan.tables import Activity, Goal, Outbox, Pin, Plan
from ontology.errors import NotInPlan, PlanConflict


def canonical(value: Any) -> str:
    """A JSON text that is the same for the same value, always."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def sha256_of(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def find_chosen(answer: Mapping[str, Any], route_id: str) -> tuple[str, dict[str, Any]]:
    """The route or the curated path with an id in an answer, and which of the two it is.

    Raises:
        NotInPlan: the answer has no such route or path.
    """
    for group in answer["groups"]:
        for route in group["routes"]:
            if route["id"] == route_id:
                return "route", route
    for path in answer["paths"]:
        if path["id"] == route_id:
            return "path", path
    raise NotInPlan("route in the answer of this receipt", route_id)


def goal_to_pin(plan: Plan, actor: Actor, goal_id: str) -> Goal:
    """The goal that somebody may pin a route to.

    Raises:
        NotAllowed: somebody else may.
        NotInPlan: no such goal.
    """
    check_may(plan, actor, "pin a route")
    return goal_in(plan, goal_id)


def pin_route(
    change: Change,
    goal_id: str,
    answer: Mapping[str, Any],
    route_id: str,
    facts: Mapping[str, Any],
    begins: date | None,
    party: str | None,
) -> None:
    """Pin a route of a replayed answer to a goal: every step becomes an activity (``plan_steps``).

    Raises:
        PlanConflict: the goal is another occupation than the route's.
        NotInPlan: no such goal, or no such route.
    """
    pin = add_pin(change, goal_id, answer, route_id, facts)
    change.session.flush()
    plan_steps(change, pin, begins, party)


def add_pin(change: Change, goal_id: str, answer: Mapping[str, Any], route_id: str, facts: Mapping[str, Any]) -> Pin:
    """Add a pinned route to a goal, as it is and to the byte; see ``pin_route``."""
    goal = goal_to_pin(change.plan, change.actor, goal_id)
    if goal.occupation != answer["to"]["id"]:
        raise PlanConflict(f"found a route to {answer['to']['label']}, expected one to {goal.label}")
    kind, chosen = find_chosen(answer, route_id)
    text = canonical(chosen)
    pin = Pin(
        id=change.new_id(),
        plan_id=change.plan.id,
        goal_id=goal.id,
        number=len(goal.pins) + 1,
        kind=kind,
        route=text,
        route_sha256=sha256_of(text),
        receipt=dict(answer["receipt"]),
        facts=dict(facts),
        revision=answer["receipt"]["revision"],
        digest=answer["receipt"]["digest"],
        code_version=answer["code"]["version"],
        pinned_at=change.at,
    )
    change.session.add(pin)
    change.tell("route-pinned", goal=goal.id, pin=pin.id, revision=pin.revision, route=route_id)
    return pin


def plan_steps(change: Change, pin: Pin, begins: date | None, party: str | None) -> None:
    """Make every step of a pinned route, which is in the database by now, an activity that a party carries.

    What went before stays: a step for which an activity is open already keeps that one, and an open activity of an
    earlier pin that the new route doesn't have is put to its party as a question. Nothing stops.
    """
    goal = goal_in(change.plan, pin.goal_id)
    earlier = [item for item in change.plan.activities if item.goal_id == goal.id and item.pin_id]
    kept: set[str] = set()
    made = []
    for step in planned_of(_steps(pin.kind, orjson.loads(pin.route)), begins or change.today):
        same = next(
            (a for a in earlier if a.concept == step.concept and a.state != "stopped" and a.id not in kept), None
        )
        if same is not None:
            kept.add(same.id)
            same.pin_id, same.step = pin.id, step.step
            continue
        activity = add_activity(
            change, step.kind, step.label, party or change.plan.coordinator, step.begins, step.ends, goal.id
        )
        activity.pin_id, activity.step, activity.concept = pin.id, step.step, step.concept
        made.append(activity.id)
    left = [a for a in earlier if a.id not in kept and a.state in OPEN]
    asked = [
        ask(
            change,
            Question(
                "continue-activity",
                activity.id,
                activity.party,
                None,
                f"“{activity.label}” staat niet in de nieuwe route. Gaat de activiteit door? "
                "Zij loopt door tot hierover is besloten.",
            ),
        ).id
        for activity in left
    ]
    change.sent |= {"madeId": pin.id, "activityIds": made, "toDecide": asked}


def _steps(kind: str, chosen: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps that are to be done: of a path, not the occupation that it starts from."""
    if kind == "route":
        return list(chosen["steps"])
    steps = [{**step, "weeks": None, "mode": None} for step in chosen["steps"][1:]]
    steps[-1] = {**steps[-1], "kind": "target"}
    return steps


def step_ids(kind: str, chosen: Mapping[str, Any]) -> list[str]:
    """The ids in the graph that a chosen route rests on, its path's own among them."""
    ids = [step["id"] for step in chosen["steps"]]
    return [chosen["id"], *ids] if kind == "path" else ids


def add_activity(
    change: Change, kind: str, label: str, party: str, begins: date | None, ends: date | None, goal_id: str | None
) -> Activity:
    """Add a planned activity at the end of the list.

    Raises:
        PlanConflict: it would end before it begins.
        NotInPlan: the goal isn't in the plan.
    """
    check_may(change.plan, change.actor, "add an activity")
    if goal_id is not None:
        goal_in(change.plan, goal_id)
    _check_days(begins, ends)
    activity = Activity(
        id=change.new_id(),
        plan_id=change.plan.id,
        position=max((item.position for item in change.plan.activities), default=0) + 1,
        goal_id=goal_id,
        kind=kind,
        label=label,
        party=party,
        state="planned",
        planned_begin=begins,
        planned_end=ends,
    )
    change.plan.activities.append(activity)
    change.tell("activity-added", activity=activity.id, kind=kind, party=party)
    change.sent["madeId"] = activity.id
    return activity


def change_activity(change: Change, activity_id: str, party: str | None, days: Mapping[str, date | None]) -> None:
    """Give an activity other planned days, or another party that carries it; its state stays."""
    activity = activity_in(change.plan, activity_id)
    check_may(change.plan, change.actor, "change an activity", activity.party, change.plan.coordinator)
    begins, ends = days.get("begins", activity.planned_begin), days.get("ends", activity.planned_end)
    _check_days(begins, ends)
    activity.planned_begin, activity.planned_end = begins, ends
    if party is not None and party != activity.party:
        check_may(change.plan, change.actor, "give an activity to another party")
        change.tell("activity-moved", activity=activity.id, sender=activity.party, receiver=party)
        activity.party = party
    change.tell("activity-planned", activity=activity.id)
    change.sent["madeId"] = activity.id


def move_activity(
    change: Change, activity_id: str, state: str, day: date | None, reason: str | None, not_there: bool = False
) -> None:
    """Start, finish or stop an activity; a finished step of a pinned route is put ready for the graph.

    ``not_there``: it stops because it was asked for and isn't there.

    Raises:
        PlanConflict: that can't follow on its state, or it is stopped without a reason.
    """
    activity = activity_in(change.plan, activity_id)
    check_may(change.plan, change.actor, "change an activity", activity.party, change.plan.coordinator)
    check_follows(activity.state, state, reason)
    day = day or change.today
    if state == "running":
        activity.real_begin = day
    else:
        _check_days(activity.real_begin, day)
        activity.real_end = day
    activity.state, activity.stop_reason = state, reason if state == "stopped" else None
    change.tell("activity-moved-on", activity=activity.id, state=state)
    if not_there:
        if state != "stopped":
            raise PlanConflict(f"found an activity that is {state} and not there, expected notThere with stopped")
        change.tell(NOT_THERE, activity=activity.id)
    if state == "finished" and activity.pin_id is not None:
        _put_ready(change, activity, day)
    change.sent["madeId"] = activity.id


def _put_ready(change: Change, activity: Activity, day: date) -> None:
    pin = change.session.scalars(select(Pin).where(Pin.id == activity.pin_id)).one()
    query = pin.receipt["query"]
    change.session.add(
        Outbox(
            kind="finished-step",
            data={
                "kind": activity.kind,
                "concept": activity.concept,
                "origins": sorted(query.get("origins", ())),
                "target": query.get("target"),
                "region": query.get("region"),
                "halfYear": str(HalfYear.of(day)),
                "again": _has_moved(change.plan, activity, day),
            },
        )
    )


def _has_moved(plan: Plan, activity: Activity, day: date) -> bool:
    """True when the same person made a step to work in this half-year before: people are counted, not steps."""
    return activity.kind == "work" and any(
        other.kind == "work"
        and other.id != activity.id
        and other.pin_id is not None
        and other.state == "finished"
        and other.real_end is not None
        and HalfYear.of(other.real_end) == HalfYear.of(day)
        for other in plan.activities
    )


def _check_days(begins: date | None, ends: date | None) -> None:
    if begins is not None and ends is not None and ends < begins:
        raise PlanConflict(f"found an end on {ends.isoformat()} before the begin on {begins.isoformat()}")


def activity_in(plan: Plan, activity_id: str) -> Activity:
    """An activity of a plan.

    Raises:
        NotInPlan: the plan has no such activity.
    """
    for activity in plan.activities:
        if activity.id == activity_id:
            return activity
    raise NotInPlan("activity", activity_id)
