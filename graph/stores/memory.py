"""The store in memory: the oracle that every other store is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from graph.stores.base import Change, Revision, RevisionInfo, Snapshot, outcome_of, refuse_dangling
from ontology.errors import NotFound, StaleRevision
from ontology.ids import ConceptId
from ontology.records import Record, RecordKey


class MemoryStore:
    """Keeps every revision as a dictionary; gone when the process ends."""

    def __init__(self) -> None:
        self._snapshots = [Snapshot(Revision(0), {})]
        self._history: list[RevisionInfo] = []

    def revision(self) -> Revision:
        """The newest revision."""
        return self._snapshots[-1].revision

    def apply(
        self, changes: Sequence[Change], *, expected: Revision, by: str, reason: str, at: datetime | None = None
    ) -> Revision:
        """Write every change or none; see ``KnowledgeStore.apply``."""
        current = self._snapshots[-1]
        if expected != current.revision:
            raise StaleRevision(expected, current.revision)
        outcome = outcome_of(current.by_key, changes)
        refuse_dangling(current.by_key, outcome)
        if not outcome:
            return current.revision
        after: dict[RecordKey, Record] = {k: r for k, r in current.by_key.items() if k not in outcome}
        after.update({key: record for key, record in outcome.items() if record is not None})
        snapshot = Snapshot(Revision(current.revision + 1), after)
        info = RevisionInfo(snapshot.revision, by, at or datetime.now(UTC), reason, snapshot.digest, len(outcome))
        self._snapshots.append(snapshot)
        self._history.append(info)
        return snapshot.revision

    def find(self, id: ConceptId) -> tuple[Record, ...]:
        """What every source states about one id."""
        by_key = self._snapshots[-1].by_key
        return tuple(by_key[key] for key in sorted(key for key in by_key if key.id == id))

    def snapshot(self, at: Revision | None = None) -> Snapshot:
        """Every record of one revision."""
        wanted = self.revision() if at is None else at
        if not 0 <= wanted < len(self._snapshots):
            raise NotFound(f"revision {wanted}")
        return self._snapshots[wanted]

    def history(self) -> tuple[RevisionInfo, ...]:
        """Every revision with who, when and why."""
        return tuple(self._history)

    def close(self) -> None:
        """Nothing to let go of."""
