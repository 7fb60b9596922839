"""Programmes, courses and their offerings in OOAPI 5 or 6 JSON as trainings; what isn't said stays unknown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.archives import Digest, Place, open_place
from loaders.base import Findings
from loaders.ooapi_words import (
    code_of,
    crebo_of,
    duration_weeks,
    kind_and_level,
    load_of,
    mode_of,
    outcomes_of,
    price_of,
    start_of,
    texts_of,
)
from loaders.tables import is_formula
from loaders.training_rows import Known
from ontology.concepts import Label, LabelKind, Mode, Training
from ontology.errors import InvalidRecord, SourceUnreadable
from ontology.evidence import Evidence
from ontology.ids import own_id
from ontology.quantities import EuroCent, Nlqf

MAX_BYTES = 64 << 20

_IDS = ("programmeId", "programId", "courseId")
_LISTS = ("items", "programmes", "programs", "courses")
_OFFERED = ("programme", "program", "course")  #: where an offering holds what it offers, when that is expanded


@dataclass(slots=True)
class _Offers:
    """What the offerings of one programme or course say: prices and starts."""

    prices: set[EuroCent] = field(default_factory=set)
    starts: set[str] = field(default_factory=set)


def read_ooapi(
    place: Place, known: Known, evidence: tuple[Evidence, ...], findings: Findings, digest: Digest
) -> Iterator[tuple[str, int | None, Training]]:
    """The trainings in a JSON file: a list, one object, or a page with ``items``.

    Offerings count when they hold the programme or course itself (``expand``): they bring price and starts.

    Raises:
        SourceUnreadable: no JSON, or nothing in it that looks like OOAPI.
    """
    items = list(_items(_parse(place, digest)))
    if not any(_key(_education(item)) for item in items):
        raise SourceUnreadable(str(place), "no programmes or courses", f"objects with {' or '.join(_IDS)}")
    offers: dict[str, _Offers] = {}
    educations: list[tuple[str, Mapping[str, Any]]] = []
    for number, item in enumerate(items, 1):
        where, education = f"item {number}", _education(item)
        key = _key(education)
        if education is not item and key is not None:
            _note_offer(offers.setdefault(key, _Offers()), item, where, place, findings)
            if any(_key(other) == key for _, other in educations):
                continue
        educations.append((where, education))
    for where, education in educations:
        try:
            training = _training(education, offers.get(str(_key(education))), known, evidence)
        except (InvalidRecord, ValueError, TypeError, AttributeError) as error:
            findings.error(str(place), None, f"{where} is left out: {error}")
            continue
        _remark(training, education, offers.get(str(_key(education))), where, place, findings)
        yield str(place), None, training


def _remark(
    training: Training,
    item: Mapping[str, Any],
    offers: _Offers | None,
    where: str,
    place: Place,
    findings: Findings,
) -> None:
    """Tell what of an item was not understood, or is only noted."""
    for label in training.labels:
        if is_formula(label.text):
            findings.refuse(str(place), None, f"{where}: a formula-like name: {label.text[:40]!r}")
    if mode_of(item) is None:
        findings.warning(str(place), None, f"{where}: no known mode of delivery: taken for a classroom")
    if training.note:
        findings.warning(str(place), None, f"{where}: its entry demands are free text: only noted, not checked")
    if offers and len(offers.prices) > 1:
        findings.warning(str(place), None, f"{where}: its offerings have {len(offers.prices)} prices: left unknown")
    outcomes = list(outcomes_of(item))
    if len(training.teaches) < len(outcomes):
        missed = f"{len(outcomes) - len(training.teaches)} of {len(outcomes)} learning outcomes"
        findings.warning(str(place), None, f"{where}: {missed} are no skill by that name")


def _note_offer(offers: _Offers, item: Mapping[str, Any], where: str, place: Place, findings: Findings) -> None:
    try:
        price = price_of(item)
    except ValueError as error:
        findings.error(str(place), None, f"{where}: its price is not used: {error}")
        price = None
    if price is not None:
        offers.prices.add(price)
    start = start_of(item)
    if start:
        offers.starts.add(start)


def _education(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The programme or course: the item itself, or what an offering holds of it."""
    inside = next((item[name] for name in _OFFERED if isinstance(item.get(name), dict)), None)
    return item if inside is None or _key(item) is not None else inside


def _key(item: Mapping[str, Any]) -> str | None:
    return next((item[name] for name in _IDS if isinstance(item.get(name), str) and item[name].strip()), None)


def _parse(place: Place, digest: Digest) -> Any:
    with open_place(place, digest) as raw:
        data = raw.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceUnreadable(str(place), "an absurdly long file", f"at most {MAX_BYTES} bytes")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceUnreadable(str(place), "bytes that are no UTF-8", "UTF-8 JSON") from error
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable(str(place), f"no JSON ({str(error)[:80]})", "JSON of OOAPI 5 or 6") from error


def _items(data: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list):
        yield from (item for item in data if isinstance(item, dict))
    elif isinstance(data, dict):
        lists = [data[name] for name in _LISTS if isinstance(data.get(name), list)]
        yield from (item for one in lists for item in one if isinstance(item, dict)) if lists else iter([data])


def _training(
    item: Mapping[str, Any], offers: _Offers | None, known: Known, evidence: tuple[Evidence, ...]
) -> Training:
    key, names = _key(item), texts_of(item.get("name"))
    if key is None or not names:
        raise ValueError("found no id or no name, expected both")
    crebo = crebo_of(item)
    kind, level = kind_and_level(item)
    duration = duration_weeks(item.get("duration"))
    diploma = own_id("credential", f"crebo-{crebo}") if crebo and crebo.isdigit() else None
    asked = texts_of(item.get("admissionRequirements")) or texts_of(item.get("requirements"))
    note = f"toelating volgens de aanbieder: {(asked.get('nl') or next(iter(asked.values())))[:300]}" if asked else None
    description = texts_of(item.get("description"))
    taught = (known.skills.find(text) for text in outcomes_of(item))
    return Training(
        id=known.training_id(key if ":" in key else f"ooapi-{key}"),
        labels=tuple(Label(LabelKind.PREF, lang, text) for lang, text in names.items()),
        training_kind=kind,
        mode=mode_of(item) or Mode.CLASSROOM,
        duration=duration,
        cost=next(iter(offers.prices)) if offers and len(offers.prices) == 1 else None,
        load=load_of(item.get("studyLoad"), duration),
        level=None if level is None else Nlqf(level),
        code=crebo or code_of(item.get("primaryCode")),
        teaches=frozenset(id for id in taught if id is not None),
        gives=frozenset({diploma}) if diploma in known.credentials.ids and diploma else frozenset(),
        starts=tuple(sorted(offers.starts)) if offers else (),
        note=note,
        description=description.get("nl") or next(iter(description.values()), None),
        evidence=evidence,
    )
