"""Around the activities: money, decisions, notes, consents, and the hand-over to another party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import orjson
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.werkplan.doing_activities import activity_in
from api.werkplan.doing_plans import ask, name_case
from api.werkplan.keeping import Change
from api.werkplan.logboek import erase_lines
from api.werkplan.processings import REGISTER, current
from api.werkplan.rules_access import check_may
from api.werkplan.rules_handover import CORE, carried, check_answer, check_offer
from api.werkplan.rules_situation import Question
from api.werkplan.tables import Answered, Plan
from api.werkplan.tables_help import Budget, Commitment, Consent, Decision, HandOver, Note
from ontology.errors import NotInPlan, PlanConflict


def add_budget(change: Change, label: str, cents: int, begins: date | None, ends: date | None) -> None:
    """Set money apart for the plan, from the organisation of who does it."""
    check_may(change.plan, change.actor, "set money apart")
    budget = Budget(
        id=change.new_id(),
        plan_id=change.plan.id,
        party=change.actor.organisation or change.plan.coordinator,
        label=label,
        amount_eurocent=cents,
        begins=begins,
        ends=ends,
    )
    change.session.add(budget)
    change.tell("budget-added", budget=budget.id)
    change.sent["madeId"] = budget.id


def left_of(budget: Budget, commitments: Sequence[Commitment]) -> int:
    """What isn't promised yet, in euro cents."""
    promised = (c.amount_eurocent for c in commitments if c.budget_id == budget.id and c.released_at is None)
    return budget.amount_eurocent - sum(promised)


def commit(change: Change, budget_id: str, activity_id: str, cents: int) -> None:
    """Promise a part of a budget for an activity.

    Raises:
        PlanConflict: it is more than is left.
    """
    budget = next((item for item in change.budgets if item.id == budget_id), None)
    if budget is None:
        raise NotInPlan("budget", budget_id)
    check_may(change.plan, change.actor, "promise money", budget.party)
    activity = activity_in(change.plan, activity_id)
    left = left_of(budget, change.commitments)
    if cents > left:
        raise PlanConflict(f"found a promise of {cents} eurocent, expected at most {left}: that is what is left")
    commitment = Commitment(
        id=change.new_id(),
        plan_id=change.plan.id,
        budget_id=budget.id,
        activity_id=activity.id,
        amount_eurocent=cents,
        committed_at=change.at,
    )
    change.session.add(commitment)
    change.tell("money-committed", commitment=commitment.id, eurocent=cents)
    change.sent["madeId"] = commitment.id


def release(change: Change, commitment_id: str) -> None:
    """Take a promise back; the money is left again."""
    found = next((item for item in change.commitments if item.id == commitment_id), None)
    if found is None:
        raise NotInPlan("commitment", commitment_id)
    party = next(item.party for item in change.budgets if item.id == found.budget_id)
    check_may(change.plan, change.actor, "release money", party)
    if found.released_at is not None:
        raise PlanConflict("found a promise that was taken back already")
    found.released_at = change.at
    change.tell("money-released", commitment=found.id)
    change.sent["madeId"] = found.id


#: Kinds of decisions that a caseworker asks for, and may take back.
ASKED_BY_HAND: Final = ("study-permission", "other")


def ask_decision(change: Change, kind: str, text: str, party: str | None, due: date | None) -> None:
    """Put something to a party to decide, such as permission to study."""
    check_may(change.plan, change.actor, "ask for a decision")
    change.sent["madeId"] = ask(change, Question(kind, None, party or change.plan.coordinator, due, text)).id


#: GDPR article 12(3): an answer without undue delay and within one month.
ANSWER_WITHIN = timedelta(days=28)


def ask_of_person(change: Change, kind: str, text: str) -> None:
    """The person objects, or asks to be erased: the coordinating party decides, within a month."""
    check_may(change.plan, change.actor, "object" if kind == "objection" else "ask for erasure")
    due = change.today + ANSWER_WITHIN
    change.sent["madeId"] = ask(change, Question(kind, None, change.plan.coordinator, due, text)).id


def decide(
    change: Change, decision_id: str, outcome: str, reason: str, begins: date | None = None, ends: date | None = None
) -> None:
    """Decide something that was asked, with the reason. An erasure that is granted is carried out at once.

    Who coordinates may take back what a caseworker asked (``withdrawn``), so that nobody waits for another's answer;
    what the person asked, or what a change brought up, is to be decided.

    Raises:
        PlanConflict: it was decided before, or can't be taken back.
    """
    found = decision_in(change, decision_id)
    if outcome == "withdrawn":
        check_may(change.plan, change.actor, "take back a question")
        if found.kind not in ASKED_BY_HAND:
            raise PlanConflict(
                f"found a decision of kind {found.kind}, expected {' or '.join(ASKED_BY_HAND)}: decide it"
            )
    else:
        what = "decide on an activity" if found.kind == "continue-activity" else "decide"
        check_may(change.plan, change.actor, what, found.party)
    if found.outcome is not None:
        raise PlanConflict(f"found a decision that was made before ({found.outcome}): ask a new one")
    if begins is not None and ends is not None and ends < begins:
        raise PlanConflict(f"found an end on {ends.isoformat()} before the begin on {begins.isoformat()}")
    found.outcome, found.reason, found.decided_at = outcome, reason, change.at
    found.begins, found.ends = begins, ends
    change.tell("decision-made", decision=found.id, kind=found.kind, outcome=outcome)
    change.sent["madeId"] = found.id
    if found.kind == "erasure" and outcome == "granted":
        change.session.flush()
        change.session.expunge_all()
        erase(change.session, change.plan.id, change.plan.person)
        del change.sent["madeId"]
        change.erased = True


