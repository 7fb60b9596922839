"""Whether plain JSON has exactly the shape of a record in canonical form; the types themselves check values only."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from typing import Any

from ontology.errors import InvalidRecord
from ontology.ids import parse_id
from ontology.records import TYPE_BY_KIND, Record, key_of, record_of, references_of

Misfit = tuple[str, str]  #: where, and what is wrong there


def exact_record(body: Any, place: str) -> Record:
    """The record that canonical JSON from outside states, its ``kind`` among its fields.

    Raises:
        InvalidRecord: it is none; the message says where and what was expected.
    """
    if not isinstance(body, dict):
        raise InvalidRecord(place, "expected an object")
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in TYPE_BY_KIND:
        raise InvalidRecord(f"{place}.kind", f"expected one of {', '.join(sorted(TYPE_BY_KIND))}")
    stated = {name: value for name, value in body.items() if name != "kind"}
    for where, problem in misfits(TYPE_BY_KIND[kind], stated, place):
        raise InvalidRecord(where, problem)
    try:
        record = record_of(kind, stated)
        for id in sorted({record.id, key_of(record).source, *references_of(record)}):
            parse_id(id)
    except (InvalidRecord, ValueError) as error:
        raise InvalidRecord(place, str(error)) from error
    return record


def misfits(annotation: Any, data: Any, place: str) -> Iterator[Misfit]:
    """Every place in JSON data that has another shape than a type asks for."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        if data is not None:
            (inner,) = [arg for arg in args if arg is not type(None)]
            yield from misfits(inner, data, place)
    elif origin in (frozenset, tuple):
        yield from _of_list(args, data, place)
    elif hasattr(annotation, "__dataclass_fields__"):
        yield from _of_object(annotation, data, place)
    elif hasattr(annotation, "__supertype__"):
        yield from misfits(annotation.__supertype__, data, place)
    elif issubclass(annotation, StrEnum):
        if not isinstance(data, str) or data not in set(annotation):
            yield place, f"expected one of {', '.join(annotation)}"
    elif annotation is date:
        if not _is_date(data):
            yield place, "expected a date such as 2026-01-31"
    elif type(data) is not annotation:
        yield place, f"expected {_NAMES.get(annotation, annotation.__name__)}"


_NAMES = {str: "a text", int: "a whole number", bool: "true or false", float: "a number"}


def _of_list(args: tuple[Any, ...], data: Any, place: str) -> Iterator[Misfit]:
    if not isinstance(data, list):
        yield place, "expected a list"
        return
    several = len(args) == 1 or args[1] is Ellipsis
    if not several and len(data) != len(args):
        yield place, f"expected {len(args)} items"
        return
    for number, item in enumerate(data):
        yield from misfits(args[0] if several else args[number], item, f"{place}.{number}")


def _of_object(cls: Any, data: Any, place: str) -> Iterator[Misfit]:
    if not isinstance(data, dict):
        yield place, "expected an object"
        return
    hints = typing.get_type_hints(cls)
    known = {field.name: field for field in fields(cls)}
    for name in sorted(data.keys() - known.keys()):
        yield f"{place}.{name}", "there is no such field"
    for name, field in known.items():
        if name in data:
            yield from misfits(hints[name], data[name], f"{place}.{name}")
        elif field.default is MISSING and field.default_factory is MISSING and not _may_lack(hints[name]):
            yield f"{place}.{name}", "is missing"


def _may_lack(annotation: Any) -> bool:
    return type(None) in typing.get_args(annotation)


def _is_date(data: Any) -> bool:
    try:
        return bool(date.fromisoformat(data).isoformat() == data)
    except (TypeError, ValueError):
        return False
