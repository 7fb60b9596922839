"""The compiled network as a file beside the store: read in a moment, rebuilt when stale or damaged."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from graph import background, compiling, groups, moves, network, tension, texts, wages
from graph.network import Names, Network, Rows
from graph.whole import written_whole

#: What reading a damaged zip, array or JSON raises: a flipped bit can ask for anything.
_DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


def code_digest() -> str:
    """A digest of the code that makes a network: another code, another cache."""
    digest = hashlib.sha256()
    for module in (background, compiling, groups, moves, network, tension, texts, wages):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:12]


def cache_path(folder: Path, revision: int) -> Path:
    """Where the network of a revision lies in a folder."""
    return folder / f"network-{revision}-{code_digest()}.npz"


def save(network: Network, folder: Path) -> Path:
    """Write the network whole or not at all, and remove the files of other revisions."""
    folder.mkdir(parents=True, exist_ok=True)
    path = cache_path(folder, network.revision)
    arrays: dict[str, Any] = {}
    plain: dict[str, Any] = {}
    for field, value in _parts(network):
        if isinstance(value, Rows):
            arrays[f"{field}.start"], arrays[f"{field}.items"] = value.start, value.items
        elif isinstance(value, np.ndarray):
            arrays[field] = value
        elif isinstance(value, Names):
            plain[field] = list(value.ids)
        elif field == "background":
            arrays[field] = np.frombuffer(background.raw_of(value), dtype=np.uint8)
        else:
            plain[field] = value
    arrays["plain"] = np.frombuffer(orjson.dumps(plain), dtype=np.uint8)
    with written_whole(path) as stream:
        np.savez(stream, **arrays)
    for other in folder.glob("network-*.npz"):
        if other != path:
            other.unlink(missing_ok=True)
    return path


def find(folder: Path, revision: int, digest: str | None = None) -> Network | None:
    """The network of this revision and this code, or None when it isn't there or can't be read.

    With a ``digest`` also None when it is of other content: a store that was removed and filled
    anew counts its revisions from 1 again.
    """
    path = cache_path(folder, revision)
    try:
        with np.load(path, allow_pickle=False) as arrays:
            plain = orjson.loads(arrays["plain"].tobytes())
            if plain["revision"] != revision or digest not in (None, plain["digest"]):
                return None
            values: dict[str, Any] = {}
            for field in fields(Network):
                if f"{field.name}.start" in arrays:
                    values[field.name] = Rows(arrays[f"{field.name}.start"], arrays[f"{field.name}.items"])
                elif field.name == "background":
                    values[field.name] = background.Unread(arrays[field.name].tobytes())
                elif field.name in arrays:
                    values[field.name] = arrays[field.name]
                elif isinstance(plain[field.name], list) and field.name != "group_labels":
                    values[field.name] = Names.of(plain[field.name])
                else:
                    values[field.name] = plain[field.name]
            values["group_labels"] = tuple(values["group_labels"])
            _share_words(values["texts"])
            return Network(**values)
    except _DAMAGED:
        return None


def _share_words(texts: dict[str, Any]) -> None:
    """Let all names have the same few words for their kind and language: a reader makes new ones for each."""
    words: dict[str, str] = {}
    for entry in texts.values():
        for name in entry["names"]:
            name[0] = words.setdefault(name[0], name[0])
            name[1] = words.setdefault(name[1], name[1])


def newest(folder: Path) -> Network | None:
    """The network that lies there for this code, whatever its revision: for readers beside a writer."""
    found = sorted(folder.glob(f"network-*-{code_digest()}.npz"), key=lambda path: int(path.name.split("-")[1]))
    return find(folder, int(found[-1].name.split("-")[1])) if found else None


def _parts(network: Network) -> Iterator[tuple[str, Any]]:
    for field in fields(network):
        yield field.name, getattr(network, field.name)
