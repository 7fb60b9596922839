"""The operations around the activities: money, decisions, notes, consents, and the hand-over."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from api.v1.operations import json_response
from api.werkplan import asks, doing_help
from api.werkplan.acting import ID, ActorDep
from api.werkplan.answers import TextAnswer
from api.werkplan.headers import ChangingDep, PlanId, WerkplanDep
from api.werkplan.keeping import Change, parts_of, seen_plan
from api.werkplan.operations import CHANGED, told
from api.werkplan.rules_access import sight_of
from api.werkplan.tables_help import Decision, HandOver
from api.werkplan.wording import decision_text
from ontology.errors import NotInPlan

router = APIRouter(prefix="/v1/plans", tags=["plans"])


def _id(alias: str, what: str) -> Any:
    return Path(alias=alias, pattern=ID, description=f"The {what}'s id.", examples=["4" * 32])


DecisionId = Annotated[str, _id("decisionId", "decision")]
CommitmentId = Annotated[str, _id("commitmentId", "promise")]
ConsentId = Annotated[str, _id("consentId", "consent")]
HandOverId = Annotated[str, _id("handOverId", "hand-over")]


@router.post("/{planId}/budgets", summary="Set money apart", **CHANGED)
def add_budget(changing: ChangingDep, body: asks.BudgetAsk) -> Response:
    """Set money of the own organisation apart for this plan."""
    return changing.do(
        body, lambda c: doing_help.add_budget(c, body.label, body.amount_eurocent, body.begins, body.ends)
    )


@router.post("/{planId}/commitments", summary="Promise money", **CHANGED)
def add_commitment(changing: ChangingDep, body: asks.CommitmentAsk) -> Response:
    """Promise a part of a budget for an activity; not more than is left."""
    return changing.do(body, lambda c: doing_help.commit(c, body.budget_id, body.activity_id, body.amount_eurocent))


@router.post("/{planId}/commitments/{commitmentId}/release", summary="Take a promise back", **CHANGED)
def release_commitment(changing: ChangingDep, commitment_id: CommitmentId, body: asks.NothingAsk) -> Response:
    """Take a promise back: the money is left again."""
    return changing.do(body, lambda c: doing_help.release(c, commitment_id))


@router.post("/{planId}/decisions", summary="Ask for a decision", **CHANGED)
def ask_decision(changing: ChangingDep, body: asks.DecisionAsk) -> Response:
    """Put something to a party to decide, such as permission to study."""
    return changing.do(body, lambda c: doing_help.ask_decision(c, body.kind, body.question, body.party, body.due))


@router.post("/{planId}/decisions/{decisionId}/outcome", summary="Decide", **CHANGED)
def decide(changing: ChangingDep, decision_id: DecisionId, body: asks.OutcomeAsk) -> Response:
    """Decide what was asked, with the reason. A granted erasure is carried out at once, and the plan is gone."""
    return changing.do(
        body,
        lambda c: doing_help.decide(c, decision_id, body.outcome, body.reason, body.begins, body.ends),
        closed=True,
    )


@router.get("/{planId}/decisions/{decisionId}/text", summary="Copy a decision's text", **told("text", TextAnswer, 404))
def read_decision_text(plans: WerkplanDep, actor: ActorDep, plan_id: PlanId, decision_id: DecisionId) -> Response:
    """A decision as a text to copy into a letter, in plain Dutch."""
    with plans.database.reading() as session:
        plan = seen_plan(session, plan_id, actor)
        decisions = parts_of(session, Decision, plan)
        whole = sight_of(plan, actor, decisions, parts_of(session, HandOver, plan)) == "whole"
        found = next((item for item in decisions if item.id == decision_id), None)
        if found is None or not (whole or found.party == actor.organisation):
            raise NotInPlan("decision", decision_id)
        return json_response({"text": decision_text(found)})


@router.post("/{planId}/notes", summary="Add a note", **CHANGED)
def add_note(changing: ChangingDep, body: asks.NoteAsk) -> Response:
    """Add a note of the person, or of the own organisation."""
    return changing.do(body, lambda c: doing_help.add_note(c, body.text))


@router.post("/{planId}/consents", summary="Give consent", **CHANGED)
def give_consent(changing: ChangingDep, body: asks.ConsentAsk) -> Response:
    """Let a party have what goes beyond its statutory task; only the person may."""
    return changing.do(body, lambda c: doing_help.give_consent(c, body.party, list(body.parts), body.purpose))


@router.post("/{planId}/consents/{consentId}/withdrawal", summary="Withdraw consent", **CHANGED)
def withdraw_consent(changing: ChangingDep, consent_id: ConsentId, body: asks.NothingAsk) -> Response:
    """Withdraw a consent; what rested on it doesn't go along any more."""
    return changing.do(body, lambda c: doing_help.withdraw_consent(c, consent_id), closed=True)


@router.post("/{planId}/objections", summary="Object", **CHANGED)
def add_objection(changing: ChangingDep, body: asks.RequestAsk) -> Response:
    """The person objects; who coordinates decides with a reason, within a month."""
    return changing.do(body, lambda c: doing_help.ask_of_person(c, "objection", body.text), closed=True)


@router.post("/{planId}/erasure-requests", summary="Ask for erasure", **CHANGED)
def ask_erasure(changing: ChangingDep, body: asks.RequestAsk) -> Response:
    """The person asks to be erased; who coordinates decides under its archive duty, with a reason, within a month."""
    return changing.do(body, lambda c: doing_help.ask_of_person(c, "erasure", body.text), closed=True)


@router.post("/{planId}/hand-overs", summary="Offer the plan to another party", **CHANGED)
def offer_plan(changing: ChangingDep, body: asks.HandOverAsk) -> Response:
    """Offer the plan to another party. Until it accepts, the sender remains responsible; everything goes on."""
    return changing.do(body, lambda c: doing_help.offer(c, body.to, body.reason, body.legal_task, list(body.beyond)))


@router.post("/{planId}/hand-overs/{handOverId}/answer", summary="Answer a hand-over", **CHANGED)
def answer_offer(changing: ChangingDep, hand_over_id: HandOverId, body: asks.HandOverAnswerAsk) -> Response:
    """Accept a plan, or return it with a reason; the sender may withdraw the offer."""

    def do(change: Change) -> None:
        doing_help.answer_offer(change, hand_over_id, body.outcome, body.reason, body.case_key)

    return changing.do(body, do)
