"""What one revision writes to a graph server, in batches of bounded size within one transaction.

Per record a ``Statement`` with its canonical JSON, which is what counts; the one before becomes a
``FormerStatement`` and says until which revision it held. Per subject the nodes and relationships that follow
from its records: only what differs is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from neo4j import Transaction

from graph.stores.base import RevisionInfo
from graph.stores.neo4j_edges import Edge, edges_of
from graph.stores.neo4j_nodes import CONCEPT, Node, node_of
from graph.stores.neo4j_schema import HEAD, PRODUCT
from ontology.ids import ConceptId
from ontology.records import Record, RecordKey

BATCH = 1_000  #: rows in one statement, and about as many relationships
ById = Mapping[ConceptId, list[Record]]
Row = dict[str, Any]

_END_STATEMENTS = """
UNWIND $rows AS row MATCH (s:Statement {id: row.id}) WHERE s.kind = row.kind AND s.source = row.source
SET s.until = row.revision SET s:FormerStatement REMOVE s:Statement"""
_ADD_STATEMENTS = """
UNWIND $rows AS row
CREATE (s:Statement {id: row.id, kind: row.kind, source: row.source, since: row.revision, json: row.json})"""
_ADD_REVISION = """
CREATE (r:Revision {number: $number, key: $key, by: $by, at: $at, reason: $reason,
digest: $digest, changed: $changed})"""
_MOVE_HEAD = f"MATCH (h:{HEAD} {{product: $product}}) SET h.revision = $revision"
_TAKE_NODES = f"UNWIND $rows AS row MATCH (n:{CONCEPT} {{id: row.id}}) DETACH DELETE n"
_SET_NODES = f"UNWIND $rows AS row MATCH (n:{CONCEPT} {{id: row.id}}) SET n = row.properties"


def write_revision(
    transaction: Transaction,
    before: Mapping[RecordKey, Record],
    outcome: Mapping[RecordKey, Record | None],
    texts: Mapping[RecordKey, bytes],
    info: RevisionInfo,
    key: str,
) -> None:
    """Write everything that makes a revision; ``texts`` are the canonical forms of the new records."""
    known, changed = _by_id(before, outcome)
    batches = Batches(transaction)
    _write_graph(batches, known, changed)
    revision = info.revision
    for old in outcome:
        if old in before:
            batches.add(_END_STATEMENTS, {"kind": old.kind, "id": old.id, "source": old.source, "revision": revision})
    batches.flush()
    for new, text in texts.items():
        row = {"kind": new.kind, "id": new.id, "source": new.source, "revision": revision, "json": text.decode()}
        batches.add(_ADD_STATEMENTS, row)
    batches.flush()
    said: Row = {"by": info.by, "at": info.at, "reason": info.reason, "digest": info.digest, "changed": info.changed}
    transaction.run(_ADD_REVISION, number=revision, key=key, **said).consume()
    transaction.run(_MOVE_HEAD, product=PRODUCT, revision=revision).consume()


class Batches:
    """Rows waiting for their statement, sent off when there are enough of them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._waiting: dict[str, list[Row]] = {}
        self._weight: dict[str, int] = {}

    def add(self, cypher: str, row: Row, weight: int = 1) -> None:
        """Let a row wait for its statement; ``weight`` is how much it writes."""
        rows = self._waiting.setdefault(cypher, [])
        rows.append(row)
        self._weight[cypher] = self._weight.get(cypher, 0) + weight
        if self._weight[cypher] >= BATCH:
            self._send(cypher, rows)
            rows.clear()
            self._weight[cypher] = 0

    def flush(self) -> None:
        """Send off whatever waits."""
        for cypher, rows in self._waiting.items():
            if rows:
                self._send(cypher, rows)
        self._waiting.clear()
        self._weight.clear()

    def _send(self, cypher: str, rows: list[Row]) -> None:
        self._transaction.run(cypher, rows=rows).consume()


