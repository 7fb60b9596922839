"""Figures in plain Dutch, for the command line and the pages; unknown is always said as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

UNKNOWN: Final = "onbekend"

MODE: Final[Mapping[str, str]] = {
    "bol": "school (bol)",
    "bbl": "werken en leren (bbl)",
    "derde-leerweg": "derde leerweg",
    "practice": "leren op de werkvloer",
    "classroom": "cursus met les",
    "online": "online cursus",
}
KIND: Final[Mapping[str, str]] = {
    "training": "opleiding",
    "job": "baan",
    "target": "doel",
    "occupation": "beroep",
    "skill": "vaardigheid",
    "credential": "diploma of bewijs",
    "region": "regio",
    "fee": "wettelijk bedrag",
}
EVIDENCE: Final[Mapping[str, str]] = {
    "official": "officieel",
    "curated": "door mensen opgesteld",
    "observed": "geteld",
    "derived": "afgeleid",
}
SURE: Final[Mapping[str, str]] = {"high": "zeker", "medium": "waarschijnlijk", "low": "misschien"}
LANGUAGE: Final[Mapping[str, str]] = {"en": "Engels"}
MARKET: Final = ("", "zeer krap", "krap", "gemiddeld", "ruim", "zeer ruim")
_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
ASIDE: Final = "langer, of met een omweg"
SEQUENCE_NOTE: Final = "Opleidingen tellen na elkaar, zonder wachttijd."


def thousands(number: int) -> str:
    """A whole number the Dutch way: 1.250."""
    return f"{number:,}".replace(",", ".")


def weeks(number: int | None, known: bool = True) -> str:
    """A time in weeks; with unknown parts the known part is a lower bound."""
    if number is None or (not known and not number):
        return UNKNOWN
    if number == 0:
        return "geen"
    text = "1 week" if number == 1 else f"{thousands(number)} weken"
    return text if known else f"{text} of meer"


def euro(cents: int | None, known: bool = True) -> str:
    """An amount that the person pays; with unknown parts the known part is a lower bound."""
    if cents is None or (not known and not cents):
        return UNKNOWN
    if cents == 0:
        return "€ 0"
    whole, rest = divmod(cents, 100)
    text = f"€ {thousands(whole)}" + (f",{rest:02d}" if rest else "")
    return text if known else f"{text} of meer"


def label(item: Mapping[str, Any]) -> str:
    """The label of something, marked when it is not in Dutch."""
    lang = item.get("lang")
    return f"{item['label']} ({LANGUAGE.get(lang, lang)})" if lang and lang != "nl" else str(item["label"])


def labels(items: Sequence[Mapping[str, Any]], last: str = "en") -> str:
    """Labels as a sentence part: a, b en c."""
    names = [label(item) for item in items]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""


def some(items: Sequence[Mapping[str, Any]], most: int) -> str:
    """The first labels, and how many more there are."""
    shown = ", ".join(label(item) for item in items[:most])
    return shown if len(items) <= most else f"{shown} en nog {len(items) - most}"


def first_upper(text: str) -> str:
    """The text with a capital at the start."""
    return text[:1].upper() + text[1:]


def months(number: int) -> str:
    """How long some weeks are in months, roughly; empty below two months."""
    count = round(number * 12 / 52)
    return f"ongeveer {count} maanden" if count >= 2 else ""


def left(percent: int) -> str:
    """What is left to learn at work, a class of ten percent wide, by its lower end."""
    return f"{percent} tot {percent + 10} %" if percent else "minder dan 10 %"


def law(wall: Mapping[str, Any]) -> str:
    """The law or agreement that a demand rests on, with its article and since when; empty when none is stated."""
    article = str(wall["article"] or "")
    if article[:1].isdigit():
        article = f"artikel {article}"
    since = f"sinds {day_in_words(date.fromisoformat(wall['since']))}" if wall["since"] else "sinds onbekend"
    return ", ".join(text for text in (wall["law"], article, since) if text) if wall["law"] else ""


def day_in_words(day: date) -> str:
    """A day as people write it: 1 maart 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def stop_facts(step: Mapping[str, Any]) -> list[str]:
    """The figures of a step in a few words, for a drawing."""
    if step["kind"] == "training":
        return [f"duur {weeks(step['weeks'])}", f"kosten {euro(step['costEurocent'])}"]
    return step_facts(step)


def jobs(number: int) -> str:
    """A number of job steps."""
    return "1 baan" if number == 1 else f"{number} banen"


def step_facts(step: Mapping[str, Any]) -> list[str]:
    """What a step takes, as short phrases in a fixed order."""
    facts: list[str] = []
    if step["kind"] == "training":
        facts.append(f"duur {weeks(step['weeks'])}")
        if step["costEurocent"] is None:
            facts.append(f"kosten {UNKNOWN}" + (f" ({step['fee']})" if step["fee"] else ""))
        else:
            facts.append(f"kosten {euro(step['costEurocent'])}")
        if step["mode"]:
            facts.append(MODE.get(step["mode"], step["mode"]))
        if step["paid"]:
            facts.append("met loon")
        elif step["load"] is not None:
            facts.append(f"{step['load']} uur per week")
    elif step["kind"] == "job" and step["weeks"]:
        facts.append(f"{weeks(step['weeks'])} werken")
    return facts


def totals(total: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The figures of a route with their names, in a fixed order."""
    rows = [
        ("tijd", weeks(total["weeks"], total["weeksKnown"])),
        ("zonder loon", weeks(total["unpaidWeeks"], total["weeksKnown"] or total["unpaidWeeks"] > 0)),
        ("kosten", euro(total["costEurocent"], total["costKnown"])),
        ("banen", jobs(total["jobs"])),
        ("nog te leren", left(total["leftPercent"])),
    ]
    if total["market"]:
        rows.append(("arbeidsmarkt", MARKET[total["market"]]))
    return rows


def parts_of(group: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The routes of a group under their headings: the ones to look at first, then the ones that stand aside."""
    label = first_upper(group["label"])
    first = [route for route in group["routes"] if not route["aside"]]
    aside = [route for route in group["routes"] if route["aside"]]
    return [part for part in ((label, first), (f"{label}: {ASIDE}", aside)) if part[1]]
