"""A text in clauses, each with what it speaks of: something held, wished, denied, of somebody else, or a hobby.

Cues decide, by a stated order: somebody else goes before negation, negation before a wish, a wish before a hobby.
A clause without a subject of its own goes on with that of the clause before it in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from graph.proposals.words import Word, words_of


class Mention(StrEnum):
    """Whom or what a clause speaks of."""

    HELD = "held"
    WISH = "wish"
    NEGATED = "negated"
    OTHER = "other"
    HOBBY = "hobby"


@dataclass(slots=True)
class Clause:
    """A stretch of one sentence that speaks of one thing."""

    words: list[Word]
    mention: Mention
    cue: str = ""  #: the words that decided
    section: str = ""  #: the heading of a CV that it stands under
    line: bool = False  #: it is (part of) a line of a list, not a running sentence
    denied: list[tuple[int, int]] = field(default_factory=list)  #: stretches in characters that a negation reaches
    beside: Mention = Mention.HELD  #: what the rest of a denied clause speaks of


_ME: Final = r"(?:ik|mij|me|wij|we|i|i'm|i've|i'd)"
_KIN: Final = (
    r"(?:mijn|m'n|onze|ons|my|our|de|the|een|a) (?:\w+ )?"
    r"(?:ex|baas|bazin|chef|manager|leidinggevende|teamleider|collega|collega's|man|vrouw|partner|vriend|vriendin|zoon|"
    r"dochter|vader|moeder|ouders|broer|zus|zuster|oom|tante|opa|oma|neef|nicht|buurman|buurvrouw|kinderen|directeur|eigenaar|"
    r"boss|supervisor|colleague|colleagues|husband|wife|friend|son|daughter|father|mother|dad|mum|mom|brother|"
    r"sister|uncle|aunt|neighbour|neighbor|owner|parents)"
)
_OTHERS: Final = re.compile(rf"(?:^|\b(?:en|and|terwijl|while|omdat|because|want|dat|that) ){_KIN}\b", re.I)
_THIRD: Final = re.compile(r"^(?:en |and |toen |dan )?(?:hij|zij|ze|he|she|they)\b", re.I)
_SELF: Final = re.compile(rf"\b{_ME}\b", re.I)
_NEGATION: Final = re.compile(
    r"\b(?:geen|niet|nooit|noch|zonder|nog nooit|no|not|never|without|"
    r"don't|dont|didn't|doesn't|haven't|can't|cannot|nor)\b",
    re.I,
)
#: Negations that deny nothing that somebody can do.
_NO_NEGATION: Final = re.compile(
    r"\b(?:niet alleen|niet zomaar|niet bang|niet erg|geen probleem|geen bezwaar|geen moeite|geen hoogtevrees|"
    r"geen hekel|"
    r"niets te veel|not only|no problem|not afraid|niet meer weg te denken|"
    r"(?:als|wanneer) ik niet werk|when (?:i am|i'm) not (?:working|at work))\b",
    re.I,
)
_WISH: Final = re.compile(
    r"\b(?:wil|wilde|willen|zou graag|graag willen|zou willen|lijkt me|lijkt mij|leek me|droom|droombaan|hoop|hopelijk|"
    r"wens|interesse in|interesse voor|geinteresseerd|geïnteresseerd|ambitie|ambieer|op zoek naar|zoek|"
    r"zoekend|solliciteer|"
    r"solliciteren|sollicitatie|van plan|ga ik leren|aan het leren|in opleiding|bezig met|volg nu|volg ik|"
    r"volg momenteel|"
    r"studeer|ik leer|ik volg|ooit|want to|would like|wish|hope to|dream|interested in|looking for|plan to|planning to|"
    r"applying for|apply for|learning to|in training|studying)\b",
    re.I,
)
_KEEPS_BUSY: Final = re.compile(
    r"\b(?:hou|houd|hield|houden) (?:me|mij|mezelf) (?:\w+ ){0,3}?bezig met\b", re.I
)  # no wish
_HOBBY: Final = re.compile(
    r"\b(?:hobby|hobby's|hobbys|hobbyist|hobbymatig|vrije (?:tijd|uren|uurtjes)|vrijetijdsbesteding|voor de lol|"
    r"voor mijn plezier|voor de leuk|voor vrienden|in het weekend graag|naast (?:mijn|m'n) (?:werk|baan)|"
    r"(?:als|wanneer) ik niet werk|passie|thuis|prive|privé|hou van|houd van|spare time|free time|for fun|"
    r"as a hobby|hobbies|pastime|outside (?:of )?work|for friends|when (?:i am|i'm) not (?:working|at work)|"
    r"i enjoy|i love)\b",
    re.I,
)
#: Words of hobbies in what is said of work.
_NO_HOBBY: Final = re.compile(
    r"\b(?:(?:hou|houd) van (?:mijn|m'n|dit|het|dat) (?:werk|vak|beroep|baan)|"
    r"(?:love|enjoy) (?:working|my (?:job|work))|"
    r"(?:werk|werkte|werken|gewerkt|work|worked) (?:vaak |deels |veel )?thuis|thuis (?:werk|werkte|gewerkt|werken)|"
    r"van (?:mijn|m'n) (?:hobby|passie) (?:\w+ ){0,3}(?:werk|beroep|vak|baan))\b",
    re.I,
)
_AT_WORK: Final = re.compile(r"\b(?:werk|werkte|gewerkt|ben|was|work|worked|working|am)\b", re.I)
_AND: Final = re.compile(r"\s(?:en|and)\s", re.I)
_BREAK: Final = re.compile(
    r"\s*(?:;|[,:]?\s+(?:maar|want(?! to\b)|omdat|terwijl|zodat|but|because|while|although|hoewel|echter)\b|"
    r",(?!\s+(?:nog )?(?:niet|not)\s+(?:afgemaakt|afgerond|behaald|gehaald|voltooid|af|completed|finished)\b)"
    r"(?=\s+(?:ik|mijn|mij|hij|zij|ze|wij|we|de|een|het|geen|nooit|niet|zonder|wel|i|my|he|she|they|no|never|the|a)\b)|"
    r"\s+(?:en|and)(?=\s+(?:ik|mijn|hij|zij|ze|we|wij|wil|wel|geen|nooit|i|my|he|she|they|never|no)\b)|"
    r",(?=[^,;]*\b(?:wel|niet|nooit)\s*$))",
    re.I,
)
_SENTENCE: Final = re.compile(r"[^.!?\n•·]*(?:\.(?=\w)[^.!?\n•·]*)*[.!?]*", re.S)
_GOES_ON: Final = re.compile(r"^(?:dan|daar|daarbij|daarin|daarnaast ook|then|there)\b", re.I)
_HEADINGS: Final = {
    "hobby": "hobby's|hobbys|hobby|hobbies|vrije tijd|interesses|interests|hobby's en interesses|leisure",
    "wish": "doel|doelen|ambitie|ambities|wensen|droombaan|gewenste functie|objective|goals|ambition",
    "other": "referenties|references|referentie",
    "education": "opleiding|opleidingen|diploma's|education|scholing|cursussen|opleidingen en cursussen|courses|"
    "certificaten",
    "": "werkervaring|ervaring|werk|loopbaan|vaardigheden|profiel|talen|vrijwilligerswerk|personalia|experience|skills|"
    "work experience|employment|profile|languages|volunteering|over mij|about me|competenties|persoonlijke gegevens",
}
_HEADING: Final = {name: key for key, names in _HEADINGS.items() for name in names.split("|")}
_IN_SECTION: Final = {"hobby": Mention.HOBBY, "wish": Mention.WISH, "other": Mention.OTHER}


def clauses_of(text: str) -> list[Clause]:
    """Every clause with words, in order."""
    found: list[Clause] = []
    section, last = "", Mention.HELD
    at = 0
    for line in text.splitlines(keepends=True):
        begin, at = at, at + len(line)
        named, skip = _heading(line)
        if named is not None:
            section = named
            if not line[skip:].strip():
                continue
        listed = _is_listed(line[skip:])
        for start, end in _sentences(text, begin + skip, at):
            before = last if _GOES_ON.match(text[start:end].lstrip()) else Mention.HELD
            for clause in _in_sentence(text, start, end, before, section, listed):
                last = clause.mention
                found.append(clause)
    return found


def _heading(line: str) -> tuple[str | None, int]:
    """The section that a line opens, and how many characters of it the heading takes."""
    head, colon, _ = line.partition(":")
    name = " ".join(head.replace("’", "'").strip(" -*#\t\r\n").casefold().split())
    if name not in _HEADING:
        return None, 0
    return _HEADING[name], len(head) + len(colon) if colon else len(line)


def _is_listed(line: str) -> bool:
    """A line of a list or CV: a year, a bullet, or few words without a subject."""
    bare = line.strip()
    if re.match(r"[-*•·–]\s|\d{4}\b", bare) or re.search(r"\b(?:19|20)\d\d\b", bare):
        return not _SELF.search(bare)
    return len(bare.split()) <= 6 and not bare.endswith(".") and not _SELF.search(bare)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text, start, end):
        if match.group().strip():
            yield match.span()


def _in_sentence(text: str, start: int, end: int, before: Mention, section: str, listed: bool) -> Iterator[Clause]:
    cuts = [start, *(m.end() for m in _BREAK.finditer(text, start, end)), end]
    cuts = sorted({*cuts, *(cut for begin, stop in pairwise(cuts) if (cut := _after_work(text, begin, stop)))})
    base = _IN_SECTION.get(section, Mention.HELD)
    subject = before
    for begin, stop in pairwise(cuts):
        words = words_of(text, begin, stop)
        if not words:
            continue
        spoken = text[begin:stop].strip(" ,;:-")
        mention, cue, subject = _mention(spoken, subject, words)
        clause = Clause(words, mention if mention is not Mention.HELD else base, cue, section, listed)
        if mention is Mention.NEGATED:
            clause.denied = _reach(text, begin, stop)
            clause.beside = _meant(spoken)[0]
        yield clause


def _after_work(text: str, start: int, end: int) -> int | None:
    """Ik werk als kok en bak in mijn vrije tijd: where the free time begins, after the work; None when it doesn't."""
    idle = _HOBBY.search(text, start, end)
    if idle is None:
        return None
    ands = [one.end() for one in _AND.finditer(text, start, idle.start())]
    return ands[-1] if ands and _AT_WORK.search(text, start, ands[-1]) else None


