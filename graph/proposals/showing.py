"""Skills that a clause shows: all words of a phrase or label in any form, close together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.proposals.clauses import Clause
from graph.proposals.hits import HIGH, LOW, MEDIUM, REASONS, Hit, lowered, mention_at
from graph.proposals.lexicon import LEVEL, Lexicon, Pattern, claims_more
from graph.proposals.words import FREE_PARTICLES, PARTICLES, STOPWORDS, Word, parted, stems_of

#: How many words, at most, may stand between the first and the last word of a phrase, beside its own.
SLACK: Final = 6
_HELPS: Final = re.compile(
    r"\b(?:mee|bij)?(?:hielp|hielpen|geholpen|geassisteerd|assisteerde|helped|assisted)"
    r"(?: \w+){0,3}? (?:met|bij|with|in)\b",
    re.I,
)


def skills_in(lexicon: Lexicon, clause: Clause, text: str) -> Iterator[Hit]:
    """Every skill that the words of a clause show; of several at one place, those that most of the words show."""
    stems = _stems(clause.words)
    found: dict[str, tuple[tuple[int, int, int], list[int], Pattern]] = {}
    for at, own in enumerate(stems):
        for stem in own:
            for pattern in lexicon.patterns.get(stem, ()):
                places = _met(pattern, stems, clause.words, at)
                if places is None:
                    continue
                worth = (len(pattern.parts), pattern.whole, -(max(places) - min(places)))
                if pattern.id not in found or worth > found[pattern.id][0]:
                    found[pattern.id] = (worth, places, pattern)
    ranked = sorted(found.values(), key=lambda item: (-item[0][0], -item[0][1], -item[0][2], item[2].id))
    kept: list[tuple[list[int], Pattern]] = []
    for _, places, pattern in ranked:
        inside = any(set(places) <= set(other) and len(other) > len(places) for other, _ in kept)
        crowded = sum(set(places) == set(other) for other, _ in kept) >= 3
        if not inside and not crowded:
            kept.append((places, pattern))
    help = _HELPS.search(text, clause.words[0].start, clause.words[-1].end)
    for places, pattern in kept:
        hit = _hit(lexicon, clause, text, places, pattern, help.end() if help else None)
        if hit:
            yield hit


def _stems(words: list[Word]) -> list[frozenset[str]]:
    """The stems of each word; a verb also with the particle that came off it."""
    own = [frozenset[str]() if word.plain in STOPWORDS else stems_of(word.plain) for word in words]  # was is no wassen
    for at, word in enumerate(words):
        if word.plain not in PARTICLES or (at + 1 < len(words) and word.plain not in FREE_PARTICLES):
            continue
        for verb in range(max(0, at - 8), len(words)):
            if verb != at and (verb < at or words[verb - 1].plain == "te"):
                own[verb] = own[verb] | {parted(word.plain, stem) for stem in own[verb] if ":" not in stem}
    return own


def _met(pattern: Pattern, stems: list[frozenset[str]], words: list[Word], at: int) -> list[int] | None:
    """The places that meet each part, this one among them; None when a part is missing or too far."""
    reach = len(pattern.parts) + SLACK
    places: list[int] = []
    for number, part in enumerate(pattern.parts):
        options = [
            place
            for place in range(max(0, at - reach), min(len(stems), at + reach + 1))
            if place not in places
            and (part & stems[place] or (number + 1 < len(pattern.parts) and _ends(part, stems[place])))
        ]
        if not options:
            return None
        places.append(min(options, key=lambda place: abs(place - at)))
    if at not in places or max(places) - min(places) >= reach:
        return None
    return None if len(pattern.parts) == 1 and words[at].glued else places


def _ends(part: frozenset[str], stems: frozenset[str]) -> bool:
    """A compound ends in the word that is meant: keukenvloer is a vloer."""
    long = [stem for stem in part if len(stem) >= 4]
    return any(word.endswith(stem) and len(word) >= len(stem) + 3 for stem in long for word in stems)


def _hit(
    lexicon: Lexicon, clause: Clause, text: str, places: list[int], pattern: Pattern, helps: int | None
) -> Hit | None:
    words = clause.words
    start, end = words[min(places)].start, words[max(places)].end
    helped = helps is not None and helps <= end
    said = [word.plain for word in words]
    label = lexicon.network.label(pattern.id)
    if not pattern.curated and (claims_more(pattern.text, said) or claims_more(label, said)):
        return None
    if helped and LEVEL.search(label):
        return None  # to help with it is not to do it
    exact = text[start:end].casefold() == pattern.text.casefold()
    sure = HIGH if exact and not pattern.curated else MEDIUM if pattern.whole else LOW
    if helped and sure != LOW and not any("help" in part for part in pattern.parts):
        sure = lowered(sure)
    why = f"zegt in andere woorden “{pattern.text}”" if not exact else f"de tekst noemt “{pattern.text}”"
    if not pattern.whole:
        why += ", of een deel daarvan"
    mention = mention_at(clause, start, end)
    return Hit(pattern.id, "skill", start, end, sure, why, mention, REASONS[mention])


def content_of(clause: Clause) -> list[Word]:
    """The words of a clause that carry what it is about."""
    return [word for word in clause.words if word.plain not in STOPWORDS]
