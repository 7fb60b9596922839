"""The words of OOAPI 5 and 6 in ours: modes, levels, kinds, durations, prices; what isn't said stays unknown.

Version 5 spells its enumerations with spaces, version 6 with underscores and partly other words.
Source: the specification's ``v5`` and ``v6`` schemas and enumerations (6.0.0, January 2026).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ontology.concepts import Mode, TrainingKind
from ontology.quantities import EuroCent, WeeklyHours, Weeks, weeks_of_months

HOURS_PER_ECTS = 28  #: Source: WHW art. 7.4, 60 ECTS is 1,680 hours

#: ``modeOfDelivery`` (5) and ``modesOfDelivery`` (6); the first that fits decides.
_MODES = {
    "online": Mode.ONLINE,
    "distance-learning": Mode.ONLINE,
    "situated": Mode.PRACTICE,
    "work based": Mode.PRACTICE,
    "on campus": Mode.CLASSROOM,
    "presential": Mode.CLASSROOM,
    "research lab based": Mode.CLASSROOM,
    "hybrid": Mode.CLASSROOM,
    "blended": Mode.CLASSROOM,
}
_DURATION = re.compile(
    r"^P(?:(?P<years>\d{1,2})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?(?P<time>T.+)?$"
)
_MBO = "secondary vocational education"
_MBO_LEVEL = re.compile(rf"^{_MBO} ([1-4])$")
_QUALIFICATION = re.compile(r"^(?:eqf |nlqf )?([1-8])(?:\+|plus)?$")
_LEVELS = {"associate degree": 5, "bachelor": 6, "master": 7, "doctoral": 8}


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


def outcomes_of(item: Mapping[str, Any]) -> Iterator[str]:
    """Each learning outcome once, in Dutch where given: texts (version 5) or objects with a ``name`` (6)."""
    said = item.get("learningOutcomes") or []
    for outcome in said if isinstance(said, list) else [said]:
        named = texts_of(outcome.get("name")) if isinstance(outcome, dict) else {}
        texts = named or texts_of([outcome] if isinstance(outcome, dict) else outcome)
        if texts:
            yield texts.get("nl") or next(iter(texts.values()))


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


def load_of(study_load: Any, duration: Weeks | None) -> WeeklyHours | None:
    """Hours a week: the whole study load over the duration, rounded up; contact time says too little."""
    for one in study_load if isinstance(study_load, list) else [study_load]:
        if not isinstance(one, dict) or not duration:
            continue
        value, unit = one.get("value"), str(one.get("studyLoadUnit", "")).lower()
        per = {"ects": HOURS_PER_ECTS, "sbu": 1, "hour": 1}.get(unit)
        if per is None or isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 100_000:
            continue
        return WeeklyHours(-(-int(value * per) // duration))
    return None


def mode_of(item: Mapping[str, Any]) -> Mode | None:
    """The mode of delivery; None where it isn't told in a word we know."""
    said = item.get("modesOfDelivery") or item.get("modeOfDelivery") or []
    words = [_plain(said)] if isinstance(said, str) else [_plain(word) for word in said]
    return next((_MODES[word] for word in words if word in _MODES), None)


def kind_and_level(item: Mapping[str, Any]) -> tuple[TrainingKind, int | None]:
    """The kind of offer by its level; a course stays a course whatever its level.

    Version 6 has no sector: a bachelor or master there is not told apart as hbo or wo, and is kept as a course.
    """
    word = _plain(item.get("level"))
    said = _QUALIFICATION.match(_plain(item.get("levelOfQualification")))
    mbo = _MBO_LEVEL.match(word)
    level = int(mbo[1]) if mbo else _LEVELS.get(word, int(said[1]) if said else None)
    if "courseId" in item or item.get("programType", item.get("programmeType")) not in (None, "program", "programme"):
        return TrainingKind.COURSE, level
    sector = _plain(item.get("sector"))
    if _MBO in (sector, word) or mbo:
        return TrainingKind.MBO, level
    if level == 5 and sector != "university education":
        return TrainingKind.AD, level
    kinds = {"higher professional education": TrainingKind.HBO, "university education": TrainingKind.WO}
    return kinds.get(sector, TrainingKind.COURSE), level


def crebo_of(item: Mapping[str, Any]) -> str | None:
    """The crebo among the codes: version 5 says so, version 6 calls it a programme code (five digits)."""
    for code in [item.get("primaryCode"), *(item.get("otherCodes") or [])]:
        text, kind = code_of(code), str(code.get("codeType", "")).lower() if isinstance(code, dict) else ""
        if text and ("crebo" in kind or (kind in ("programme_code", "programmecode") and re.fullmatch(r"\d{5}", text))):
            return text
    return None


def code_of(code: Any) -> str | None:
    """The text of one code."""
    return str(code["code"]).strip() or None if isinstance(code, dict) and code.get("code") else None


def price_of(offering: Mapping[str, Any]) -> EuroCent | None:
    """What a participant pays in all (``total costs``, in euro); None where the offering doesn't say so.

    Raises:
        ValueError: an amount that is no number.
    """
    for cost in offering.get("priceInformation") or []:
        if not isinstance(cost, dict) or _plain(cost.get("costType")) != "total costs":
            continue
        if cost.get("currency") != "EUR" or cost.get("amount") is None:
            continue
        try:
            amount = Decimal(str(cost["amount"]))
        except InvalidOperation as error:
            raise ValueError(f"found amount {str(cost['amount'])[:20]!r}, expected a number such as 340.84") from error
        if not amount.is_finite() or not 0 <= amount < 10_000_000:
            raise ValueError(f"found amount {amount}, expected euros from 0 to 10 million")
        return EuroCent(int((amount * 100).to_integral_value(rounding="ROUND_HALF_UP")))
    return None


def start_of(offering: Mapping[str, Any]) -> str | None:
    """The day that an offering starts, as an ISO date."""
    said = str(offering.get("startDateTime") or offering.get("startDate") or "")
    return said[:10] if re.match(r"^\d{4}-\d{2}-\d{2}", said) else None


def _plain(word: Any) -> str:
    return str(word or "").lower().replace("_", " ").strip()
