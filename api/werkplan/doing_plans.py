"""Opening and closing plans, and what the person's situation and goals are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.werkplan.acting import Actor
from api.werkplan.codes import DOELGROEPEN
from api.werkplan.keeping import Change
from api.werkplan.rules_access import check_may, check_role
from api.werkplan.rules_activity import OPEN
from api.werkplan.rules_situation import Question, questions_of, undecided
from api.werkplan.tables import CaseKey, Goal, Plan, Situation
from api.werkplan.tables_help import Decision
from ontology.errors import NotAllowed, NotInPlan, PlanConflict


def open_plan(
    session: Session, actor: Actor, at: datetime, new_id: Callable[[], str], case_key: str | None = None
) -> Change:
    """A new plan with a new random person, coordinated by the organisation of who opens it.

    Raises:
        NotAllowed: who asks is of no organisation.
        PlanConflict: the organisation has a plan with this case key.
    """
    (change,) = open_plans(session, actor, at, new_id, 1)
    if case_key is not None:
        name_case(session, change.plan.coordinator, case_key, change.plan.id)
    return change


def open_plans(session: Session, actor: Actor, at: datetime, new_id: Callable[[], str], number: int) -> list[Change]:
    """So many new plans, written together; none has a case key yet.

    Raises:
        NotAllowed: who asks is of no organisation.
    """
    check_role(actor, "open a plan")
    own = actor.organisation
    if own is None:
        raise NotAllowed(actor.role, "open a plan", "a caseworker")
    nothing: dict[str, Any] = {"situations": [], "goals": [], "activities": []}  # known, so nobody asks for them
    plans = [
        Plan(id=new_id(), person=new_id(), version=1, coordinator=own, created_at=at, **nothing) for _ in range(number)
    ]
    session.add_all(plans)
    session.flush()
    changes = [Change.of_new(session, plan, actor, at, new_id) for plan in plans]
    for change in changes:
        change.tell("plan-opened", coordinator=own)
    return changes


def name_case(session: Session, organisation: str, key: str, plan_id: str) -> None:
    """Give a plan the organisation's own case key.

    Raises:
        PlanConflict: the key is of another plan, or the plan has a key of this organisation.
    """
    if session.get(CaseKey, (organisation, key)) is not None:
        raise PlanConflict("found a plan with this case key in your organisation, expected a new key")
    own = select(CaseKey.key).where(CaseKey.organisation == organisation, CaseKey.plan_id == plan_id)
    if session.scalar(own) is not None:
        raise PlanConflict("found a plan that has a case key of your organisation already: leave the new one out")
    session.add(CaseKey(organisation=organisation, key=key, plan_id=plan_id))


def close_plan(change: Change, reason: str) -> None:
    """Close a plan in which nothing goes on any more; afterwards it can only be read.

    Raises:
        PlanConflict: something is still planned or running, or offered, or to be decided; with what, and who decides.
    """
    check_may(change.plan, change.actor, "close the plan")
    going = [activity for activity in change.plan.activities if activity.state in OPEN]
    if going:
        raise PlanConflict(f"found {len(going)} activities that are planned or running: finish or stop them first")
    if any(item.state == "offered" for item in change.hand_overs):
        raise PlanConflict("found a hand-over that waits for its answer: wait for it, or take it back")
    if left := undecided(change.decisions, change.plan.activities, change.commitments):
        named = "; ".join(f"{item.kind} by {item.party} ({item.id})" for item in left)
        raise PlanConflict(
            f"found {len(left)} decisions that are still open: {named}. Let each be decided first, with "
            "POST /v1/plans/{planId}/decisions/{decisionId}/outcome by a caseworker of the party that it names; "
            "a question of your own you take back there, with the outcome withdrawn"
        )
    change.plan.closed_at, change.plan.close_reason = change.at, reason
    change.tell("plan-closed")


def current_situation(situations: Sequence[Situation], day: date) -> Situation | None:
    """The situation that holds on a day: the last one that has begun."""
    return next((item for item in reversed(situations) if item.begins <= day), None)


def record_situation(change: Change, begins: date, codes: Sequence[str], benefit_end: date | None) -> None:
    """Record a situation from a day on, and list what must now be decided; nothing stops.

    Raises:
        PlanConflict: a code that isn't on the lists, or a day for which another situation is recorded.
    """
    check_may(change.plan, change.actor, "record a situation")
    unknown = [code for code in codes if code not in DOELGROEPEN]
    if unknown:
        raise PlanConflict(f"found the codes {', '.join(unknown)}, expected codes of {', '.join(sorted(DOELGROEPEN))}")
    situations = change.plan.situations
    if any(item.begins == begins for item in situations):
        raise PlanConflict(f"found a situation that begins on {begins.isoformat()} already, expected another day")
    before = current_situation(situations, begins)
    new = Situation(
        id=change.new_id(),
        plan_id=change.plan.id,
        begins=begins,
        codes=sorted(set(codes)),
        benefit_end=benefit_end,
        recorded_at=change.at,
    )
    situations.append(new)
    change.tell("situation-recorded", situation=new.id)
    change.sent["madeId"] = new.id
    if before is None:
        return
    budgets = {item.id: item for item in change.budgets}
    questions = questions_of(
        before.codes,
        new.codes,
        begins,
        change.plan.coordinator,
        change.plan.activities,
        change.decisions,
        [(item, budgets[item.budget_id]) for item in change.commitments],
    )
    change.sent["toDecide"] = [ask(change, question).id for question in questions]


def ask(change: Change, question: Question) -> Decision:
    """Put a question on the list of what must be decided."""
    decision = Decision(
        id=change.new_id(),
        plan_id=change.plan.id,
        kind=question.kind,
        subject=question.subject,
        question=question.text,
        party=question.party,
        due=question.due,
        asked_at=change.at,
    )
    change.session.add(decision)
    change.tell("decision-asked", decision=decision.id, kind=question.kind, party=question.party)
    return decision


def add_goal(change: Change, label: str, occupation: str | None) -> None:
    """Add a goal; a person may add their own."""
    check_may(change.plan, change.actor, "add a goal")
    goal = Goal(
        id=change.new_id(),
        plan_id=change.plan.id,
        label=label,
        occupation=occupation,
        by_role=change.actor.role,
        state="open",
        created_at=change.at,
        pins=[],
    )
    change.plan.goals.append(goal)
    change.tell("goal-added", goal=goal.id, occupation=occupation)
    change.sent["madeId"] = goal.id


def change_goal(change: Change, goal_id: str, state: str, reason: str | None) -> None:
    """Say that a goal is reached or dropped, or open again; its activities go on.

    Raises:
        NotAllowed: a person may change only the goals they added.
    """
    goal = goal_in(change.plan, goal_id)
    check_may(change.plan, change.actor, "change a goal")
    if change.actor.role == "person" and goal.by_role != "person":
        raise NotAllowed("person", "change a goal that a caseworker added", "a goal of the person's own")
    goal.state, goal.reason = state, reason
    change.tell("goal-changed", goal=goal.id, state=state)
    change.sent["madeId"] = goal.id


def goal_in(plan: Plan, goal_id: str) -> Goal:
    """A goal of a plan.

    Raises:
        NotInPlan: the plan has no such goal.
    """
    for goal in plan.goals:
        if goal.id == goal_id:
            return goal
    raise NotInPlan("goal", goal_id)


def plans_by_case_key(session: Session, organisation: str) -> dict[str, str]:
    """An organisation's case keys with the plan that each stands for."""
    rows: Any = session.execute(select(CaseKey.key, CaseKey.plan_id).where(CaseKey.organisation == organisation))
    return dict(rows.all())
