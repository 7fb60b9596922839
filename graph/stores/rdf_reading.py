"""From RDF back to records, by the same table that ``rdf`` writes by."""

from __future__ import annotations

import json
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields as fields_of
from datetime import date
from functools import cache, lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graph.stores.rdf import PARTS, VERBATIM
from graph.stores.rdf_spec import LABEL_KINDS, PART_BY_PREDICATE, SPEC_BY_KIND, FieldSpec, KindSpec, Shape, order_of
from graph.stores.rdf_terms import PREFIXES, term
from ontology.concepts import Label
from ontology.errors import StoreUnavailable
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ConceptId
from ontology.instruments import Condition, Rule
from ontology.quantities import EuroCent
from ontology.records import TYPE_BY_KIND, Record, record_of
from ontology.relations import FeeAmount, PathStep

Properties = dict[str, list[Any]]  #: what stands on one subject: objects by predicate
Parts = Mapping[str, Properties]  #: the nodes that belong to records: evidence, groups, steps, gemeenten

_TYPE = PREFIXES["rdf"] + "type"
_PART_TYPES_BY_KIND: Mapping[str, type[Any]] = {"condition": Condition, "rule": Rule}
_PART_TYPES = frozenset(node.value for node in PARTS)


def decode(quads: Iterable[Quad]) -> list[Record]:
    """Every record that these quads of one graph spell, in no particular order."""
    subjects: dict[str, Properties] = {}
    for quad in quads:
        properties = subjects.setdefault(_value(quad.subject), {})
        properties.setdefault(quad.predicate.value, []).append(quad.object)
    return [record for subject, found in subjects.items() for record in records_on(subject, found, subjects)]


def iter_records(quads: Iterable[Quad], parts: Parts) -> Iterator[Record]:
    """The records in a stream of one graph's quads in which each subject's quads stand together."""
    last, found = "", Properties()
    seen: set[str] = set()
    for quad in quads:
        subject = _value(quad.subject)
        if subject != last:
            if found:
                yield from records_on(last, found, parts)
            if subject in seen:  # the index orders by subject; if that ever ends, say so at once
                raise StoreUnavailable("the store no longer hands out a graph subject by subject")
            seen.add(subject)
            last, found = subject, {}
        found.setdefault(quad.predicate.value, []).append(quad.object)
    if found:
        yield from records_on(last, found, parts)


def records_on(subject: str, found: Properties, parts: Parts) -> Iterator[Record]:
    """The records whose own subject this is; a part of a record gives none."""
    names = [item.value for item in found.get(_TYPE, ())]
    if VERBATIM.value in names:
        body = json.loads(_one(found, "lp:json").value)
        yield record_of(body.pop("kind"), body)
        return
    if _PART_TYPES.intersection(names):
        return
    for spec in _kinds_of(names, found):
        yield _record(spec, subject, found, parts)


def _value(node: Any) -> str:
    return str(node.value)


@cache
def _full(name: str) -> str:
    return term(name).value


@cache
def _markers() -> tuple[Mapping[str, KindSpec], tuple[tuple[str, KindSpec], ...]]:
    """The kinds by class, and those that have no class by their evidence predicate."""
    specs = SPEC_BY_KIND.values()
    by_type = {_full(name): spec for spec in specs for name in spec.types}
    return by_type, tuple((_full(spec.marker), spec) for spec in specs if not spec.types)


def _kinds_of(names: Iterable[str], found: Properties) -> list[KindSpec]:
    by_type, by_predicate = _markers()
    specs = [by_type[name] for name in names if name in by_type]
    return specs + [spec for predicate, spec in by_predicate if predicate in found]


