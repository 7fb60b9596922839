"""A VUM werkzoekende profile as proposals: nothing counts before a person has confirmed it, and nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from api.asking import match_any
from api.werkplan.postcodes import Postcodes
from api.werkplan.vum_fields import LICENCES
from api.werkplan.vum_reading import Found, Read, read_profile
from ontology.errors import UnknownConcept
from ontology.ids import COMPETENTNL, expand

if TYPE_CHECKING:
    from graph.planner import Planner

NOTES: Final = (
    "Niets hiervan telt mee voordat u het zelf bevestigt.",
    "Het profiel wordt niet bewaard en niet vastgelegd.",
)
NO_POSTCODES: Final = (
    "Welke gemeente bij een postcode hoort is hier niet bekend. De postcode is weggelaten; vraag de gemeente."
)
NOT_ONE: Final = "Welke gemeente bij deze postcode hoort is niet zeker. De postcode is weggelaten; vraag de gemeente."
FOUND: Final = "De gemeente komt van de postcode. De postcode zelf is weggelaten. Klopt de gemeente?"
ASK_GEMEENTE: Final = "In welke gemeente woont u?"
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "occupation": ("occupation",),
    "skill": ("skill",),
    "proof": ("credential", "training"),
    "licence": ("credential",),
}
_MOST_QUESTIONS: Final = 5  #: about one thing


def vum_proposals(planner: Planner, profile: Mapping[str, Any], postcodes: Postcodes) -> dict[str, Any]:
    """What a profile proposes, what was dropped at the door (fields, never values), and what could not be read.

    ``words`` repeat only what equals a name or an id of the graph, so that no text of the profile comes back.
    """
    read = read_profile(profile, postcodes)
    network = planner.network
    answer: dict[str, Any] = {"proposals": [], "apart": [], "questions": []}
    for thing in read.things:
        _propose(planner, read, thing, answer)
    return {
        **answer,
        "told": read.told,
        "findings": read.findings,
        "dropped": [{"field": name, "why": why, "times": times} for (name, why), times in sorted(read.dropped.items())],
        "gemeente": _gemeente(planner, read),
        "notes": list(NOTES),
        "revision": network.revision,
        "digest": network.digest,
    }


def _gemeente(planner: Planner, read: Read) -> dict[str, Any]:
    """The gemeente of the postcode, when there is exactly one; else what to ask."""
    (code,) = read.gemeenten if len(read.gemeenten) == 1 else (None,)
    if code is not None:
        name = next((name for one, name in _gemeenten(planner) if one == code), None)
        return {"known": True, "code": code, "label": name, "text": FOUND, "ask": ASK_GEMEENTE}
    text = ASK_GEMEENTE if not read.gemeenten else NOT_ONE if read.postcodes else NO_POSTCODES
    return {"known": False, "code": None, "label": None, "text": text, "ask": ASK_GEMEENTE}


def _gemeenten(planner: Planner) -> Iterator[tuple[str, str]]:
    return (
        (code, name)
        for entry in planner.network.texts.values()
        if entry["kind"] == "region"
        for code, name in entry.get("gemeenten", ())
    )


def _propose(planner: Planner, read: Read, thing: Found, answer: dict[str, Any]) -> None:
    code, name = thing.told.get("code"), thing.told.get("name")
    if code is None and name is None:
        read.finding(thing.place, "found neither a code nor a name that could be used")
        return
    if thing.kind == "licence":
        _licence(planner, read, thing, str(code), answer)
        return
    why, sure = "het profiel noemt de code", "high"
    id = _of_code(planner, thing, code) if code else None
    said = code
    if id is None and code is not None:
        texts = planner.network.texts
        group = texts.get(code) if code.startswith(COMPETENTNL) else None
        if group is not None and name is None:
            name, sure = planner.network.label(code), "medium"
            why = "de code is van CompetentNL; hier gevonden door dezelfde naam"
        elif name is None:
            told = "; load CompetentNL, or send the name beside it" if code.startswith(COMPETENTNL) else ""
            read.finding(thing.place, f"found a code that the graph does not have{told}")
            return
        else:
            read.finding(thing.place, "found a code that the graph does not have: the name beside it was used")
            why, sure = "het profiel noemt de naam; de code is hier niet bekend", "medium"
    elif id is None:
        why = "het profiel noemt de naam"
    if id is None:
        assert name is not None
        try:
            id, said = match_any(planner, name, _KINDS[thing.kind]), name
        except UnknownConcept as problem:
            _ask(planner, read, thing, problem, answer)
            return
    kind = planner.network.texts[id]["kind"]
    if thing.kind == "proof" and thing.told.get("diploma") != "1":
        text = "Hebt u dit diploma of bewijs? Het profiel zegt dat niet."
        answer["questions"].append(_concept(planner, id, kind, text, thing, None))
        return
    reason = "Dit is een wens." if thing.mention == "wish" else None
    proposal = _concept(planner, id, kind, why, thing, said)
    proposal |= {"mention": thing.mention, "sure": sure, "reason": reason}
    answer["apart" if reason else "proposals"].append(proposal)


def _of_code(planner: Planner, thing: Found, code: str) -> str | None:
    """The concept that an IRI stands for, when the graph has it as that kind of thing."""
    id = expand(code)
    entry = planner.network.texts.get(id)
    return id if entry is not None and entry["kind"] in _KINDS[thing.kind] and ":" in id else None


def _licence(planner: Planner, read: Read, thing: Found, code: str, answer: dict[str, Any]) -> None:
    if code not in LICENCES:
        read.finding(thing.place, f"found an unknown code, expected one of {', '.join(LICENCES)}")
        return
    id = expand(f"credential/rijbewijs-{re.sub('[^a-z0-9]', '', code.lower())}")
    if code == "B+" or id not in planner.network.texts:
        read.finding(thing.place, f"found rijbewijs {code}, which the graph does not have")
        return
    proposal = _concept(planner, id, "credential", "het profiel noemt de code", thing, code)
    answer["proposals"].append({**proposal, "mention": "held", "sure": "high", "reason": None})


def _ask(planner: Planner, read: Read, thing: Found, problem: UnknownConcept, answer: dict[str, Any]) -> None:
    several = "several things" if problem.several else "nothing"
    read.finding(thing.place, f"found a name that fits {several} in the graph")
    for id, _ in list(problem.suggestions)[:_MOST_QUESTIONS]:
        kind = planner.network.texts[id]["kind"]
        answer["questions"].append(_concept(planner, id, kind, "lijkt op de naam in het profiel", thing, None))


def _concept(planner: Planner, id: str, kind: str, why: str, thing: Found, said: str | None) -> dict[str, Any]:
    words = [] if said is None else [{"start": 0, "end": len(said), "text": said}]
    lang = planner.network.lang(id)
    more = {"lang": lang} if lang else {}
    return {
        "kind": kind,
        "id": id,
        "label": planner.network.label(id),
        **more,
        "why": why,
        "words": words,
        "place": thing.place,
    }
