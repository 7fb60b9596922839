"""Occupations and credentials that a clause names, and whether it names them as the writer's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.proposals.clauses import Clause, Mention
from graph.proposals.hits import HIGH, LOW, MEDIUM, REASONS, Hit, mention_at
from graph.proposals.lexicon import AMBIGUOUS, Lexicon, Name
from graph.proposals.words import Word, listed, stems_of

_ROLE: Final = listed("als as functie beroep titel functietitel position job title werkzaam")
_COPULA: Final = listed("ben bent was geweest werd geworden worden am were been became become m")
_DEFINITE: Final = listed("de het onze mijn hun haar deze die dat the our my their his her this that andere other")
_INDEFINITE: Final = listed("een a an")
_TOWARDS: Final = listed("met voor van aan door bij naar tegen tussen with for by to from of")
_BELOW: Final = listed(
    "assistent assistente hulp leerling aankomend aankomende stagiair stagiaire aspirant apprentice trainee student "
    "assistant bijna"
)
_HELPS: Final = re.compile(
    r"(?:mee)?(?:ge)?(?:hielp|hielpen|holpen|assiste\w+|ondersteun\w*|helped|assisted|supported)$"
)
_PROOF: Final = re.compile(
    r"(?:\w*diploma\w*|gediplomeerd\w*|behaald\w*|gehaald|afgerond\w*|geslaagd|getuigschrift|degree|graduated|qualification|"
    r"certificaat|certificate)$"
)
_COURSE: Final = re.compile(r"(?:\w*opleiding\w*|cursus|mbo|niveau|studie|school|course|studied|education)$")
_LICENCE: Final = re.compile(
    r"\b(?i:rij?bewij(?:s|zen)|driv(?:ing|er'?s) licen[cs]es?)\b(?P<after>(?:\s*[:,&+/(-]?\s*(?:en |and |categorie )?\b"
    r"(?:AM|BE|CE|C1|D1|DE|[ABCDTabcdt])\b)*)",
)
_BEFORE_LICENCE: Final = re.compile(r"\b(?P<letter>[A-E]E?)[- ](?i:rijbewijs)\b")
_LETTERS: Final = re.compile(r"\b(?:AM|BE|CE|C1|D1|DE|[ABCDTabcdt])\b")


def names_in(lexicon: Lexicon, clause: Clause) -> Iterator[tuple[int, int, list[Name], bool]]:
    """The longest name at each place: from which word to which, what it may mean, and whether it is a plural."""
    words, at = clause.words, 0
    while at < len(words):
        best: tuple[int, list[Name], bool] | None = None
        if not words[at].glued:
            for form, plural in _singular(words[at].plain):
                for name in lexicon.names.get(form, ()):
                    if plural and name.lang != "nl" and words[at].plain != form + "s":
                        continue
                    size, many = _fits(words, at, name, plural)
                    if size and (best is None or size > best[0]):
                        best = (size, [name], many)
                    elif size and best and size == best[0] and many == best[2]:
                        best[1].append(name)
        if best is None:
            at += 1
            continue
        yield at, at + best[0], _meant(best[1]), best[2]
        at += best[0]


def _singular(form: str) -> Iterator[tuple[str, bool]]:
    yield form, False
    for suffix, least in (("s", 3), ("'s", 3), ("en", 5), ("n", 5)):  # koken are not two koks
        if form.endswith(suffix) and len(form) - len(suffix) >= least:
            yield form.removesuffix(suffix), True


def _fits(words: list[Word], at: int, name: Name, plural: bool) -> tuple[int, bool]:
    size = len(name.forms)
    if at + size > len(words) or (at + size < len(words) and words[at + size].glued):
        return 0, False
    if size == 1:
        return 1, plural
    if plural:
        return 0, False
    inner = [word.plain for word in words[at : at + size]]
    if inner[:-1] != list(name.forms[:-1]):
        return 0, False
    if inner[-1] == name.forms[-1]:
        return size, False
    return (size, True) if any(form == name.forms[-1] for form, _ in _singular(inner[-1])) else (0, False)


def _meant(names: list[Name]) -> list[Name]:
    """Of several concepts with one name: those whose name it is before those for which it is another name."""
    best = min(name.rank for name in names)
    kept = {name.id: name for name in names if name.rank == best}
    return sorted(kept.values(), key=lambda name: name.id)[:3]


def occupations_and_proofs(lexicon: Lexicon, clause: Clause, text: str) -> Iterator[Hit]:
    """Every occupation and credential that a clause names."""
    taken: list[tuple[int, int]] = []
    yield from _licences(lexicon, clause, text, taken)
    for first, last, names, plural in names_in(lexicon, clause):
        start, end = clause.words[first].start, clause.words[last - 1].end
        if any(a < end and start < b for a, b in taken):
            continue
        kinds = {name.kind for name in names}
        proof = _proof_before(clause, first, last, lexicon, names)
        if proof:
            yield from _diploma(clause, first, start, end, proof)
        elif "credential" in kinds:
            own = [name for name in names if name.kind == "credential"]
            sure = HIGH if len(own) == 1 else LOW
            for name in own:
                yield _hit(name, start, end, sure, f"de tekst noemt “{name.text}”", mention_at(clause, start, end))
        else:
            for name in names:
                found = _occupation(clause, first, last, name, plural, len(names) > 1)
                if found:
                    yield found
    yield from _diplomas_alone(lexicon, clause, taken)


def _hit(name: Name, start: int, end: int, sure: str, why: str, mention: Mention, reason: str = "") -> Hit:
    return Hit(name.id, name.kind, start, end, sure, why, mention, reason or REASONS[mention])


def _occupation(clause: Clause, first: int, last: int, name: Name, plural: bool, several: bool) -> Hit | None:
    words = clause.words
    start, end = words[first].start, words[last - 1].end
    before = [word.plain for word in words[max(0, first - 3) : first]]
    ahead = [word.plain for word in words[:first]]
    mention = mention_at(clause, start, end)
    if before and before[-1] in _BELOW and not (len(before) > 1 and before[-2] in _ROLE and before[-1] == "bijna"):
        return None  # somebody below that occupation: a plainer one has a name of its own
    if [word.plain for word in words[last : last + 2]] == ["in", "opleiding"]:
        return _hit(name, start, end, MEDIUM, f"de tekst noemt “{name.text}”", Mention.WISH)
    role = any(word in _ROLE for word in before) or any(
        word in _COPULA for word in (*ahead[-6:], *_after(clause, last))
    )
    if mention is Mention.HELD and not role:
        somebody = plural or (before and before[-1] in _DEFINITE | _TOWARDS)
        somebody = somebody or (len(before) > 1 and before[-2] in _DEFINITE and not clause.line)
        somebody = somebody or any(_HELPS.match(word) for word in ahead)
        somebody = somebody or (bool(before) and before[-1] in _INDEFINITE)
        if somebody and not (clause.line and first == 0):
            mention = Mention.OTHER
    elif mention is Mention.HELD and before and before[-1] in _DEFINITE and not any(w in _ROLE for w in before):
        mention = Mention.OTHER
    if name.text.casefold() in AMBIGUOUS and not role and not clause.line:
        return None
    sure = HIGH if (role or clause.line) and name.rank < 4 else MEDIUM
    why = f"de tekst noemt “{name.text}”"
    if several:
        sure, why = LOW, why + ", een naam van meer dan één beroep"
    if any(word.startswith(("stage", "stagiai")) or word == "internship" for word in ahead):
        sure, why = LOW, why + ", als stage"
    return _hit(name, start, end, sure, why, mention)


def _after(clause: Clause, last: int) -> list[str]:
    return [word.plain for word in clause.words[last : last + 2]]


def _proof_before(
    clause: Clause, first: int, last: int, lexicon: Lexicon, names: list[Name]
) -> tuple[str, str, bool] | None:
    """The diploma for a name, the words that speak of one, and whether it was earned."""
    id = next((lexicon.diplomas[key] for name in names if (key := " ".join(name.forms)) in lexicon.diplomas), None)
    if id is None or any(name.kind == "credential" for name in names):
        return None
    near = [word.plain for word in clause.words[max(0, first - 4) : first]]
    whole = [word.plain for word in clause.words]
    earned = next((word for word in near if _PROOF.match(word)), None)
    course = next((word for word in near if _COURSE.match(word)), None)
    if not earned and not course and clause.section != "education":
        return None
    earned = earned or next((word for word in whole if _PROOF.match(word)), None)
    return id, earned or course or "opleiding", bool(earned)


def _diploma(clause: Clause, first: int, start: int, end: int, proof: tuple[str, str, bool]) -> Iterator[Hit]:
    id, word, earned = proof
    start = min([start, *(w.start for w in clause.words[max(0, first - 4) : first] if w.plain == word)])
    mention = mention_at(clause, start, end)
    sure = HIGH if earned else LOW
    why = f"de tekst noemt “{word}” bij deze opleiding"
    if not earned:
        why += "; of het diploma gehaald is staat er niet"
    yield Hit(id, "credential", start, end, sure, why, mention, REASONS[mention])


def _diplomas_alone(lexicon: Lexicon, clause: Clause, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """What a diploma is for, where no occupation has that name."""
    words = clause.words
    for first in range(len(words)):
        if not _PROOF.match(words[first].plain) and not _COURSE.match(words[first].plain):
            continue
        for begin in range(first + 1, min(first + 4, len(words))):
            for last in range(min(begin + 8, len(words)), begin, -1):
                id = lexicon.diplomas.get(" ".join(word.plain for word in words[begin:last]))
                start, end = words[first].start, words[last - 1].end
                if id and not any(a < end and start < b for a, b in taken):
                    taken.append((start, end))
                    yield from _diploma(
                        clause,
                        begin,
                        words[begin].start,
                        end,
                        (id, words[first].plain, bool(_PROOF.match(words[first].plain))),
                    )
                    return


def _licences(lexicon: Lexicon, clause: Clause, text: str, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """Driving licences by their letters; without a letter people mean B."""
    begin, stop = clause.words[0].start, clause.words[-1].end
    for found in _LICENCE.finditer(text, begin, stop):
        letters = [match.group().lower() for match in _LETTERS.finditer(found.group("after"))]
        bare = not letters
        start, end = found.span()
        if front := _BEFORE_LICENCE.search(text, max(begin, found.start() - 4), end):
            letters, start, bare = [front.group("letter").lower()], front.start(), False
        end = start + len(text[start:end].rstrip(" ,:(-"))
        for letter in letters or ["b"]:
            id = lexicon.licences.get({"be": "b"}.get(letter, letter))
            if id:
                taken.append((start, end))
                mention = mention_at(clause, start, end)
                why = "rijbewijs zonder letter: meestal B" if bare else f"de tekst noemt rijbewijs {letter.upper()}"
                yield Hit(id, "credential", start, end, MEDIUM if bare else HIGH, why, mention, REASONS[mention])


def workplaces_in(lexicon: Lexicon, clause: Clause) -> Iterator[Hit]:
    """Where somebody worked, with the plainest occupation there."""
    words = clause.words
    works = any(
        {"werk", "work"} & stems_of(word.plain) or word.plain in ("stond", "gestaan", "ervaring") for word in words
    )
    if not works:
        return
    for at, word in enumerate(words):
        for name in lexicon.places.get(word.plain, ()):
            if tuple(w.plain for w in words[at : at + len(name.forms)]) == name.forms:
                start, end = word.start, words[at + len(name.forms) - 1].end
                why = f"wie “{name.text}” werkt doet meestal dit; was het ander werk, kies dan dat"
                yield _hit(name, start, end, LOW, why, mention_at(clause, start, end))
