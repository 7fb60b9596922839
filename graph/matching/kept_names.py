"""The plain forms of all names of a network as a file beside it: making them takes a third of a second of a start."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

from graph import cache
from graph.matching import words
from graph.network import Network
from graph.whole import written_whole

MARK = 8  #: digits of the check sum that stands first


def find(network: Network, folder: Path) -> str | None:
    """What was kept for this network and this code; None when it isn't there, or not whole."""
    try:
        kept = _path(network, folder).read_bytes()
        mark, text = kept[:MARK], kept[MARK:]
        return text.decode("ascii") if mark == _mark(text) else None
    except (OSError, UnicodeDecodeError):
        return None


def keep(network: Network, folder: Path, text: str) -> None:
    """Keep them whole or not at all; those of other networks go. Where that can't be, a next start makes them anew."""
    path, content = _path(network, folder), text.encode("ascii")
    try:
        with written_whole(path) as stream:
            stream.write(_mark(content) + content)
        for other in folder.glob("names-*.txt"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError:
        return


def _path(network: Network, folder: Path) -> Path:
    """Named after the content of the network, the code that made it, and the code that makes names plain."""
    digest = hashlib.sha256(f"{network.digest} {cache.code_digest()} ".encode())
    digest.update(Path(str(words.__file__)).read_bytes())
    return folder / f"names-{digest.hexdigest()[:16]}.txt"


def _mark(content: bytes) -> bytes:
    return f"{zlib.crc32(content):0{MARK}x}".encode()
