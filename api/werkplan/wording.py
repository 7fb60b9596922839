"""A decision in plain Dutch, to copy into a letter. What the letter needs of the person is filled in elsewhere."""

from __future__ import annotations

from typing import Final

from api.werkplan.tables_help import Decision
from api.wording import day_in_words

_OUTCOMES: Final = {
    "granted": "Ons besluit is: ja.",
    "refused": "Ons besluit is: nee.",
    "goes-on": "Ons besluit is: het gaat door.",
    "ends": "Ons besluit is: het stopt.",
    "handed-over": "Het plan is overgedragen.",
    "withdrawn": "De vraag is ingetrokken.",
}

#: States and outcomes as the person reads them, inside a sentence.
WORDS: Final = {
    "planned": "gepland", "running": "bezig", "finished": "klaar", "stopped": "gestopt",
    "open": "hier werkt u aan", "reached": "bereikt", "dropped": "dit doel is losgelaten",
    "granted": "ja", "refused": "nee", "goes-on": "het gaat door", "ends": "het stopt",
    "handed-over": "het plan is overgedragen",
    "offered": "er is nog geen antwoord", "accepted": "aangenomen", "returned": "teruggestuurd",
    "withdrawn": "ingetrokken",
}  # fmt: skip

#: What the person asked, before their own words.
ASKED: Final = {"objection": "Uw bezwaar", "erasure": "Uw verzoek om uw plan te wissen"}


def decision_text(decision: Decision) -> str:
    """The text; while nothing is decided it says who decides, and before when."""
    lines = ["Dit was de vraag:", decision.question, ""]
    if decision.outcome is None or decision.decided_at is None:
        due = f" Dat gebeurt voor {day_in_words(decision.due)}." if decision.due else ""
        return "\n".join([*lines, f"{decision.party} moet hierover nog besluiten.{due}"])
    day = day_in_words(decision.decided_at)
    by = f"Dat was op {day}." if decision.outcome == "withdrawn" else f"{decision.party} besloot dit op {day}."
    lines.append(f"{_OUTCOMES[decision.outcome]} {by}")
    if decision.reason:
        lines.append(f"De reden is: {decision.reason}")
    if decision.begins:
        lines.append(f"Dit geldt vanaf {day_in_words(decision.begins)}.")
    if decision.ends:
        lines.append(f"Dit geldt tot en met {day_in_words(decision.ends)}.")
    return "\n".join(lines)
