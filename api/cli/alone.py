"""A command in a process of its own where linear algebra runs on one thread.

Several threads add the same numbers in another order from time to time, and the last bits differ. The libraries read
how many threads they take once, before the first line of ours could say so; so the command is started anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Final

#: What the libraries below numpy and scipy read: OpenBLAS, MKL, Accelerate, and OpenMP for any of them.
THREADS: Final = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "OMP_NUM_THREADS")


def on_one_thread(command: str, options: Mapping[str, str | None]) -> int | None:
    """The exit code of a command that ran anew on one thread; None when this process is on one already."""
    if all(os.environ.get(name) == "1" for name in THREADS):
        return None
    words = [word for name, value in options.items() if value is not None for word in (name, value)]
    call = [sys.executable, "-c", "from api.cli import main; raise SystemExit(main())", command, *words]
    return subprocess.run(call, env={**os.environ, **dict.fromkeys(THREADS, "1")}, check=False).returncode
