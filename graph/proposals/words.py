"""Words with their place in the text, and the stems that let forms of one word meet, in Dutch and English.

A small stemmer of our own: it knows participles (gedweild, schoongemaakt), past and present forms, plurals and
some irregular verbs. It gives every stem that a form may have: a wrong one does no harm, for it must meet another's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph.matching import plain


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: What stands before the verb in Dutch verbs that come apart (schoonmaken: ik maak schoon).
PARTICLES: Final = listed(
    "aan af bij binnen dicht door in klaar langs leeg mee na neer om op open over rond samen schoon terug toe uit "
    "vast vol voor weg"
)
#: Particles that are no prepositions: they may stand anywhere after their verb.
FREE_PARTICLES: Final = listed("dicht klaar leeg mee neer open schoon terug vast weg")
_IRREGULAR: Final = {
    form: stem
    for stem, forms in {
        "geven": "gaf gaven gegeven geef geeft",
        "helpen": "hielp hielpen geholpen",
        "rijden": "reed reden gereden",
        "nemen": "nam namen genomen",
        "opnemen": "opgenomen",
        "aannemen": "aangenomen",
        "afnemen": "afgenomen",
        "staan": "stond stonden gestaan sta staat",
        "doen": "deed deden gedaan doe doet",
        "brengen": "bracht brachten gebracht",
        "rondbrengen": "rondgebracht",
        "wegbrengen": "weggebracht",
        "verkopen": "verkocht verkochten",
        "schrijven": "schreef schreven geschreven",
        "snijden": "sneed sneden gesneden",
        "lezen": "las lazen gelezen",
        "voorlezen": "voorgelezen",
        "wegen": "woog gewogen",
        "strijken": "streek streken gestreken",
        "steken": "stak gestoken",
        "schenken": "schonk geschonken",
        "houden": "hield hielden gehouden houd houdt",
        "bijhouden": "bijgehouden",
        "lopen": "liep liepen gelopen",
        "bakken": "bakte gebakken bak bakt",
        "ontvangen": "ontving ontvingen",
        "spreken": "sprak spraken gesproken",
        "graven": "groef gegraven",
        "kijken": "keek keken gekeken",
        "bekijken": "bekeek bekeken",
        "nakijken": "nagekeken",
        "zoeken": "zocht gezocht",
        "slijpen": "sleep geslepen",
        "bieden": "bood geboden",
        "melken": "molk gemolken",
        "zuigen": "zoog gezogen",
        "laten": "liet gelaten",
        "ophangen": "opgehangen hing",
        "trekken": "trok getrokken",
        "zitten": "zat gezeten",
        "weten": "wist geweten weet",
        "kopen": "kocht gekocht",
        "plukken": "plukte geplukt",
        "sluiten": "sloot gesloten",
        "gieten": "goot gegoten",
        "hangen": "gehangen",
        "binden": "bond gebonden",
        "dragen": "droeg gedragen",
        "slaan": "sloeg geslagen",
        "hijsen": "hees gehesen",
        "scheren": "schoor geschoren",
        "buigen": "boog gebogen",
        "vinden": "vond gevonden",
        "kind": "kinderen",
        "werken": "werkte gewerkt werk werkt",
    }.items()
    for form in forms.split()
}
_ENGLISH: Final = {
    form: stem
    for stem, forms in {
        "teach": "taught",
        "sweep": "swept",
        "drive": "drove driven driving",
        "write": "wrote written writing",
        "make": "made making",
        "build": "built",
        "take": "took taken taking",
        "sell": "sold",
        "keep": "kept",
        "lead": "led",
        "give": "gave given giving",
        "wear": "wore",
        "cut": "cutting",
        "feed": "fed",
        "draw": "drew drawn",
        "lay": "laid",
        "grind": "ground",
        "do": "did done",
        "get": "got",
        "dye": "dyed dyeing",
        "speak": "spoke spoken",
    }.items()
    for form in forms.split()
}
#: Words that carry nothing of what a phrase is about.
STOPWORDS: Final = listed(
    "de het een en of met in op aan van voor bij te om naar door uit tot als dat die er is zijn was ben ik je u we hun "
    "hem haar's ze den der the a an of and to in on for with at by from or is are was be i we your my our"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: where it stands (characters from the start of the text), its plain form, whether a hyphen glues it."""

    start: int
    end: int
    plain: str
    glued: bool  #: a hyphen joins it to the word before


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        at = match.start()
        glued = at > start + 1 and text[at - 1] in "-‐‑" and text[at - 2].isalnum()
        form = plain(match.group().replace("’", "'")).replace(" ", "'")
        if form:
            found.append(Word(at, match.end(), form, glued))
    return found


def _norm(stem: str) -> str:
    """One spelling for open and closed syllables: maak and mak(en), vloer, glas and glaz(en)."""
    stem = re.sub(r"([aeou])\1", r"\1", stem)
    stem = re.sub(r"([^aeiou])\1$", r"\1", stem)
    return stem[:-1] + {"v": "f", "z": "s"}[stem[-1]] if stem[-1:] in ("v", "z") else stem


def _dutch(form: str) -> set[str]:
    if form in _IRREGULAR:
        form = _IRREGULAR[form]
        return {_norm(form), _norm(form.removesuffix("en"))}
    found = {form}
    for suffix in ("'s", "en", "ten", "den", "te", "de", "n", "t", "d", "s", "je", "jes"):
        if form.endswith(suffix) and len(form) - len(suffix) >= 3:
            found.add(form.removesuffix(suffix))
    for prefix in ("", *PARTICLES):
        rest = form.removeprefix(prefix) if prefix and form.startswith(prefix) else "" if prefix else form
        if rest.startswith("ge") and len(rest) >= 5:
            inner = rest[2:]
            if prefix and rest in _IRREGULAR:
                found.add(prefix + _IRREGULAR[rest].removesuffix("en"))
            found.update(prefix + inner.removesuffix(suffix) for suffix in ("en", "d", "t") if inner.endswith(suffix))
            if inner[-1:] in "dt":  # gekleed, gemest: the stem may end in it
                found.add(prefix + inner)
    return {_norm(stem) for stem in found}


def _english(form: str) -> set[str]:
    form = _ENGLISH.get(form, form)
    found = {form}
    for suffix, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ed", ""), ("ied", "y")):
        if form.endswith(suffix) and len(form) - len(suffix) >= 2:
            found.add(form.removesuffix(suffix) + instead)
    return {re.sub(r"([^aeiou])\1$", r"\1", stem).removesuffix("e") for stem in found}


@lru_cache(maxsize=100_000)
def stems_of(form: str, lang: str = "") -> frozenset[str]:
    """Every stem that a plain word may have in a language, or in either.

    English stems are marked, so that they don't meet Dutch ones.
    """
    found = set() if lang == "en" else _dutch(form)
    if lang != "nl":
        found |= {"en:" + stem for stem in _english(form)}
    return frozenset(stem for stem in found if len(stem.removeprefix("en:")) > 1)


def parted(particle: str, stem: str) -> str:
    """The stem of a Dutch verb with the particle that came off it: maakte … schoon is schoonmak."""
    return _norm(particle) + stem
