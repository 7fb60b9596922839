"""Values as RDF literals: each of one type exactly, or no spelling at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pyoxigraph import Literal

from graph.stores.rdf_spec import Shape
from graph.stores.rdf_terms import XSD_DATE
from ontology.concepts import Label


class NotSpellable(ValueError):
    """The table has no spelling for this value; the record is kept verbatim."""


def label_literal(label: Label) -> Literal:
    """A label with its language tag."""
    made = Literal(label.text, language=label.lang)
    if made.language != label.lang:  # RDF writes tags in lower case
        raise NotSpellable(f"the language tag {label.lang} would change")
    return made


def plain_literal(value: Any) -> Literal:
    """A text."""
    if not isinstance(value, str):
        raise NotSpellable(f"{value!r} is no text")
    return Literal(value)


def integer_literal(value: Any) -> Literal:
    """A whole number of 64 bits."""
    if type(value) is not int or abs(value) >= 2**63:
        raise NotSpellable(f"{value!r} is no whole number of the usual size")
    return Literal(value)


def boolean_literal(value: Any) -> Literal:
    """True or false."""
    if type(value) is not bool:
        raise NotSpellable(f"{value!r} is neither true nor false")
    return Literal(value)


def date_literal(value: Any) -> Literal:
    """A day."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise NotSpellable(f"{value!r} is no date")
    return Literal(value.isoformat(), datatype=XSD_DATE)


def code_literal(value: Any) -> Literal:
    """A code of a closed list, as text."""
    if not isinstance(value, StrEnum):
        raise NotSpellable(f"{value!r} is not of the closed list")
    return Literal(value.value)


LITERALS: Mapping[Shape, Callable[[Any], Literal]] = {
    Shape.TEXT: plain_literal,
    Shape.INTEGER: integer_literal,
    Shape.BOOLEAN: boolean_literal,
    Shape.DATE: date_literal,
    Shape.CODE: code_literal,
}