def _mention(spoken: str, subject: Mention, words: Sequence[Word]) -> tuple[Mention, str, Mention]:
    """What a clause speaks of, the words that say so, and whose the next clause without a subject is."""
    mine = _SELF.search(spoken)
    other = _OTHERS.search(spoken) or _THIRD.search(spoken)
    if other and not (mine and mine.start() < other.start()) and not (mine and _is_object(spoken, other, mine)):
        if not _is_told_without_subject(spoken, other.end()):
            return Mention.OTHER, other.group().strip(), Mention.OTHER
    elif mine or other:
        subject = Mention.HELD
    if subject is Mention.OTHER and not mine and not other:
        return Mention.OTHER, "", Mention.OTHER
    if (cue := _NEGATION.search(_NO_NEGATION.sub(lambda m: "#" * len(m.group()), spoken))) is not None:
        return Mention.NEGATED, cue.group(), subject if subject is not Mention.NEGATED else Mention.HELD
    mention, said = _meant(spoken)
    if mention is not Mention.HELD:
        return mention, said, mention
    if subject in (Mention.WISH, Mention.HOBBY) and not mine:
        return subject, "", subject
    return Mention.HELD, "", Mention.HELD


def _meant(spoken: str) -> tuple[Mention, str]:
    """A wish or a hobby with the words that say so, else held."""
    wished = _KEEPS_BUSY.sub(lambda m: "#" * len(m.group()), spoken)
    idle = _NO_HOBBY.sub(lambda m: "#" * len(m.group()), spoken)
    for mention, pattern, said in ((Mention.WISH, _WISH, wished), (Mention.HOBBY, _HOBBY, idle)):
        if cue := pattern.search(said):
            return mention, cue.group()
    return Mention.HELD, ""


