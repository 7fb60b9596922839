"""The data to measure on: full ESCO with all that is there, or the starter set; and ten times that."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.catalogue import made_up
from bench.table import Line, shown, under
from graph.network import Names, Network, Rows
from graph.planner import Planner
from graph.stores.base import Put
from graph.stores.oxigraph import OxigraphStore
from loaders.pipeline import load

SEED = 20_261_101
BY, WHY = "bench", "to measure"


@dataclass(frozen=True, slots=True)
class Data:
    """One store with its network, and what loading it took."""

    folder: Path
    network: Network
    full: bool  #: all of ESCO, not the starter set alone
    lines: tuple[Line, ...]

    @property
    def store_url(self) -> str:
        return f"oxigraph:{self.folder}"


def compiled_folder(folder: Path) -> Path:
    """Where the networks of a store lie, as the planner has it."""
    return folder.parent / f"{folder.name}.compiled"


def build(source: Path | None, folder: Path, trainings: int) -> Data:
    """Load everything into a store in ``folder``; ``source`` has ``esco-1.1.1`` and ``nl``, or is None."""
    lines: list[Line] = []
    store = OxigraphStore(folder)
    try:
        if source is not None:
            esco = source / "esco-1.1.1"
            wall, cpu = time.perf_counter(), time.process_time()
            load(store, "esco", [*sorted(esco.glob("*.zip")), esco / "nl"], by=BY, reason=WHY)
            Planner.of(store, compiled_folder(folder))
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            lines.append(
                under("loading", "full ESCO from zip to queryable (load, compile, cache)", wall, 30, "s", cpu_note(cpu))
            )
            load(store, "crebo", [source / "nl" / "crebo_hks_2015.csv"], by=BY, reason=WHY)
        load(store, "starter", [], by=BY, reason=WHY)
        if trainings:
            puts = [Put(record) for record in made_up(store.snapshot(), trainings, SEED)]
            store.apply(puts, expected=store.revision(), by=BY, reason=WHY)
        wall, cpu = time.perf_counter(), time.process_time()
        network = Planner.of(store, compiled_folder(folder)).network
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    finally:
        store.close()
    lines.append(Line("loading", "compile the network and keep it", f"{shown(wall)} s{cpu_note(cpu)}"))
    return Data(folder, network, source is not None, tuple(lines))


def cpu_note(seconds: float) -> str:
    """How much of it was processor time."""
    return f" ({shown(seconds)} s CPU)"


def about(network: Network) -> str:
    """How big a network is, in one line."""
    names = (
        ("occupations", len(network.occupations)),
        ("skills", len(network.skills)),
        ("essential relations", len(network.essential.items)),
        ("trainings", len(network.trainings)),
    )
    return ", ".join(f"{count:,} {name}".replace(",", "\u202f") for name, count in names)


def times(network: Network, copies: int) -> Network:
    """``copies`` of everything side by side: the rows of copy ``c`` come after those of copy ``c − 1``.

    Nothing leads from one copy to another, as in the prototype that the goal comes from.
    """
    sizes = {
        "occupation": len(network.occupations),
        "skill": len(network.skills),
        "credential": len(network.credentials),
        "group": len(network.group_labels),
        "region": len(network.regions),
        "training": len(network.trainings),
        "row": len(network.weeks),
    }
    holds = {
        "essential": "skill", "optional": "skill", "needed_by": "occupation", "occupation_demands": "group",
        "occupation_grants": "group", "credential_meets": "group", "teaches": "skill", "gives": "group",
        "training_demands": "group", "training_regions": "region", "taught_by": "row", "given_by": "row",
        "leerbanen": "row",
    }  # fmt: skip
    changed: dict[str, Any] = {name: _rows(getattr(network, name), copies, sizes[of]) for name, of in holds.items()}
    for name in ("occupations", "skills", "credentials", "regions", "trainings"):
        ids = getattr(network, name).ids
        changed[name] = Names.of([f"{id}#{c}" if c else id for c in range(copies) for id in ids])
    for name in (
        "isco_major", "skill_level", "occupation_level", "any_gap", "demands_unknown", "market", "weeks",
        "weeks_known", "cents", "cents_known", "load", "mode", "paid", "national",
    ):  # fmt: skip
        changed[name] = np.tile(getattr(network, name), copies)
    changed["training_of"] = _shifted(network.training_of, copies, sizes["training"])
    changed["job"] = _shifted(network.job, copies, sizes["occupation"])
    changed["isco_units"] = np.tile(network.isco_unit, copies)
    changed["group_labels"] = network.group_labels * copies
    return replace(network, **changed)


def _shifted(values: Any, copies: int, by: int) -> Any:
    """The copies of places; −1 stays what it is."""
    return np.concatenate([np.where(values < 0, values, values + c * by) for c in range(copies)]).astype(values.dtype)


def _rows(rows: Rows, copies: int, by: int) -> Rows:
    count = len(rows.items)
    start = np.concatenate([rows.start[:1], *(rows.start[1:] + c * count for c in range(copies))]).astype(np.int32)
    return Rows(start, _shifted(rows.items, copies, by))
