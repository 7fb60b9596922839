"""The ontology and the JSON-LD context say the same as the code that writes RDF."""

from __future__ import annotations

import json
import re
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from graph.stores.rdf_spec import SPEC_BY_KIND
from graph.stores.rdf_terms import PREFIXES
from ontology.ids import ONTOLOGY

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
