"""The public data contract (``ontology/shapes.ttl``) put to the records of one source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from graph.stores.rdf import Speller
from ontology.ids import short_of
from ontology.records import Record, RecordKey, key_of

SHAPES = Path(__file__).parent.parent / "ontology" / "shapes.ttl"


def can_check() -> bool:
    """Whether the SHACL engine is installed; it comes with what tests need, not with the product."""
    return find_spec("pyshacl") is not None


def iter_breaches(records: Iterable[Record]) -> Iterator[tuple[RecordKey, str]]:
    """What the shapes say against the records of one source: which record, and what."""
    import pyshacl
    import rdflib
    from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

    speller, key_by_subject, triples = Speller(), dict[str, RecordKey](), set[Triple]()
    for record in records:
        for quad in speller.spell(record):
            if isinstance(quad.subject, NamedNode):
                key_by_subject.setdefault(quad.subject.value, key_of(record))
            triples.add(Triple(quad.subject, quad.predicate, quad.object))
    data = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    _, found, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES))
    SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in sorted(found.subjects(rdflib.RDF.type, SH.ValidationResult), key=lambda one: str(one)):
        subject = str(found.value(result, SH.focusNode))
        if subject in key_by_subject:
            path, message = found.value(result, SH.resultPath), found.value(result, SH.resultMessage)
            yield key_by_subject[subject], f"{_short(path)}: {message}" if path else str(message)


def _short(path: object) -> str:
    return short_of(str(path)).rpartition("#")[2].rpartition("/")[2]
