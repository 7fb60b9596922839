"""The default store: records as RDF in an embedded Oxigraph folder, with history."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import RLock

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.stores import ledger
from graph.stores.base import Change, Revision, RevisionInfo, Snapshot, outcome_of, refuse_dangling
from graph.stores.folder import DAMAGE, StoreFolder
from graph.stores.graph_writes import iter_quads, plan_writes
from graph.stores.rdf import PARTS, VERBATIM_ID
from graph.stores.rdf_reading import Properties, iter_records, records_on
from graph.stores.rdf_spec import SPEC_BY_KIND
from graph.stores.rdf_terms import NODES, RDF_TYPE, term
from graph.stores.sparql import Answer, ask_graphs
from ontology.errors import NotFound, StaleRevision, StoreUnavailable
from ontology.ids import ConceptId
from ontology.records import Record, RecordKey, canonical_bytes, key_of

_ABOUT = tuple(term(spec.about) for spec in SPEC_BY_KIND.values() if spec.about)
_log = logging.getLogger(__name__)


class OxigraphStore:
    """Records in named graphs, one per source and version; one process writes, others read a checkpoint.

    After the first reading or writing, the newest records stay in memory (``forget`` lets them go).
    """

    _revision: Revision
    _digest: str
    _live: dict[ConceptId, ledger.LiveGraph]
    _records: dict[RecordKey, Record] | None
    _hashes: dict[RecordKey, bytes] | None

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._mutex = RLock()
        self._folder = StoreFolder(path)
        self._read_only = False
        self._store: Store | None = self._folder.open_writer()
        self._begin(self._store)
        self._folder.publish(self._store, self._revision)

    @classmethod
    def open_readonly(cls, path: str | os.PathLike[str]) -> OxigraphStore:
        """The newest revision in a folder, for reading, also while another process writes to it.

        Raises:
            StoreUnavailable: there is no store in the folder, or it is damaged.
        """
        folder = StoreFolder(path)
        if folder.needs_writer():  # one was killed between a revision and its checkpoint
            with suppress(StoreUnavailable):  # another one may be opening it this moment
                cls(path).close()
        self = cls.__new__(cls)
        self._mutex = RLock()
        self._folder, self._read_only = folder, True
        self._store = folder.open_reader()
        self._begin(self._store)
        return self

    def revision(self) -> Revision:
        """The newest revision."""
        return self._revision

    def apply(
        self, changes: Sequence[Change], *, expected: Revision, by: str, reason: str, at: datetime | None = None
    ) -> Revision:
        """Write every change or none; see ``KnowledgeStore.apply``."""
        with self._reading() as store:
            if self._read_only:
                raise StoreUnavailable(
                    f"{self._folder.path} was opened for reading only; open it for writing to change it"
                )
            if expected != self._revision:
                raise StaleRevision(expected, self._revision)
            before = self._current()
            outcome = outcome_of(before, changes)
            refuse_dangling(before, outcome)
            if not outcome:
                return self._revision
            after = {key: record for key, record in before.items() if key not in outcome}
            after.update({key: record for key, record in outcome.items() if record is not None})
            hashes = self._hashes_after(before, outcome)
            revision = Revision(self._revision + 1)
            digest = hashlib.sha256(b"".join(sorted(hashes.values()))).hexdigest()
            info = RevisionInfo(revision, by, at or datetime.now(UTC), reason, digest, len(outcome))
            try:
                self._write(store, before, after, outcome, info)
            except DAMAGE as error:
                raise StoreUnavailable(f"{self._folder.path} could not be written, nothing changed: {error}") from error
            self._revision, self._digest = revision, digest
            self._records, self._hashes = after, hashes
            self._folder.publish(store, revision)
            return revision

    def find(self, id: ConceptId) -> tuple[Record, ...]:
        """What every source states about one id; reads no more than that."""
        with self._reading() as store:
            found = [record for live in self._live.values() for record in _find_in(store, live.graph, id)]
        return tuple(sorted(found, key=key_of))

    def snapshot(self, at: Revision | None = None) -> Snapshot:
        """Every record of one revision."""
        with self._reading() as store:
            if at is None or at == self._revision:
                return Snapshot(self._revision, self._current(), self._digest)
            if not 0 <= at < self._revision:
                raise NotFound(f"revision {at}")
            if at == 0:
                return Snapshot(Revision(0), {})
            undone = ledger.undone_since(store, at)
            by_key: dict[RecordKey, Record] = {}
            for live in ledger.live_graphs(store, at).values():
                records: dict[RecordKey, Record | None] = {**_read(store, live.graph)}
                for before in undone.get(live.graph, ()):
                    records.update(before)
                by_key.update({key: record for key, record in records.items() if record is not None})
            return Snapshot(at, by_key, ledger.digest_at(store, at))

    def history(self) -> tuple[RevisionInfo, ...]:
        """Every revision with who, when and why."""
        with self._reading() as store:
            return tuple(ledger.iter_history(store))

    def query(self, sparql: str, at: Revision | None = None) -> Answer:
        """The answer to a SPARQL query that only reads: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.

        Without ``GRAPH`` it asks all live graphs together; named graphs are the live ones and the book
        of revisions. An earlier revision whose graphs were changed since is laid out in memory first.

        Raises:
            UnsupportedCriterion: the text is no query, or it would reach out to another service.
            NotFound: there is no such revision.
        """
        with self._reading() as store:
            wanted = self._revision if at is None else at
            if not 0 <= wanted <= self._revision:
                raise NotFound(f"revision {wanted}")
            live = [item.graph for item in ledger.live_graphs(store, wanted).values()]
            if wanted != self._revision and any(graph in live for graph in ledger.undone_since(store, wanted)):
                store = _laid_out(self.snapshot(wanted), ledger.live_graphs(store, wanted))
                return ask_graphs(store, sparql, live, live)
            return ask_graphs(store, sparql, live, [*live, ledger.LEDGER])

    def forget(self) -> None:
        """Let go of the records in memory; they are read again when they are needed."""
        with self._mutex:
            self._records = self._hashes = None

    def close(self) -> None:
        """Let go of the folder; closing twice is fine."""
        with self._mutex:
            self._store = None
            self._records = self._hashes = None
            self._folder.release()

    def _begin(self, store: Store) -> None:
        try:
            with self._reading():
                self._revision = ledger.current_revision(store)
                self._live = ledger.live_graphs(store, self._revision)
                self._digest = ledger.digest_at(store, self._revision)
                self._records = self._hashes = None
                if not self._read_only:
                    self._sweep(store)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        """The open database, for one caller at a time; says so when its files can't be read."""
        with self._mutex:
            if self._store is None:
                raise StoreUnavailable(f"{self._folder.path} was closed; open it again")
            try:
                yield self._store
            except DAMAGE as error:
                raise StoreUnavailable(f"{self._folder.path} can't be read, it may be damaged: {error}") from error

    def _sweep(self, store: Store) -> None:
        """Take away graphs that no revision names: a writer was stopped while it was filling them."""
        left = set(store.named_graphs()) - ledger.named_by_revisions(store)
        if left and not self._revision:
            store.clear()  # nothing was ever finished here, and this takes no time
            return
        for graph in left:
            _log.warning("clearing %s, which was being written when its writer was stopped", graph)
            store.remove_graph(graph)

    def _current(self) -> dict[RecordKey, Record]:
        if self._records is None:
            with self._reading() as store:
                read = [_read(store, live.graph) for live in self._live.values()]
            self._records = {key: record for records in read for key, record in records.items()}
        return self._records

    def _hashes_after(
        self, before: Mapping[RecordKey, Record], outcome: Mapping[RecordKey, Record | None]
    ) -> dict[RecordKey, bytes]:
        known = self._hashes if self._hashes is not None else {key: _hash(record) for key, record in before.items()}
        self._hashes = known
        hashes = {key: value for key, value in known.items() if key not in outcome}
        hashes.update({key: _hash(record) for key, record in outcome.items() if record is not None})
        return hashes

    def _write(
        self,
        store: Store,
        before: Mapping[RecordKey, Record],
        after: Mapping[RecordKey, Record],
        outcome: Mapping[RecordKey, Record | None],
        info: RevisionInfo,
    ) -> None:
        """New generations first, unseen; then one transaction that changes and shows everything."""
        writes = plan_writes(store, self._live, before, after, outcome, info.revision)
        self._folder.announce()
        try:
            for graph, records in writes.bulk:
                store.bulk_extend(iter_quads(graph, records))
            removed = [*ledger.pointer_to(self._revision), *writes.removed]
            added = [*ledger.quads_of_revision(info, writes.live.values(), writes.undo), *writes.added]
            store.update(ledger.one_update(removed, added))
        except Exception:
            for graph, _ in writes.bulk:
                store.remove_graph(graph)
            raise
        except BaseException:  # interrupted: what is half there is swept at the next opening
            self.close()
            raise
        self._live = writes.live


