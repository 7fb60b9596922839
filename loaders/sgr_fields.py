"""SGR's field names and ours: one row a field, read and written; what isn't here goes out as it came in.

SGR has no field for typed rules. Ours stand under one key of our own, ``Loopbaanpad``; the prose of
``OmsVoorwaardenDeelname`` is never made into a rule: it is shown, and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ontology.codes import DOELGROEPEN, KLANTKENMERKEN, TEGELS, UITVOERINGSVORMEN
from ontology.instruments import Reach

Object = dict[str, Any]

#: Region numbers of SGR, as CBS codes. Source: the list Arbeidsmarktregios of Dennis and Eva; matched by name.
AM_BY_SGR: Final[Mapping[str, str]] = dict(
    pair.split("=")
    for pair in [
        "01=AM01",
        "02=AM02",
        "03=AM15",
        "04=AM03",
        "05=AM36",
        "06=AM11",
        "07=AM17",
        "08=AM37",
        "09=AM05",
        "10=AM18",
        "11=AM06",
        "12=AM12",
        "13=AM19",
        "14=AM13",
        "15=AM14",
        "16=AM38",
        "17=AM09",
        "18=AM34",
        "19=AM20",
        "20=AM21",
        "21=AM07",
        "22=AM22",
        "23=AM10",
        "24=AM35",
        "25=AM08",
        "26=AM23",
        "27=AM27",
        "28=AM25",
        "29=AM24",
        "30=AM26",
        "31=AM29",
        "32=AM32",
        "33=AM28",
        "34=AM33",
        "35=AM30",
    ]
)
SGR_BY_AM: Final[Mapping[str, str]] = {am: number for number, am in AM_BY_SGR.items()}
_REACH: Final = (("IndLandelijk", Reach.NATIONAL), ("IndRegionaal", Reach.REGIONAL), ("IndLokaal", Reach.LOCAL))
_TRUE: Final = (True, 1, "1", "true", "J", "ja")


@dataclass(frozen=True, slots=True)
class Field:
    """One SGR field and ours: how it is read from an object, and written into one."""

    ours: str
    sgr: str
    read: Callable[[Object], Any]
    write: Callable[[Object, Any], None]


def _text(ours: str, sgr: str) -> Field:
    def read(found: Object) -> str | None:
        value = found.get(sgr)
        return value.strip() or None if isinstance(value, str) else None

    def write(into: Object, value: Any) -> None:
        _put(into, sgr, value)

    return Field(ours, sgr, read, write)


def _put(into: Object, key: str, value: Any) -> None:
    if value is None:
        into.pop(key, None)
    else:
        into[key] = value


def _date(ours: str, sgr: str) -> Field:
    def read(found: Object) -> date | None:
        return parse_day(found.get(sgr))

    def write(into: Object, value: Any) -> None:
        dashed = not re.fullmatch(r"\d{8}", str(into.get(sgr, "")))
        _put(into, sgr, None if value is None else value.isoformat() if dashed else value.strftime("%Y%m%d"))

    return Field(ours, sgr, read, write)


def parse_day(value: Any) -> date | None:
    """``2026-01-31``, ``20260131`` or a moment on that day; None for anything else."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", str(value or ""))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def code_in(item: Any) -> str | None:
    """The code of a list's item: the item itself, or what stands under its key that begins with Cd or Code."""
    if isinstance(item, str):
        return item.strip()
    if isinstance(item, Mapping):
        keys = [key for key in item if key.startswith(("Cd", "Code", "code"))]
        return str(item[keys[0]]).strip() if keys else None
    return None


def codes_in(found: Object, sgr: str) -> list[str]:
    """Every code in a list field, those that no list knows among them."""
    value = found.get(sgr)
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [code for item in items if (code := code_in(item))]


def _codes(ours: str, sgr: str, known: Mapping[str, str]) -> Field:
    def read(found: Object) -> frozenset[str]:
        return frozenset(codes_in(found, sgr)) & known.keys()

    def write(into: Object, value: Iterable[str]) -> None:
        wanted = set(value)
        old = into.get(sgr) if isinstance(into.get(sgr), list) else []
        kept = [item for item in old or [] if code_in(item) not in known or code_in(item) in wanted]
        there = {code_in(item) for item in kept}
        _put(into, sgr, kept + [_item(kept or old, code, known[code]) for code in sorted(wanted - there)])

    return Field(ours, sgr, read, write)


