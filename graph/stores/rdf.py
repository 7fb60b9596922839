"""Records as RDF that is good to query by hand, and back: nothing is lost on the way.

``rdf_spec`` is the table; this module writes by it, ``rdf_reading`` reads by it. What the table can't spell
(an id that is no IRI by RDF's rules, a language tag in capitals, two concepts under one id) is
kept *verbatim*: a node with the record's canonical JSON, found and read like any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from functools import cache
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from graph.stores.rdf_literals import (
    LITERALS,
    NotSpellable,
    boolean_literal,
    code_literal,
    date_literal,
    integer_literal,
    label_literal,
    plain_literal,
)
from graph.stores.rdf_spec import LABEL_KINDS, PART_BY_PREDICATE, SPEC_BY_KIND, FieldSpec, KindSpec, Shape, order_of
from graph.stores.rdf_terms import NODES, RDF_TYPE, node_iri, term
from ontology.concepts import AnyOf
from ontology.evidence import Evidence
from ontology.records import TYPE_BY_KIND, Record, canonical, canonical_bytes, key_of

Graph = NamedNode | DefaultGraph
Pair = tuple[NamedNode, NamedNode | Literal]

EVIDENCE = term("lp:Evidence")
ANY_OF = term("lp:AnyOf")
STEP = term("lp:PathStep")
GEMEENTE = term("lp:Gemeente")
FEE_AMOUNT = term("lp:FeeAmount")
PARTS = (
    EVIDENCE,
    ANY_OF,
    STEP,
    GEMEENTE,
    FEE_AMOUNT,
    *(term(spec.types[0]) for spec in PART_BY_PREDICATE.values()),
)
VERBATIM = term("lp:VerbatimRecord")
VERBATIM_ID = term("lp:recordId")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A record's own quads, and the evidence nodes that it shares with other records of its graph."""

    quads: tuple[Quad, ...]
    evidence: Mapping[NamedNode, tuple[Quad, ...]]

    def __iter__(self) -> Iterator[Quad]:
        yield from self.quads
        for quads in self.evidence.values():
            yield from quads


