"""Following a store on a server: look twice a second, compile aside, hand over a whole planner."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from api.lasting import lasting
from graph import cache
from graph.keeping import cache_folder, keep, network_of
from graph.planner import Planner
from graph.stores import open_store
from ontology.errors import LoopbaanpadError, StoreUnavailable

if TYPE_CHECKING:
    from graph.stores.base import Change, KnowledgeStore, Revision

log = logging.getLogger("loopbaanpad.api")
SILENT = 3.0  #: seconds without an answer after which a server counts as away


class Follower:
    """A thread that asks a server for its revision, and compiles each newer one.

    What is being read or compiled is never what requests use; they get a planner when it is whole. While the
    server is away, the newest planner stays in use, and the asking goes on.
    """

    def __init__(
        self,
        store_url: str,
        swap: Callable[[Planner], None],
        seconds: float,
        read_only: bool = False,
        opening: Callable[[str], KnowledgeStore] | None = None,
    ) -> None:
        self._url, self._swap, self._seconds = store_url, swap, seconds
        self._opening = opening or partial(open_store, read_only=read_only)
        self._store: KnowledgeStore | None = None
        self._opened = threading.Lock()
        self._wake, self._stop = threading.Event(), threading.Event()
        self._heard = time.monotonic()
        self._failed_at: datetime | None = None
        self._newest = 0
        self._have: Planner  #: the newest that was compiled; there from ``start`` on
        self._compiling: threading.Thread | None = None

    def start(self) -> Planner:
        """The first planner, and begin to follow. Without the server it is the newest that was compiled here before.

        Raises:
            StoreUnavailable: the server is away, and nothing was compiled here before.
        """
        try:
            store = self._open()
            planner = Planner.of(store, cache_folder(self._url))
        except StoreUnavailable as error:
            folder = cache_folder(self._url)
            kept = cache.newest(folder) if folder else None
            if kept is None:
                raise
            log.warning("%s; the service starts with revision %d, which was compiled before", error, kept.revision)
            planner = Planner(kept)
            self._lost()
        planner.prepare()
        self._have, self._newest = planner, planner.network.revision
        self._heard = time.monotonic()
        self._compiling = threading.Thread(target=self._read_ahead, name="read-store", daemon=True)
        self._compiling.start()
        threading.Thread(target=self._run, name="follow-store", daemon=True).start()
        return planner

    def has(self, revision: int) -> bool:
        """Whether the server has a revision, asked now if it wasn't known; False while it is away."""
        if self.away_since() is not None:
            return False
        if revision > self._newest:
            try:
                self._newest = max(self._newest, int(self._open().revision()))
            except StoreUnavailable:
                return False
            self._wake.set()
        return revision <= self._newest

    def write(self, changes: Sequence[Change], *, expected: Revision, by: str, reason: str) -> Revision:
        """Write a revision; see ``KnowledgeStore.apply``."""
        if self.away_since() is not None:  # known already: nobody needs to wait for a connection that isn't there
            raise StoreUnavailable("the store is away, nothing was written: try again later")
        revision = self._open().apply(changes, expected=expected, by=by, reason=reason)
        self._newest = max(self._newest, int(revision))
        self._wake.set()
        return revision

    def away_since(self) -> datetime | None:
        """Since when the server doesn't answer; None when it does."""
        failed = self._failed_at
        silent = time.monotonic() - self._heard
        if failed is None and silent > SILENT + self._seconds:
            failed = datetime.now(UTC) - timedelta(seconds=silent)
        return failed

    def close(self) -> None:
        """Stop following."""
        self._stop.set()
        self._wake.set()
        with self._opened:
            if self._store is not None:
                self._store.close()
                self._store = None

    def _open(self) -> KnowledgeStore:
        with self._opened:
            if self._store is None:
                if self._stop.is_set():
                    raise StoreUnavailable("the service is stopping")
                self._store = self._opening(self._url)
            return self._store

    def _run(self) -> None:
        while not self._stop.is_set():
            self._look()
            self._wake.wait(self._seconds)
            self._wake.clear()

    def _look(self) -> None:
        """Ask for the newest revision, and have it compiled when it isn't here yet."""
        try:
            revision = int(self._open().revision())
        except LoopbaanpadError as error:
            if self._failed_at is None and not self._stop.is_set():
                revision = self._have.network.revision
                log.warning("the store is away, the service goes on with revision %d: %s", revision, error)
            self._lost()
            return
        except Exception:  # a thread that ends here would end the following, and nobody would notice
            log.exception("asking the store for its revision is broken")
            self._lost()
            return
        self._heard = time.monotonic()
        if self._failed_at is not None:
            log.warning("the store is back, at revision %d", revision)
            self._failed_at = None
        self._newest = max(self._newest, revision)
        if revision > self._have.network.revision and (self._compiling is None or not self._compiling.is_alive()):
            self._compiling = threading.Thread(target=self._compile, name="compile-revision", daemon=True)
            self._compiling.start()

    def _read_ahead(self) -> None:
        """Read everything once: after a start from what was compiled before, the next revision is what changed."""
        try:
            with lasting():
                self._open().snapshot()
        except LoopbaanpadError as error:
            log.warning("the store can't be read ahead, the next revision takes longer: %s", error)
        except Exception:
            log.exception("reading the store ahead is broken, the next revision takes longer")

    def _compile(self) -> None:
        folder = cache_folder(self._url)
        try:
            with lasting():
                network, is_kept = network_of(self._open(), folder)
                planner = Planner(network, folder)
                planner.prepare(self._have)
            self._have = planner
            self._swap(planner)
            if folder and not is_kept:  # only now: nobody has to wait for it
                keep(network, folder)
        except LoopbaanpadError as error:
            log.warning("a newer revision can't be compiled now, it is tried again: %s", error)
        except Exception:
            log.exception("compiling a newer revision is broken, it is tried again")
        self._wake.set()  # another one may have come meanwhile

    def _lost(self) -> None:
        if self._failed_at is None:
            self._failed_at = datetime.now(UTC)
