"""Statements read back as records: of any revision, and only what changed since one that is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from neo4j import Transaction

from graph.stores.base import Revision, RevisionInfo
from graph.stores.neo4j_schema import HEAD, PRODUCT
from ontology.ids import ConceptId
from ontology.records import Record, RecordKey, key_of, record_of

_HEAD = f"MATCH (h:{HEAD} {{product: $product}}) RETURN h.revision AS revision"
#: What held in a revision is in one of two places; one that moves while it is read is found in the second.
_HELD = ("MATCH (s:Statement) WHERE s.since <= $at RETURN s.json AS json",)
_WAS = "MATCH (s:FormerStatement) WHERE s.until > $at AND s.since <= $at RETURN s.json AS json"
_FOUND = (
    "MATCH (s:Statement {id: $id}) WHERE s.since <= $at RETURN s.json AS json",
    "MATCH (s:FormerStatement {id: $id}) WHERE s.until > $at AND s.since <= $at RETURN s.json AS json",
)
_ENDED = (
    "MATCH (s:FormerStatement) WHERE s.until > $since AND s.until <= $at "
    "RETURN s.kind AS kind, s.id AS id, s.source AS source"
)
_ADDED = "MATCH (s:Statement) WHERE s.since > $since AND s.since <= $at RETURN s.json AS json"
_HISTORY = """
MATCH (r:Revision) RETURN r.number AS number, r.by AS by, r.at AS at, r.reason AS reason,
r.digest AS digest, r.changed AS changed ORDER BY number"""
_DIGEST = "MATCH (r:Revision {number: $at}) RETURN r.digest AS digest"
_LANDED = "MATCH (r:Revision {key: $key}) RETURN r.number AS number"


EMPTY = Revision(0)


@dataclass
class Content:
    """The records of one revision and their hashes."""

    revision: Revision = EMPTY
    records: dict[RecordKey, Record] = field(default_factory=dict)
    hashes: dict[RecordKey, bytes] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """As ``ontology.records.digest_of`` has it."""
        return hashlib.sha256(b"".join(sorted(self.hashes.values()))).hexdigest()

    def after(self, outcome: Mapping[RecordKey, Record | None], texts: Mapping[RecordKey, bytes]) -> Content:
        """The content one revision later; this one stays as it is."""
        records = {key: record for key, record in self.records.items() if key not in outcome}
        hashes = {key: value for key, value in self.hashes.items() if key not in outcome}
        records.update({key: record for key, record in outcome.items() if record is not None})
        hashes.update({key: hash_of(text) for key, text in texts.items()})
        return Content(Revision(self.revision + 1), records, hashes)


def hash_of(text: bytes) -> bytes:
    """What the digest is made of, for one record."""
    return hashlib.sha256(text).digest()


def head_of(transaction: Transaction) -> Revision | None:
    """The newest revision; None when the store was taken away."""
    row = transaction.run(_HEAD, product=PRODUCT).single()
    return None if row is None else Revision(row["revision"])


def content_at(transaction: Transaction, at: Revision) -> Content:
    """Everything that held in a revision."""
    content = Content(at)
    for query in (*_HELD, _WAS):
        _fill(content, transaction.run(query, at=at))
    return content


def content_since(transaction: Transaction, known: Content, at: Revision) -> Content:
    """The same, from what is known of an earlier revision and what changed since."""
    content = Content(at, dict(known.records), dict(known.hashes))
    for row in transaction.run(_ENDED, since=known.revision, at=at):
        key = RecordKey(row["kind"], ConceptId(row["id"]), ConceptId(row["source"]))
        content.records.pop(key, None)
        content.hashes.pop(key, None)
    _fill(content, transaction.run(_ADDED, since=known.revision, at=at))
    return content


def records_with(transaction: Transaction, id: ConceptId, at: Revision) -> tuple[Record, ...]:
    """What every source stated about one id in a revision, in the order of the keys."""
    content = Content(at)
    for query in _FOUND:
        _fill(content, transaction.run(query, id=id, at=at))
    return tuple(content.records[key] for key in sorted(content.records))


def digest_at(transaction: Transaction, at: Revision) -> str | None:
    """The digest that was written with a revision; None when there is no such revision."""
    row = transaction.run(_DIGEST, at=at).single()
    return None if row is None else str(row["digest"])


def landed(transaction: Transaction, key: str) -> Revision | None:
    """The revision that was written under this key."""
    row = transaction.run(_LANDED, key=key).single()
    return None if row is None else Revision(row["number"])


def iter_history(transaction: Transaction) -> Iterator[RevisionInfo]:
    """Every revision, oldest first."""
    for row in transaction.run(_HISTORY):
        at: Any = row["at"]
        moment: datetime = at.to_native().astimezone(UTC)
        yield RevisionInfo(
            Revision(row["number"]), row["by"], moment, row["reason"], row["digest"], int(row["changed"])
        )


def _fill(content: Content, rows: Iterable[Any]) -> None:
    for row in rows:
        text: str = row["json"]
        body = json.loads(text)
        record = record_of(body.pop("kind"), body)
        key = key_of(record)
        content.records[key] = record
        content.hashes[key] = hash_of(text.encode())
