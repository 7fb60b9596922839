"""Routes from what a person holds to a target: the whole Pareto set within the limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from graph.exploring import FOUND, JOBS, SUMS, TRAININGS, UNKNOWN, VECTOR, explore
from graph.glance import LEFT
from graph.network import Network
from graph.pareto import empty_archive
from graph.query import LIMITS, Found, Query, RouteSet
from graph.tension import market_in
from ontology.errors import UnsupportedCriterion

NO_LIMIT = 1 << 40
BOUNDS = 64  #: corners kept of what was not opened


def find_routes(network: Network, query: Query) -> RouteSet:
    """The Pareto set of routes to the target, best first; empty and truncated are answers too.

    Source: ``docs/search.md`` (the rules), ``docs/decisions/0003`` (how they are read).

    Raises:
        UnsupportedCriterion: a limit outside its range.
    """
    question = _question(network, query)
    if question is None:
        return RouteSet((), True, 0)
    archive = empty_archive(LIMITS["routes"])
    bounds = np.zeros((BOUNDS, 6), np.int64)
    before, after = question
    _, explored, left = explore(*before, np.array([query.target], np.int64), *after, archive, bounds)
    vectors, unknown, sums, jobs, trainings, count = archive
    corners = {tuple(int(v) for v in row) for row in bounds[:left]}
    return RouteSet(
        tuple(
            sorted(
                (_found(vectors[n], int(unknown[n]), sums[n], jobs[n], trainings[n]) for n in range(int(count[0]))),
                key=lambda found: found.order,
            )
        ),
        left == 0,
        int(explored),
        tuple(
            sorted(
                c
                for c in corners
                if not any(o != c and all(a <= b for a, b in zip(o, c, strict=True)) for o in corners)
            )
        ),
    )


def best_direct(network: Network, query: Query, targets: Sequence[int]) -> list[Found | None]:
    """The first of the direct routes to each target, whatever the target and jobs of the query; None where none is.

    The same as the first of ``find_routes`` with one job, but what is the same for all targets is made once.

    Raises:
        UnsupportedCriterion: a limit outside its range.
    """
    question = _question(network, replace(query, jobs=1))
    if question is None:
        return [None] * len(targets)
    before, after = question
    bounds = np.zeros((BOUNDS, 6), np.int64)
    lines, _, _ = explore(*before, np.array(targets, np.int64), *after, empty_archive(LIMITS["routes"]), bounds)
    return [
        _found(line[VECTOR:UNKNOWN], int(line[UNKNOWN]), line[SUMS:JOBS], line[JOBS:TRAININGS], line[TRAININGS:])
        if line[FOUND]
        else None
        for line in lines
    ]


def _found(vector: Any, unknown: int, sums: Any, jobs: Any, trainings: Any) -> Found:
    weeks, cents, unpaid = sums.tolist()
    return Found(
        tuple(job for job in jobs.tolist() if job >= 0),
        tuple(training for training in trainings.tolist() if training >= 0),
        tuple(vector.tolist()),
        unknown,
        weeks,
        cents,
        unpaid,
    )


def _question(network: Network, query: Query) -> tuple[tuple[Any, ...], tuple[Any, ...]] | None:
    """What compiled code takes before the target and after it; None where a training that must be can't be."""
    _check(query)
    net = _arrays(network, query.region)
    usable = usable_rows(network, query)
    forced, forced_bbl = [], []
    for place in sorted(query.must_trainings):
        rows = np.flatnonzero(network.training_of == place)
        if network.job[rows[0]] >= 0:
            forced_bbl.append(place)
        elif usable[rows[0]]:
            forced.append(int(rows[0]))
        else:
            return None
    have_skill = np.zeros(len(network.skills), np.uint8)
    have_skill[list(query.skills)] = 1
    have_group = np.zeros(len(network.group_labels), np.uint8)
    have_group[list(query.groups)] = 1
    stone_ok = np.ones(len(network.occupations), np.uint8)
    stone_ok[list(query.avoid_jobs)] = 0
    limit = np.array(
        [
            NO_LIMIT if query.max_weeks is None else query.max_weeks,
            NO_LIMIT if query.max_cents is None else query.max_cents,
            int(query.elapsed),
            query.theta,
            query.dwell,
            LIMITS["nodes"],
            query.jobs,
            0,  # tenths left to learn that count at least, and the most that are looked for: see ``cover``
            LEFT,
        ],
        np.int64,
    )
    held = np.array(sorted(query.skills), np.int64)
    return (net, (have_skill, have_group, usable), limit, held), (
        query.skill_level,
        stone_ok,
        np.array(sorted(query.must_jobs), np.int64),
        np.array(forced, np.int64),
        np.array(forced_bbl, np.int64),
        network.training_of,
    )


def usable_rows(network: Network, query: Query) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Which training rows the limits leave: mode, pay, hours, region and what is avoided."""
    usable = np.ones(len(network.weeks), bool)
    asked_for = np.diff(network.teaches.start) == 0  # an application or registration is nothing to follow
    if query.modes is not None:
        usable &= np.isin(network.mode, sorted(query.modes)) | asked_for
    if query.paid_only:
        usable &= network.paid.astype(bool) | asked_for
    if query.max_hours is not None:
        usable &= network.load <= query.max_hours
    if query.region is not None and not query.other_regions:
        somewhere = np.diff(network.training_regions.start) > 0
        here = np.zeros(len(usable), bool)
        owner = np.repeat(np.arange(len(usable)), np.diff(network.training_regions.start))
        here[owner[network.training_regions.items == query.region]] = True
        usable &= network.national.astype(bool) | ~somewhere | here
    if query.avoid_trainings:
        usable &= ~np.isin(network.training_of, sorted(query.avoid_trainings))
    return usable.astype(np.uint8)


def _check(query: Query) -> None:
    for name in ("max_weeks", "max_cents", "max_hours"):
        value = getattr(query, name)
        if value is not None and value < 0:
            raise UnsupportedCriterion(f"found {name} {value}, expected zero or more")
    if not 0 <= query.theta <= 100:
        raise UnsupportedCriterion(f"found theta {query.theta}, expected a percentage from 0 to 100")
    if not 0 <= query.dwell <= 520:
        raise UnsupportedCriterion(f"found a dwell of {query.dwell} weeks, expected 0 to 520")


def _arrays(network: Network, region: int | None = None) -> tuple[Any, ...]:
    """The network as the flat tuple that compiled code takes; places are fixed, see ``gaps`` and ``sequences``."""
    n = network
    return (
        n.essential.start, n.essential.items, n.needed_by.start, n.needed_by.items,
        n.occupation_demands.start, n.occupation_demands.items, n.occupation_grants.start, n.occupation_grants.items,
        n.any_gap, n.demands_unknown, market_in(n, region),
        n.weeks, n.weeks_known, n.cents, n.cents_known, n.paid, n.job,
        n.teaches.start, n.teaches.items, n.gives.start, n.gives.items,
        n.training_demands.start, n.training_demands.items,
        n.taught_by.start, n.taught_by.items, n.given_by.start, n.given_by.items,
        n.leerbanen.start, n.leerbanen.items, n.skill_level, n.isco_major,
    )  # fmt: skip
