"""A file that is there whole or not at all: written aside, and put in its place once it is done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A stream to write to; when the block ends without an error, ``path`` has what was written.

    Raises:
        OSError: it can't be written there.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
