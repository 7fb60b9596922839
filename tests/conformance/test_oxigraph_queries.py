"""What a hand-written query sees of a store in a folder: named graphs, earlier revisions, reading only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.stores.base import Put, Revision
from graph.stores.oxigraph import OxigraphStore
from graph.stores.rdf_terms import GRAPHS
from ontology.errors import UnsupportedCriterion
from tests.conformance.samples import RECORDS, SOURCE, occupation, skill
from tests.conformance.test_stores import put


@pytest.fixture
def store(tmp_path: Path) -> OxigraphStore:
    opened = OxigraphStore(tmp_path / "kg")
    put(opened, *map(Put, RECORDS))
    return opened


def test_a_named_graph_holds_one_version_of_one_source(store: OxigraphStore) -> None:
    graphs = {row["g"].value for row in store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s a esco:Occupation } }")}
    assert graphs == {f"{GRAPHS}proef/1/r1"}
    put(store, Put(replace(SOURCE, version="2")))
    graphs = {row["g"].value for row in store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s a esco:Occupation } }")}
    assert graphs == {f"{GRAPHS}proef/2/r2"}


def test_a_query_can_ask_an_earlier_revision(store: OxigraphStore) -> None:
    put(store, Put(skill("snijden")), Put(replace(occupation("keukenhulp"), sector="zorg")))
    put(store, Put(replace(SOURCE, version="2")))
    assert [_count(store, "?s a esco:Skill", Revision(at)) for at in range(4)] == [0, 3, 4, 4]
    assert _count(store, '?s lp:sector "zorg"', Revision(1)) == 0
    assert _count(store, "GRAPH ?g { ?r a lp:Revision }") == 3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:8000/> { ?s ?p ?o } }",
        "SELECT * { service\n?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE SILENT <http://a/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . # x\n SERVICE <http://a/> { ?s ?p ?o } }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "geen vraag",
    ],
)
def test_only_reading_and_only_here(store: OxigraphStore, query: str) -> None:
    with pytest.raises(UnsupportedCriterion):
        store.query(query)


def test_the_word_service_is_no_crime(store: OxigraphStore) -> None:
    rows = store.query(
        'SELECT ?service { ?s skos:prefLabel ?service FILTER(STR(?service) != "SERVICE <x>") } # service'
    )
    assert len(list(rows)) > 5


def _count(store: OxigraphStore, pattern: str, at: Revision | None = None) -> int:
    (row,) = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}", at)
    return int(row["n"].value)
