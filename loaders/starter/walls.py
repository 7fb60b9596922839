"""What a starter set says of entry demands on all of ESCO: measured on both, loaded together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from graph.compiling import compile_network
from graph.demand_coverage import DemandCoverage, demand_coverage
from graph.stores.base import Put
from graph.stores.memory import MemoryStore
from loaders.base import Progress
from loaders.pipeline import load
from loaders.starter.dataset import Starter
from ontology.evidence import Source


class Walls(NamedTuple):
    """Which ESCO it was measured on, and a row for each ISCO major group."""

    esco: str
    rows: tuple[DemandCoverage, ...]


def walls_on_esco(found: Starter, esco: Sequence[Path], progress: Progress | None = None) -> Walls:
    """Load ESCO's files and the set in memory, and count whose entry demands are stated.

    Raises:
        SourceUnreadable: the files are not ESCO's.
    """
    store = MemoryStore()
    load(store, "esco", esco, by="report", reason="to be measured", progress=progress)
    names = [f"{one.name} {one.version}" for one in store.snapshot().iter_kind("source") if isinstance(one, Source)]
    puts = [Put(record) for record in found.records]
    store.apply(puts, expected=store.revision(), by="report", reason="to be measured")
    return Walls(" en ".join(sorted(names)), demand_coverage(compile_network(store.snapshot())))
