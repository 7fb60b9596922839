"""The ontology and the JSON-LD context say the same as the code that writes RDF."""

from __future__ import annotations

import json
import re
from pathlib import Path

import rdflib
from pyoxigraph import RdfFormat, Triple, serialize
from rdflib.namespace import OWL, RDF, RDFS

from graph.stores.rdf import encode
from graph.stores.rdf_spec import SPEC_BY_KIND
from graph.stores.rdf_terms import PREFIXES
from ontology.ids import BASE, ONTOLOGY
from tests.conformance.samples import OPLEIDING, RECORDS

ROOT = Path(__file__).resolve().parents[2]
DECLARED = rdflib.Graph().parse(ROOT / "ontology" / "loopbaanpad.ttl")
CONTEXT = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]


def used() -> set[str]:
    """Every ``lp:`` name in the code that writes RDF, and the predicates that the table implies."""
    sources = (ROOT / "graph" / "stores").glob("*.py")
    names = {name for path in sources for name in re.findall(r"\blp:(\w+)", path.read_text("utf-8"))}
    implied = {name for spec in SPEC_BY_KIND.values() for name in spec.predicates if name.startswith("lp:")}
    return names | {name.removeprefix("lp:") for name in implied}


def declared() -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    subjects = {str(one) for kind in kinds for one in DECLARED.subjects(RDF.type, kind)}
    return {one.removeprefix(ONTOLOGY) for one in subjects if one.startswith(ONTOLOGY)}


def test_what_is_written_is_declared_and_the_other_way_round() -> None:
    assert used() == declared()


def test_every_term_has_both_languages_and_a_comment() -> None:
    for name in declared():
        term = rdflib.URIRef(ONTOLOGY + name)
        assert {label.language for label in DECLARED.objects(term, RDFS.label)} == {"nl", "en"}, name
        assert list(DECLARED.objects(term, RDFS.comment)), name


def test_ranges_agree_with_the_table() -> None:
    wanted = {"integer": "integer", "boolean": "boolean", "date": "date", "text": "string", "code": "string"}
    for spec in SPEC_BY_KIND.values():
        for field in spec.fields:
            name = field.predicates[0]
            if name.startswith("lp:") and field.shape.name.lower() in wanted:
                range_ = DECLARED.value(rdflib.URIRef(ONTOLOGY + name[3:]), RDFS.range)
                assert str(range_) == PREFIXES["xsd"] + wanted[field.shape.name.lower()], name


def test_the_context_knows_the_prefixes_and_every_term() -> None:
    assert {name: CONTEXT[name] for name in PREFIXES} == PREFIXES
    spelt = {value["@id"] if isinstance(value, dict) else value for value in CONTEXT.values()}
    wanted = {name for spec in SPEC_BY_KIND.values() for name in (*spec.predicates, *spec.types)} - {"rdf:type"}
    assert wanted - spelt == set()


def test_plain_json_becomes_the_rdf_that_is_written() -> None:
    body = {
        "@context": CONTEXT,
        "id": OPLEIDING,
        "type": "Training",
        "prefLabel": {"nl": "Kok"},
        "altLabel": {"nl": ["Opleiding kok"]},
        "trainingKind": "mbo",
        "mode": "bol",
        "duration": 104,
        "cost": 125000,
        "teaches": [f"{BASE}skill/koken", f"{BASE}skill/haccp"],
    }
    said = rdflib.Graph().parse(data=json.dumps(body), format="json-ld")
    record = next(record for record in RECORDS if record.id == OPLEIDING)
    text = serialize((Triple(*list(quad)[:3]) for quad in encode(record)), format=RdfFormat.N_TRIPLES)
    written = rdflib.Graph().parse(data=text, format="nt")
    assert len(said) == 9
    assert set(said) - set(written) == set()
