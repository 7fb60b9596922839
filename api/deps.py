"""The planner that requests use: opened when first asked, swapped for a newer one as a whole."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from ontology.errors import StoreError

if TYPE_CHECKING:
    from graph.planner import Planner


log = logging.getLogger("loopbaanpad.api")


class PlannerHolder:
    """One reference to the newest planner; requests that began with an older one finish on it."""

    def __init__(self, store_url: str, planner: Planner | None = None, reload_seconds: int = 0) -> None:
        self._store_url, self._planner = store_url, planner
        self._reload_seconds = 0 if planner else reload_seconds
        self._lock = threading.Lock()
        self._looked, self._seen = 0.0, ""

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
                    self._planner = self._open()
                return self._planner
        if self._reload_seconds and time.monotonic() - self._looked > self._reload_seconds:
            self._look()
        return self._planner or planner

    def _open(self) -> Planner:
        from graph.planner import Planner

        self._looked = time.monotonic()
        with _lasting():
            planner = Planner.open(self._store_url)
            planner.prepare()
        return planner

    def _newest(self) -> str:
        """What tells compiled networks apart: a load leaves a new one beside the store."""
        from graph.planner import cache_folder

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
                self._planner = self._open()
                self._seen = newest
        except (StoreError, OSError):
            log.warning("a newer revision can't be read now; the service goes on with the old one", exc_info=True)
        finally:
            self._lock.release()


@contextmanager
def _lasting() -> Iterator[None]:
    """Leave garbage collection out while something is made that lasts: a million objects, none of them garbage.

    It halves the start, and later collections don't look through them again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def get_planner(request: Request) -> Planner:
    """The current planner, for endpoints."""
    holder: PlannerHolder = request.app.state.planner
    return holder.current()


if TYPE_CHECKING:
    PlannerDep = Planner
else:
    PlannerDep = Annotated[object, Depends(get_planner)]
