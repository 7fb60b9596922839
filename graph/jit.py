"""Compiled functions of the search: one decorator, and one cache folder for each state of their code.

numba notices a change in a function's own file only, and would go on with an old compiled callee
from another file. The cache folder is therefore named after the digest of all compiled modules.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import numba

#: Every module with compiled functions; ``tests/architecture`` checks that none is missing.
COMPILED = (
    "lent",
    "bits",
    "lanes",
    "rates",
    "nooks",
    "dominance",
    "pareto",
    "nodes",
    "bounds",
    "glance",
    "gaps",
    "enabling",
    "endings",
    "judging",
    "branching",
    "cover",
    "prices",
    "stones",
    "opening",
    "sequences",
    "exploring",
    "overlap",
    "alike",
    "products",
    "pieces",
)


def cache_folder() -> Path:
    """Where compiled code is kept: beside the modules, or in a folder of the user's when that is read-only."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for name in COMPILED:
        digest.update((here / f"{name}.py").read_bytes())
    parent = here / "__pycache__"
    try:
        parent.mkdir(exist_ok=True)
        writable = os.access(parent, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        parent = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "loopbaanpad"
    return parent / f"compiled-{digest.hexdigest()[:12]}"


def sweep() -> None:
    """Remove the compiled code of other states of these modules."""
    folder = cache_folder()
    for other in folder.parent.glob("compiled-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


if "NUMBA_CACHE_DIR" not in os.environ:
    numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]

njit: Any = partial(numba.njit, cache=True, nogil=True)
inlined: Any = partial(numba.njit, cache=True, nogil=True, inline="always")