def _record(spec: KindSpec, subject: str, found: Properties, parts: Parts) -> Record:
    id = _one(found, spec.about).value if spec.about else subject
    values: dict[str, Any] = {"id": sys.intern(id)}
    for field, names, read, absent in _readable(spec):
        if any(name in found for name in names):
            values[field.name] = read(found, names, parts)
        else:
            values[field.name] = absent
    if spec.evidence:
        nodes = _in_order(found, _full(spec.evidence), _full(order_of(spec.evidence)))
        values["evidence"] = tuple(_evidence(parts[node]) for node in nodes)
    record: Record = TYPE_BY_KIND[spec.kind](**values)
    return record


Reader = Callable[[Properties, tuple[str, ...], Parts], Any]


@cache
def _readable(spec: KindSpec) -> tuple[tuple[FieldSpec, tuple[str, ...], Reader, Any], ...]:
    """Each field with its predicates, how it is read, and what absence means."""
    cls = _PART_TYPES_BY_KIND.get(spec.kind) or TYPE_BY_KIND[spec.kind]
    hints = typing.get_type_hints(cls)
    defaults = {field.name: field.default for field in fields_of(cls)}
    rows = []
    for field in spec.fields:
        absent: Any = _ABSENT.get(field.shape)
        if field.shape is Shape.BOOLEAN and defaults[field.name] is False:
            absent = False
        if field.shape is Shape.CODE:
            read = _code_reader(hints[field.name])
        elif field.shape is Shape.PARTS:
            read = _part_reader(PART_BY_PREDICATE[field.predicates[0]])
        else:
            read = _READERS[field.shape]
        rows.append((field, tuple(map(_full, field.predicates)), read, absent))
    return tuple(rows)


_ABSENT: Mapping[Shape, Any] = {
    Shape.IRIS: frozenset(),
    Shape.TEXTS: frozenset(),
    Shape.ORDERED: (),
    Shape.LABELS: (),
    Shape.GROUPS: (),
    Shape.STEPS: (),
    Shape.GEMEENTEN: (),
    Shape.AMOUNTS: (),
    Shape.PARTS: (),
}


def _one(found: Properties, name: str | None) -> NamedNode | Literal:
    """The one object of a prefixed predicate."""
    value: NamedNode | Literal = found[_full(str(name))][0]
    return value


def _code_reader(hint: Any) -> Reader:
    union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    code = next(arg for arg in typing.get_args(hint) if arg is not type(None)) if union else hint
    return lambda found, names, parts: code(found[names[0]][0].value)


def _part_reader(spec: KindSpec) -> Reader:
    """Parts in their order, each read by its own table."""

    def read(found: Properties, names: tuple[str, ...], parts: Parts) -> tuple[Any, ...]:
        return tuple(_part(spec, part, parts) for part in _by_position(found, names[0], parts))

    return read


def _part(spec: KindSpec, found: Properties, parts: Parts) -> Any:
    values = {
        field.name: read(found, names, parts) if names[0] in found else absent
        for field, names, read, absent in _readable(spec)
    }
    return _PART_TYPES_BY_KIND[spec.kind](**values)


def _read_text(found: Properties, names: tuple[str, ...], parts: Parts) -> str:
    return str(found[names[0]][0].value)


def _read_integer(found: Properties, names: tuple[str, ...], parts: Parts) -> int:
    return int(found[names[0]][0].value)


def _read_boolean(found: Properties, names: tuple[str, ...], parts: Parts) -> bool:
    return bool(found[names[0]][0].value == "true")


def _read_date(found: Properties, names: tuple[str, ...], parts: Parts) -> date:
    return date.fromisoformat(found[names[0]][0].value)


def _read_iri(found: Properties, names: tuple[str, ...], parts: Parts) -> str:
    return sys.intern(found[names[0]][0].value)


def _read_iris(found: Properties, names: tuple[str, ...], parts: Parts) -> frozenset[str]:
    return frozenset(sys.intern(item.value) for item in found[names[0]])


def _read_texts(found: Properties, names: tuple[str, ...], parts: Parts) -> frozenset[str]:
    return frozenset(item.value for item in found[names[0]])


