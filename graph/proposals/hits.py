"""One place in a text where a concept is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.proposals.clauses import Clause, Mention

#: How sure a proposal is, surest first: the words name it; they describe it; they may mean it.
HIGH, MEDIUM, LOW = "high", "medium", "low"
_LOWER: Final = {HIGH: MEDIUM, MEDIUM: LOW, LOW: LOW}


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept with the stretch of text (characters) that it came from, and why."""

    id: str
    kind: str
    start: int
    end: int
    sure: str
    why: str
    mention: Mention
    reason: str = ""


def lowered(sure: str) -> str:
    """One step less sure."""
    return _LOWER[sure]


REASONS: Final = {
    Mention.HELD: "",
    Mention.WISH: "De tekst noemt dit als wens, of als iets dat nog niet af is.",
    Mention.NEGATED: "De tekst ontkent dit.",
    Mention.OTHER: "De tekst zegt dit over iemand anders.",
    Mention.HOBBY: "De tekst noemt dit als hobby of als iets van thuis.",
}


def mention_at(clause: Clause, start: int, end: int) -> Mention:
    """What a stretch of a clause speaks of: a negation reaches only so far."""
    if clause.mention is not Mention.NEGATED:
        return clause.mention
    return Mention.NEGATED if any(a <= start and end <= b for a, b in clause.denied) else clause.beside
