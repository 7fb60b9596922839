"""Real data for the property tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.catalogue import made_up
from graph.compiling import compile_network
from graph.network import Network
from graph.stores.base import Put
from graph.stores.memory import MemoryStore
from loaders.pipeline import load


@pytest.fixture(scope="session")
def esco_with_trainings(data_dir: Path) -> Network:
    """Full ESCO with the crebo-derived trainings, the starter set and 2,000 made-up trainings."""
    store = MemoryStore()
    esco = data_dir / "esco-1.1.1"
    load(store, "esco", [*sorted(esco.glob("*.zip")), esco / "nl"], by="test", reason="test")
    load(store, "starter", [], by="test", reason="test")
    load(store, "crebo", [data_dir / "nl" / "crebo_hks_2015.csv"], by="test", reason="test")
    puts = [Put(record) for record in made_up(store.snapshot(), 2_000, 1)]
    store.apply(puts, expected=store.revision(), by="test", reason="test")
    return compile_network(store.snapshot())
