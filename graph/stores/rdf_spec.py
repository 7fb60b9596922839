"""How each kind of record is spelt in RDF: one table of classes and predicates.

Kinds that bring a concept into the world share SKOS and Dublin Core predicates; a subject is one
concept, so they don't meet. What is said *about* a concept either has a node of its own
(``about``), or predicates that no other kind uses, so that one kind is read and taken away exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ontology.concepts import LabelKind


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


def _spec(
    kind: str, types: str, evidence: str | None = "lp:evidence", about: str | None = None, **rows: str
) -> KindSpec:
    """One row of the table; a field reads ``shape predicate…``."""
    parts = {name: row.split() for name, row in rows.items()}
    fields = (FieldSpec(name, _SHAPES[row[0]], tuple(row[1:])) for name, row in parts.items())
    return KindSpec(kind, tuple(types.split()), evidence, tuple(fields), about)


_SPECS = (
    _spec(
        "source",
        "lp:Source",
        evidence=None,
        name="text dct:title",
        publisher="text dc:publisher",
        version="text owl:versionInfo",
        licence="text dc:rights",
        issued="date dct:issued",
        url="text lp:url",
        sha256="text lp:sha256",
        attribution="text dct:bibliographicCitation",
    ),
    _spec(
        "occupation",
        "esco:Occupation",
        labels=f"labels {SKOS_LABELS}",
        isco="text lp:iscoUnit",
        brc="texts lp:brcGroup",
        level="integer lp:nlqfLevel",
        regulated="boolean lp:regulated",
        open_entry="boolean lp:openEntry",
        sector="text lp:sector",
        description="text dct:description",
    ),
    _spec(
        "skill",
        "esco:Skill",
        labels=f"labels {SKOS_LABELS}",
        skill_kind="code lp:skillKind",
        reuse="text lp:reuseLevel",
        broader="iris skos:broader",
        description="text dct:description",
    ),
    _spec(
        "group",
        "lp:Group",
        labels=f"labels {SKOS_LABELS}",
        scheme="text lp:scheme",
        code="text skos:notation",
        broader="iris skos:broader",
        maps_to="iris skos:closeMatch",
        description="text dct:description",
    ),
    _spec(
        "credential",
        "lp:Credential",
        labels=f"labels {SKOS_LABELS}",
        credential_kind="code lp:credentialKind",
        level="integer lp:nlqfLevel",
        issuer="text lp:issuer",
        implies="iris lp:implies",
        valid_for="integer lp:validForWeeks",
        obtained="text lp:obtained",
        description="text dct:description",
    ),
    _spec(
        "training",
        "lp:Training",
        labels=f"labels {SKOS_LABELS}",
        training_kind="code lp:trainingKind",
        mode="code lp:mode",
        duration="integer lp:duration",
        cost="integer lp:cost",
        load="integer lp:weeklyLoad",
        paid="boolean lp:paid",
        level="integer lp:nlqfLevel",
        code="text dct:identifier",
        fee="text lp:fee",
        statutory_fees="iris lp:statutoryFee",
        teaches="iris lp:teaches",
        gives="iris lp:gives",
        demands="groups lp:entryGroup",
        entry_level="integer lp:entryLevel",
        entry_dutch="text lp:entryDutch",
        after_jobs="iris lp:afterJob",
        leads_to="iris lp:leadsTo",
        provider="text lp:provider",
        national="boolean lp:national",
        regions="iris lp:region",
        starts="ordered lp:start",
        note="text skos:note",
        description="text dct:description",
    ),
    _spec(
        "path",
        "lp:Path",
        labels=f"labels {SKOS_LABELS}",
        steps="steps lp:step",
        sector="text lp:sector",
        owner="text lp:owner",
        status="text lp:status",
        unknown="text lp:unknown",
        description="text dct:description",
    ),
    _spec(
        "region",
        "lp:Region",
        labels=f"labels {SKOS_LABELS}",
        code="text skos:notation",
        gemeenten="gemeenten lp:gemeente",
    ),
    _spec(
        "fee",
        "lp:Fee",
        labels=f"labels {SKOS_LABELS}",
        amounts="amounts lp:feeAmount",
        law="text lp:law",
        article="text lp:article",
        description="text dct:description",
    ),
    _spec(
        "requirements",
        "",
        evidence="lp:requirementsEvidence",
        essential="iris esco:relatedEssentialSkill",
        optional="iris esco:relatedOptionalSkill",
    ),
    _spec(
        "names",
        "",
        evidence="lp:namesEvidence",
        labels="labels lp:extraPrefLabel lp:extraAltLabel lp:extraHiddenLabel",
        relation="text lp:nameRelation",
    ),
    _spec(
        "entry-demands",
        "lp:EntryDemands",
        about="lp:demandedFor",
        groups="groups lp:demandGroup",
        basis="code lp:basis",
        law="text lp:law",
        article="text lp:article",
        since="date lp:since",
        note="text skos:note",
    ),
    _spec(
        "wages",
        "lp:Wages",
        about="lp:wagesOf",
        year="integer lp:year",
        p25="integer lp:p25",
        p50="integer lp:p50",
        p75="integer lp:p75",
        employees="integer lp:employees",
    ),
    _spec(
        "tension",
        "lp:Tension",
        about="lp:tensionOf",
        market="integer lp:marketClass",
        period="text lp:period",
        region="iri lp:region",
    ),
    _spec(
        "transition",
        "lp:Transition",
        evidence="lp:transitionEvidence",
        origin="iri lp:origin",
        target="iri lp:target",
        count="integer lp:count",
        period="text lp:countedIn",
        region="iri lp:countedRegion",
    ),
    _spec(
        "proposal",
        "lp:Proposal",
        evidence="lp:proposalEvidence",
        subject="text lp:proposedFor",
        target="iri lp:proposedTarget",
        reason="text lp:proposalReason",
    ),
    _spec(
        "tombstone",
        "lp:Withdrawn",
        evidence="lp:withdrawalEvidence",
        withdrawn="date lp:withdrawn",
        reason="text lp:withdrawalReason",
        replaced_by="iri dct:isReplacedBy",
    ),
)

SPEC_BY_KIND: Mapping[str, KindSpec] = {spec.kind: spec for spec in _SPECS}
LABEL_KINDS: tuple[LabelKind, ...] = (LabelKind.PREF, LabelKind.ALT, LabelKind.HIDDEN)
