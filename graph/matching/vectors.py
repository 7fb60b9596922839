"""Vectors of names, kept in a file a model and set of names, and read from it without loading it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.matching.encoders.base import Encoder
from graph.matching.encoders.base import Vectors as Matrix
from graph.whole import written_whole

__all__ = ["Matrix", "Tell", "texts_digest", "vectors_of"]
log = logging.getLogger(__name__)
BATCH = 512
Tell = Callable[[int, int], None]  #: how many texts are done, and how many there are


def vectors_of(texts: Sequence[str], encoder: Encoder, folder: Path | None = None, tell: Tell | None = None) -> Matrix:
    """A row a text, made once: from ``folder`` when it holds them for this model and these texts.

    Of other texts only those that are new are encoded. The file is written whole or not at all; where it can't be
    kept, the rows are only made once more next time.
    """
    if folder is None or not texts:
        return _encoded(list(texts), encoder, tell)
    path = folder / f"embeddings-{encoder.digest[:12]}-{texts_digest(texts)[:12]}.npy"
    if (found := _read(path, encoder.dimension)) is not None and len(found) == len(texts):
        return found
    keys = _keys(texts)
    made = _reused(path, keys, texts, encoder, tell)
    try:
        _keep(path, made, keys)
    except OSError as error:
        log.warning("the embeddings can't be kept in %s: %s", folder, error)
        return made
    kept = _read(path, encoder.dimension)
    return made if kept is None else kept


def texts_digest(texts: Sequence[str]) -> str:
    """SHA-256 of texts in their order."""
    found = hashlib.sha256()
    for text in texts:
        found.update(text.encode())
        found.update(b"\0")
    return found.hexdigest()


def _encoded(texts: list[str], encoder: Encoder, tell: Tell | None) -> Matrix:
    made = np.empty((len(texts), encoder.dimension), np.float32)
    for start in range(0, len(texts), BATCH):
        part = texts[start : start + BATCH]
        made[start : start + len(part)] = encoder.encode(part)
        if tell is not None:
            tell(start + len(part), len(texts))
    return made


def _keys(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Sixteen bytes of SHA-256 a text."""
    joined = b"".join(hashlib.sha256(text.encode()).digest()[:16] for text in texts)
    return np.frombuffer(joined, np.uint64).reshape(-1, 2)


def _reused(path: Path, keys: NDArray[np.uint64], texts: Sequence[str], encoder: Encoder, tell: Tell | None) -> Matrix:
    """The rows of texts that an older file of this model has, and new ones for the rest."""
    known: dict[bytes, tuple[int, int]] = {}
    olds: list[Matrix] = []
    for other in sorted(path.parent.glob(path.name.rsplit("-", 1)[0] + "-*.npy")):
        rows, marks = _read(other, encoder.dimension), _read_keys(other)
        if rows is not None and marks is not None and len(marks) == len(rows):
            known.update({mark.tobytes(): (len(olds), at) for at, mark in enumerate(marks)})
            olds.append(rows)
    made = np.empty((len(texts), encoder.dimension), np.float32)
    lacking: list[int] = []
    for at, mark in enumerate(keys):
        if (place := known.get(mark.tobytes())) is None:
            lacking.append(at)
        else:
            made[at] = olds[place[0]][place[1]]
    if lacking:
        made[lacking] = _encoded([texts[at] for at in lacking], encoder, tell)
    return made


def _read(path: Path, dimension: int) -> Matrix | None:
    try:
        found = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return found if found.ndim == 2 and found.shape[1] == dimension and found.dtype == np.float32 else None


def _read_keys(path: Path) -> NDArray[np.uint64] | None:
    try:
        found: NDArray[np.uint64] = np.load(path.with_suffix(".keys"), allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return found


def _keep(path: Path, made: Matrix, keys: NDArray[np.uint64]) -> None:
    """Write both files whole, and remove those of this model for other names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for target, array in ((path.with_suffix(".keys"), keys), (path, made)):
        with written_whole(target) as stream:
            np.save(stream, array)
    for other in path.parent.glob(path.name.rsplit("-", 1)[0] + "-*"):
        if other.stem != path.stem:
            other.unlink(missing_ok=True)
