"""Every record survives the way to RDF and back, alone and beside others on the same subject."""

from __future__ import annotations

from dataclasses import fields
from itertools import combinations
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from graph.stores.rdf import VERBATIM, Speller, encode
from graph.stores.rdf_reading import decode
from graph.stores.rdf_spec import SPEC_BY_KIND
from graph.stores.rdf_terms import RDF_TYPE, term
from ontology.concepts import Label, LabelKind, Occupation
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ConceptId
from ontology.records import CONCEPT_KINDS, TYPE_BY_KIND, Record, key_of
from ontology.relations import Requirements
from tests.conformance.draws import SOURCES, records

EVIDENCE = (Evidence(source=SOURCES[0], kind=EvidenceKind.OFFICIAL),)


@pytest.mark.parametrize("kind", sorted(TYPE_BY_KIND))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_record_survives(kind: str, data: st.DataObject) -> None:
    record = data.draw(records((kind,)))
    assert decode(encode(record)) == [record]
    assert decode(Speller().spell(record, verbatim=True)) == [record]


@given(found=st.lists(records(), max_size=6))
def test_records_on_one_subject_stay_apart(found: list[Record]) -> None:
    by_key = {key_of(record): record for record in found}
    concepts: set[tuple[str, str]] = set()
    quads = []
    for key, record in by_key.items():
        twice = key.kind in CONCEPT_KINDS and (key.id, key.source) in concepts
        concepts.update({(key.id, key.source)} if key.kind in CONCEPT_KINDS else ())
        quads += Speller(NamedNode("urn:graph:" + quote(key.source, safe=""))).spell(record, verbatim=twice)
    read = [
        record
        for graph in {quad.graph_name for quad in quads}
        for record in decode(quad for quad in quads if quad.graph_name == graph)
    ]
    assert {key_of(record): record for record in read} == by_key


def test_what_is_said_about_a_concept_uses_predicates_of_its_own() -> None:
    on_the_subject = [spec for spec in SPEC_BY_KIND.values() if not spec.about]
    shared = {
        (one.kind, other.kind): one.predicates & other.predicates
        for one, other in combinations(on_the_subject, 2)
        if not {one.kind, other.kind} <= CONCEPT_KINDS and one.predicates & other.predicates
    }
    assert shared == {}


def test_every_kind_has_a_spelling_and_every_field_is_in_it() -> None:
    for kind, cls in TYPE_BY_KIND.items():
        spelt = {field.name for field in SPEC_BY_KIND[kind].fields}
        assert spelt == {field.name for field in fields(cls)} - {"id", "evidence"}, kind


def test_it_reads_as_skos_and_esco() -> None:
    kok, koken = ConceptId("http://x.nl/kok"), ConceptId("http://x.nl/koken")
    occupation = Occupation(id=kok, labels=(Label(LabelKind.PREF, "nl", "kok"),), evidence=EVIDENCE)
    triples = {(quad.subject, quad.predicate, quad.object) for quad in encode(occupation)}
    assert (NamedNode(kok), RDF_TYPE, term("esco:Occupation")) in triples
    assert (NamedNode(kok), term("skos:prefLabel"), Literal("kok", language="nl")) in triples
    asked = Requirements(id=kok, essential=frozenset({koken}), evidence=EVIDENCE)
    triples = {(quad.subject, quad.predicate, quad.object) for quad in encode(asked)}
    assert (NamedNode(kok), term("esco:relatedEssentialSkill"), NamedNode(koken)) in triples


@pytest.mark.parametrize("label", [Label(LabelKind.PREF, "nl-NL", "kok"), Label(LabelKind.PREF, "", "kok")])
def test_what_rdf_would_change_is_kept_verbatim(label: Label) -> None:
    record = Occupation(id=ConceptId("http://x.nl/kok"), labels=(label,), evidence=EVIDENCE)
    quads = encode(record)
    assert VERBATIM in {quad.object for quad in quads}
    assert decode(quads) == [record]


def test_evidence_is_one_node_for_many_records() -> None:
    speller = Speller()
    made = [Occupation(id=ConceptId(f"http://x.nl/{name}"), labels=(), evidence=EVIDENCE) for name in ("kok", "bakker")]
    nodes = [set(speller.spell(record).evidence) for record in made]
    assert nodes[0] == nodes[1]
    assert len(nodes[0]) == 1
