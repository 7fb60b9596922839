"""Who may see and do what in a plan, by role and by the own organisation's part in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from api.werkplan.acting import Actor, Role
from api.werkplan.tables import Plan
from api.werkplan.tables_help import Decision, HandOver, Note
from ontology.errors import NotAllowed

Sight = Literal["whole", "own", "none"]
#: What a person does in their own plan.
PERSON: Final = frozenset(
    {"add a goal", "change a goal", "add a note", "give consent", "withdraw consent", "object", "ask for erasure"}
)
#: What is the person's alone: nobody else does it for them.
PERSON_ONLY: Final = frozenset({"give consent", "object", "ask for erasure"})
#: What the other roles do; a caseworker does all but what is the person's alone.
DOES: Final[Mapping[Role, frozenset[str]]] = {
    "person": PERSON,
    "employer": frozenset({"change an activity", "decide on an activity"}),
    "client-system": frozenset({"open a plan", "record a situation", "exchange a caseload"}),
}
#: Roles that see a whole plan for their organisation; an employer never sees more than its own share.
WHOLE: Final = frozenset({"caseworker", "client-system"})


def sight_of(plan: Plan, actor: Actor, decisions: Iterable[Decision], hand_overs: Iterable[HandOver]) -> Sight:
    """How much of a plan somebody sees: all, the own share, or not even that it is there."""
    if actor.role == "person":
        return "whole" if actor.person is not None and actor.person == plan.person else "none"
    own = actor.organisation
    if own is None or (actor.role not in WHOLE and actor.role not in DOES):
        return "none"
    if actor.role in WHOLE and (
        own == plan.coordinator or any(item.state == "offered" and item.receiver == own for item in hand_overs)
    ):
        return "whole"
    carries = any(item.party == own for item in plan.activities) or any(item.party == own for item in decisions)
    return "own" if carries else "none"


def check_takes_out(plan: Plan, actor: Actor) -> None:
    """Refuse who may not take a whole plan out, or see who looked in it: that is for the person and who coordinates.

    To whom it is only offered reads it, to know whether to accept.

    Raises:
        NotAllowed: with who may.
    """
    if actor.role != "person" and (actor.role not in WHOLE or actor.organisation != plan.coordinator):
        what = "take the plan out, or see who looked in it"
        raise NotAllowed(actor.role, what, f"somebody of {plan.coordinator}, or the person")


def check_role(actor: Actor, what: str) -> None:
    """Refuse what nobody of a role does in any plan.

    Raises:
        NotAllowed: with who may.
    """
    if actor.role == "caseworker":
        if what in PERSON_ONLY:
            raise NotAllowed(actor.role, what, "the person")
    elif what not in DOES.get(actor.role, frozenset()):
        raise NotAllowed(actor.role, what, "the person" if what in PERSON_ONLY else "a caseworker")


def check_may(plan: Plan, actor: Actor, what: str, *parties: str) -> None:
    """Refuse what somebody may not do in a plan that they may see; ``parties`` may, else who coordinates.

    Raises:
        NotAllowed: with who may.
    """
    check_role(actor, what)
    if actor.role == "person":
        return
    may = parties or (plan.coordinator,)
    if actor.organisation not in may:
        raise NotAllowed(actor.role, what, f"somebody of {' or '.join(dict.fromkeys(may))}")


def may_read_note(note: Note, actor: Actor, hand_overs: Iterable[HandOver]) -> bool:
    """True if a note is one's own, the person's, or came along in a hand-over."""
    if actor.role == "person" or note.party is None or note.party == actor.organisation:
        return True
    return any(
        item.state == "accepted"
        and item.receiver == actor.organisation
        and item.sender == note.party
        and "notes" in item.along
        and (item.answered_at is None or note.at <= item.answered_at)
        for item in hand_overs
    )
