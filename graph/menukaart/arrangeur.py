"""Who must act first for a person: read from a table with sources, and never nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.menukaart.rules import Answer, any_of, weigh
from graph.menukaart.situation import Situation, StepAsked
from graph.menukaart.words import PARTY_WORDS
from ontology.errors import InvalidRecord
from ontology.instruments import Party, Rule
from ontology.rule_lines import parse_rule

FILE = Path(__file__).with_name("arrangeurs.yaml")
_ANY_STEP = StepAsked(kind="orientation")
#: What two parties do when both are responsible: the first named in the table coordinates.
COORDINATES = "coördineert: de andere partijen dragen hun eigen deel en houden deze partij op de hoogte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Where a duty stands: law, BWB id, article, a day on which the text that was read was in force."""

    law: str
    bwb: str | None
    article: str | None
    as_of: date | None
    check: bool

    def told(self) -> dict[str, Any]:
        """As it is shown."""
        as_of = self.as_of.isoformat() if self.as_of else None
        return {"law": self.law, "bwb": self.bwb, "article": self.article, "asOf": as_of, "check": self.check}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Another party that has taken the task over, when a topic is answered with yes."""

    topic: str
    party: Party
    question: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One situation and who acts first in it; ``party`` None is: nobody is obliged."""

    id: str
    when: tuple[Rule, ...]
    party: Party | None
    instead: Instead | None
    carries: str
    also: tuple[Party, ...]
    basis: Basis
    desk: str
    next: str
    question: str | None


@dataclass(frozen=True, slots=True)
class Arrangeurs:
    """The whole table, in the order in which parties coordinate."""

    rows: tuple[Row, ...]
    without_benefit: Row
    unknown: Row
    door: dict[str, Any]

    def arrange(self, told: Situation, region: str | None = None) -> dict[str, Any]:
        """The responsible party, who coordinates, who carries what, the door, the other desks, and what to ask.

        ``region`` is the region's name, for the door.
        """
        weighed = [(row, any_of(weigh(rule, told, _ANY_STEP) for rule in row.when)) for row in self.rows]
        held = [row for row, answer in weighed if answer is Answer.YES]
        obliged = [row for row in held if row.party is not None]
        chosen = [*obliged, *(row for row in held if row.party is None)] or [self._rest(told)]
        parts = [_part(row, told) for row in chosen]
        first = parts[0]
        asks = [ask for part in parts for ask in part.pop("asks")]
        named = {part["party"] for part in parts}
        also = [party for row in chosen for party in row.also if party.value not in named]
        return {
            "party": first["party"],
            "label": first["label"],
            "obliged": first["party"] is not None,
            "coordinates": COORDINATES if len({part["party"] for part in parts if part["party"]}) > 1 else None,
            "parts": parts,
            "door": {**self.door, "region": region},
            "mayHelp": [{"party": p.value, "label": PARTY_WORDS[p]} for p in dict.fromkeys(also)],
            "next": first["next"],
            "asks": list(dict.fromkeys(asks)),
        }

    def _rest(self, told: Situation) -> Row:
        """What holds when no row does: without a benefit the gemeente, else the door asks."""
        no_benefit = told.benefits == frozenset() or told.doelgroepen.get("DD01")
        return self.without_benefit if no_benefit else self.unknown


def _part(row: Row, told: Situation) -> dict[str, Any]:
    party, basis, asks = row.party, row.basis, [row.question] if row.question else []
    taken = None
    if row.instead is not None:
        said = told.topics.get(row.instead.topic)
        taken = row.instead if said else None
        if said is None:
            asks.append(row.instead.question)
    if taken:
        party, basis = taken.party, taken.basis
    return {
        "row": row.id,
        "party": party.value if party else None,
        "label": PARTY_WORDS[party] if party else "niemand is verplicht u te helpen; deze partijen kunnen het wel",
        "carries": row.carries,
        "basis": basis.told(),
        "desk": PARTY_WORDS[taken.party] if taken else row.desk,
        "next": f"Vraag {PARTY_WORDS[taken.party]} wat er voor u geregeld is." if taken else row.next,
        "unlessAsked": None if row.instead is None or taken else row.instead.question,
        "asks": asks,
    }


def _basis(row: dict[str, Any]) -> Basis:
    return Basis(
        law=row["law"],
        bwb=row.get("bwb"),
        article=row.get("article"),
        as_of=row.get("as_of"),
        check=bool(row.get("check", False)),
    )


def _row(row: dict[str, Any]) -> Row:
    instead = row.get("instead")
    return Row(
        id=row["id"],
        when=tuple(parse_rule(line) for line in row.get("when", ())),
        party=Party(row["party"]) if row["party"] else None,
        instead=Instead(
            topic=instead["topic"], party=Party(instead["party"]), question=instead["question"], basis=_basis(instead)
        )
        if instead
        else None,
        carries=row["carries"],
        also=tuple(Party(name) for name in row.get("also", ())),
        basis=_basis(row),
        desk=row["desk"],
        next=row["next"],
        question=row.get("question"),
    )


def read_arrangeurs(file: Path = FILE) -> Arrangeurs:
    """The table in a file.

    Raises:
        InvalidRecord: a row lacks something, or names a party or a code that is none.
    """
    data = yaml.safe_load(file.read_text("utf-8"))
    try:
        door = data["door"]
        return Arrangeurs(
            tuple(_row(row) for row in data["rows"]),
            _row(data["without_benefit"]),
            _row(data["unknown"]),
            {"name": door["name"], "text": door["text"], "basis": _basis(door).told()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidRecord(file.name, f"a row can't be used: {error}") from error


@cache
def arrangeurs() -> Arrangeurs:
    """The table that comes with the product."""
    return read_arrangeurs()