def _is_object(spoken: str, other: re.Match[str], mine: re.Match[str]) -> bool:
    """Mijn moeder heb ik verzorgd: with ``ik`` right after the verb the somebody is the object."""
    between = spoken[other.end() : mine.start()].split()
    return len(between) <= 1


def _is_told_without_subject(spoken: str, end: int) -> bool:
    """Collega's ingewerkt: a participle and no verb of their own, so it is what the writer did."""
    rest = words_of(spoken[end:])
    if not rest:
        return True
    has_participle = any(re.match(r"(?:\w{0,6})ge\w{3,}(?:d|t|en)$", word.plain) for word in rest)
    finite = re.compile(
        r"(?:is|was|heeft|had|hadden|hebben|doet|deed|deden|kan|kon|wil|wilde|werd|has|have|did|does|were|are|will|would|"
        r"\w+(?:te|de)n?|\w+t|\w+ed|\w+s)$"
    )
    return has_participle and not any(finite.match(word.plain) for word in rest[:2] if not word.plain.startswith("ge"))


def _reach(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """How far a negation reaches: ``geen`` and ``zonder`` to the right, ``niet`` and ``nooit`` the whole clause."""
    spoken = _NO_NEGATION.sub(lambda m: "#" * len(m.group()), text[start:end])
    found = []
    for cue in _NEGATION.finditer(spoken):
        ahead = cue.group().lower() in ("geen", "zonder", "no", "without")
        found.append((start + cue.start() if ahead else start, end))
    return found
