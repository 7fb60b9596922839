"""A command in a process of its own where linear algebra runs on one thread.

The libraries read how many threads they take once, before the first line of ours could say so; so the command is
started anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from graph.threads import ONE_THREAD


def on_one_thread(command: str, options: Mapping[str, str | None]) -> int | None:
    """The exit code of a command that ran anew on one thread; None when this process is on one already."""
    if ONE_THREAD.items() <= os.environ.items():
        return None
    words = [word for name, value in options.items() if value is not None for word in (name, value)]
    call = [sys.executable, "-c", "from api.cli import main; raise SystemExit(main())", command, *words]
    return subprocess.run(call, env={**os.environ, **ONE_THREAD}, check=False).returncode
