"""A change of situation: what must be decided, by whom and before when. Nothing stops because of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from api.werkplan.codes import arrangers_of
from api.werkplan.rules_activity import OPEN
from api.werkplan.tables import Activity
from api.werkplan.tables_help import Budget, Commitment, Decision


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a party must decide before a day."""

    kind: str
    subject: str | None
    party: str
    due: date | None
    text: str


def questions_of(
    before: Sequence[str],
    after: Sequence[str],
    begins: date,
    coordinator: str,
    activities: Iterable[Activity],
    decisions: Iterable[Decision] = (),
    commitments: Iterable[tuple[Commitment, Budget]] = (),
) -> list[Question]:
    """What a change from some codes to others leaves to decide; none when the codes stay the same."""
    if set(before) == set(after):
        return []
    known = list(decisions)
    found: list[Question] = []
    parties = arrangers_of(after)
    if parties.keys() != arrangers_of(before).keys():
        whom = "; ".join(parties.values())
        found.append(
            Question(
                "coordination",
                None,
                coordinator,
                begins,
                f"Door de nieuwe situatie is een andere partij aan zet: {whom}. Wordt het plan overgedragen? "
                f"Tot een andere partij het aanneemt, blijft {coordinator} verantwoordelijk.",
            )
        )
    for activity in activities:
        if activity.state == "running" or (activity.state == "planned" and activity.kind == "instrument"):
            found.append(
                Question(
                    "continue-activity",
                    activity.id,
                    activity.party,
                    begins,
                    f"Geldt de voorwaarde van “{activity.label}” nog, nu de situatie anders is? "
                    "De activiteit gaat door tot hierover is besloten.",
                )
            )
    for decision in known:
        holds = decision.outcome == "granted" and (decision.ends is None or decision.ends >= begins)
        if decision.kind == "study-permission" and holds:
            found.append(
                Question(
                    "study-permission",
                    decision.id,
                    coordinator,
                    begins,
                    "De toestemming om te studeren is gegeven toen de situatie anders was. Geldt zij nog?",
                )
            )
    for commitment, budget in commitments:
        if commitment.released_at is None:
            found.append(
                Question(
                    "keep-commitment",
                    commitment.id,
                    budget.party,
                    begins,
                    f"Blijft de toezegging uit “{budget.label}” staan, nu de situatie anders is?",
                )
            )
    open_ones = {(item.kind, item.subject) for item in known if item.outcome is None}
    return [question for question in found if (question.kind, question.subject) not in open_ones]


def undecided(
    decisions: Iterable[Decision], activities: Iterable[Activity], commitments: Iterable[Commitment]
) -> list[Decision]:
    """The decisions that are still to be made.

    What has happened since answers some: whether an activity goes on that has ended, or a promise stays that was taken
    back.
    """
    past = {item.id for item in activities if item.state not in OPEN}
    past |= {item.id for item in commitments if item.released_at is not None}
    answered = {"continue-activity", "keep-commitment"}
    return [item for item in decisions if item.outcome is None and not (item.kind in answered and item.subject in past)]
