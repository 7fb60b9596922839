"""Curated paths that connect an origin with the target, with the figures worked out for this person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.ask import Ask
from graph.explain import named
from graph.network import Network
from graph.query import Query


def path_ids(network: Network) -> tuple[str, ...]:
    """The ids of the curated paths: looked up once, they lie among the texts of everything else."""
    return tuple(sorted(id for id, entry in network.texts.items() if entry["kind"] == "path"))


def paths_of(network: Network, ask: Ask, query: Query, ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Every path on which the target comes after an occupation held, from that occupation on.

    ``ids``: see ``path_ids``; looked up here when they are not given.
    Weeks and cost are sums of the path's trainings and of the dwell in its jobs, a leerbaan within it;
    unknown stays unknown.
    """
    found = []
    for id in path_ids(network) if ids is None else ids:
        entry = network.texts[id]
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
    jobs = {occupation for occupation, *_ in steps if occupation}
    at_work: dict[str, int] = {}  # weeks of the leerbaan in a job: they lie within the time spent there
    told = []
    for occupation, training, condition, note in steps:
        shown = named(network, training or occupation)
        told.append({"kind": "training" if training else "job", **shown, "condition": condition, "note": note})
        if training:
            row = _row_of(network, training, jobs)
            weeks_known &= row is not None and bool(network.weeks_known[row])
            cost_known &= row is not None and bool(network.cents_known[row])
            if row is not None:
                weeks += int(network.weeks[row])
                cents += int(network.cents[row])
                if network.job[row] >= 0:
                    at_work[network.occupations.ids[network.job[row]]] = int(network.weeks[row])
    if query.elapsed:
        between = (occupation for occupation, *_ in steps[1:-1] if occupation)
        weeks += sum(max(query.dwell - at_work.get(occupation, 0), 0) for occupation in between)
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


def _row_of(network: Network, training: str, jobs: set[str]) -> int | None:
    """The training's row; of a leerbaan for several occupations the one for a job on the path."""
    place = network.trainings.row_by_id.get(training)
    rows = [row for row in range(len(network.training_of)) if network.training_of[row] == place]
    own = [row for row in rows if network.job[row] >= 0 and network.occupations.ids[network.job[row]] in jobs]
    return next(iter(own or rows), None)