def _in_order(found: Properties, name: str, order: str) -> list[str]:
    if order in found:
        values: list[str] = json.loads(found[order][0].value)
        return values
    return sorted(item.value for item in found[name])


def _read_ordered(found: Properties, names: tuple[str, ...], parts: Parts) -> tuple[str, ...]:
    return tuple(_in_order(found, names[0], names[0] + "Order"))


def _read_labels(found: Properties, names: tuple[str, ...], parts: Parts) -> tuple[Label, ...]:
    return tuple(
        Label(kind, sys.intern(item.language), item.value)
        for kind, name in zip(LABEL_KINDS, names, strict=True)
        for item in found.get(name, ())
    )


def _read_groups(found: Properties, names: tuple[str, ...], parts: Parts) -> tuple[frozenset[ConceptId], ...]:
    members = _full("lp:anyOf")
    groups = (parts[node.value][members] for node in found[names[0]])
    return tuple(frozenset(ConceptId(sys.intern(id.value)) for id in group) for group in groups)


def _by_position(found: Properties, name: str, parts: Parts) -> list[Properties]:
    nodes = (parts[node.value] for node in found[name])
    return sorted(nodes, key=lambda part: int(_one(part, "lp:position").value))


def _text(part: Properties, name: str) -> str | None:
    return str(_one(part, name).value) if _full(name) in part else None


def _read_steps(found: Properties, names: tuple[str, ...], parts: Parts) -> tuple[PathStep, ...]:
    return tuple(
        PathStep(
            occupation=_id(_text(part, "lp:stepOccupation")),
            training=_id(_text(part, "lp:stepTraining")),
            condition=_text(part, "lp:condition"),
            note=_text(part, "skos:note"),
        )
        for part in _by_position(found, names[0], parts)
    )


def _id(text: str | None) -> ConceptId | None:
    return None if text is None else ConceptId(sys.intern(text))


def _read_gemeenten(found: Properties, names: tuple[str, ...], parts: Parts) -> tuple[tuple[str, str], ...]:
    ordered = _by_position(found, names[0], parts)
    return tuple((_one(part, "skos:notation").value, _one(part, "rdfs:label").value) for part in ordered)


def _read_amounts(found: Properties, names: tuple[str, ...], parts: Parts) -> tuple[FeeAmount, ...]:
    nodes = [parts[node.value] for node in found[names[0]]]
    amounts = (FeeAmount(_one(p, "lp:schoolYear").value, EuroCent(int(_one(p, "lp:amount").value))) for p in nodes)
    return tuple(sorted(amounts))


def _evidence(part: Properties) -> Evidence:
    source, kind = _one(part, "prov:wasDerivedFrom").value, _one(part, "lp:evidenceKind").value
    return _made(source, kind, _text(part, "dct:date"), _text(part, "lp:how"), _text(part, "lp:check") == "true")


@lru_cache(maxsize=10_000)
def _made(source: str, kind: str, stated: str | None, how: str | None, check: bool) -> Evidence:
    """One object for equal evidence: most records of a source share a single one."""
    day = date.fromisoformat(stated) if stated else None
    return Evidence(source=ConceptId(source), kind=EvidenceKind(kind), stated=day, how=how, check=check)


_READERS: Mapping[Shape, Reader] = {
    Shape.TEXT: _read_text,
    Shape.INTEGER: _read_integer,
    Shape.BOOLEAN: _read_boolean,
    Shape.DATE: _read_date,
    Shape.IRI: _read_iri,
    Shape.IRIS: _read_iris,
    Shape.TEXTS: _read_texts,
    Shape.ORDERED: _read_ordered,
    Shape.LABELS: _read_labels,
    Shape.GROUPS: _read_groups,
    Shape.STEPS: _read_steps,
    Shape.GEMEENTEN: _read_gemeenten,
    Shape.AMOUNTS: _read_amounts,
}
