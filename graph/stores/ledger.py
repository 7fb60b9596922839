"""The book of an Oxigraph store: revisions, which graphs were live in each, and how to undo.

It is RDF too. Graph ``…/graph/revisions`` can be queried; ``…/graph/undo`` keeps, for a graph that was
changed in place, the records as they were before, so that every revision can be read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.stores.base import Revision, RevisionInfo
from graph.stores.rdf_terms import GRAPHS, RDF_TYPE, XSD_DATETIME, term
from ontology.ids import BASE, ConceptId
from ontology.records import Record, RecordKey, canonical, record_of

LEDGER = NamedNode(GRAPHS + "revisions")
UNDO = NamedNode(GRAPHS + "undo")
_CURRENT = term("lp:current")
_NUMBER = term("lp:number")
_LIVE = term("lp:liveGraph")
_GRAPH_OF = term("lp:graphOf")
_VERSION = term("owl:versionInfo")
_UNDO = term("lp:undo")

Before = Mapping[RecordKey, Record | None]  #: what stood under each key, None where nothing did


@dataclass(frozen=True, slots=True)
class LiveGraph:
    """A named graph that holds what one version of one source states."""

    graph: NamedNode
    source: ConceptId
    version: str


def revision_node(revision: int) -> NamedNode:
    """The node of a revision."""
    return NamedNode(f"{BASE}revision/{revision}")


def current_revision(store: Store) -> Revision:
    """The newest revision; 0 for an empty store."""
    for quad in store.quads_for_pattern(LEDGER, _CURRENT, None, LEDGER):
        return Revision(int(_value(quad.object).rpartition("/")[2]))
    return Revision(0)


def live_graphs(store: Store, revision: int) -> dict[ConceptId, LiveGraph]:
    """The graphs that were live in a revision, by source."""
    found = (quad.object for quad in store.quads_for_pattern(revision_node(revision), _LIVE, None, LEDGER))
    graphs = (NamedNode(_value(node)) for node in found)
    live = (
        LiveGraph(graph, ConceptId(_said(store, graph, _GRAPH_OF)), _said(store, graph, _VERSION)) for graph in graphs
    )
    return {item.source: item for item in live}


def named_by_revisions(store: Store) -> set[NamedNode]:
    """Every graph that belongs to some revision, or to the book itself."""
    return {LEDGER, UNDO} | {
        NamedNode(_value(quad.object)) for quad in store.quads_for_pattern(None, _LIVE, None, LEDGER)
    }


def iter_history(store: Store) -> Iterator[RevisionInfo]:
    """Every revision, oldest first."""
    for number in range(1, current_revision(store) + 1):
        node = revision_node(number)
        yield RevisionInfo(
            Revision(number),
            by=_said(store, node, term("lp:by")),
            at=datetime.fromisoformat(_said(store, node, term("prov:endedAtTime"))),
            reason=_said(store, node, term("lp:reason")),
            digest=_said(store, node, term("lp:digest")),
            changed=int(_said(store, node, term("lp:changed"))),
        )


def digest_at(store: Store, revision: int) -> str:
    """The digest that was written with a revision."""
    return _said(store, revision_node(revision), term("lp:digest"))


def undone_since(store: Store, revision: int) -> dict[NamedNode, list[Before]]:
    """What in-place changes after a revision replaced, by graph, the newest change first."""
    found: dict[NamedNode, list[Before]] = {}
    for number in range(current_revision(store), revision, -1):
        for quad in store.quads_for_pattern(revision_node(number), _UNDO, None, UNDO):
            body = json.loads(_value(quad.object))
            found.setdefault(NamedNode(body["graph"]), []).append(_before_of(body["before"]))
    return found


def quads_of_revision(info: RevisionInfo, live: Iterable[LiveGraph], undo: Mapping[NamedNode, Before]) -> list[Quad]:
    """What the book gets for one revision."""
    node = revision_node(info.revision)
    rows: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (LEDGER, _CURRENT, node),
        (node, RDF_TYPE, term("lp:Revision")),
        (node, _NUMBER, Literal(info.revision)),
        (node, term("lp:by"), Literal(info.by)),
        (node, term("prov:endedAtTime"), Literal(info.at.isoformat(), datatype=XSD_DATETIME)),
        (node, term("lp:reason"), Literal(info.reason)),
        (node, term("lp:digest"), Literal(info.digest)),
        (node, term("lp:changed"), Literal(info.changed)),
    ]
    for item in live:
        rows += [
            (node, _LIVE, item.graph),
            (item.graph, RDF_TYPE, term("lp:SourceGraph")),
            (item.graph, _GRAPH_OF, Literal(item.source)),
            (item.graph, _VERSION, Literal(item.version)),
        ]
    book = [Quad(subject, predicate, value, LEDGER) for subject, predicate, value in rows]
    return book + [Quad(node, _UNDO, Literal(_undo_text(graph, before)), UNDO) for graph, before in undo.items()]


def pointer_to(revision: int) -> list[Quad]:
    """The quad that says which revision is the newest."""
    return [Quad(LEDGER, _CURRENT, revision_node(revision), LEDGER)] if revision else []


def one_update(removed: Sequence[Quad], added: Sequence[Quad]) -> str:
    """One SPARQL update, which Oxigraph carries out in one transaction."""
    return f"DELETE DATA {{\n{_lines(removed)}}};\nINSERT DATA {{\n{_lines(added)}}}"


def _lines(quads: Sequence[Quad]) -> str:
    by_graph: dict[Any, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    return "".join(f"GRAPH {graph} {{\n{''.join(lines)}}}\n" for graph, lines in by_graph.items())


def _undo_text(graph: NamedNode, before: Before) -> str:
    rows = [[*key, None if record is None else canonical(record)] for key, record in sorted(before.items())]
    return json.dumps({"graph": graph.value, "before": rows}, ensure_ascii=False, separators=(",", ":"))


def _before_of(rows: Iterable[list[Any]]) -> Before:
    return {
        RecordKey(kind, id, source): None if body is None else record_of(kind, body) for kind, id, source, body in rows
    }


def _said(store: Store, subject: NamedNode, predicate: NamedNode) -> str:
    for quad in store.quads_for_pattern(subject, predicate, None, LEDGER):
        return _value(quad.object)
    return ""


def _value(node: Any) -> str:
    return str(node.value)
