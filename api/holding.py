"""One reference to the newest planner; requests that began with an older one finish on it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from api.following import Follower
from api.lasting import lasting
from graph.stores.address import is_server
from ontology.errors import LoopbaanpadError, RevisionNotThere, StoreError

if TYPE_CHECKING:
    from graph.planner import Planner
    from graph.stores.base import Change, KnowledgeStore, Revision

log = logging.getLogger("loopbaanpad.api")
PATIENCE = 20.0  #: seconds that a request waits for a revision that is there and is being compiled
QUIET, LONGEST = 3.0, 30.0  #: seconds without a newer revision after which its index is made; and at most


class PlannerHolder:
    """The planner of a store's newest revision, and the way to write a next one.

    A server is followed by a thread of its own. A folder is looked at now and then, when a request comes.
    """

    def __init__(
        self,
        store_url: str,
        planner: Planner | None = None,
        *,
        store: KnowledgeStore | None = None,
        reload_seconds: int = 0,
        follow_seconds: float = 0.5,
        read_only: bool = False,
        encoder: str | None = None,
    ) -> None:
        self._store_url, self._planner, self._store = store_url, planner, store
        self._reload_seconds = 0 if planner or store else reload_seconds
        self._encoder = encoder
        if planner is not None and encoder is not None:
            planner.finder.encoder = encoder
        self._lock = threading.Lock()
        self._swapped = threading.Condition()
        self._looked, self._seen = 0.0, ""
        self._wants_index, self._is_indexing = False, False
        follows = planner is None and store is None and is_server(store_url)
        self._follower = Follower(store_url, self.swap, follow_seconds, read_only) if follows else None

    def current(self) -> Planner:
        """The planner to use for one request.

        Raises:
            StoreUnavailable: there is none yet and the store can't be opened.
        """
        planner = self._planner
        if planner is None:
            with self._lock:
                if self._planner is None:
                    self._seen = self._newest()
                    self.swap(self._open())
        elif self._reload_seconds and not self._follower and time.monotonic() - self._looked > self._reload_seconds:
            self._look()
        assert self._planner is not None
        return self._planner

    def at_least(self, revision: int) -> Planner:
        """The planner of a revision or a newer one; waits for one that the store has and that is being compiled.

        Raises:
            RevisionNotThere: the store hasn't got it, or is away.
        """
        end = time.monotonic() + PATIENCE
        planner = self.current()
        if planner.network.revision < revision and self._reload_seconds and not self._follower:
            self._look()
            planner = self.current()
        while planner.network.revision < revision:
            if self._follower is None or not self._follower.has(revision) or time.monotonic() > end:
                raise RevisionNotThere(revision, planner.network.revision)
            with self._swapped:
                self._swapped.wait(0.1)
            planner = self.current()
        return planner

    def swap(self, planner: Planner, back: bool = False) -> None:
        """Use this planner from now on; one of an older revision only when going ``back`` is meant."""
        if self._encoder is not None:
            planner.finder.encoder = self._encoder
        if self._store is None:
            planner.finder.waits, planner.finder.wanted = False, self._want_index
        with self._swapped:
            if back or self._planner is None or planner.network.revision >= self._planner.network.revision:
                self._planner = planner
            self._start_index()
            self._swapped.notify_all()

    def _want_index(self) -> None:
        """A search came: from now on every revision gets its index. Who only asks for routes never needs one."""
        if not self._wants_index:
            with self._swapped:
                self._wants_index = True
                self._start_index()

    def _start_index(self) -> None:
        """Begin, unless nobody wants it or it is going on already; whoever calls holds ``_swapped``."""
        if self._wants_index and not self._is_indexing:
            self._is_indexing = True
            threading.Thread(target=self._index, name="index-names", daemon=True).start()

    def _index(self) -> None:
        """Make the index that searches use, beside the answers; until then an index of names alone answers.

        One at a time, and only of the newest revision: where several come soon after each other, they would keep
        each other and the next revision waiting. While the index of an earlier revision answers, it waits for that.
        """
        made: Planner | None = None
        while True:
            with self._swapped:
                if (planner := self._planner) is None or planner is made:
                    self._is_indexing = False
                    return
                if planner.finder.has_earlier:
                    planner = self._settled() or planner
            try:
                with lasting():
                    planner.matcher()
            except LoopbaanpadError as error:
                log.warning("searching by meaning is not possible: %s", error)
            except Exception:  # else no later revision would get an index
                log.exception("making the index of names is broken")
            made = planner

    def _settled(self) -> Planner | None:
        """The newest planner once none has come for ``QUIET`` seconds, or ``LONGEST`` have passed."""
        end = time.monotonic() + LONGEST
        while (left := end - time.monotonic()) > 0 and self._swapped.wait(min(QUIET, left)):
            pass
        return self._planner

    def away_since(self) -> datetime | None:
        """Since when the store can't be reached; None when it can, or need not be."""
        return self._follower.away_since() if self._follower else None

    def write(self, changes: Sequence[Change], *, expected: Revision, by: str, reason: str) -> Revision:
        """Write a revision, and answer from it before anybody is told; returns when both are done.

        Raises:
            StaleRevision: somebody wrote after ``expected`` was read.
            DanglingReference: a record points at an id the store would not have.
            StoreUnavailable: the store is away, or another process writes to its folder.
        """
        if self._follower:
            revision = self._follower.write(changes, expected=expected, by=by, reason=reason)
            try:
                self.at_least(int(revision))
            except RevisionNotThere:  # it is written; who asks for it by number waits until it can be answered from
                log.warning("revision %d is written, but can't be answered from yet", revision)
            return revision
        with self._lock:
            if self._store is not None:
                return self._written(self._store, changes, expected, by, reason)
            from graph.stores import open_store

            with closing(open_store(self._store_url)) as store:
                return self._written(store, changes, expected, by, reason)

    def close(self) -> None:
        """Stop following; the planner stays."""
        if self._follower:
            self._follower.close()

    def _written(
        self, store: KnowledgeStore, changes: Sequence[Change], expected: Revision, by: str, reason: str
    ) -> Revision:
        from graph.keeping import cache_folder
        from graph.planner import Planner

        revision = store.apply(changes, expected=expected, by=by, reason=reason)
        if self._planner is None or self._planner.network.revision < revision:
            with lasting():
                planner = Planner.of(store, cache_folder(self._store_url))
                planner.prepare()
            self._seen = self._newest()
            self.swap(planner)
        return revision

    def _open(self) -> Planner:
        from graph.planner import Planner

        self._looked = time.monotonic()
        with lasting():
            if self._follower:
                return self._follower.start()
            planner = Planner.of(self._store) if self._store else Planner.open(self._store_url)
            planner.prepare()
        return planner

    def _newest(self) -> str:
        """What tells compiled networks apart: a load leaves a new one beside the store."""
        from graph.keeping import cache_folder

        if self._follower:
            return ""
        folder = cache_folder(self._store_url)
        found = sorted(folder.glob("network-*.npz")) if folder and folder.exists() else []
        return " ".join(f"{path.name}:{path.stat().st_mtime_ns}" for path in found)

    def _look(self) -> None:
        """Swap in a newer planner when there is one; one request looks, the others go on."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._looked = time.monotonic()
            newest = self._newest()
            if newest != self._seen:
                self.swap(self._open(), back=True)  # a folder that was filled anew counts from 1 again
                self._seen = newest
        except (StoreError, OSError):
            log.warning("a newer revision can't be read now; the service goes on with the old one", exc_info=True)
        finally:
            self._lock.release()
