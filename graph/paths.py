"""Curated paths that connect an origin with the target, with the figures worked out for this person."""

from __future__ import annotations

from typing import Any

from graph.ask import Ask
from graph.explain import named
from graph.network import Network
from graph.query import Query


def paths_of(network: Network, ask: Ask, query: Query) -> list[dict[str, Any]]:
    """Every path on which the target comes after an occupation held, from that occupation on.

    Weeks and cost are sums of the path's trainings and of the dwell in its jobs; unknown stays unknown.
    """
    found = []
    for id, entry in network.texts.items():
        if entry["kind"] != "path":
            continue
        steps = entry["steps"]
        jobs = [n for n, step in enumerate(steps) if step[0] == ask.target]
        starts = [n for n, step in enumerate(steps) if step[0] in ask.origins]
        pairs = [(start, end) for start in starts for end in jobs if start < end]
        if pairs:
            start, end = min(pairs, key=lambda pair: pair[1] - pair[0])
            found.append(_told(network, query, id, entry, steps[start : end + 1]))
    return sorted(found, key=lambda path: path["id"])


def _told(network: Network, query: Query, id: str, entry: dict[str, Any], steps: list[Any]) -> dict[str, Any]:
    weeks = cents = 0
    weeks_known = cost_known = True
    told = []
    for number, (occupation, training, condition, note) in enumerate(steps):
        told.append(
            {
                "kind": "training" if training else "job",
                **named(network, training or occupation),
                "condition": condition,
                "note": note,
            }
        )
        if training:
            rows = [
                r for r in range(len(network.training_of)) if network.trainings.ids[network.training_of[r]] == training
            ]
            weeks_known &= bool(rows) and bool(network.weeks_known[rows[0]])
            cost_known &= bool(rows) and bool(network.cents_known[rows[0]])
            weeks += int(network.weeks[rows[0]]) if rows else 0
            cents += int(network.cents[rows[0]]) if rows else 0
        elif 0 < number < len(steps) - 1 and query.elapsed:
            weeks += query.dwell
    return {
        **named(network, id),
        "sector": entry["sector"],
        "unknown": entry["unknown"],
        "steps": told,
        "weeks": weeks,
        "weeksKnown": weeks_known,
        "costEurocent": cents,
        "costKnown": cost_known,
        "evidence": entry["evidence"],
    }
