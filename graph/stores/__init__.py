"""Stores by URL: ``memory:`` (the oracle) and ``oxigraph:PATH`` (the default)."""

from __future__ import annotations

from graph.stores.base import KnowledgeStore
from ontology.errors import ConfigError


def open_store(url: str, *, read_only: bool = False) -> KnowledgeStore:
    """Open the store that a URL names; heavy drivers are imported here, when they are needed.

    Reading only also works while another process, such as the service, has the folder open.

    Raises:
        ConfigError: the scheme is none that is known.
        StoreUnavailable: another process holds it, or it can't be reached.
    """
    scheme, _, rest = url.partition(":")
    if scheme == "memory":
        from graph.stores.memory import MemoryStore

        return MemoryStore()
    if scheme == "oxigraph" and rest:
        from graph.stores.oxigraph import OxigraphStore

        return OxigraphStore.open_readonly(rest) if read_only else OxigraphStore(rest)
    raise ConfigError(f"found store URL {url!r}, expected memory: or oxigraph:PATH")