def _by_id(before: Mapping[RecordKey, Record], outcome: Mapping[RecordKey, Record | None]) -> tuple[ById, ById]:
    """What is stated about each touched subject, before and after."""
    known: dict[ConceptId, list[Record]] = {key.id: [] for key in outcome}
    changed: dict[ConceptId, list[Record]] = {key.id: [] for key in outcome}
    for key, record in before.items():
        if key.id in known:
            known[key.id].append(record)
            if key not in outcome:
                changed[key.id].append(record)
    for key, new in outcome.items():
        if new is not None:
            changed[key.id].append(new)
    return known, changed


def _write_graph(batches: Batches, known: ById, changed: ById) -> None:
    """Relationships go first and come last, so that their nodes are there."""
    added: list[ConceptId] = []
    for id, records in changed.items():
        old, new = _bundles(known[id]), _bundles(records)
        if old.keys() <= new.keys() and all(old[name] == new[name] for name in old):
            added += [id] if len(new) > len(old) else []
            continue
        added.append(id)
        for edges in (edges for name, edges in old.items() if new.get(name) != edges):
            _take(batches, edges)
    batches.flush()
    for id, records in changed.items():
        _write_node(batches, node_of(known[id]), node_of(records))
    batches.flush()
    for id in added:
        old, new = _bundles(known[id]), _bundles(changed[id])
        _put(batches, (edge for name, edges in new.items() if old.get(name) != edges for edge in edges))
    batches.flush()


def _bundles(records: Iterable[Record]) -> dict[tuple[str, ...], frozenset[Edge]]:
    found: dict[tuple[str, ...], set[Edge]] = {}
    for edge in edges_of(records):
        found.setdefault(edge.bundle, set()).add(edge)
    return {name: frozenset(edges) for name, edges in found.items()}


def _write_node(batches: Batches, old: Node | None, new: Node | None) -> None:
    if new is None:
        if old is not None:
            batches.add(_TAKE_NODES, {"id": old.id})
        return
    properties = {"id": new.id, **dict(new.properties)}
    if old is None:
        labels = ":".join((CONCEPT, *new.labels))
        batches.add(f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row.properties", {"properties": properties})
        return
    if old.properties != new.properties:
        batches.add(_SET_NODES, {"id": new.id, "properties": properties})
    came, went = set(new.labels) - set(old.labels), set(old.labels) - set(new.labels)
    for word, changed in (("SET", came), ("REMOVE", went)):
        for label in sorted(changed):
            batches.add(f"UNWIND $rows AS row MATCH (n:{CONCEPT} {{id: row.id}}) {word} n:{label}", {"id": new.id})


def _take(batches: Batches, edges: Iterable[Edge]) -> None:
    edge = next(iter(edges))
    by_ref = "AND r.id = row.ref" if edge.ref else ""
    cypher = (
        f"UNWIND $rows AS row MATCH (a:{CONCEPT} {{id: row.start}})-[r:{edge.type}]->(b:{CONCEPT} {{id: row.end}}) "
        f"WHERE r.source = row.source {by_ref} DELETE r"
    )
    batches.add(cypher, {"start": edge.start, "end": edge.end, "source": edge.source, "ref": edge.ref})


def _put(batches: Batches, edges: Iterable[Edge]) -> None:
    """Write relationships, those that differ only in their end with one row."""
    ends: dict[tuple[str, str, Any], list[str]] = {}
    for edge in edges:
        ends.setdefault((edge.type, edge.start, edge.properties), []).append(edge.end)
    for (type, start, properties), found in ends.items():
        cypher = (
            f"UNWIND $rows AS row MATCH (a:{CONCEPT} {{id: row.start}}) UNWIND row.ends AS end "
            f"MATCH (b:{CONCEPT} {{id: end}}) CREATE (a)-[r:{type}]->(b) SET r = row.properties"
        )
        row = {"start": start, "ends": sorted(found), "properties": dict(properties)}
        batches.add(cypher, row, len(found))
