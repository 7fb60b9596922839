"""A group becomes plans in one action: one transaction, each person a plan of their own with random ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.werkplan.acting import Actor
from api.werkplan.doing_activities import add_pin, find_chosen, plan_steps, step_ids
from api.werkplan.doing_plans import add_goal, open_plans, record_situation
from api.werkplan.tables import CaseKey
from graph.ask import ask_of
from graph.planner import Planner
from ontology.errors import PlanConflict, ReceiptMismatch

MOST: Final = 500  #: plans in one action


@dataclass(frozen=True, slots=True)
class Part:
    """So many people of one line of the answer: who go to one target, by the route that the assignment took.

    ``move`` is the place among the answer's moves; None for people whom the answer left without a target.
    """

    people: int
    line: int
    move: int | None = None
    target: str | None = None
    label: str = ""
    answer: Mapping[str, Any] | None = None
    route: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def open_group(
    session: Session,
    actor: Actor,
    at: datetime,
    new_id: Callable[[], str],
    parts: Sequence[Part],
    case_keys: Sequence[str],
    situation: tuple[date, Sequence[str], date | None] | None,
    begins: date | None,
) -> list[dict[str, Any]]:
    """Open a plan for each person, with the situation, and the goal and its route where there is one.

    Who was left without a target gets a plan without a goal: what then is for that person and the caseworker.

    Raises:
        PlanConflict: more people than ``MOST``, or case keys that aren't one for each, or that are used already.
    """
    people = sum(part.people for part in parts)
    if not 1 <= people <= MOST:
        raise PlanConflict(f"found {people} people in these parts, expected 1 to {MOST}: send them in parts")
    if case_keys and (len(case_keys) != people or len(set(case_keys)) != people):
        raise PlanConflict(f"found {len(set(case_keys))} case keys, expected {people}, one for each person, or none")
    if case_keys:
        used = select(CaseKey.key).where(CaseKey.organisation == actor.organisation, CaseKey.key.in_(case_keys))
        if taken := session.scalars(used).all():
            raise PlanConflict(f"found {len(taken)} case keys that have a plan already, expected new ones")
    each = [part for part in parts for _ in range(part.people)]
    changes = open_plans(session, actor, at, new_id, people)
    for change, key in zip(changes, case_keys, strict=False):  # no keys, or one for each
        session.add(CaseKey(organisation=actor.organisation, key=key, plan_id=change.plan.id))
    goals: list[str | None] = []
    for change, part in zip(changes, each, strict=True):
        if situation is not None:
            record_situation(change, *situation)
        if part.target is not None:
            add_goal(change, part.label, part.target)
        goals.append(str(change.sent["madeId"]) if part.target is not None else None)
    session.flush()  # goals before what is pinned to them, and that before its activities: each kind is written at once
    pins = [
        (change, add_pin(change, goal, part.answer, part.route, part.facts))
        for change, part, goal in zip(changes, each, goals, strict=True)
        if goal is not None and part.answer is not None and part.route is not None
    ]
    session.flush()
    for change, pin in pins:
        plan_steps(change, pin, begins, None)
    session.flush()
    return [
        {"id": change.plan.id, "personId": change.plan.person, "goalId": goal, "line": part.line, "move": part.move}
        for change, part, goal in zip(changes, each, goals, strict=True)
    ]


def parts_of_answer(planner: Planner, answer: Mapping[str, Any], facts_of: Callable[..., Any]) -> list[Part]:
    """All people of the group: those that the assignment placed, with the route that it took, then those that are left.

    Raises:
        ReceiptMismatch: the receipt is of another question than a group's.
    """
    if answer["receipt"].get("question") != "groups":
        raise ReceiptMismatch("found a receipt of another question, expected one of /v1/groups")
    lines = answer["receipt"]["query"]["lines"]
    parts = []
    for number, move in enumerate(answer["assignment"]["moves"]):
        target = str(move["to"]["id"])
        line = {key: value for key, value in lines[move["line"]].items() if key != "people"}
        found = None if move["stays"] else planner.routes(ask_of({**line, "target": target}))
        route = _route_in(found, move["route"]) if found else None
        facts = facts_of(planner.network, step_ids(*find_chosen(found, route))) if found and route else {}
        label = str(move["to"]["label"])
        parts.append(Part(move["people"], move["line"], number, target, label, found, route, facts))
    return [*parts, *(Part(left["people"], left["line"]) for left in answer["left"])]


def _route_in(found: Mapping[str, Any], taken: Mapping[str, Any] | None) -> str | None:
    """The id of the route that the assignment took, where the answer of one person has it too."""
    ids = [str(route["id"]) for group in found["groups"] for route in group["routes"]]
    return taken["id"] if taken and taken["id"] in ids else None
