"""Stores by URL: ``memory:`` (the oracle), ``oxigraph:PATH`` (the default) and ``neo4j://…`` (a server)."""

from __future__ import annotations

from graph.stores.address import EXPECTED, beginning_of, is_server
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
    if is_server(url):
        try:
            from graph.stores.neo4j import Neo4jStore
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != "neo4j":
                raise
            raise ConfigError(
                "a store on a graph server needs the driver neo4j, which isn't installed: pip install "
                "'loopbaanpad[server]'"
            ) from error
        return Neo4jStore(url, read_only=read_only)
    raise ConfigError(
        f"found a store URL that starts with {beginning_of(url)!r}, expected memory:, oxigraph:PATH or {EXPECTED}"
    )
