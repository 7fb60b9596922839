"""The starter set, read once for all tests of the core."""

from __future__ import annotations

import pytest

from graph.planner import Planner
from graph.stores.base import Snapshot
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from tests.kit.small import starter


@pytest.fixture(scope="session")
def starter_snapshot() -> Snapshot:
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    return store.snapshot()


@pytest.fixture(scope="session")
def starter_planner() -> Planner:
    return Planner(starter())
