"""The curated graph at rest: five verbs, small enough to implement in a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType, Protocol

from ontology.errors import DanglingReference
from ontology.ids import ConceptId
from ontology.records import CONCEPT_KINDS, Record, RecordKey, digest_of, key_of, references_of

Revision = NewType("Revision", int)  #: 0 is the empty store


@dataclass(frozen=True, slots=True)
class Put:
    """Add this record, or replace the one with the same key."""

    record: Record


@dataclass(frozen=True, slots=True)
class Retract:
    """Take the record with this key away; refused while others refer to its subject."""

    key: RecordKey


Change = Put | Retract


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """Who wrote a revision, when (UTC) and why, and how much it changed."""

    revision: Revision
    by: str
    at: datetime
    reason: str
    digest: str
    changed: int


@dataclass(frozen=True)
class Snapshot:
    """Every record of one revision, by key; never changes."""

    revision: Revision
    by_key: Mapping[RecordKey, Record]
    digest: str = field(default="")

    def __post_init__(self) -> None:
        if not self.digest:
            object.__setattr__(self, "digest", digest_of(self.by_key.values()))

    @property
    def records(self) -> tuple[Record, ...]:
        """All records in the order of their keys."""
        return tuple(self.by_key[key] for key in sorted(self.by_key))

    def iter_kind(self, *kinds: str) -> Iterator[Record]:
        """The records of some kinds, in no particular order."""
        return (record for key, record in self.by_key.items() if key.kind in kinds)


class KnowledgeStore(Protocol):
    """The curated graph at rest. No query language crosses this line.

    Searching happens on a compiled snapshot, so a store only keeps records safely,
    hands out all of them, and says which revision it is at.
    """

    def revision(self) -> Revision:
        """The newest revision; 0 for an empty store."""
        ...

    def apply(
        self, changes: Sequence[Change], *, expected: Revision, by: str, reason: str, at: datetime | None = None
    ) -> Revision:
        """Write every change or none, and return the new revision.

        Changes that leave the content as it is make no revision: the expected one comes back. ``at`` is
        for a copy, whose history keeps the times of the original; left out it is now.

        Raises:
            StaleRevision: somebody wrote after ``expected`` was read.
            DanglingReference: a record points at an id the store would not have.
        """
        ...

    def find(self, id: ConceptId) -> tuple[Record, ...]:
        """What every source states about one id, in the order of the keys; empty when nothing."""
        ...

    def snapshot(self, at: Revision | None = None) -> Snapshot:
        """Every record of the newest revision, or of an earlier one.

        Raises:
            NotFound: there is no such revision.
        """
        ...

    def history(self) -> tuple[RevisionInfo, ...]:
        """Every revision with who, when and why, oldest first."""
        ...

    def close(self) -> None:
        """Let go of the folder or connection; closing twice is fine."""
        ...


def outcome_of(before: Mapping[RecordKey, Record], changes: Iterable[Change]) -> dict[RecordKey, Record | None]:
    """What the changes really change: the new record by key, None where one is taken away."""
    after: dict[RecordKey, Record | None] = {}
    for change in changes:
        match change:
            case Put(record):
                after[key_of(record)] = record
            case Retract(key):
                after[key] = None
    return {key: record for key, record in after.items() if before.get(key) != record}


def refuse_dangling(before: Mapping[RecordKey, Record], outcome: Mapping[RecordKey, Record | None]) -> None:
    """Refuse an outcome after which a record would point at nothing.

    A tombstone's subject need not exist, nor does an occupation or ISCO unit of ESCO that entry
    demands or names are about: they wait for it (``ontology.records.may_wait``).

    Raises:
        DanglingReference: with every missing (subject, target) pair, sorted.
    """
    after = {key: record for key, record in before.items() if key not in outcome}
    after.update({key: record for key, record in outcome.items() if record is not None})
    existing = {key.id for key in after if key.kind in CONCEPT_KINDS}
    gone = {key.id for key, record in outcome.items() if record is None} - existing
    touched = after if gone else {key: record for key, record in outcome.items() if record is not None}
    missing = sorted(
        {
            (key.id, target)
            for key, record in touched.items()
            if record is not None
            for target in references_of(record)
            if target not in existing
        }
    )
    if missing:
        raise DanglingReference(missing)