def _item(others: list[Any] | None, code: str, name: str) -> Any:
    """A new item in the way that the list's other items are written."""
    example = next((item for item in others or [] if isinstance(item, Mapping)), None)
    if example is None:
        return code
    keys = list(example)
    code_key = next((key for key in keys if key.startswith(("Cd", "Code", "code"))), "Cd")
    name_key = next((key for key in keys if key.startswith(("Naam", "naam", "Oms"))), None)
    return {code_key: code, **({name_key: name} if name_key else {})}


def _read_reach(found: Object) -> Reach:
    return next((reach for key, reach in _REACH if found.get(key) in _TRUE), Reach.NATIONAL)


def _write_reach(into: Object, value: Reach) -> None:
    for key, reach in _REACH:
        old = into.get(key)
        said = value is reach
        into[key] = said if not isinstance(old, str | int) or isinstance(old, bool) else type(old)(int(said))


def _read_provider(found: Object) -> str | None:
    value = found.get("Aanbieder")
    if isinstance(value, Mapping):
        value = next((value[key] for key in value if key.startswith("Naam")), None)
    return value.strip() or None if isinstance(value, str) else None


def _write_provider(into: Object, value: str) -> None:
    old = into.get("Aanbieder")
    if isinstance(old, Mapping):
        key = next((key for key in old if key.startswith("Naam")), "NaamAanbieder")
        into["Aanbieder"] = {**old, key: value}
    else:
        into["Aanbieder"] = value


def _read_link(found: Object) -> str | None:
    value = found.get("Link")
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) and first.startswith("http") else None


def _write_link(into: Object, value: str | None) -> None:
    old = into.get("Link")
    _put(into, "Link", [value, *old[1:]] if isinstance(old, list) and value else value)


def _read_gemeenten(found: Object) -> frozenset[str]:
    codes = codes_in(found, "OmvatteBeschikbareGebiedenGemeenten")
    return frozenset(code for code in codes if re.fullmatch(r"GM\d{4}", code))


def _write_gemeenten(into: Object, value: Iterable[str]) -> None:
    _put(into, "OmvatteBeschikbareGebiedenGemeenten", sorted(value) or None)


#: Fields of texts, dates, codes and places; labels, regions and rules are read in ``sgr``.
FIELDS: Final[tuple[Field, ...]] = (
    _text("name", "NaamInstrument"),
    _text("description", "SamenvattingInstrument"),
    _text("goal", "OmsDoelInstrument"),
    _text("apply", "OmsAanmeldinstructies"),
    _text("note", "OmsAanvullendeInfo"),
    Field("provider", "Aanbieder", _read_provider, _write_provider),
    Field("url", "Link", _read_link, _write_link),
    _date("valid_from", "DatBPublicatieInstrument"),
    _date("valid_until", "DatEPublicatieInstrument"),
    Field("reach", "IndLandelijk", _read_reach, _write_reach),
    Field("gemeenten", "OmvatteBeschikbareGebiedenGemeenten", _read_gemeenten, _write_gemeenten),
    _codes("doelgroepen", "Doelgroep", DOELGROEPEN),
    _codes("klantkenmerken", "Klantkenmerk", KLANTKENMERKEN),
    _codes("uitvoeringsvormen", "Uitvoeringsvorm", UITVOERINGSVORMEN),
    _codes("tegels", "WerklandschapTegel", TEGELS),
)
#: List fields whose codes are checked, with the codes that are known.
CODED: Final[Mapping[str, Mapping[str, str]]] = {
    "Doelgroep": DOELGROEPEN,
    "Klantkenmerk": KLANTKENMERKEN,
    "Uitvoeringsvorm": UITVOERINGSVORMEN,
    "WerklandschapTegel": TEGELS,
}
#: Longest texts, as SGR states them.
LONGEST: Final[Mapping[str, int]] = {
    "SamenvattingInstrument": 500,
    "OmsDoelInstrument": 5_000,
    "OmsAanmeldinstructies": 5_000,
    "OmsAanvullendeInfo": 5_000,
    "OmsVoorwaardenDeelname": 5_000,
}
