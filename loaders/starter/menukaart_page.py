"""The page of all instruments with their rules, made from the data; a test refuses one that is stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.menukaart.rules import WEIGHERS
from graph.menukaart.words import KIND_WORDS, PARTY_WORDS, rule_words
from loaders.starter.dataset import read_starter
from ontology.codes import DOELGROEPEN, Audience
from ontology.concepts import LabelKind
from ontology.instruments import CODES_BY_KIND, Condition, Instrument, Reach, RuleKind
from ontology.situations import BENEFITS, TOPICS, WORK

FILE = Path(__file__).parent.parent.parent / "docs" / "instruments.md"
_HEAD = """\
# De instrumenten van de startset en hun regels

Deze pagina is gemaakt uit de gegevens (`loaders/starter/instruments/`) met
`python -m loaders.starter.menukaart_page`; een test weigert een pagina die niet meer klopt. Wat de antwoorden betekenen
staat in [de menukaart](menukaart.md).

De teksten zijn van ons, naar de wet die erbij staat. *Nakijken* betekent: iemand die het weet, moet er nog naar kijken.
Een bedrag of voorwaarde die hier niet staat, is niet zeker genoeg geweest. Dit is geen juridisch advies.
"""


def page_text(records: Iterable[Instrument]) -> str:
    """The whole page."""
    found = sorted(records, key=_order)
    ended = [one for one in found if one.valid_until and not one.example]
    running = [one for one in found if not one.example and one not in ended]
    examples = [one for one in found if one.example]
    lines = [_HEAD, *_kinds(), *_words()]
    for title, group in (
        ("Voor wie leert, werkt of zoekt", [one for one in running if one.audience is Audience.PERSON]),
        ("Voor werkgevers", [one for one in running if one.audience is Audience.EMPLOYER]),
        ("Voorbeelden van regio's (geen bestaande regelingen)", examples),
        ("Beëindigd", ended),
    ):
        lines += [f"## {title}", ""]
        for one in group:
            lines += _instrument(one)
    return "\n".join(lines).rstrip() + "\n"


def _order(record: Instrument) -> tuple[str, str]:
    return record.decides.value, _name(record)


def _name(record: Instrument) -> str:
    return next(label.text for label in record.labels if label.kind is LabelKind.PREF)


def _kinds() -> Iterator[str]:
    yield "## De soorten regels\n"
    yield "| soort | waar de regel naar kijkt | wat hij noemt |"
    yield "|---|---|---|"
    for kind in RuleKind:
        said = " ".join(str(WEIGHERS[kind].__doc__).split())
        names = "grenzen" if CODES_BY_KIND[kind] is None else "codes"
        yield f"| `{kind.value}` ({KIND_WORDS[kind]}) | {said} | {names} |"
    yield ""


def _words() -> Iterator[str]:
    yield "## De codes\n"
    for title, codes in (
        ("Uitkeringen", {name: benefit.label for name, benefit in BENEFITS.items()}),
        ("Werk", WORK),
        ("Vragen met ja of nee", TOPICS),
        ("Doelgroepen (lijsten van Dennis en Eva)", DOELGROEPEN),
    ):
        yield f"**{title}**\n"
        yield "| code | betekenis |"
        yield "|---|---|"
        yield from (f"| `{code}` | {text} |" for code, text in codes.items())
        yield ""


def _instrument(record: Instrument) -> Iterator[str]:
    yield f"### {_name(record)}"
    yield ""
    yield record.description
    yield ""
    law = ", ".join(part for part in (record.law, record.article and f"artikel {record.article}", record.bwb) if part)
    check = "; nakijken" if any(item.check for item in record.evidence) else ""
    yield f"- Beslist: {PARTY_WORDS[record.decides]}. Grond: {law or 'geen wet'}{check}."
    yield f"- Helpt bij: {', '.join(sorted(record.supports))}. Gebied: {_area(record)}."
    if record.valid_from or record.valid_until:
        until = f"tot en met {record.valid_until}" if record.valid_until else "zonder bekend einde"
        yield f"- Geldig: {f'van {record.valid_from} ' if record.valid_from else ''}{until}."
    yield from (f"- {text}" for text in (record.amount_note, record.note) if text)
    yield from map(_condition, record.conditions)
    yield ""


def _area(record: Instrument) -> str:
    if record.reach is Reach.NATIONAL:
        return "heel Nederland"
    places = sorted(record.gemeenten) or sorted(id.rsplit("/", 1)[1].upper() for id in record.regions)
    return ", ".join(places)


def _condition(condition: Condition) -> str:
    rules = " **of** ".join(rule_words(rule)["text"] for rule in condition.any_of)
    source = f" (artikel {condition.article}" if condition.article else ""
    source += f", tekst van {condition.as_of})" if source and condition.as_of else ")" if source else ""
    return f"- Voorwaarde: {condition.text}{source} Regel: {rules}."


def current() -> str:
    """The page as it should stand in the docs."""
    return page_text(record for record in read_starter().records if isinstance(record, Instrument))


if __name__ == "__main__":
    FILE.write_text(current(), encoding="utf-8")