def erase(session: Session, plan_id: str, person: str) -> None:
    """Take a plan away with everything that hangs under it, and what the log says of it; one line is left."""
    session.execute(delete(Plan).where(Plan.id == plan_id))
    _forget_answers(session, plan_id)
    erase_lines(session, person)
    if (processing := current()) is not None:
        activity = REGISTER["erase-plan"]
        name = processing.name if processing.activity == activity else "erase"
        session.info["processing"] = replace(processing, name=name, activity=activity)


def _forget_answers(session: Session, plan_id: str) -> None:
    """Take a plan out of the kept answers that are about several plans; the rest of such an answer stays."""
    asked = select(Answered).where(Answered.plan_id.is_(None), Answered.body.contains(f'"{plan_id}"'))
    for kept in session.scalars(asked):
        told = orjson.loads(kept.body)
        told["plans"] = [line for line in told.get("plans", ()) if line["id"] != plan_id]
        kept.body = orjson.dumps(told).decode()


def decision_in(change: Change, decision_id: str) -> Decision:
    """A decision of the plan.

    Raises:
        NotInPlan: the plan has no such decision.
    """
    for found in change.decisions:
        if found.id == decision_id:
            return found
    raise NotInPlan("decision", decision_id)


def add_note(change: Change, text: str) -> None:
    """Add a note of the person, or of an organisation that coordinates or still has something to do in the plan."""
    busy = [item.party for item in change.plan.activities]
    busy += [item.party for item in change.decisions if item.outcome is None]
    check_may(change.plan, change.actor, "add a note", change.plan.coordinator, *busy)
    note = Note(
        id=change.new_id(),
        plan_id=change.plan.id,
        by_role=change.actor.role,
        party=change.actor.organisation,
        text=text,
        at=change.at,
    )
    change.session.add(note)
    change.tell("note-added", note=note.id)
    change.sent["madeId"] = note.id


def give_consent(change: Change, party: str, parts: Sequence[str], purpose: str) -> None:
    """The person, and nobody for them, lets a party have more than its task asks for."""
    check_may(change.plan, change.actor, "give consent")
    consent = Consent(
        id=change.new_id(),
        plan_id=change.plan.id,
        party=party,
        parts=sorted(set(parts)),
        purpose=purpose,
        given_at=change.at,
    )
    change.session.add(consent)
    change.tell("consent-given", consent=consent.id, party=party, parts=consent.parts)
    change.sent["madeId"] = consent.id


def withdraw_consent(change: Change, consent_id: str) -> None:
    """Withdraw a consent, at any time: what rested on it doesn't go along any more. A caseworker may record it."""
    check_may(change.plan, change.actor, "withdraw consent")
    found = next((item for item in change.consents if item.id == consent_id), None)
    if found is None:
        raise NotInPlan("consent", consent_id)
    if found.withdrawn_at is not None:
        raise PlanConflict("found a consent that was withdrawn already")
    found.withdrawn_at = change.at
    change.tell("consent-withdrawn", consent=found.id)
    change.sent["madeId"] = found.id


def offer(change: Change, receiver: str, reason: str, legal_task: str, beyond: Sequence[str]) -> None:
    """Offer the plan to another party; the sender stays responsible until it is accepted."""
    check_may(change.plan, change.actor, "offer the plan")
    along = [*CORE, *sorted(set(beyond))]
    consent = check_offer(change.plan.coordinator, receiver, along, change.consents, change.hand_overs)
    found = HandOver(
        id=change.new_id(),
        plan_id=change.plan.id,
        sender=change.plan.coordinator,
        receiver=receiver,
        reason=reason,
        legal_task=legal_task,
        consent_id=consent.id if consent else None,
        along=along,
        state="offered",
        offered_at=change.at,
    )
    change.session.add(found)
    change.tell("hand-over-offered", handOver=found.id, to=receiver, along=along)
    change.sent["madeId"] = found.id


def answer_offer(
    change: Change, hand_over_id: str, outcome: str, reason: str | None, case_key: str | None = None
) -> None:
    """The receiver accepts or returns a plan, or the sender takes the offer back.

    Raises:
        PlanConflict: it was answered before, or the receiver's case key can't be given to the plan.
    """
    found = next((item for item in change.hand_overs if item.id == hand_over_id), None)
    if found is None:
        raise NotInPlan("hand-over", hand_over_id)
    if outcome == "withdrawn":
        check_may(change.plan, change.actor, "take an offer back")
    else:
        check_may(change.plan, change.actor, "answer a hand-over", found.receiver)
    check_answer(found, outcome == "accepted", reason)
    found.state, found.answered_at, found.answer_reason = outcome, change.at, reason
    change.sent["madeId"] = found.id
    if case_key is not None:
        if outcome != "accepted":
            raise PlanConflict("found a case key for a plan that isn't accepted: leave it out")
        name_case(change.session, found.receiver, case_key, change.plan.id)
    if outcome != "accepted":
        change.tell(f"hand-over-{outcome}", handOver=found.id, remains=change.plan.coordinator)
        return
    found.along = carried(found.along, change.consents, found.receiver)
    change.plan.coordinator = found.receiver
    change.tell("hand-over-accepted", handOver=found.id, **{"from": found.sender, "to": found.receiver})
    for decision in change.decisions:
        if decision.outcome is None and decision.kind == "coordination":
            decision.outcome, decision.reason, decision.decided_at = "handed-over", found.reason, change.at
            change.tell("decision-made", decision=decision.id, kind=decision.kind, outcome="handed-over")
        elif decision.outcome is None and decision.party == found.sender and decision.kind in ("erasure", "objection"):
            decision.party = found.receiver  # who coordinates answers the person
