"""Reading a VUM profile: field by field by the closed list, so that nothing comes in that isn't on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from api.werkplan.postcodes import Postcodes
from api.werkplan.texts import checked_text
from api.werkplan.vum_fields import FIELDS, PERSONAL, Dropped, Kind, Thing, Told
from ontology.errors import PersonalData

MOST_ITEMS: Final = 200  #: of everything in a profile together
_MOST_LETTERS: Final = 300


@dataclass(slots=True)
class Found:
    """One thing that a profile says: what was told of it, by ``code``, ``name`` or ``diploma``, and where it stood."""

    kind: Kind
    mention: str
    place: str
    told: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Read:
    """What a profile says once it is through the door. ``dropped`` counts fields; no value of theirs is kept.

    ``gemeenten``: what the postcodes were looked up for; None for one that isn't known.
    """

    things: list[Found] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: list[dict[str, str]] = field(default_factory=list)
    gemeenten: set[str | None] = field(default_factory=set)
    postcodes: Postcodes = field(default_factory=Postcodes)

    def finding(self, place: str, text: str) -> None:
        """Say what is wrong somewhere; never with the value."""
        self.findings.append({"place": place, "text": text})


def read_profile(profile: Mapping[str, Any], postcodes: Postcodes | None = None) -> Read:
    """What a profile says, by the fields of the list; with a table the gemeente of its postcode."""
    read = Read(postcodes=postcodes or Postcodes())
    _walk(read, profile, FIELDS, "", "", None)
    return read


def _walk(read: Read, value: Any, rule: Any, name: str, place: str, thing: Found | None) -> None:
    if value is None or value in ("", [], {}):
        return  # VUM: an empty value is an absent one
    if isinstance(rule, Dropped):
        _drop(read, name, rule, value)
    elif isinstance(value, list):
        for number, item in enumerate(value[:MOST_ITEMS]):
            _walk(read, item, rule, name, f"{place}[{number}]", thing)
        if len(value) > MOST_ITEMS:
            read.finding(place, f"found {len(value)} items, expected at most {MOST_ITEMS}: the rest was not read")
    elif isinstance(rule, Thing):
        if len(read.things) >= MOST_ITEMS:
            read.finding(place, f"found more than {MOST_ITEMS} things in the profile: this one was not read")
            return
        found = Found(rule.kind, rule.mention, place)
        _walk(read, value, rule.fields, name, place, found)
        read.things.append(found)
    elif isinstance(rule, Mapping):
        if not isinstance(value, Mapping):
            read.finding(place, "found a single value, expected an object with fields")
            return
        for key, inner in value.items():
            _field(read, key, inner, rule, name, place, thing)
    else:
        _leaf(read, value, rule, name, place, thing)


def _drop(read: Read, name: str, rule: Dropped, value: Any) -> None:
    read.dropped[name, rule.why] += 1
    if rule.why == "postcode":
        read.gemeenten |= {read.postcodes.gemeente_of(one) if isinstance(one, str) else None for one in _each(value)}


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _field(
    read: Read, key: str, value: Any, rules: Mapping[str, Any], name: str, place: str, thing: Found | None
) -> None:
    dot = f"{name}." if name else ""
    if key in rules:
        _walk(read, value, rules[key], dot + key, f"{place}.{key}" if place else key, thing)
    elif key.lower() in PERSONAL:
        _drop(read, dot + key, PERSONAL[key.lower()], value)
    else:  # the name itself could be somebody's: it isn't repeated
        read.dropped[f"{dot}*", "unknown"] += 1


def _leaf(read: Read, value: Any, rule: Any, name: str, place: str, thing: Found | None) -> None:
    if isinstance(value, bool) or not isinstance(value, str | int) or len(str(value)) > _MOST_LETTERS:
        read.finding(place, f"expected a text of at most {_MOST_LETTERS} characters or a whole number")
        return
    text = str(value).strip()
    if isinstance(rule, Told):
        known = text in rule.codes if rule.codes else text.isascii() and text.isdecimal() and int(text) <= rule.most
        if known:
            read.told.append({"field": name, "value": text})
        else:
            expected = f"one of {', '.join(rule.codes)}" if rule.codes else f"a whole number from 0 to {rule.most}"
            read.finding(place, f"found an unknown code, expected {expected}")
        return
    try:
        checked_text(place, text)
    except PersonalData as error:
        read.dropped[name, "number" if "number (BSN)" in str(error) else "contact"] += 1
        return
    assert thing is not None
    assert isinstance(rule, str)
    thing.told.setdefault(rule, text)
