"""One row of a trainings CSV as a training; the columns are described in ``docs/trainings-csv.md``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from graph.stores.base import Snapshot
from loaders.lookup import Lookup, split_list
from loaders.manifest import slug_of
from loaders.wages import cents_of
from ontology.concepts import AnyOf, Label, LabelKind, Mode, Training, TrainingKind
from ontology.errors import InvalidRecord
from ontology.evidence import Evidence
from ontology.ids import ConceptId, expand, own_id, parse_id
from ontology.quantities import Nlqf, WeeklyHours, Weeks

REQUIRED = ("id", "name", "kind", "mode")
OPTIONAL = (
    *("weeks", "euro", "hours", "fee", "paid", "level", "entry_level", "entry_dutch", "code"),
    *("teaches", "gives", "demands", "after_jobs", "leads_to"),
    *("provider", "regions", "starts", "description", "note", "stated"),
)
NATIONAL = ("landelijk", "national")
_YES_NO = {"ja": True, "yes": True, "true": True, "1": True, "nee": False, "no": False, "false": False, "0": False}

Warn = Callable[[str], None]


class Known:
    """What the store has, to resolve the names in a catalogue; ``catalogue`` goes into new ids."""

    def __init__(self, snapshot: Snapshot, catalogue: str) -> None:
        self.catalogue = catalogue
        self.skills = Lookup(snapshot, "skill")
        self.credentials = Lookup(snapshot, "credential")
        self.occupations = Lookup(snapshot, "occupation")
        self.regions = Lookup(snapshot, "region")

    def training_id(self, text: str) -> ConceptId:
        """An IRI or ``training/…`` as it is; anything else becomes an id within the catalogue."""
        whole = expand(text.strip())
        if re.match(r"^[a-z][a-z0-9+.-]*:/", whole, re.IGNORECASE):
            return parse_id(whole)
        return own_id("training", f"{self.catalogue}/{slug_of(text)}")


def training_of_row(cells: Mapping[str, str], known: Known, evidence: tuple[Evidence, ...], warn: Warn) -> Training:
    """The training in a row; an empty cell is unknown.

    Raises:
        ValueError: a cell holds something else than its column may.
        InvalidRecord: the cells don't go together.
    """
    name = " ".join(cells["name"].split())
    if not cells["id"].strip() or not name:
        raise ValueError("id and name may not be empty")
    mode = Mode(_word(cells["mode"], [item.value for item in Mode], "mode"))
    kind = TrainingKind(_word(cells["kind"], [item.value for item in TrainingKind], "kind"))
    regions = list(split_list(cells["regions"]))
    paid = _yes_no(cells["paid"], "paid", mode is Mode.BBL)
    level, entry_level = (_whole(cells[column], column, 8) for column in ("level", "entry_level"))
    weeks, hours = _whole(cells["weeks"], "weeks", 520), _whole(cells["hours"], "hours", 80)
    try:
        cost = cents_of(cells["euro"])
    except ValueError:
        raise ValueError(f"found {cells['euro']!r} in euro, expected an amount such as 1250 or 1250.50") from None
    return Training(
        id=known.training_id(cells["id"]),
        labels=(Label(LabelKind.PREF, "nl", name),),
        training_kind=kind,
        mode=mode,
        duration=None if weeks is None else Weeks(weeks),
        cost=cost,
        load=None if hours is None else WeeklyHours(hours),
        fee=_text(cells["fee"]),
        paid=paid,
        level=None if level is None else Nlqf(level),
        entry_level=None if entry_level is None else Nlqf(entry_level),
        entry_dutch=_text(cells["entry_dutch"]),
        code=_text(cells["code"]),
        teaches=_those(cells["teaches"], known.skills, warn),
        gives=_those(cells["gives"], known.credentials, warn),
        demands=demands_of(cells["demands"], known.credentials, warn),
        after_jobs=_some(cells["after_jobs"], known.occupations, warn),
        leads_to=_some(cells["leads_to"], known.occupations, warn),
        provider=_text(cells["provider"]),
        national=any(text.casefold() in NATIONAL for text in regions),
        regions=_those("|".join(one for one in regions if one.casefold() not in NATIONAL), known.regions, warn),
        starts=tuple(split_list(cells["starts"])),
        description=_text(cells["description"]),
        note=_text(cells["note"]),
        evidence=_stated(evidence, cells["stated"]),
    )


def demands_of(text: str, credentials: Lookup, warn: Warn) -> tuple[AnyOf, ...]:
    """All of the parts between bars must be held; of the parts between `` / `` one is enough.

    Raises:
        InvalidRecord: a demand of which no credential is known.
    """
    groups = []
    for part in split_list(text):
        names = [name for name in re.split(r"\s/\s", part) if name.strip()]
        groups.append(_some("|".join(names), credentials, warn))
    return tuple(groups)


def _those(text: str, lookup: Lookup, warn: Warn) -> frozenset[ConceptId]:
    """The concepts named; a name that fits none or several is a warning and left off."""
    found = set()
    for name in split_list(text):
        id = lookup.find(name)
        if id is None:
            warn(f"{lookup.problem(name)}: not used")
        else:
            found.add(id)
    return frozenset(found)


def _some(text: str, lookup: Lookup, warn: Warn) -> frozenset[ConceptId]:
    """The concepts named, at least one if any is named."""
    found = _those(text, lookup, warn)
    if text.strip() and not found:
        raise InvalidRecord(text.strip(), f"no {lookup.kind} of these is known, and without it the training says less")
    return found


def _text(text: str) -> str | None:
    return text.strip() or None


def _word(text: str, allowed: list[str], column: str) -> str:
    word = text.strip().lower()
    if word not in allowed:
        raise ValueError(f"found {text.strip()!r} in {column}, expected one of {', '.join(allowed)}")
    return word


def _yes_no(text: str, column: str, default: bool) -> bool:
    word = text.strip().lower()
    if word and word not in _YES_NO:
        raise ValueError(f"found {text!r} in {column}, expected ja or nee")
    return _YES_NO.get(word, default)


def _whole(text: str, column: str, most: int) -> int | None:
    word = text.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdigit()) or len(word) > 4 or int(word) > most:
        raise ValueError(f"found {word[:20]!r} in {column}, expected a whole number from 0 to {most}, or nothing")
    return int(word)


def _stated(evidence: tuple[Evidence, ...], text: str) -> tuple[Evidence, ...]:
    if not text.strip():
        return evidence
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"found {text.strip()!r} in stated, expected a date such as 2026-01-31") from None
    return tuple(replace(item, stated=day) for item in evidence)
