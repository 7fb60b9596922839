"""Making something that lasts: a million objects, none of them garbage."""

from __future__ import annotations

import ctypes
import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_going_on = 0
_was_on = False


@contextmanager
def lasting() -> Iterator[None]:
    """Leave garbage collection out while something is made that lasts; several threads may do so at once.

    It halves the start, and later collections don't look through these objects again.
    """
    global _going_on, _was_on
    with _lock:
        if not _going_on:
            _was_on = gc.isenabled()
            gc.disable()
        _going_on += 1
    try:
        yield
    finally:
        with _lock:
            _going_on -= 1
            if not _going_on:
                gc.freeze()
                if _was_on:
                    gc.enable()
                _give_back()


def _give_back() -> None:
    """Give memory that was only needed in the making back to the system, where its C library can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)
