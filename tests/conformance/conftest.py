"""Stores to test: fresh and empty, of every kind. A new backend is one line in BACKENDS."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.stores import open_store
from graph.stores.base import KnowledgeStore
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from tests.kit.servers.running import running

OpenEmpty = Callable[[], KnowledgeStore]
ROOT = Path(__file__).resolve().parents[2]


def on_server(name: str) -> Callable[[Path], KnowledgeStore]:
    """Opens a store on the session's server of this name, emptied; the ones before it are gone then."""

    def open_one(path: Path) -> KnowledgeStore:
        server = running(name)
        server.empty()
        return open_store(server.url)

    return open_one


BACKENDS: dict[str, Callable[[Path], KnowledgeStore]] = {
    "memory": lambda path: MemoryStore(),
    "oxigraph": OxigraphStore,
    "neo4j": on_server("neo4j"),
    "arcadedb": on_server("arcadedb"),
}
#: Backends that must start in this run; one that can't then fails the run, because a skip is not a pass.
REQUIRED = set(os.environ.get("REQUIRE_STORES", ",".join(BACKENDS)).replace(",", " ").split())


@pytest.fixture(scope="session", params=sorted(BACKENDS))
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def open_empty(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenEmpty]:
    """Opens fresh, empty stores of one kind; all are closed in the end."""
    folder = tmp_path_factory.mktemp(backend)
    numbers = itertools.count()
    opened: list[KnowledgeStore] = []

    def open_one() -> KnowledgeStore:
        while len(opened) > 3:
            opened.pop(0).close()
        opened.append(BACKENDS[backend](folder / str(next(numbers))))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()
