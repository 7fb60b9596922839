"""Programmes and courses in OOAPI 5 or 6 JSON as trainings; what isn't said stays unknown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from loaders.archives import Digest, Place, open_place
from loaders.base import Findings
from loaders.tables import is_formula
from loaders.training_rows import Known
from ontology.concepts import Label, LabelKind, Mode, Training, TrainingKind
from ontology.errors import InvalidRecord, SourceUnreadable
from ontology.evidence import Evidence
from ontology.ids import own_id
from ontology.quantities import Nlqf, WeeklyHours, Weeks, weeks_of_months

MAX_BYTES = 64 << 20
HOURS_PER_ECTS = 28  #: Source: WHW art. 7.4, 60 ECTS is 1,680 hours

_IDS = ("programmeId", "programId", "courseId")
_LISTS = ("items", "programmes", "programs", "courses")
#: ``modeOfDelivery``; the first that fits decides.
_MODES = {
    "online": Mode.ONLINE,
    "distance-learning": Mode.ONLINE,
    "situated": Mode.PRACTICE,
    "on campus": Mode.CLASSROOM,
    "hybrid": Mode.CLASSROOM,
    "blended": Mode.CLASSROOM,
}
_DURATION = re.compile(
    r"^P(?:(?P<years>\d{1,2})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?(?P<time>T.+)?$"
)
_MBO_LEVEL = re.compile(r"^secondary vocational education ([1-4])$")
_LEVELS = {"associate degree": 5, "bachelor": 6, "master": 7, "doctoral": 8}


def read_ooapi(
    place: Place, known: Known, evidence: tuple[Evidence, ...], findings: Findings, digest: Digest
) -> Iterator[tuple[str, int | None, Training]]:
    """The trainings in a JSON file: a list, one object, or a page with ``items``.

    Raises:
        SourceUnreadable: no JSON, or nothing in it that looks like OOAPI.
    """
    items = list(_items(_parse(place, digest)))
    if not any(name in item for item in items for name in _IDS):
        raise SourceUnreadable(str(place), "no programmes or courses", f"objects with {' or '.join(_IDS)}")
    for number, item in enumerate(items, 1):
        where = f"item {number}"
        try:
            training = _training(item, known, evidence)
        except (InvalidRecord, ValueError, TypeError, AttributeError) as error:
            findings.error(str(place), None, f"{where} is left out: {error}")
            continue
        for label in training.labels:
            if is_formula(label.text):
                findings.refuse(str(place), None, f"{where}: a formula-like name: {label.text[:40]!r}")
        if _said_mode(item) is None:
            findings.warning(str(place), None, f"{where}: no known mode of delivery: taken for a classroom")
        if training.note:
            findings.warning(str(place), None, f"{where}: its entry demands are free text: only noted, not checked")
        outcomes = list(_outcomes(item))
        if len(training.teaches) < len(outcomes):
            missed = f"{len(outcomes) - len(training.teaches)} of {len(outcomes)} learning outcomes"
            findings.warning(str(place), None, f"{where}: {missed} are no skill by that name")
        yield str(place), None, training


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


def _training(item: Mapping[str, Any], known: Known, evidence: tuple[Evidence, ...]) -> Training:
    key = next((item[name] for name in _IDS if isinstance(item.get(name), str) and item[name].strip()), None)
    names = texts_of(item.get("name"))
    if key is None or not names:
        raise ValueError("found no id or no name, expected both")
    codes = [item.get("primaryCode"), *(item.get("otherCodes") or [])]
    crebo = next((_code(code) for code in codes if "crebo" in str(_code_type(code)).lower()), None)
    kind, level = _kind_and_level(item)
    duration = duration_weeks(item.get("duration"))
    diploma = own_id("credential", f"crebo-{crebo}") if crebo and crebo.isdigit() else None
    asked = next(iter(texts_of(item.get("admissionRequirements")).values()), None)
    note = f"toelating volgens de aanbieder: {asked[:300]}" if asked else None
    description = texts_of(item.get("description"))
    taught = (known.skills.find(text) for text in _outcomes(item))
    return Training(
        id=known.training_id(key if ":" in key else f"ooapi-{key}"),
        labels=tuple(Label(LabelKind.PREF, lang, text) for lang, text in names.items()),
        training_kind=kind,
        mode=_said_mode(item) or Mode.CLASSROOM,
        duration=duration,
        cost=None,
        load=_load(item.get("studyLoad"), duration),
        level=None if level is None else Nlqf(level),
        code=crebo or _code(item.get("primaryCode")),
        teaches=frozenset(id for id in taught if id is not None),
        gives=frozenset({diploma}) if diploma in known.credentials.ids and diploma else frozenset(),
        note=note,
        description=description.get("nl") or next(iter(description.values()), None),
        evidence=evidence,
    )


def texts_of(value: Any) -> dict[str, str]:
    """A text by language, from a plain string or a list of ``{language, value}``."""
    if isinstance(value, str):
        return {"nl": value.strip()} if value.strip() else {}
    found: dict[str, str] = {}
    for part in value if isinstance(value, list) else []:
        if isinstance(part, dict) and isinstance(part.get("value"), str) and part["value"].strip():
            lang = str(part.get("language") or "nl").split("-")[0].lower()
            found.setdefault(lang, " ".join(part["value"].split()))
    return found


def duration_weeks(text: Any) -> Weeks | None:
    """Whole weeks of an ISO 8601 duration, days rounded up; None when there is none.

    Raises:
        ValueError: something else than a duration.
    """
    if text is None or text == "":
        return None
    match = _DURATION.match(text) if isinstance(text, str) else None
    if match is None or text == "P":
        raise ValueError(f"found duration {str(text)[:20]!r}, expected ISO 8601 such as P6M or P10W")
    number = {name: int(value or 0) for name, value in match.groupdict().items() if name != "time"}
    days = number["days"] + (1 if match["time"] else 0)
    return Weeks(weeks_of_months(12 * number["years"] + number["months"]) + number["weeks"] + -(-days // 7))


def _load(study_load: Any, duration: Weeks | None) -> WeeklyHours | None:
    """Hours a week: the whole study load over the duration, rounded up; contact time says too little."""
    one = study_load[0] if isinstance(study_load, list) and study_load else study_load
    if not isinstance(one, dict) or not duration:
        return None
    value, unit = one.get("value"), str(one.get("studyLoadUnit", "")).lower()
    per = {"ects": HOURS_PER_ECTS, "sbu": 1, "hour": 1}.get(unit)
    if per is None or isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 100_000:
        return None
    return WeeklyHours(-(-int(value * per) // duration))


def _said_mode(item: Mapping[str, Any]) -> Mode | None:
    said = item.get("modeOfDelivery") or []
    words = [said] if isinstance(said, str) else [str(word) for word in said]
    return next((_MODES[word.lower()] for word in words if word.lower() in _MODES), None)


def _kind_and_level(item: Mapping[str, Any]) -> tuple[TrainingKind, int | None]:
    """The kind of offer by its level; a course stays a course whatever its level."""
    word = str(item.get("level") or "").lower()
    said = str(item.get("levelOfQualification") or "").rstrip("+")
    mbo = _MBO_LEVEL.match(word)
    level = int(mbo[1]) if mbo else _LEVELS.get(word, int(said) if said in set("12345678") else None)
    if "courseId" in item or item.get("programType", item.get("programmeType")) not in (None, "program", "programme"):
        return TrainingKind.COURSE, level
    sector = str(item.get("sector") or "").lower()
    if sector == "secondary vocational education" or mbo:
        return TrainingKind.MBO, level
    if level == 5 and sector != "university education":
        return TrainingKind.AD, level
    kinds = {"higher professional education": TrainingKind.HBO, "university education": TrainingKind.WO}
    return kinds.get(sector, TrainingKind.COURSE), level


def _outcomes(item: Mapping[str, Any]) -> Iterator[str]:
    """Each learning outcome once, in the first language it is given in."""
    said = item.get("learningOutcomes") or []
    for outcome in said if isinstance(said, list) else [said]:
        texts = texts_of([outcome] if isinstance(outcome, dict) else outcome)
        if texts:
            yield texts.get("nl") or next(iter(texts.values()))


def _code(code: Any) -> str | None:
    return str(code["code"]).strip() or None if isinstance(code, dict) and code.get("code") else None


def _code_type(code: Any) -> Any:
    return code.get("codeType", "") if isinstance(code, dict) else ""
