"""The answer: proposals ticked to confirm, what is shown apart with its reason, and what is worth a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from graph.explain import named
from graph.network import Network
from graph.proposals.clauses import Clause, Mention, clauses_of
from graph.proposals.hits import HIGH, LOW, MEDIUM, REASONS, Hit
from graph.proposals.lexicon import Lexicon, claims_more
from graph.proposals.naming import occupations_and_proofs, workplaces_in
from graph.proposals.nearness import Encoder, Nearness
from graph.proposals.showing import content_of, skills_in
from ontology.errors import UnsupportedCriterion

MOST_CHARACTERS: Final = 20_000  #: a CV of some ten pages
MOST_QUESTIONS: Final = 5
_MOST_NEAR: Final = 16  #: clauses whose meaning is looked at, at most: each costs the encoder some 4 ms
_SURE: Final = {HIGH: 0, MEDIUM: 1, LOW: 2}
_SOMEBODY: Final = re.compile(r"\b(?:een|de|a|the|iemand|mensen|someone|people)(?: \w+)?,? (?:die|who)\b", re.I)
NOTES: Final = (
    "Niets hiervan telt mee voordat u het zelf bevestigt.",
    "De tekst wordt niet bewaard en niet vastgelegd.",
)


class Proposer:
    """Makes proposals from texts on one network; holds nothing of any text."""

    def __init__(self, network: Network, encoder: Encoder | None = None) -> None:
        self._network, self._encoder = network, encoder

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._network)

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(self._network, self._encoder)

    def proposals_of(self, text: str, *, questions: bool = True) -> dict[str, Any]:
        """What a text proposes. Offsets are in characters (Unicode code points) from the start of the text.

        ``questions`` also asks the encoder about clauses in which no words were met.

        Raises:
            UnsupportedCriterion: the text is longer than ``MOST_CHARACTERS``.
        """
        if len(text) > MOST_CHARACTERS:
            raise UnsupportedCriterion(
                f"found a text of {len(text)} characters, expected {MOST_CHARACTERS} at most: send it in parts"
            )
        clauses = clauses_of(text)
        hits: list[Hit] = []
        unmet: list[Clause] = []
        for clause in clauses:
            own = list(self._in_clause(clause, text))
            hits += own
            if not own and clause.mention is Mention.HELD and len(content_of(clause)) >= 2:
                unmet.append(clause)
        shown = [self._shown(text, group) for group in _grouped(hits)]
        return {
            "proposals": [item for item in shown if item["mention"] == Mention.HELD.value],
            "apart": [item for item in shown if item["mention"] != Mention.HELD.value],
            "questions": self._questions(text, unmet, hits) if questions else [],
            "notes": list(NOTES),
            "revision": self._network.revision,
            "digest": self._network.digest,
        }

    def _in_clause(self, clause: Clause, text: str) -> Iterable[Hit]:
        named = list(occupations_and_proofs(self._lexicon, clause, text))
        yield from named
        after = _others_from(clause, named, text)
        yield from workplaces_in(self._lexicon, clause)
        for hit in skills_in(self._lexicon, clause, text):
            if any(other.start <= hit.start and hit.end <= other.end for other in named):
                continue
            if hit.mention is Mention.HELD and after is not None and hit.end > after:
                hit = replace(hit, mention=Mention.OTHER, reason=REASONS[Mention.OTHER])
            yield hit

    def _shown(self, text: str, group: Sequence[Hit]) -> dict[str, Any]:
        best = min(group, key=lambda hit: (_SURE[hit.sure], hit.start))
        every = sorted({(hit.start, hit.end) for hit in group})
        places = [one for one in every if not any(one != o and o[0] <= one[0] and one[1] <= o[1] for o in every)]
        return {
            "kind": best.kind,
            **named(self._network, best.id),
            "mention": best.mention.value,
            "sure": best.sure,
            "why": best.why,
            "reason": best.reason or None,
            "words": [{"start": start, "end": end, "text": text[start:end]} for start, end in places],
        }

    def _questions(self, text: str, clauses: Sequence[Clause], hits: Sequence[Hit]) -> list[dict[str, Any]]:
        """Skills that a clause comes near to in meaning: never a proposal, and never above its words."""
        asked = clauses[:_MOST_NEAR]
        spans = [(clause.words[0].start, clause.words[-1].end) for clause in asked]
        found: dict[str, dict[str, Any]] = {}
        known = {hit.id for hit in hits}
        for clause, (start, end), near in zip(
            asked, spans, self._nearness.near([text[a:b] for a, b in spans]), strict=True
        ):
            if near is None or near[0] in known or near[0] in found:
                continue
            id, name, score = near
            said = [word.plain for word in clause.words]
            if claims_more(self._network.label(id), said) or claims_more(name, said):
                continue
            found[id] = {
                **named(self._network, id),
                "kind": "skill",
                "why": f"lijkt in betekenis op “{name}”",
                "score": round(score, 3),
                "words": [{"start": start, "end": end, "text": text[start:end]}],
            }
        return sorted(found.values(), key=lambda item: (-item["score"], item["id"]))[:MOST_QUESTIONS]


def _others_from(clause: Clause, named: Sequence[Hit], text: str) -> int | None:
    """From where a clause is about somebody who is named by an occupation: the cook did it; a driver who did it."""
    mine = [word.start for word in clause.words if word.plain in ("ik", "i")]
    for hit in named:
        if hit.kind != "occupation" or hit.mention is not Mention.OTHER or clause.mention is not Mention.HELD:
            continue
        is_subject = hit.start <= clause.words[min(2, len(clause.words) - 1)].start and not mine
        if is_subject or re.match(r",? (?:die|dat|who|that)\b", text[hit.end : hit.end + 6]):
            return hit.end
    somebody = _SOMEBODY.search(text, clause.words[0].start, clause.words[-1].end)
    return somebody.end() if somebody else None


def _grouped(hits: Iterable[Hit]) -> list[list[Hit]]:
    """Hits of one concept in one kind of mention together, in the order of the text."""
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end, hit.id)):
        groups.setdefault((hit.id, hit.mention.value), []).append(hit)
    return list(groups.values())
