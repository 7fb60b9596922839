"""Making something that lasts: a million objects, none of them garbage."""

from __future__ import annotations

import ctypes
import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: Options of ``mallopt`` in glibc: how many pools, and from how many bytes memory is given back, or mapped by itself.
_POOLS, _TRIM_FROM, _MAP_FROM = -8, -1, -3
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


def keep_small() -> None:
    """For a process that goes on for days: few pools of memory, and what isn't used goes back to the system soon."""
    if (tune := _of_glibc("mallopt")) is not None:
        for option, value in ((_POOLS, 2), (_TRIM_FROM, 1 << 22), (_MAP_FROM, 1 << 22)):
            tune(option, value)


def _give_back() -> None:
    """Give memory that was only needed in the making back to the system."""
    if (trim := _of_glibc("malloc_trim")) is not None:
        trim(0)


def _of_glibc(name: str) -> Any:
    """A function of the C library, None where it has no such function."""
    return getattr(ctypes.CDLL(None), name, None) if os.name == "posix" else None
