"""The property graph on a server follows from the records, and only from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from graph.stores.base import Change, Put, Retract, Snapshot
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_edges import RELATIONSHIPS, Edge, edges_of
from graph.stores.neo4j_nodes import CONCEPT, node_of
from ontology.ids import ConceptId
from ontology.records import key_of
from tests.conformance.conftest import BACKENDS, ROOT
from tests.conformance.draws import change_logs
from tests.conformance.samples import RECORDS
from tests.conformance.test_stores import outcome, put
from tests.kit.servers.running import SERVERS, Server, running
from tests.kit.small import credential, demands, occupation
from tests.kit.small import store as small_store
from tests.kit.sources import KOK

Nodes = dict[str, tuple[frozenset[str], dict[str, Any]]]
Edges = list[tuple[str, str, str, tuple[tuple[str, Any], ...]]]


@pytest.fixture(scope="module", params=sorted(SERVERS))
def server(request: pytest.FixtureRequest) -> Server:
    return running(request.param)


def opened(server: Server) -> Neo4jStore:
    store = BACKENDS[server.name](ROOT)
    assert isinstance(store, Neo4jStore)
    return store


def expected(snapshot: Snapshot) -> tuple[Nodes, Edges]:
    """The whole graph, worked out from nothing but the records."""
    by_id: dict[str, list[Any]] = {}
    for key, record in snapshot.by_key.items():
        by_id.setdefault(key.id, []).append(record)
    nodes: Nodes = {}
    edges: set[Edge] = set()
    for id, records in by_id.items():
        node = node_of(records)
        if node is not None:
            nodes[id] = (frozenset({CONCEPT, *node.labels}), {"id": id, **plain(dict(node.properties))})
        edges |= edges_of(records)
    return nodes, sorted((e.type, e.start, e.end, in_order(dict(e.properties))) for e in edges)


def found(server: Server) -> tuple[Nodes, Edges]:
    """The whole graph as it stands on the server."""
    driver = server.driver()
    rows = driver.execute_query(f"MATCH (n:{CONCEPT}) RETURN labels(n) AS l, properties(n) AS p", database_="neo4j")
    nodes = {row["p"]["id"]: (frozenset(row["l"]), plain(row["p"])) for row in rows.records}
    assert len(nodes) == len(rows.records), "an id on two nodes"
    rows = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN type(r) AS t, a.id AS a, b.id AS b, properties(r) AS p", database_="neo4j"
    )
    return nodes, sorted((row["t"], row["a"], row["b"], in_order(row["p"])) for row in rows.records)


def plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value_of(value) for name, value in properties.items()}


def value_of(value: Any) -> Any:
    """Dates and lists as both sides can have them."""
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return tuple(value) if isinstance(value, list) else value


def in_order(properties: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((name, repr(value_of(value))) for name, value in properties.items()))


def test_the_graph_follows_from_the_records(server: Server) -> None:
    store = opened(server)
    put(store, *map(Put, RECORDS))
    nodes, edges = found(server)
    assert (nodes, edges) == expected(store.snapshot())
    assert {edge[0] for edge in edges} <= set(RELATIONSHIPS)


def test_demands_that_waited_stand_in_the_graph_once_their_occupation_is_there(server: Server) -> None:
    store, kok = opened(server), ConceptId(KOK)
    waiting, there = replace(demands("kok", "x"), id=kok), replace(occupation("kok"), id=kok)
    put(store, *map(Put, small_store(credential("x"), waiting).snapshot().records))
    assert found(server) == expected(store.snapshot())
    put(store, Put(there))
    assert found(server) == expected(store.snapshot())
    assert sorted(edge[0] for edge in found(server)[1] if edge[1] == kok) == ["DEMANDS", "STATED_BY", "STATED_BY"]
    put(store, Retract(key_of(there)))
    assert found(server) == expected(store.snapshot())


@settings(max_examples=min(max(settings.default.max_examples // 2, 1), 150))
@given(log=change_logs())
def test_the_graph_follows_whatever_changes(server: Server, log: list[list[Change]]) -> None:
    store = opened(server)
    for batch in log:
        outcome(store, batch)
        assert found(server) == expected(store.snapshot())
    store.close()
