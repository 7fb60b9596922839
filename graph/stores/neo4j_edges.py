"""What records say of each other as relationships, each with the source that states it.

They are worked out from the records of one subject alone, as the nodes are (``neo4j_nodes``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.stores.neo4j_nodes import LABEL_BY_KIND, Properties, plain, properties_of
from ontology.concepts import AnyOf, Credential, Group, Skill, Training
from ontology.evidence import Source
from ontology.ids import ConceptId
from ontology.instruments import Instrument
from ontology.records import Record, kind_of
from ontology.relations import (
    EntryDemands,
    Names,
    Path,
    Proposal,
    Requirements,
    Tension,
    Tombstone,
    Transition,
    Wages,
)

RELATIONSHIPS = (
    "REQUIRES",
    "DEMANDS",
    "TEACHES",
    "GIVES",
    "LEADS_TO",
    "AFTER_JOB",
    "IN_REGION",
    "HAS_FEE",
    "IMPLIES",
    "BROADER",
    "MAPS_TO",
    "STEP",
    "TRANSITION",
    "HAS_WAGES",
    "HAS_TENSION",
    "PROPOSES",
    "REPLACED_BY",
    "STATED_BY",
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship; ``source`` states it, ``ref`` is the id of the record where that isn't a concept."""

    type: str
    start: ConceptId
    end: ConceptId
    source: ConceptId
    ref: ConceptId | None
    properties: Properties

    @property
    def bundle(self) -> tuple[str, str, str, str, str]:
        """What it is found by: several that share this are written and taken away together."""
        return self.type, self.start, self.end, self.source, self.ref or ""


def edges_of(records: Iterable[Record]) -> set[Edge]:
    """The relationships that the records of one id state; what is said of what isn't there yet waits for it."""
    stated = list(records)
    is_there = any(kind_of(record) in LABEL_BY_KIND for record in stated)
    return {
        edge for record in stated if is_there or not isinstance(record, EntryDemands | Names) for edge in _edges(record)
    }


def _edges(record: Record) -> Iterator[Edge]:
    """What one record states, as relationships, and that its source states it."""
    if isinstance(record, Source):
        return
    source = record.evidence[0].source

    said: dict[str, Any]

    def edge(type: str, start: str, end: str, ref: ConceptId | None = None, **more: Any) -> Edge:
        found = {name: plain(value) for name, value in more.items() if value is not None}
        return Edge(type, ConceptId(start), ConceptId(end), source, ref, properties_of({"source": source, **found}))

    def each(type: str, ends: Iterable[str], **more: Any) -> Iterator[Edge]:
        return (edge(type, record.id, end, **more) for end in ends)

    def any_of(groups: tuple[AnyOf, ...], **more: Any) -> Iterator[Edge]:
        return (found for nr, group in enumerate(groups, 1) for found in each("DEMANDS", group, group=nr, **more))

    match record:
        case Requirements():
            yield from each("REQUIRES", record.essential, essential=True)
            yield from each("REQUIRES", record.optional, essential=False)
        case EntryDemands():
            said = {"basis": record.basis, "law": record.law, "article": record.article, "since": record.since}
            yield from any_of(record.groups, **said, note=record.note)
        case Training():
            yield from each("TEACHES", record.teaches)
            yield from each("GIVES", record.gives)
            yield from each("LEADS_TO", record.leads_to)
            yield from each("AFTER_JOB", record.after_jobs)
            yield from each("IN_REGION", record.regions)
            yield from each("HAS_FEE", record.statutory_fees)
            yield from any_of(record.demands)
        case Instrument():
            yield from each("IN_REGION", record.regions)
        case Credential():
            yield from each("IMPLIES", record.implies)
        case Skill():
            yield from each("BROADER", record.broader)
        case Group():
            yield from each("BROADER", record.broader)
            yield from each("MAPS_TO", record.maps_to)
        case Path():
            for position, step in enumerate(record.steps, start=1):
                end = step.occupation or step.training or ConceptId("")
                yield edge("STEP", record.id, end, position=position, condition=step.condition, note=step.note)
        case Transition():
            said = {"count": record.count, "period": record.period, "region": record.region}
            yield edge("TRANSITION", record.origin, record.target, record.id, id=record.id, **said)
        case Wages():
            said = {"p25Eurocent": record.p25, "p50Eurocent": record.p50, "p75Eurocent": record.p75}
            yield edge("HAS_WAGES", record.id, source, year=record.year, employees=record.employees, **said)
        case Tension():
            said = {"market": record.market, "period": record.period, "region": record.region}
            yield edge("HAS_TENSION", record.id, source, **said)
        case Proposal():
            said = {"id": record.id, "subject": record.subject, "reason": record.reason}
            yield edge("PROPOSES", source, record.target, record.id, **said)
            return
        case Tombstone() if record.replaced_by:
            yield edge("REPLACED_BY", record.id, record.replaced_by)
    if isinstance(record, Transition):
        return
    for item in record.evidence:
        said = {"record": record.kind, "evidence": item.kind, "stated": item.stated, "how": item.how}
        groups = len(record.groups) if isinstance(record, EntryDemands) else None
        yield edge("STATED_BY", record.id, source, **said, check=item.check or None, groups=groups)
