"""Where compiled networks are kept: beside a store's folder, or for a server in a folder of the user's."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

from graph import cache
from graph.compiling import compile_network
from graph.network import Network
from graph.stores.address import is_server, parse
from graph.stores.base import KnowledgeStore

log = logging.getLogger(__name__)


def cache_folder(store_url: str) -> Path | None:
    """Where compiled networks of a store lie: beside its folder, or for a server in a folder of the user's.

    That folder is named after server and database, never after who asks. None for a store in memory.
    """
    scheme, _, rest = store_url.partition(":")
    if scheme == "oxigraph" and rest:
        return Path(rest + ".compiled")
    if is_server(store_url):
        where = parse(store_url)
        name = hashlib.sha256(f"{where.host}:{where.port}/{where.database}".encode()).hexdigest()[:16]
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return caches / "loopbaanpad" / "networks" / name
    return None


def keep(network: Network, folder: Path) -> None:
    """Keep a compiled network; where that can't be, it is only compiled once more the next time."""
    try:
        cache.save(network, folder)
    except OSError as error:
        log.warning("the compiled network can't be kept in %s: %s", folder, error)


def network_of(store: KnowledgeStore, folder: Path | None) -> tuple[Network, bool]:
    """The network of the store's newest revision, compiled now unless it was kept whole; and whether it was."""
    if folder:
        revision = store.revision()
        digest = next((info.digest for info in reversed(store.history()) if info.revision == revision), None)
        if (kept := cache.find(folder, int(revision), digest)) is not None:
            return kept, True
    return compile_network(store.snapshot()), False
