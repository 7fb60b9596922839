"""What a row of the RDF table is: classes, fields with their predicates, and the shape of each value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Shape(Enum):
    """What a field's value looks like in RDF."""

    TEXT = "one text"
    INTEGER = "one whole number"
    BOOLEAN = "true or false"
    DATE = "one date"
    CODE = "one code of a closed list, as text"
    IRI = "one id"
    IRIS = "a set of ids"
    TEXTS = "a set of texts"
    ORDERED = "texts in an order"
    LABELS = "labels with a language, one predicate per kind of label"
    GROUPS = "any-of groups of credentials, a node each"
    STEPS = "steps of a path, a node each"
    GEMEENTEN = "gemeenten with code and name, a node each"
    AMOUNTS = "amounts of school years, a node each"
    PARTS = "parts of a record in an order, a node each, spelt by a table of their own"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a record: its predicate (label fields have three, in the order of ``LabelKind``)."""

    name: str
    shape: Shape
    predicates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of record: class, evidence predicate, and for statements with a node what they are about."""

    kind: str
    types: tuple[str, ...]
    evidence: str | None
    fields: tuple[FieldSpec, ...]
    about: str | None = None

    @property
    def marker(self) -> str:
        """The predicate that every record of this kind has and no other kind on its subject."""
        return self.evidence or "rdf:type"

    @property
    def predicates(self) -> frozenset[str]:
        """Every predicate that a record of this kind may use on its own subject."""
        own = {predicate for field in self.fields for predicate in field.predicates}
        orders = {order_of(field.predicates[0]) for field in self.fields if field.shape is Shape.ORDERED}
        evidence = {self.evidence, order_of(self.evidence)} if self.evidence else set()
        return frozenset(own | orders | evidence | ({self.about} if self.about else set()))


def order_of(predicate: str) -> str:
    """The predicate that keeps the order of several values, where it isn't the usual one."""
    return "lp:" + predicate.partition(":")[2] + "Order"


_SHAPES = {shape.name.lower(): shape for shape in Shape}
SKOS_LABELS = "skos:prefLabel skos:altLabel skos:hiddenLabel"


def spec(
    kind: str, types: str, evidence: str | None = "lp:evidence", about: str | None = None, **rows: str
) -> KindSpec:
    """One row of the table; a field reads ``shape predicate…``."""
    parts = {name: row.split() for name, row in rows.items()}
    fields = (FieldSpec(name, _SHAPES[row[0]], tuple(row[1:])) for name, row in parts.items())
    return KindSpec(kind, tuple(types.split()), evidence, tuple(fields), about)
