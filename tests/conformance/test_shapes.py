"""The shapes and the types agree: the same valid and invalid records go through both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from graph.stores.base import Revision, Snapshot
from graph.stores.graph_writes import iter_quads
from graph.stores.rdf import Speller, encode
from graph.stores.rdf_spec import SPEC_BY_KIND
from loaders.base import unheard
from loaders.starter.dataset import load_starter
from ontology.errors import InvalidRecord
from ontology.records import TYPE_BY_KIND, Record, key_of
from tests.conformance.draws import records
from tests.conformance.fixtures.invalid import INVALID, SHAPES_LET_THROUGH, TYPES_LET_THROUGH, sample, unchecked
from tests.conformance.samples import EVIDENCE, RECORDS

SHAPES = rdflib.Graph().parse(Path(__file__).resolve().parents[2] / "ontology" / "shapes.ttl")


def told(quads: list[Quad]) -> str:
    """What the shapes say against these quads; empty when nothing."""
    text = serialize((Triple(*list(quad)[:3]) for quad in quads), format=RdfFormat.N_TRIPLES)
    data = rdflib.Graph().parse(data=text, format="nt")
    conforms, _, said = pyshacl.validate(data, shacl_graph=SHAPES)
    return "" if conforms else str(said)


def quads_of(record: Any) -> list[Quad]:
    """The quads of a record that may be invalid, one without evidence among them."""
    if getattr(record, "evidence", True):
        return list(Speller()._by_table(record))
    spelt = Speller()._by_table(unchecked(record, evidence=EVIDENCE))
    predicate = SPEC_BY_KIND[record.kind].evidence
    return [quad for quad in spelt.quads if not str(predicate).endswith(quad.predicate.value.rsplit("#")[-1])]


def refused_by_type(record: Record, changes: dict[str, Any]) -> bool:
    try:
        if "evidence" in changes:
            changes = {**changes, "evidence": tuple(replace(item) for item in changes["evidence"])}
        replace(record, **changes)
    except InvalidRecord:
        return True
    return False


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{type(record).__name__}-{record.id.rsplit('/')[-1]}")
def test_the_shapes_accept_what_the_types_accept(record: Record) -> None:
    assert told(encode(record)) == ""


@pytest.mark.parametrize("kind", sorted(TYPE_BY_KIND))
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_shapes_accept_draws(kind: str, data: st.DataObject) -> None:
    assert told(encode(data.draw(records((kind,))))) == ""


@pytest.mark.parametrize("name", INVALID)
def test_both_refuse_what_is_invalid_but_for_known_gaps(name: str) -> None:
    kind, changes = INVALID[name]
    record = sample(kind)
    assert told(encode(record)) == ""
    assert refused_by_type(record, changes) is (name not in TYPES_LET_THROUGH)
    assert bool(told(quads_of(unchecked(record, **changes)))) is (name not in SHAPES_LET_THROUGH)


def test_the_starter_set_keeps_the_contract() -> None:
    loaded = load_starter([], snapshot=Snapshot(Revision(0), {}), progress=unheard)
    rows = [(key_of(record), record) for record in (*loaded.sources, *loaded.records)]
    for source in {key.source for key, _ in rows}:
        said = told(list(iter_quads(NamedNode(source), [row for row in rows if row[0].source == source])))
        assert said == "", source


def test_the_lists_of_gaps_name_fixtures() -> None:
    assert INVALID.keys() >= TYPES_LET_THROUGH | SHAPES_LET_THROUGH


def test_every_class_has_a_shape() -> None:
    SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    targets = {str(one) for one in SHAPES.objects(None, SH.targetClass)}
    subjects = {str(one) for one in SHAPES.objects(None, SH.targetSubjectsOf)}
    for record in RECORDS:
        quads = encode(record)
        classes = {quad.object.value for quad in quads if quad.predicate.value.endswith("#type")}
        assert classes <= targets
        assert classes - {SH.x} or subjects & {quad.predicate.value for quad in quads}