def _hash(record: Record) -> bytes:
    return hashlib.sha256(canonical_bytes(record)).digest()


def _read(store: Store, graph: NamedNode) -> dict[RecordKey, Record]:
    """Every record of a graph."""
    parts = {
        quad.subject.value: _properties(store.quads_for_pattern(quad.subject, None, None, graph))
        for kind in PARTS
        for quad in store.quads_for_pattern(None, RDF_TYPE, kind, graph)
        if isinstance(quad.subject, NamedNode)
    }
    quads = store.quads_for_pattern(None, None, None, graph)
    return {key_of(record): record for record in iter_records(quads, parts)}


def _find_in(store: Store, graph: NamedNode, id: ConceptId) -> Iterator[Record]:
    subjects = [quad.subject for quad in store.quads_for_pattern(None, VERBATIM_ID, Literal(id), graph)]
    try:
        node = NamedNode(id)
    except ValueError:  # such an id only stands in records that are kept verbatim
        pass
    else:
        subjects.append(node)
        subjects += [q.subject for about in _ABOUT for q in store.quads_for_pattern(None, about, node, graph)]
    for subject in subjects:
        found = _properties(store.quads_for_pattern(subject, None, None, graph))
        parts: dict[str, Properties] = {}
        level = [found]
        while level:  # a part may have parts of its own
            nodes = {item.value: item for part in level for items in part.values() for item in items if _is_part(item)}
            new = nodes.keys() - parts.keys()
            parts |= {name: _properties(store.quads_for_pattern(nodes[name], None, None, graph)) for name in new}
            level = [parts[name] for name in new]
        yield from (
            record for record in records_on(str(getattr(subject, "value", "")), found, parts) if record.id == id
        )


def _is_part(item: object) -> bool:
    return isinstance(item, NamedNode) and item.value.startswith(NODES)


def _properties(quads: Iterator[Quad]) -> Properties:
    found: Properties = {}
    for quad in quads:
        found.setdefault(quad.predicate.value, []).append(quad.object)
    return found


def _laid_out(snapshot: Snapshot, live: Mapping[ConceptId, ledger.LiveGraph]) -> Store:
    """An earlier revision in a store in memory, under the names that its graphs had."""
    store = Store()
    for source, item in live.items():
        rows = [(key, record) for key, record in snapshot.by_key.items() if key.source == source]
        store.bulk_extend(iter_quads(item.graph, rows))
    return store
