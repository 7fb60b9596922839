"""Who says so: sources and evidence. A record without evidence is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ontology.errors import InvalidRecord
from ontology.ids import ConceptId


class EvidenceKind(StrEnum):
    """How a statement came to be; the order is from firm to inferred."""

    OFFICIAL = "official"  #: published by who is responsible for it
    CURATED = "curated"  #: written or decided by people for this graph
    OBSERVED = "observed"  #: counted from what people did
    DERIVED = "derived"  #: worked out by a stated rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One version of one publication that statements rest on.

    ``sha256`` is over the bytes that were read; ``attribution`` is the line that its licence asks for.
    """

    id: ConceptId
    name: str
    publisher: str
    version: str
    licence: str
    issued: date | None = None
    url: str | None = None
    sha256: str | None = None
    attribution: str | None = None

    def __post_init__(self) -> None:
        for field in ("name", "publisher", "version", "licence"):
            if not getattr(self, field).strip():
                raise InvalidRecord(self.id, f"a source needs a {field}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """That a source states this, of which kind, since when, and for derived statements how.

    ``check`` marks what somebody who knows should look at before it is relied on.
    """

    source: ConceptId
    kind: EvidenceKind
    stated: date | None = None
    how: str | None = None
    check: bool = False

    def __post_init__(self) -> None:
        if self.kind is EvidenceKind.DERIVED and not self.how:
            raise InvalidRecord(self.source, "derived evidence must say how it was derived")
