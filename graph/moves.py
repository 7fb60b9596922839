"""Counted moves between occupations, as loaded: how many people, when, where, and who counted."""

from __future__ import annotations

from typing import Any

from graph.network import Network
from graph.stores.base import Snapshot
from graph.texts import evidence_of
from ontology.records import key_of
from ontology.relations import Transition


def add_moves(texts: dict[str, Any], snapshot: Snapshot) -> None:
    """Put every counted move with the occupation that it starts from; one without a count says no number."""
    found = [r for r in snapshot.iter_kind("transition") if isinstance(r, Transition) and r.count is not None]
    for record in sorted(found, key=lambda record: (record.target, record.period or "", key_of(record))):
        line = {
            "target": record.target,
            "count": record.count,
            "period": record.period,
            "region": record.region,
            **{key: value for key, value in evidence_of(record.evidence)[0].items() if key in ("source", "kind")},
        }
        texts[record.origin].setdefault("moves", []).append(line)


def moves_of(network: Network, origin: str, target: str) -> list[dict[str, Any]]:
    """The counts of moves from one occupation to another, as each source states them; empty is unknown, not none."""
    entry = network.texts.get(origin, {})
    return [
        {k: v for k, v in line.items() if k != "target"} for line in entry.get("moves", ()) if line["target"] == target
    ]
