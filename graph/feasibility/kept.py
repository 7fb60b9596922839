"""The matrices of a network as files beside it: made once, in a process of their own, and read without loading them.

Making them takes seconds and leaves a process half as big again; a process that maps the files holds only what it
has looked at. ``python -m graph.feasibility.kept FOLDER REVISION`` makes those of a network that is kept there.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from scipy import sparse

from graph import cache
from graph.background import raw_of
from graph.feasibility import units, vectors, words
from graph.feasibility.vectors import Vectors, vectors_of
from graph.network import Network
from graph.threads import ONE_THREAD

log = logging.getLogger(__name__)
SMALL = 1_000  #: skills; matrices of fewer are made in a moment
PARTS = ("data", "indices", "indptr")  #: of a sparse matrix
PLAIN = "plain.json"


def kept_vectors(network: Network, folder: Path | None) -> Vectors:
    """The matrices of a network: from ``folder`` when they are there whole, else made now, and kept there."""
    if folder is None or len(network.skills) < SMALL:
        return vectors_of(network)
    path = _path(network, folder)
    if (found := _read(path)) is None:
        _make_aside(network, folder)
        found = _read(path)  # also where another process was first
    return found or vectors_of(network)


def keep(network: Network, folder: Path) -> None:
    """Make the matrices of a network and keep them; those of other networks go.

    Raises:
        OSError: they can't be written there.
    """
    path = _path(network, folder)
    made = vectors_of(network)
    aside = Path(tempfile.mkdtemp(dir=folder, prefix="near-", suffix=".part"))
    try:
        plain: dict[str, Any] = {}
        for field in fields(Vectors):
            value = getattr(made, field.name)
            if sparse.issparse(value):
                plain[field.name] = list(value.shape)
                for part in PARTS:
                    np.save(aside / f"{field.name}.{part}.npy", getattr(value, part))
            elif isinstance(value, np.ndarray):
                np.save(aside / f"{field.name}.npy", value)
            else:
                plain[field.name] = list(value)
        (aside / PLAIN).write_bytes(orjson.dumps(plain))
        shutil.rmtree(path, ignore_errors=True)
        aside.rename(path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    for other in folder.glob("near-*"):
        if other != path and other.suffix != ".part":
            shutil.rmtree(other, ignore_errors=True)


def _path(network: Network, folder: Path) -> Path:
    """Named after all that the matrices are made from, and the code that makes them."""
    digest = hashlib.sha256(raw_of(network.background))
    for array in (network.essential.start, network.essential.items, network.optional.start, network.optional.items):
        digest.update(array.tobytes())
    digest.update(network.isco_unit.tobytes())
    for module in (sys.modules[__name__], units, vectors, words):
        digest.update(Path(str(module.__file__)).read_bytes())
    return folder / f"near-{digest.hexdigest()[:16]}"


def _read(path: Path) -> Vectors | None:
    """What is kept there; None when it isn't, or not whole."""
    try:
        plain = orjson.loads((path / PLAIN).read_bytes())
        values: dict[str, Any] = {}
        for field in fields(Vectors):
            name = field.name
            if (path / f"{name}.npy").exists():
                values[name] = _mapped(path / f"{name}.npy")
            elif (path / f"{name}.data.npy").exists():
                parts = [_mapped(path / f"{name}.{part}.npy") for part in PARTS]
                values[name] = sparse.csr_matrix(tuple(parts), shape=tuple(plain[name]), copy=False)
            else:
                values[name] = tuple(plain[name])
        return Vectors(**values)
    except (OSError, ValueError, EOFError, KeyError, TypeError):
        return None


def _mapped(path: Path) -> Any:
    """An array as it lies in its file. Nobody writes to it; were it read-only, compiled code would be another."""
    return np.load(path, mmap_mode="c", allow_pickle=False).view(np.ndarray)


def _make_aside(network: Network, folder: Path) -> None:
    """Have a process of its own make them; where that can't be, nothing is kept."""
    if not cache.cache_path(folder, network.revision).is_file():
        return
    command = [sys.executable, "-m", __name__, str(folder), str(network.revision)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        log.warning("the matrices of nearness can't be kept in %s: %s", folder, done.stderr.strip().splitlines()[-1:])


def main(arguments: list[str]) -> int:
    """Make and keep the matrices of the network of a revision."""
    folder, revision = Path(arguments[0]), int(arguments[1])
    network = cache.find(folder, revision)
    if network is None:
        sys.stderr.write(f"found no network of revision {revision} in {folder}\n")
        return 3
    keep(network, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
