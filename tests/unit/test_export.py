"""Exports can be read by what they are meant for, and lose nothing that they promise to keep."""

from __future__ import annotations

import io
from dataclasses import replace

import networkx as nx
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from graph.export import FORMATS, build_graph, export
from graph.stores.base import Revision, Snapshot
from graph.stores.rdf_reading import decode
from ontology.errors import UnsupportedCriterion
from ontology.records import key_of
from tests.conformance.samples import CHEF, DIPLOMA, KOK, LEERBAAN, RECORDS, id_of, named, skill

SNAPSHOT = Snapshot(Revision(1), {key_of(record): record for record in RECORDS})


def exported(format: str, snapshot: Snapshot = SNAPSHOT) -> bytes:
    stream = io.BytesIO()
    export(snapshot, format, stream)
    return stream.getvalue()


def test_nodes_and_edges_carry_what_is_known() -> None:
    graph = build_graph(SNAPSHOT)
    assert graph.nodes[KOK]["label"] == "kok"
    assert graph.nodes[KOK]["isco"] == "5120"
    assert "cost_eurocent" not in graph.nodes[LEERBAAN]
    assert graph.nodes[LEERBAAN]["duration_weeks"] == 52
    relations = {
        (origin, target, edge["relation"])
        for origin, target, edge in graph.edges(data=True)
        if LEERBAAN in (origin, target)
    }
    assert relations == {
        (LEERBAAN, DIPLOMA, "demands"),
        (LEERBAAN, CHEF, "leads_to"),
        (LEERBAAN, id_of("skill/leidinggeven"), "teaches"),
    }
    asked = graph.get_edge_data(CHEF, id_of("skill/haccp"))
    assert [edge["essential"] for edge in asked.values()] == [False]


def test_two_sources_that_say_the_same_are_two_edges() -> None:
    assert build_graph(SNAPSHOT).number_of_edges(KOK, id_of("skill/koken")) == 2


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_network_tools_read_the_same_graph(format: str, read: object) -> None:
    graph = build_graph(SNAPSHOT)
    again = read(io.BytesIO(exported(format)))  # type: ignore[operator]
    assert set(again.nodes) == set(graph.nodes)
    assert sorted(relation for *_, relation in again.edges(data="relation")) == sorted(
        relation for *_, relation in graph.edges(data="relation")
    )
    assert again.nodes[KOK]["label"] == "kok"


def test_json_ld_gives_every_record_back() -> None:
    quads = list(parse(exported("json-ld"), RdfFormat.JSON_LD))
    graphs = {quad.graph_name for quad in quads}
    assert len(graphs) == 2
    read = [r for graph in graphs for r in decode(quad for quad in quads if quad.graph_name == graph)]
    assert {key_of(record): record for record in read} == SNAPSHOT.by_key


def test_turtle_is_read_by_another_library() -> None:
    graph = rdflib.Graph().parse(data=exported("turtle"), format="turtle")
    names = graph.objects(rdflib.URIRef(KOK), rdflib.SKOS.prefLabel)
    assert list(names) == [rdflib.Literal("kok", lang="nl")]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_content_gives_the_same_bytes(format: str) -> None:
    turned = Snapshot(Revision(1), dict(reversed(SNAPSHOT.by_key.items())))
    assert exported(format, turned) == exported(format)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_graph_and_odd_characters_are_no_trouble(format: str) -> None:
    exported(format, Snapshot(Revision(0), {}))
    odd = replace(skill("koken"), labels=named('a\u0000\u0008<&>"\ud7ff\U0001f600'))
    snapshot = Snapshot(Revision(1), {**SNAPSHOT.by_key, key_of(odd): odd})
    assert exported(format, snapshot)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnsupportedCriterion, match="graphml"):
        exported("xlsx")