class Speller:
    """Spells records into one graph; keeps the nodes that come back often."""

    def __init__(self, graph: Graph | None = None) -> None:
        self.graph: Graph = DefaultGraph() if graph is None else graph
        self._nodes: dict[str, NamedNode] = {}
        self._evidence: dict[Evidence, tuple[NamedNode, tuple[Quad, ...]]] = {}

    def spell(self, record: Record, *, verbatim: bool = False) -> Spelling:
        """The record as quads: by the table when that loses nothing, else verbatim."""
        if not verbatim:
            try:
                return self._by_table(record)
            except ValueError:  # NotSpellable, or what pyoxigraph raises on an IRI or tag it refuses
                pass
        return Spelling(tuple(self._verbatim(record)), {})

    def _by_table(self, record: Record) -> Spelling:
        key = key_of(record)
        spec = SPEC_BY_KIND[key.kind]
        pairs: list[Pair] = []
        quads: list[Quad] = []
        if spec.about:
            subject = NamedNode(node_iri(*key))
            pairs.append((_term(spec.about), self._node(key.id)))
        else:
            subject = self._node(key.id)
        pairs += [(RDF_TYPE, _term(name)) for name in spec.types]
        for field, keeps_false in _writable(spec):
            value = getattr(record, field.name)
            if value is None or (value is False and not keeps_false):
                continue
            quads += _WRITERS[field.shape](self, pairs, field, value, key)
        evidence: dict[NamedNode, tuple[Quad, ...]] = {}
        if spec.evidence:
            nodes = []
            for item in record.evidence:  # type: ignore[union-attr]  # only a source has none
                node, about_node = self._evidence_node(item)
                evidence[node] = about_node
                nodes.append(node.value)
            _in_order(pairs, spec.evidence, nodes, NamedNode)
        graph = self.graph
        quads += [Quad(subject, predicate, value, graph) for predicate, value in pairs]
        return Spelling(tuple(quads), evidence)

    def _verbatim(self, record: Record) -> list[Quad]:
        key = key_of(record)
        node = NamedNode(node_iri("verbatim", *key))
        pairs = (
            (RDF_TYPE, VERBATIM),
            (term("lp:recordKind"), Literal(key.kind)),
            (VERBATIM_ID, Literal(key.id)),
            (term("lp:json"), Literal(canonical_bytes(record).decode())),
        )
        return [Quad(node, predicate, value, self.graph) for predicate, value in pairs]

    def _node(self, id: str) -> NamedNode:
        node = self._nodes.get(id)
        if node is None:
            if id.startswith(NODES):
                raise NotSpellable("an id among our own nodes would be taken for a part of a record")
            node = self._nodes[id] = NamedNode(id)
        return node

    def _part(self, kind: NamedNode, name: tuple[str, ...], pairs: list[Pair]) -> tuple[NamedNode, list[Quad]]:
        node = NamedNode(node_iri(kind.value, *name))
        rows: list[Pair] = [(RDF_TYPE, kind), *pairs]
        return node, [Quad(node, predicate, value, self.graph) for predicate, value in rows]

    def _evidence_node(self, item: Evidence) -> tuple[NamedNode, tuple[Quad, ...]]:
        known = self._evidence.get(item)
        if known is None:
            pairs: list[Pair] = [
                (term("prov:wasDerivedFrom"), self._node(item.source)),
                (term("lp:evidenceKind"), code_literal(item.kind)),
            ]
            if item.stated is not None:
                pairs.append((term("dct:date"), date_literal(item.stated)))
            if item.how is not None:
                pairs.append((term("lp:how"), Literal(item.how)))
            if item.check:
                pairs.append((term("lp:check"), boolean_literal(item.check)))
            name = json.dumps(canonical(item), sort_keys=True, ensure_ascii=False)
            node, quads = self._part(EVIDENCE, (name,), pairs)
            known = self._evidence[item] = (node, tuple(quads))
        return known

    def _write_one(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        pairs.append((_term(field.predicates[0]), LITERALS[field.shape](value)))
        return []

    def _write_iris(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        predicate = _term(field.predicates[0])
        pairs += [(predicate, self._node(id)) for id in ((value,) if field.shape is Shape.IRI else value)]
        return []

    def _write_texts(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        predicate = _term(field.predicates[0])
        pairs += [(predicate, Literal(text)) for text in value]
        return []

    def _write_ordered(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        _in_order(pairs, field.predicates[0], list(value), Literal)
        return []

    def _write_labels(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        predicates = dict(zip(LABEL_KINDS, map(_term, field.predicates), strict=True))
        pairs += [(predicates[label.kind], label_literal(label)) for label in value]
        return []

    def _write_groups(self, pairs: list[Pair], field: FieldSpec, value: tuple[AnyOf, ...], key: Any) -> list[Quad]:
        quads: list[Quad] = []
        for group in value:
            members: list[Pair] = [(term("lp:anyOf"), self._node(id)) for id in sorted(group)]
            node, part = self._part(ANY_OF, (*key, *sorted(group)), members)
            pairs.append((_term(field.predicates[0]), node))
            quads += part
        return quads

    def _write_steps(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        quads: list[Quad] = []
        for position, step in enumerate(value, start=1):
            said: list[Pair] = [(term("lp:position"), integer_literal(position))]
            if step.occupation is not None:
                said.append((term("lp:stepOccupation"), self._node(step.occupation)))
            if step.training is not None:
                said.append((term("lp:stepTraining"), self._node(step.training)))
            if step.condition is not None:
                said.append((term("lp:condition"), Literal(step.condition)))
            if step.note is not None:
                said.append((term("skos:note"), Literal(step.note)))
            node, part = self._part(STEP, (*key, str(position)), said)
            pairs.append((_term(field.predicates[0]), node))
            quads += part
        return quads

    def _write_gemeenten(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        quads: list[Quad] = []
        for position, (code, name) in enumerate(value, start=1):
            said: list[Pair] = [
                (term("lp:position"), integer_literal(position)),
                (term("skos:notation"), Literal(code)),
                (term("rdfs:label"), Literal(name)),
            ]
            node, part = self._part(GEMEENTE, (*key, str(position)), said)
            pairs.append((_term(field.predicates[0]), node))
            quads += part
        return quads

    def _write_amounts(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        quads: list[Quad] = []
        for item in value:
            said: list[Pair] = [
                (term("lp:schoolYear"), plain_literal(item.year)),
                (term("lp:amount"), integer_literal(item.amount)),
            ]
            node, part = self._part(FEE_AMOUNT, (*key, item.year), said)
            pairs.append((_term(field.predicates[0]), node))
            quads += part
        return quads

    def _write_parts(self, pairs: list[Pair], field: FieldSpec, value: Any, key: Any) -> list[Quad]:
        quads: list[Quad] = []
        spec = PART_BY_PREDICATE[field.predicates[0]]
        for position, item in enumerate(value, start=1):
            name = (*key, field.name, str(position))
            said: list[Pair] = [(term("lp:position"), integer_literal(position))]
            for inner in spec.fields:
                stated = getattr(item, inner.name)
                if stated is not None and stated is not False:
                    quads += _WRITERS[inner.shape](self, said, inner, stated, name)
            node, part = self._part(term(spec.types[0]), name, said)
            pairs.append((_term(field.predicates[0]), node))
            quads += part
        return quads


def encode(record: Record, graph: Graph | None = None) -> list[Quad]:
    """One record as quads, its evidence nodes included; ``rdf_reading.decode`` gives it back."""
    return list(Speller(graph).spell(record))


_term = cache(term)


@cache
def _writable(spec: KindSpec) -> tuple[tuple[FieldSpec, bool], ...]:
    """The fields to write, and whether a False is worth writing (it isn't where absence means it)."""
    defaults = {field.name: field.default for field in fields_of(TYPE_BY_KIND[spec.kind])}
    return tuple((field, defaults[field.name] is not False) for field in spec.fields)


def _in_order(pairs: list[Pair], predicate: str, values: list[str], make: Callable[[str], Any]) -> None:
    """Each value once; when they don't stand in plain order, that order beside them."""
    usual = sorted(set(values))
    pairs += [(_term(predicate), make(value)) for value in usual]
    if usual != values:
        pairs.append((_term(order_of(predicate)), Literal(json.dumps(values, ensure_ascii=False))))


_WRITERS: Mapping[Shape, Callable[[Speller, list[Pair], FieldSpec, Any, Any], list[Quad]]] = {
    **dict.fromkeys(LITERALS, Speller._write_one),
    Shape.IRI: Speller._write_iris,
    Shape.IRIS: Speller._write_iris,
    Shape.TEXTS: Speller._write_texts,
    Shape.ORDERED: Speller._write_ordered,
    Shape.LABELS: Speller._write_labels,
    Shape.GROUPS: Speller._write_groups,
    Shape.STEPS: Speller._write_steps,
    Shape.GEMEENTEN: Speller._write_gemeenten,
    Shape.AMOUNTS: Speller._write_amounts,
    Shape.PARTS: Speller._write_parts,
}
