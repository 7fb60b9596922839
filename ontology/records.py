"""All kinds of record together: their key, what they refer to, their canonical form and digest."""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from ontology.concepts import Credential, Group, Occupation, Skill, Training
from ontology.errors import InvalidRecord
from ontology.evidence import Source
from ontology.ids import ESCO, ConceptId
from ontology.instruments import Instrument
from ontology.relations import (
    EntryDemands,
    Fee,
    Names,
    Path,
    Proposal,
    Region,
    Requirements,
    Tension,
    Tombstone,
    Transition,
    Wages,
)

Record = (
    Source
    | Occupation
    | Skill
    | Group
    | Credential
    | Training
    | Requirements
    | EntryDemands
    | Names
    | Transition
    | Path
    | Region
    | Fee
    | Instrument
    | Wages
    | Tension
    | Proposal
    | Tombstone
)

RECORD_TYPES: tuple[type[Any], ...] = typing.get_args(Record)
TYPE_BY_KIND: Mapping[str, type[Any]] = {getattr(cls, "kind", "source"): cls for cls in RECORD_TYPES}
#: Kinds that bring their subject into the world; the others say something about it.
CONCEPT_KINDS = frozenset(
    {"source", "occupation", "skill", "group", "credential", "training", "path", "region", "fee", "instrument"}
)


class RecordKey(NamedTuple):
    """What makes a record one of its own: its kind, its subject and the source that states it."""

    kind: str
    id: ConceptId
    source: ConceptId


def kind_of(record: Record) -> str:
    """The kind's name, as in keys and canonical forms."""
    return "source" if isinstance(record, Source) else record.kind


def key_of(record: Record) -> RecordKey:
    """The record's key; a source states itself."""
    if isinstance(record, Source):
        return RecordKey("source", record.id, record.id)
    return RecordKey(record.kind, record.id, record.evidence[0].source)


def may_wait(subject: ConceptId) -> bool:
    """Whether entry demands and names may stand before their subject is loaded: what is of ESCO.

    ESCO is a public vocabulary that not every store holds, and that comes before or after whoever
    states its walls or everyday names. What is said of what isn't there yet waits, and counts as soon as it is.
    """
    return subject.startswith(ESCO)


def references_of(record: Record) -> frozenset[ConceptId]:
    """The ids that must exist as concepts for this record to stand."""
    match record:
        case Source():
            return frozenset()
        case Skill() | Group():
            found = set(record.broader) | (set(record.maps_to) if isinstance(record, Group) else set())
        case Credential():
            found = set(record.implies)
        case Training():
            found = set(record.teaches | record.gives | record.after_jobs | record.leads_to | record.regions)
            found |= record.statutory_fees
            found.update(id for group in record.demands for id in group)
        case Requirements():
            found = {record.id, *record.essential, *record.optional}
        case EntryDemands():
            found = {id for group in record.groups for id in group}
            found |= set() if may_wait(record.id) else {record.id}
        case Names():
            found = set() if may_wait(record.id) else {record.id}
        case Wages() | Tension():
            found = {record.id}
        case Transition():
            found = {record.origin, record.target}
        case Path():
            found = {step.occupation or step.training for step in record.steps} - {None}  # type: ignore[assignment]
        case Instrument():
            found = set(record.regions)
        case Proposal():
            found = {record.target}
        case Tombstone():
            found = {record.replaced_by} if record.replaced_by else set()
        case _:
            found = set()
    region = getattr(record, "region", None)
    if region:
        found.add(region)
    found.update(item.source for item in record.evidence)
    return frozenset(found)


def _encoder(annotation: Any) -> Callable[[Any], Any]:
    """How a value of this type is written; sets sorted, dates as ISO, enums by value."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
        encode = _encoder(inner)
        return lambda value: None if value is None else encode(value)
    if origin is frozenset:
        return lambda value: sorted(value)
    if origin is tuple:
        args = typing.get_args(annotation)
        if len(args) == 2 and args[1] is Ellipsis:
            encode = _encoder(args[0])
            return lambda value: [encode(item) for item in value]
        return list
    if isinstance(annotation, type) and hasattr(annotation, "__dataclass_fields__"):
        return lambda value: canonical(value)
    if annotation is date:
        return lambda value: value.isoformat()
    return lambda value: value


def _decoder(annotation: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
        decode = _decoder(inner)
        return lambda value: None if value is None else decode(value)
    if origin is frozenset:
        return frozenset
    if origin is tuple:
        args = typing.get_args(annotation)
        if len(args) == 2 and args[1] is Ellipsis:
            decode = _decoder(args[0])
            return lambda value: tuple(map(decode, value))
        return tuple
    if isinstance(annotation, type) and hasattr(annotation, "__dataclass_fields__"):
        return lambda value: _build(annotation, value)
    if annotation is date:
        return date.fromisoformat
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return annotation
    return lambda value: value


class _Codec(NamedTuple):
    """How one type is written and read: its fields, what reads each, and those that are None when left out."""

    fields: tuple[tuple[str, Callable[[Any], Any], Any], ...]
    decode: Mapping[str, Callable[[Any], Any]]
    none_when_absent: Mapping[str, None]


@cache
def _codec(cls: type[Any]) -> _Codec:
    hints = typing.get_type_hints(cls)
    may_lack = {
        f.name: None
        for f in fields(cls)
        if type(None) in typing.get_args(hints[f.name]) and not isinstance(f.default, type(None))
    }
    return _Codec(
        tuple((f.name, _encoder(hints[f.name]), f.default) for f in fields(cls)),
        {f.name: _decoder(hints[f.name]) for f in fields(cls)},
        may_lack,
    )


def canonical(value: Any) -> dict[str, Any]:
    """A record or a part of one as plain JSON values; what equals its default is left out."""
    out: dict[str, Any] = {}
    cls: Any = type(value)
    for name, encode, default in _codec(cls).fields:
        item = getattr(value, name)
        if item is None or item == default:
            continue
        out[name] = encode(item)
    return out


def _build(cls: Any, data: Mapping[str, Any]) -> Any:
    codec = _codec(cls)
    unknown = sorted(data.keys() - codec.decode.keys())
    if unknown:
        raise InvalidRecord(str(data.get("id", cls.__name__)), f"unknown fields: {', '.join(unknown)}")
    values = {name: codec.decode[name](item) for name, item in data.items()}
    return cls(**{**codec.none_when_absent, **values})


def record_of(kind: str, data: Mapping[str, Any]) -> Record:
    """The record that ``canonical`` wrote.

    Raises:
        InvalidRecord: unknown kind or field, or a value that the type refuses.
    """
    if kind not in TYPE_BY_KIND:
        raise InvalidRecord(kind, f"unknown kind of record; expected one of {', '.join(sorted(TYPE_BY_KIND))}")
    record: Record = _build(TYPE_BY_KIND[kind], data)
    return record


def canonical_bytes(record: Record) -> bytes:
    """The record's canonical JSON: kind first, keys sorted, no white space, UTF-8."""
    body = {"kind": kind_of(record), **canonical(record)}
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest_of(records: Iterable[Record]) -> str:
    """SHA-256 over the sorted hashes of the records: equal content, equal digest, in any order."""
    hashes = sorted(hashlib.sha256(canonical_bytes(record)).digest() for record in records)
    return hashlib.sha256(b"".join(hashes)).hexdigest()
