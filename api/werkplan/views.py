"""A plan as it is answered: all of it for who coordinates and for the person, the own share for who carries a part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.werkplan.acting import Actor
from api.werkplan.doing_activities import sha256_of
from api.werkplan.doing_help import left_of
from api.werkplan.doing_plans import current_situation
from api.werkplan.instruments import used_in
from api.werkplan.keeping import parts_of
from api.werkplan.logboek import seen_by
from api.werkplan.rules_access import may_read_note, sight_of
from api.werkplan.rules_activity import outlasting
from api.werkplan.rules_history import spans_of
from api.werkplan.tables import Activity, Event, Pin, Plan
from api.werkplan.tables_help import Budget, Commitment, Consent, Decision, HandOver, Note


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def moment(value: datetime | None) -> str | None:
    """A moment as it is answered: UTC, to the second."""
    return None if value is None else value.strftime("%Y-%m-%dT%H:%M:%SZ")


def plan_view(session: Session, plan: Plan, actor: Actor, today: date) -> dict[str, Any]:
    """The plan as it stands, with warnings; texts of others only where the reader may see them."""
    decisions, hand_overs = parts_of(session, Decision, plan), parts_of(session, HandOver, plan)
    whole = sight_of(plan, actor, decisions, hand_overs) == "whole"
    own = actor.organisation
    activities = [item for item in plan.activities if whole or item.party == own]
    goal_ids = {item.goal_id for item in activities}
    used = {} if actor.role == "employer" else used_in(session, plan, today)  # its conditions tell of the situation
    budgets, commitments = parts_of(session, Budget, plan), parts_of(session, Commitment, plan)
    situation = current_situation(plan.situations, today)
    return {
        "id": plan.id,
        "personId": plan.person,
        "version": plan.version,
        "whole": whole,
        "coordinator": plan.coordinator,
        "createdAt": moment(plan.created_at),
        "closedAt": moment(plan.closed_at),
        "closeReason": plan.close_reason,
        "benefitEnd": _day(situation.benefit_end) if situation and whole else None,
        "situations": [
            {"id": item.id, "begins": _day(item.begins), "codes": item.codes, "benefitEnd": _day(item.benefit_end)}
            for item in plan.situations
            if whole
        ],
        "goals": [_goal(item, whole) for item in plan.goals if whole or item.id in goal_ids],
        "activities": [{**activity_view(item), "instrument": used.get(item.id)} for item in activities],
        "budgets": [
            {
                "id": item.id,
                "party": item.party,
                "label": item.label,
                "amountEurocent": item.amount_eurocent,
                "leftEurocent": left_of(item, commitments),
                "begins": _day(item.begins),
                "ends": _day(item.ends),
                "commitments": [_commitment(one) for one in commitments if one.budget_id == item.id],
            }
            for item in budgets
            if whole or item.party == own
        ],
        "decisions": [decision_view(item) for item in decisions if whole or item.party == own],
        "notes": [
            {"id": item.id, "byRole": item.by_role, "party": item.party, "text": item.text, "at": moment(item.at)}
            for item in parts_of(session, Note, plan)
            if (whole or item.party == own) and may_read_note(item, actor, hand_overs)
        ],
        "consents": [
            {
                "id": item.id,
                "party": item.party,
                "parts": item.parts,
                "purpose": item.purpose,
                "givenAt": moment(item.given_at),
                "withdrawnAt": moment(item.withdrawn_at),
            }
            for item in parts_of(session, Consent, plan)
            if whole or item.party == own
        ],
        "handOvers": [_hand_over(item) for item in hand_overs if whole],
        "warnings": outlasting(activities, situation.benefit_end) if situation and whole else [],
        "seenBy": seen_by(session, plan.person) if actor.role == "person" else [],
    }


def _goal(item: Any, whole: bool) -> dict[str, Any]:
    pins = [
        {"id": pin.id, "number": pin.number, "kind": pin.kind, "revision": pin.revision, "at": moment(pin.pinned_at)}
        for pin in item.pins
        if whole
    ]
    return {
        "id": item.id,
        "label": item.label,
        "occupation": item.occupation,
        "byRole": item.by_role,
        "state": item.state,
        "reason": item.reason,
        "pins": pins,
    }


def activity_view(item: Activity) -> dict[str, Any]:
    """An activity as it is answered."""
    return {
        "id": item.id,
        "goalId": item.goal_id,
        "pinId": item.pin_id,
        "step": item.step,
        "kind": item.kind,
        "label": item.label,
        "concept": item.concept,
        "party": item.party,
        "state": item.state,
        "plannedBegin": _day(item.planned_begin),
        "plannedEnd": _day(item.planned_end),
        "realBegin": _day(item.real_begin),
        "realEnd": _day(item.real_end),
        "stopReason": item.stop_reason,
    }


def _commitment(item: Commitment) -> dict[str, Any]:
    return {
        "id": item.id,
        "activityId": item.activity_id,
        "amountEurocent": item.amount_eurocent,
        "committedAt": moment(item.committed_at),
        "releasedAt": moment(item.released_at),
    }


def decision_view(item: Decision) -> dict[str, Any]:
    """A decision as it is answered."""
    return {
        "id": item.id,
        "kind": item.kind,
        "subject": item.subject,
        "question": item.question,
        "party": item.party,
        "due": _day(item.due),
        "askedAt": moment(item.asked_at),
        "outcome": item.outcome,
        "reason": item.reason,
        "begins": _day(item.begins),
        "ends": _day(item.ends),
        "decidedAt": moment(item.decided_at),
    }


def _hand_over(item: HandOver) -> dict[str, Any]:
    return {
        "id": item.id,
        "from": item.sender,
        "to": item.receiver,
        "reason": item.reason,
        "legalTask": item.legal_task,
        "consentId": item.consent_id,
        "along": item.along,
        "state": item.state,
        "offeredAt": moment(item.offered_at),
        "answeredAt": moment(item.answered_at),
        "answerReason": item.answer_reason,
    }


def pin_view(pin: Pin) -> dict[str, Any]:
    """A pinned route as it was, and whether it still is to the byte."""
    return {
        "id": pin.id,
        "goalId": pin.goal_id,
        "number": pin.number,
        "kind": pin.kind,
        "pinnedAt": moment(pin.pinned_at),
        "revision": pin.revision,
        "digest": pin.digest,
        "codeVersion": pin.code_version,
        "sha256": pin.route_sha256,
        "intact": sha256_of(pin.route) == pin.route_sha256,
        "route": orjson.loads(pin.route),
        "receipt": pin.receipt,
    }


def events_of(session: Session, plan: Plan) -> list[Event]:
    """The history of a plan, oldest first."""
    return list(session.scalars(select(Event).where(Event.plan_id == plan.id).order_by(Event.number)))


def history_view(plan: Plan, events: Iterable[Event]) -> dict[str, Any]:
    """What happened, and which party coordinated when."""
    told = list(events)
    return {
        "planId": plan.id,
        "coordinators": [
            {"party": span.party, "begins": moment(span.begins), "until": moment(span.until)} for span in spans_of(told)
        ],
        "events": [
            {
                "number": item.number,
                "at": moment(item.at),
                "kind": item.kind,
                "role": item.role,
                "organisation": item.organisation,
                "data": item.data,
            }
            for item in told
        ],
    }
