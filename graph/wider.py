"""Wider questions on the same network: targets near a person, and who could come into a job."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from graph.ask import Ask, query_of
from graph.explain import group_named, named
from graph.feasibility.persons import FEATURES, moves_of, moves_to, shared, words_of
from graph.network import MODES, Network
from graph.query import Found, Query
from graph.schedule import entries_of
from graph.search import best_direct, find_routes
from graph.tension import market_facts

COSTED = 25  #: for this many of the best the exact cost of the direct route is worked out


def features_told() -> list[dict[str, Any]]:
    """The features that moves are ranked by, as they stand with an answer; a weight of 1: values are log-odds."""
    return [{"key": f.key, "label": f.label, "weight": 1, "meaning": f.meaning} for f in FEATURES]


def targets_of(network: Network, ask: Ask, limit: int) -> list[dict[str, Any]]:
    """All occupations ranked for one person in one pass; the best with what the direct route takes."""
    origins = tuple(network.occupations.row(id) for id in ask.origins)
    base = query_of(network, ask, target=0, jobs=1)
    skills = np.array(sorted(base.skills), np.int64)
    moves = moves_of(network, skills, base.groups, origins)
    score = moves.points.copy()
    score[list(origins)] = -1
    score[sorted(base.avoid_jobs)] = -1
    order = np.lexsort((np.arange(len(score)), -moves.parts.sum(axis=1), -score))[:limit]
    have = shared(network, skills)
    rows = [int(row) for row in order if score[row] >= 0]
    best = best_direct(network, base, rows[:COSTED])
    best += [None] * (len(rows) - len(best))
    return [
        _row(network, found, row, int(score[row]), moves.parts[row], int(have[row]), base.groups, origins, ask.region)
        for row, found in zip(rows, best, strict=True)
    ]


def sources_of(network: Network, ask: Ask, limit: int) -> list[dict[str, Any]]:
    """Occupations from which people could come into a job, nearest first, with what the direct route costs and trains.

    ``trainings`` are in the order in which they are followed; None where no direct route was found or looked for.
    Somebody from an occupation is taken to hold what that occupation asks, and no credential.
    """
    assert ask.target is not None
    target = network.occupations.row(ask.target)
    needs = network.essential[target].astype(np.int64)
    have = shared(network, needs)
    size = np.diff(network.essential.start)
    near = np.lexsort((np.arange(len(have)), -have))[: 4 * COSTED]
    kept = [int(row) for row in near if row != target and have[row] and size[row]]
    moves = moves_to(network, kept, target) if kept else None
    found = [(-int(moves.points[n]), -moves.parts[n].sum(), row, moves.parts[n]) for n, row in enumerate(kept) if moves]
    found.sort(key=lambda item: item[:3])
    rows = []
    for n, (minus, _, row, values) in enumerate(found[:limit]):
        query = (
            query_of(
                network,
                replace(ask, origins=(network.occupations.ids[row],), skills=(), without_skills=()),
                target=target,
                jobs=1,
            )
            if n < COSTED
            else None
        )
        best = _best(network, query)
        entry = _row(network, best, target, -minus, values, int(have[row]), frozenset(), (row,))
        id = network.occupations.ids[row]
        trainings = _trainings(network, query, best) if query and best else None
        rows.append({**entry, **named(network, id), "trainings": trainings, **market_facts(network, id, ask.region)})
    return rows


def _best(network: Network, query: Query | None) -> Found | None:
    """The first of the direct routes, when there is one."""
    routes = find_routes(network, query).routes if query is not None else ()
    return routes[0] if routes else None


def _trainings(network: Network, query: Query, found: Found) -> list[dict[str, Any]]:
    """What is followed on a route, in order; a figure that isn't known is None."""
    entries = entries_of(network, query, found)
    rows = [row for entry in entries for row in (*entry.before, *([] if entry.leerbaan is None else [entry.leerbaan]))]
    return [
        {
            **named(network, network.trainings.ids[network.training_of[row]]),
            "mode": MODES[network.mode[row]],
            "weeks": int(network.weeks[row]) if network.weeks_known[row] else None,
            "costEurocent": int(network.cents[row]) if network.cents_known[row] else None,
        }
        for row in rows
    ]


def _row(
    network: Network,
    best: Found | None,
    row: int,
    score: int,
    values: Any,
    have: int,
    groups: frozenset[int],
    origins: tuple[int, ...],
    region: str | None = None,
) -> dict[str, Any]:
    unmet = [int(g) for g in network.occupation_demands[row] if int(g) not in groups]
    cost = None
    if best is not None:
        cost = {
            "weeks": best.weeks,
            "weeksKnown": not best.unknown & 1,
            "unpaidWeeks": best.unpaid,
            "costEurocent": best.cents,
            "costKnown": not best.unknown & 4,
            "jobs": best.vector[3],
            "leftPercent": best.vector[4] * 10,
            "market": best.vector[5] or None,
        }
    return {
        **named(network, network.occupations.ids[row]),
        "score": score,
        "features": [
            {"key": feature.key, "label": feature.label, "value": round(float(value), 4), "weight": 1}
            for feature, value in zip(FEATURES, values, strict=True)
        ],
        "why": words_of(network, origins, row, have, [group_named(network, g)["label"] for g in unmet]),
        "sharedSkills": have,
        "essentialSkills": int(network.essential.start[row + 1] - network.essential.start[row]),
        "wall": [group_named(network, g) for g in unmet],
        "demandsUnknown": bool(network.demands_unknown[row]),
        "cost": cost,
        **market_facts(network, network.occupations.ids[row], region),
    }
