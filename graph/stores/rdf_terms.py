"""The RDF terms of the model: prefixes, classes and predicates, each under one name."""

from __future__ import annotations

import hashlib

from pyoxigraph import NamedNode

from ontology.ids import BASE, ONTOLOGY

#: Prefixes for queries and exports; the same as in ``ontology/context.jsonld``.
PREFIXES: dict[str, str] = {
    "lp": ONTOLOGY,
    "esco": "http://data.europa.eu/esco/model#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

NODES = BASE + "node/"  #: our nodes for parts of records, named by a hash of what they stand for
GRAPHS = "https://loopbaanpad.example/graph/"  #: named graphs: one per source, version and generation


def term(name: str) -> NamedNode:
    """The node of a prefixed name, such as ``skos:prefLabel``."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def node_iri(*parts: str) -> str:
    """The IRI of a part of a record, the same for the same parts on every machine."""
    return NODES + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


RDF_TYPE = term("rdf:type")
XSD_DATE = term("xsd:date")
XSD_DATETIME = term("xsd:dateTime")
XSD_BOOLEAN = term("xsd:boolean")
XSD_INTEGER = term("xsd:integer")
