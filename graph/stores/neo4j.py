"""The store on a server: records in a property graph, over Bolt, for several processes at once."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import RLock
from typing import Any
from uuid import uuid4

from neo4j import Transaction
from neo4j.exceptions import ClientError

from graph.stores import neo4j_reading as reading
from graph.stores import neo4j_schema as schema
from graph.stores.address import Address, parse
from graph.stores.base import Change, Revision, RevisionInfo, Snapshot, outcome_of, refuse_dangling
from graph.stores.neo4j_link import Link, UnknownOutcome
from graph.stores.neo4j_reading import Content
from graph.stores.neo4j_writes import write_revision
from ontology.errors import NotFound, StaleRevision, StoreUnavailable, UnsupportedCriterion
from ontology.ids import ConceptId
from ontology.records import Record, RecordKey, canonical_bytes

SETTLE_SECONDS = 30.0  #: how long a commit of unknown outcome is asked after
_READS = 5  #: of a revision that is being written this moment, before it is called damaged
_LOCK = f"MATCH (h:{schema.HEAD} {{product: $product}}) SET h.writer = $key RETURN h.revision AS revision"


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A change whose commit was asked for and never answered."""

    key: str
    changes: tuple[Change, ...]
    expected: Revision
    by: str
    reason: str


class Neo4jStore:
    """Records on a graph server; any number of processes read and write.

    The newest records stay in memory; when another process wrote, only what it changed is read. What
    is read is compared with the digest of its revision, so half a revision is never handed out.
    """

    def __init__(self, address: Address | str, *, read_only: bool = False) -> None:
        self.address = parse(address) if isinstance(address, str) else address
        self._mutex = RLock()
        self._read_only = read_only
        self._content = Content()
        self._doubt: _Doubt | None = None
        self._link = Link(self.address, read_only=read_only)
        try:
            (schema.require if read_only else schema.prepare)(self._link)
        except BaseException:
            self._link.close()
            raise

    def revision(self) -> Revision:
        """The newest revision."""
        return self._link.read(self._head)

    def apply(
        self, changes: Sequence[Change], *, expected: Revision, by: str, reason: str, at: datetime | None = None
    ) -> Revision:
        """Write every change or none; see ``KnowledgeStore.apply``.

        Other writers wait for the head node until this one is done. When the line breaks during the commit, the
        key that was written with the revision decides whether it landed; when the server stays away, the same
        change given again goes on from there.

        Raises:
            StoreUnavailable: the server is away; unless the message says so, nothing was written.
        """
        if self._read_only:
            raise StoreUnavailable(
                f"{self.address.shown} was opened for reading only; open it for writing to change it"
            )
        with self._mutex:
            doubt = self._doubt_of(changes, expected, by, reason)
            try:
                revision, content = self._settled(doubt, at or datetime.now(UTC))
            except UnknownOutcome:
                self._doubt = doubt
                raise StoreUnavailable(
                    f"{self.address.shown} went away while revision {expected + 1} was being written, and whether it "
                    "was is not known: give the same change again, or look at the history"
                ) from None
            self._doubt = None
            if content is not None:
                self._content = content
            return revision

    def find(self, id: ConceptId) -> tuple[Record, ...]:
        """What every source states about one id; reads no more than that."""
        return self._link.read(lambda transaction: reading.records_with(transaction, id, self._head(transaction)))

    def snapshot(self, at: Revision | None = None) -> Snapshot:
        """Every record of one revision."""
        with self._mutex:
            for left in range(_READS - 1, -1, -1):
                wanted, content = self._link.read(lambda transaction: self._read(transaction, at))
                if content is not None:
                    if at is None:
                        self._content = content
                    return Snapshot(wanted, content.records, content.digest)
                self._content = Content()
                if left:
                    time.sleep(0.05)
        raise self._damaged(wanted)

    def history(self) -> tuple[RevisionInfo, ...]:
        """Every revision with who, when and why."""
        return self._link.read(lambda transaction: tuple(reading.iter_history(transaction)))

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> tuple[list[str], list[list[Any]]]:
        """The names and rows that a Cypher query gives; it runs in a transaction that can't write.

        Raises:
            UnsupportedCriterion: it is no query, or it would write.
        """

        def ask(transaction: Transaction) -> tuple[list[str], list[list[Any]]]:
            try:
                result = transaction.run(cypher, dict(parameters or {}))
                return list(result.keys()), [list(row.values()) for row in result]
            except ClientError as error:
                raise UnsupportedCriterion(f"this is no Cypher query that reads: {error.message}") from error

        return self._link.read(ask)

    def unchecked(self, at: Revision) -> Mapping[RecordKey, Record]:
        """What is there of a revision, whether or not it is what was written: to see where it differs."""
        return self._link.read(lambda transaction: reading.content_at(transaction, at).records)

    def set_embeddings(self, vectors: Mapping[str, list[float]]) -> None:
        """Put vectors on concepts, by id; see ``graph.stores.embeddings``."""
        rows = [{"id": id, "vector": vector} for id, vector in vectors.items()]
        self._link.write(
            lambda transaction: transaction.run(schema.SET_EMBEDDINGS, rows=rows).consume(), repeatable=True
        )

    def forget(self) -> None:
        """Let go of the records in memory; they are read again when they are needed."""
        with self._mutex:
            self._content = Content()

    def close(self) -> None:
        """Let go of the connections; closing twice is fine."""
        self._link.close()

    def _head(self, transaction: Transaction) -> Revision:
        head = reading.head_of(transaction)
        if head is None:
            raise StoreUnavailable(f"{self.address.shown} was emptied by somebody; open it again")
        return head

    def _read(self, transaction: Transaction, at: Revision | None) -> tuple[Revision, Content | None]:
        head = self._head(transaction)
        wanted = head if at is None else at
        if not 0 <= wanted <= head:
            raise NotFound(f"revision {wanted}")
        return wanted, self._checked(transaction, wanted)

    def _checked(self, transaction: Transaction, wanted: Revision) -> Content | None:
        """The content of a revision, read as far as it isn't known; None when it isn't what was written."""
        known = self._content
        if known.revision == wanted or not wanted:
            return known if wanted else Content()
        if 0 < known.revision < wanted:
            content = reading.content_since(transaction, known, wanted)
        else:
            content = reading.content_at(transaction, wanted)
        return content if content.digest == reading.digest_at(transaction, wanted) else None

    def _damaged(self, revision: Revision) -> StoreUnavailable:
        return StoreUnavailable(
            f"revision {revision} in {self.address.shown} isn't what was written (its digest differs): its statements "
            "were changed by hand, or it is damaged; put a copy back"
        )

    def _attempt(self, transaction: Transaction, change: _Doubt, at: datetime) -> tuple[Revision, Content | None]:
        """One try at writing, with the head locked; the content comes with it when it is new."""
        row = transaction.run(_LOCK, product=schema.PRODUCT, key=change.key).single()
        if row is None:
            raise StoreUnavailable(f"{self.address.shown} was emptied by somebody; open it again")
        landed = reading.landed(transaction, change.key)
        if landed is not None:
            return landed, None
        if row["revision"] != change.expected:
            raise StaleRevision(change.expected, row["revision"])
        before = self._checked(transaction, change.expected)
        if before is None:
            raise self._damaged(change.expected)
        outcome = outcome_of(before.records, change.changes)
        refuse_dangling(before.records, outcome)
        if not outcome:
            return change.expected, before
        texts = {key: canonical_bytes(record) for key, record in outcome.items() if record is not None}
        after = before.after(outcome, texts)
        moment = at.astimezone(UTC)
        info = RevisionInfo(after.revision, change.by, moment, change.reason, after.digest, len(outcome))
        write_revision(transaction, before.records, outcome, texts, info, change.key)
        return after.revision, after

    def _settled(self, change: _Doubt, at: datetime) -> tuple[Revision, Content | None]:
        """Write, and after an unknown outcome look again until it is known or the time is up."""
        end = 0.0  # no commit was asked for yet
        while True:
            try:
                return self._link.write(lambda transaction: self._attempt(transaction, change, at))
            except UnknownOutcome:
                end = end or time.monotonic() + SETTLE_SECONDS
            except StoreUnavailable as error:
                if not end:
                    raise
                if time.monotonic() > end:
                    raise UnknownOutcome from error
            time.sleep(0.5)

    def _doubt_of(self, changes: Sequence[Change], expected: Revision, by: str, reason: str) -> _Doubt:
        """The change with its key: the same key as before when it is given again after an unknown outcome."""
        new = _Doubt(uuid4().hex, tuple(changes), expected, by, reason)
        old = self._doubt
        if old and (old.changes, old.expected, old.by, old.reason) == (new.changes, expected, by, reason):
            return old
        return new
