"""The planner that requests use: opened when first asked, swapped for a newer one as a whole."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

if TYPE_CHECKING:
    from graph.planner import Planner


class PlannerHolder:
    """One reference to the newest planner; requests that began with an older one finish on it."""

    def __init__(self, store_url: str, planner: Planner | None = None, reload_seconds: int = 0) -> None:
        self._store_url, self._planner, self._reload_seconds = store_url, planner, reload_seconds
        self._fixed = planner is not None
        self._lock = threading.Lock()
        self._looked = 0.0

    def current(self) -> Planner:
        """The planner to use for one request.

        Raises:
            StoreUnavailable: there is none yet and the store can't be opened.
        """
        if self._planner is None:
            with self._lock:
                if self._planner is None:
                    self._planner = self._open()
        elif not self._fixed and self._reload_seconds and time.monotonic() - self._looked > self._reload_seconds:
            self._look()
        return self._planner

    def _open(self) -> Planner:
        from graph.planner import Planner

        self._looked = time.monotonic()
        return Planner.open(self._store_url)

    def _look(self) -> None:
        self._looked = time.monotonic()


def get_planner(request: Request) -> Planner:
    """The current planner, for endpoints."""
    holder: PlannerHolder = request.app.state.planner
    return holder.current()


if TYPE_CHECKING:
    PlannerDep = Planner
else:
    PlannerDep = Annotated[object, Depends(get_planner)]
