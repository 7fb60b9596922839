"""What a step costs, what an instrument may pay of it, and what is left; unknown stays unknown."""

from __future__ import annotations

from typing import Any

from graph.menukaart.situation import StepAsked
from ontology.instruments import Instrument, Pays, Per


def costs_of(step: StepAsked, record: Instrument, answer: str) -> dict[str, Any]:
    """Three amounts in euro cents, None where nobody knows, and a line in words.

    Only an instrument that pays for training, once or for the whole, lowers what is left; a loan must be
    paid back, and what a rule still has to be asked about is a *may*.
    """
    cost = step.cost
    covers = record.pays is Pays.TRAINING and answer != "no"
    counted = covers and record.amount is not None and record.per is Per.ONCE
    pays = min(record.amount or 0, cost) if counted and cost is not None else record.amount if counted else None
    left = None
    if cost is not None and pays is not None:
        left = cost - pays
    elif cost is not None and (not covers or cost == 0):
        left = cost
    return {
        "costEurocent": cost,
        "mayPayEurocent": pays,
        "leftEurocent": left,
        "text": _text(step, record, covers, pays),
    }


def _text(step: StepAsked, record: Instrument, covers: bool, pays: int | None) -> str:
    if record.pays is Pays.LOAN:
        return "Dit is een lening: u betaalt haar terug."
    if step.cost == 0:
        return "Deze stap kost u niets."
    if not covers:
        return "Dit betaalt niet de kosten van deze stap."
    if pays is None:
        return "Hoeveel hiervan wordt betaald, is niet bekend: vraag het na."
    if step.cost is None:
        return "Wat de stap kost, is niet bekend; wat u zelf betaalt dus ook niet."
    return "Als u dit krijgt, betaalt u zelf wat overblijft."


def total_of(step: StepAsked, offers: list[dict[str, Any]]) -> dict[str, Any]:
    """What the step costs with the best single offer: offers are never added up, for many can't be joined."""
    known = [offer["costs"] for offer in offers if offer["costs"]["mayPayEurocent"] is not None]
    unknown = any(offer["pays"] == "training" and offer["costs"]["mayPayEurocent"] is None for offer in offers)
    most = max((one["mayPayEurocent"] for one in known), default=None)
    left = step.cost - most if step.cost is not None and most is not None else step.cost if not unknown else None
    return {
        "costEurocent": step.cost,
        "mayPayEurocent": most,
        "leftEurocent": None if unknown and step.cost else left,
        "unknown": unknown or step.cost is None,
    }
