"""A hand-over: what it may take along, and on what ground. Until the receiver accepts, the sender is responsible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from api.werkplan.tables_help import Consent, HandOver
from ontology.errors import ConsentMissing, PlanConflict

Part = Literal["situation", "goals", "activities", "budget", "decisions", "notes"]
#: What the next party needs for its statutory task: it goes along with every hand-over.
CORE: Final[tuple[Part, ...]] = ("situation", "goals", "activities", "budget", "decisions")
#: What goes beyond that: only with the person's consent.
BEYOND: Final[tuple[Part, ...]] = ("notes",)


def covering(consents: Iterable[Consent], receiver: str, parts: Iterable[str]) -> Consent | None:
    """The consent, given and not withdrawn, that lets a party have these parts."""
    wanted = set(parts)
    for consent in consents:
        if consent.withdrawn_at is None and consent.party == receiver and wanted <= set(consent.parts):
            return consent
    return None


def check_offer(
    coordinator: str, receiver: str, along: Sequence[str], consents: Iterable[Consent], earlier: Iterable[HandOver]
) -> Consent | None:
    """Whether a plan may be offered so; gives the consent that it rests on, if it needs one.

    Raises:
        PlanConflict: it is offered already, or to who has it.
        ConsentMissing: something goes along that no statutory task asks for, without the person's consent.
    """
    if receiver == coordinator:
        raise PlanConflict(f"found a hand-over to {receiver}, which has the plan already")
    if any(item.state == "offered" for item in earlier):
        raise PlanConflict("the plan is offered to another party already: wait for its answer, or take the offer back")
    beyond = [part for part in along if part in BEYOND]
    if not beyond:
        return None
    consent = covering(consents, receiver, beyond)
    if consent is None:
        raise ConsentMissing(
            f"{', '.join(beyond)} can't go along to {receiver}: that goes beyond its statutory task, and the person "
            "gave no consent for it. Ask the person, or leave it out"
        )
    return consent


def carried(along: Sequence[str], consents: Iterable[Consent], receiver: str) -> list[str]:
    """What really goes along at the moment of accepting: what consent was withdrawn for stays behind."""
    beyond = [part for part in along if part in BEYOND]
    allowed = covering(consents, receiver, beyond) is not None if beyond else True
    return [part for part in along if part not in BEYOND or allowed]


def check_answer(found: HandOver, accept: bool, reason: str | None) -> None:
    """Whether an offer can be answered so.

    Raises:
        PlanConflict: it was answered before, or it is returned without a reason.
    """
    if found.state != "offered":
        raise PlanConflict(f"found a hand-over that is {found.state}, expected one that is offered")
    if not accept and not reason:
        raise PlanConflict("found a hand-over that is returned without a reason, expected the reason")
