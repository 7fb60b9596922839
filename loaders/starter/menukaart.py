"""From rows of the list ``instruments`` to instruments, their rules among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loaders.starter.lines import Row
from loaders.starter.reading import Reading, RowReader
from ontology.codes import Audience
from ontology.errors import InvalidRecord
from ontology.ids import own_id
from ontology.instruments import Condition, Instrument, Party, Pays, Per, Reach, Rule, Step
from ontology.quantities import EuroCent
from ontology.records import Record
from ontology.rule_lines import parse_rule

_AUDIENCE = {"person": Audience.PERSON, "employer": Audience.EMPLOYER}


def build_instrument(reader: RowReader, sheet: Row, default: Row | None) -> Iterator[Record]:
    """One instrument."""
    cents = reader.number("cents", 0, 100_000_000)
    pays, per = reader.text("pays", one_of=list(Pays)), reader.text("per", one_of=list(Per))
    reach = reader.text("reach", one_of=list(Reach)) or Reach.NATIONAL
    decides = reader.text("decides", required=True, one_of=list(Party))
    audience = reader.text("for", required=True, one_of=list(_AUDIENCE))
    supports = reader.texts("supports")
    if not supports:
        reader.fault(f"'supports' must name a kind of step: {', '.join(Step)}", "supports")
    yield Instrument(
        id=own_id("instrument", str(reader.text("id", required=True))),
        labels=reader.labels(),
        description=reader.text("description", required=True) or "",
        goal=reader.text("goal"),
        provider=reader.text("provider", required=True) or "",
        decides=Party(decides or Party.PERSON),
        reach=Reach(reach),
        audience=_AUDIENCE[audience or "person"],
        regions=reader.refs("regions", "regions"),
        gemeenten=frozenset(reader.texts("gemeenten")),
        doelgroepen=frozenset(reader.texts("doelgroepen")),
        klantkenmerken=frozenset(reader.texts("klantkenmerken")),
        uitvoeringsvormen=frozenset(reader.texts("forms")),
        tegels=frozenset(reader.texts("tegels")),
        supports=frozenset(supports),
        conditions=tuple(_condition(row, reader.reading) for row in reader.rows("conditions")),
        pays=Pays(pays) if pays else None,
        amount=None if cents is None else EuroCent(cents),
        per=Per(per) if per else None,
        amount_note=reader.text("amount_note"),
        law=reader.text("law"),
        bwb=reader.text("bwb"),
        article=reader.text("article"),
        apply=reader.text("apply"),
        url=reader.text("url"),
        valid_from=reader.day("from"),
        valid_until=reader.day("until"),
        example=reader.flag("example") or False,
        note=reader.text("note"),
        evidence=reader.evidence(default),
    )


def _condition(row: Row, reading: Reading) -> Condition:
    reader = RowReader(row, reading)
    made = Condition(
        text=reader.text("text", required=True) or "",
        question=reader.text("question", required=True) or "",
        any_of=tuple(_rules(reader)),
        law=reader.text("law"),
        bwb=reader.text("bwb"),
        article=reader.text("article"),
        as_of=reader.day("as_of"),
    )
    reader.close()
    return made


def _rules(reader: RowReader) -> Iterator[Rule]:
    for row in reader.rows("any"):
        try:
            yield parse_rule(_plain(row))
        except InvalidRecord as error:
            reader.reading.findings.append(row.finding(str(error)))


def _plain(value: Any) -> Any:
    return {key: _plain(inner) for key, inner in value.values.items()} if isinstance(value, Row) else value
