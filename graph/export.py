"""The whole graph for other programs: RDF for linked data, GraphML and GEXF for network tools."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

import networkx as nx
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from graph.stores.base import Snapshot
from graph.stores.graph_writes import iter_quads
from graph.stores.rdf_terms import GRAPHS, PREFIXES
from ontology.concepts import Credential, Label, LabelKind, Occupation, Skill, Training
from ontology.errors import UnsupportedCriterion
from ontology.evidence import Source
from ontology.ids import ConceptId
from ontology.records import Record, RecordKey
from ontology.relations import EntryDemands, Requirements, Transition

#: What XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGES = ("nl", "en")  #: the order in which a label is looked for; then any other


def export(snapshot: Snapshot, format: str, stream: IO[bytes]) -> None:
    """Write a snapshot as ``turtle``, ``json-ld``, ``graphml`` or ``gexf``; the same snapshot gives the same bytes.

    Turtle has no named graphs, so there the statements of all sources stand together, each with its
    evidence; JSON-LD keeps a graph per source.

    Raises:
        UnsupportedCriterion: the format is none of these.
    """
    writer = FORMATS.get(format)
    if writer is None:
        raise UnsupportedCriterion(f"found format {format!r}, expected one of {', '.join(FORMATS)}")
    writer(snapshot, stream)


def build_graph(snapshot: Snapshot) -> nx.MultiDiGraph[str]:
    """Occupations, skills, trainings and credentials as nodes, what connects them as keyed edges.

    Node attributes: ``kind``, ``label`` and what is known of level, ISCO unit, mode, weeks, euro cents; unknown
    is left out. Edge attributes: ``relation`` (requires, demands, teaches, gives, leads_to, implies, transition),
    ``source`` and, by relation, ``essential``, ``group`` (one of a group is enough), ``basis`` or ``count``.
    Where two sources state one concept, the first in the order of keys gives the attributes.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    keys = sorted(snapshot.by_key)
    for key in keys:
        record = snapshot.by_key[key]
        if isinstance(record, Occupation | Skill | Training | Credential) and key.id not in graph:
            graph.add_node(key.id, **_known(_node(record)))
    for key in keys:
        for origin, target, relation, more in _edges(snapshot.by_key[key]):
            if origin in graph and target in graph:
                group = more.get("group")
                name = ":".join(str(part) for part in (relation, key.source, group) if part is not None)
                graph.add_edge(origin, target, key=name, relation=relation, source=key.source, **_known(more))
    return graph


def _node(record: Occupation | Skill | Training | Credential) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": record.kind, "label": label_of(record.labels) or record.id}
    match record:
        case Occupation():
            said |= {"isco": record.isco, "level": record.level, "sector": record.sector, "regulated": record.regulated}
        case Skill():
            said |= {"skill_kind": record.skill_kind.value, "reuse": record.reuse}
        case Training():
            said |= {
                "training_kind": record.training_kind.value,
                "mode": record.mode.value,
                "level": record.level,
                "duration_weeks": record.duration,
                "cost_eurocent": record.cost,
                "paid": record.paid,
                "provider": record.provider,
            }
        case Credential():
            said |= {"credential_kind": record.credential_kind.value, "level": record.level}
    return said


def _edges(record: Record) -> Iterator[tuple[ConceptId, ConceptId, str, dict[str, Any]]]:
    """Origin, target, relation and attributes, in one order."""
    match record:
        case Requirements():
            for skills, essential in ((record.essential, True), (record.optional, False)):
                yield from ((record.id, skill, "requires", {"essential": essential}) for skill in sorted(skills))
        case EntryDemands():
            for number, group in enumerate(record.groups, start=1):
                more = {"group": number, "basis": record.basis.value}
                yield from ((record.id, credential, "demands", more) for credential in sorted(group))
        case Training():
            for number, group in enumerate(record.demands, start=1):
                yield from ((record.id, credential, "demands", {"group": number}) for credential in sorted(group))
            yield from ((record.id, skill, "teaches", {}) for skill in sorted(record.teaches))
            yield from ((record.id, credential, "gives", {}) for credential in sorted(record.gives))
            yield from ((record.id, job, "leads_to", {}) for job in sorted(record.leads_to))
        case Credential():
            yield from ((record.id, other, "implies", {}) for other in sorted(record.implies))
        case Transition():
            yield record.origin, record.target, "transition", {"count": record.count, "period": record.period}


def label_of(labels: tuple[Label, ...]) -> str | None:
    """The preferred label in Dutch, else in English, else in any language; None without one."""
    by_lang = {label.lang: label.text for label in labels if label.kind is LabelKind.PREF}
    found = next((by_lang[lang] for lang in _LANGUAGES if lang in by_lang), None)
    return found or next(iter(by_lang.values()), None)


def _known(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes as XML can carry them; what isn't known is left out."""
    return {
        name: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }


def _iter_sources(snapshot: Snapshot) -> Iterator[tuple[NamedNode, list[tuple[RecordKey, Record]]]]:
    """The records per source with the name of its graph, both in the order of their ids."""
    by_source: dict[ConceptId, list[tuple[RecordKey, Record]]] = {}
    for key in sorted(snapshot.by_key):
        by_source.setdefault(key.source, []).append((key, snapshot.by_key[key]))
    for number, source in enumerate(sorted(by_source), start=1):
        stated = snapshot.by_key.get(RecordKey("source", source, source))
        version = f" {stated.version}" if isinstance(stated, Source) else ""
        name = re.sub(r"[^a-z0-9]+", "-", f"{source.rpartition('/source/')[2]}{version}".lower()).strip("-")
        yield NamedNode(f"{GRAPHS}export/{number}-{name}"), by_source[source]


def _quads(snapshot: Snapshot) -> Iterator[Quad]:
    for graph, rows in _iter_sources(snapshot):
        yield from sorted(iter_quads(graph, rows), key=str)


def _write_turtle(snapshot: Snapshot, stream: IO[bytes]) -> None:
    seen = {str(triple): triple for triple in (Triple(*list(quad)[:3]) for quad in _quads(snapshot))}
    serialize((seen[text] for text in sorted(seen)), stream, RdfFormat.TURTLE, prefixes=PREFIXES)


def _write_json_ld(snapshot: Snapshot, stream: IO[bytes]) -> None:
    serialize(_quads(snapshot), stream, RdfFormat.JSON_LD, prefixes=PREFIXES)


def _write_graphml(snapshot: Snapshot, stream: IO[bytes]) -> None:
    nx.write_graphml(build_graph(snapshot), stream)


def _write_gexf(snapshot: Snapshot, stream: IO[bytes]) -> None:
    """GEXF wants edge ids and shows ``label``; the date that the library writes is left out."""
    graph = build_graph(snapshot)
    for number, (_, _, attributes) in enumerate(graph.edges(data=True)):
        attributes["id"] = str(number)
    text = "\n".join(nx.generate_gexf(graph))
    stream.write(re.sub(r' lastmodifieddate="[^"]*"', "", text).encode())


FORMATS: Mapping[str, Callable[[Snapshot, IO[bytes]], None]] = {
    "turtle": _write_turtle,
    "json-ld": _write_json_ld,
    "graphml": _write_graphml,
    "gexf": _write_gexf,
}
