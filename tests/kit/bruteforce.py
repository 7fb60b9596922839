"""Every route there is, straight from the rules: the oracle of the search, and its rules to be read.

All sequences of at most three jobs, with all sets of at most five trainings. Nothing is bounded,
ordered or left out early but what a rule forbids. Readings where the rules leave room:
``docs/decisions/0003-reading-of-the-route-rules.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations

from graph.network import UNKNOWN_COST, UNKNOWN_DEMANDS, UNKNOWN_UNPAID, UNKNOWN_WEEKS, Network, Rows
from graph.query import (
    CENTS_PER_BUCKET,
    LIMITS,
    STONE_HELD_PERCENT,
    STONE_SUPPLY_PERCENT,
    WEEKS_PER_BUCKET,
    Found,
    Query,
    RouteSet,
)

ELEMENTARY = 9  # ISCO major group


def brute_force(network: Network, query: Query) -> RouteSet:
    """The routes that no other route beats, best first."""
    routes = list(all_routes(network, query))
    return RouteSet(routes=best_of(routes), complete=True, explored=len(routes))


def all_routes(network: Network, query: Query) -> Iterator[Found]:
    """Every route that the rules and the limits allow, good or bad."""
    allowed = [row for row in range(len(network.training_of)) if is_allowed(network, query, row)]
    for jobs in sequences(network, query):
        usable = [row for row in allowed if network.job[row] < 0 or network.job[row] in jobs]
        for size in range(LIMITS["trainings"] + 1):
            for trainings in combinations(usable, size):
                found = walk(network, query, jobs, trainings)
                if found is not None and keeps_limits(network, query, found):
                    yield found


def best_of(routes: Iterable[Found]) -> tuple[Found, ...]:
    """Those that no other one beats, in the order of the answer."""
    best_by_criteria: dict[tuple[object, ...], Found] = {}
    for one in routes:
        criteria = (one.vector, one.unknown)
        if criteria not in best_by_criteria or one.order < best_by_criteria[criteria].order:
            best_by_criteria[criteria] = one
    kept = list(best_by_criteria.values())
    return tuple(sorted((y for y in kept if not any(beats(x, y) for x in kept)), key=lambda found: found.order))


def beats(x: Found, y: Found) -> bool:
    """Nowhere worse and not unknown where y is known; then better somewhere, or first in a tie."""
    nowhere_worse = all(a <= b for a, b in zip(x.vector, y.vector, strict=True))
    unknown_among = x.unknown | y.unknown == y.unknown
    return nowhere_worse and unknown_among and x.order < y.order


# Which jobs, in which order


def sequences(network: Network, query: Query) -> Iterator[tuple[int, ...]]:
    """Zero, one or two sensible stepping stones and then the target."""
    others = [job for job in range(len(network.occupations)) if job != query.target and job not in query.avoid_jobs]
    for stones in range(min(query.jobs, LIMITS["jobs"])):
        for chosen in permutations(others, stones):
            jobs = (*chosen, query.target)
            if query.must_jobs <= set(jobs) and all(is_sensible(network, query, jobs, at) for at in range(stones)):
                yield jobs


def is_sensible(network: Network, query: Query, jobs: tuple[int, ...], at: int) -> bool:
    """Near enough to the person, not too high, and of use for a later job; trainings do not count."""
    stone, earlier, later = jobs[at], jobs[:at], jobs[at + 1 :]
    skills = query.skills.union(*(run(network.essential, job) for job in earlier))
    needs = run(network.essential, stone)
    near = network.isco_major[stone] == ELEMENTARY or len(needs & skills) * 100 >= STONE_HELD_PERCENT * len(needs)
    return near and not is_too_high(network, query, stone, earlier) and is_of_use(network, query, stone, earlier, later)


def is_too_high(network: Network, query: Query, stone: int, earlier: tuple[int, ...]) -> bool:
    """More than one ISCO skill level above the highest held; unknown levels leave nothing out."""
    if query.skill_level == 0:
        return False
    highest = max([query.skill_level, *(network.skill_level[job] for job in earlier)])
    return bool(network.skill_level[stone] > highest + 1)


def is_of_use(network: Network, query: Query, stone: int, earlier: tuple[int, ...], later: tuple[int, ...]) -> bool:
    """A tenth of the skills that a later job lacks, or a demand of it that having held the stone meets."""
    skills = query.skills.union(*(run(network.essential, job) for job in earlier))
    groups = query.groups.union(*(run(network.occupation_grants, job) for job in earlier))
    for job in later:
        lacks = run(network.essential, job) - skills
        supplied = lacks & run(network.essential, stone)
        if supplied and len(supplied) * 100 >= STONE_SUPPLY_PERCENT * len(lacks):
            return True
        if (run(network.occupation_demands, job) - groups) & run(network.occupation_grants, stone):
            return True
    return False


# Which trainings


def is_allowed(network: Network, query: Query, row: int) -> bool:
    """Whether the person's limits leave a training in; what is unknown passes."""
    if network.training_of[row] in query.avoid_trainings:
        return False
    if query.max_hours is not None and network.load[row] > query.max_hours:
        return False
    teaches = bool(run(network.teaches, row))  # what teaches nothing is asked for, not followed
    if teaches and query.modes is not None and network.mode[row] not in query.modes:
        return False
    if teaches and query.paid_only and not network.paid[row]:
        return False
    regions = run(network.training_regions, row)
    elsewhere = bool(regions) and query.region not in regions and not network.national[row]
    return query.region is None or query.other_regions or not elsewhere


def keeps_limits(network: Network, query: Query, found: Found) -> bool:
    """Whether the exact sums stay within the limits, and what must be there is there."""
    followed = {int(network.training_of[row]) for row in found.trainings}
    return (
        query.must_trainings <= followed
        and (query.max_weeks is None or found.weeks <= query.max_weeks)
        and (query.max_cents is None or found.cents <= query.max_cents)
    )


# One route from its start to its end


def walk(network: Network, query: Query, jobs: tuple[int, ...], trainings: tuple[int, ...]) -> Found | None:
    """The route with its sums, or None if an entry or a training on it is not open.

    Every training is followed as soon as what it demands is there: that harms no later entry.
    """
    skills, groups = set(query.skills), set(query.groups)
    waiting = {row for row in trainings if network.job[row] < 0}
    worst_left = 0
    for job in jobs:
        for row in followed_now(network, waiting, groups):
            waiting.remove(row)
            skills |= run(network.teaches, row)
            groups |= run(network.gives, row)
        own = [row for row in trainings if network.job[row] == job]
        left = left_to_learn(network, query, job, own, skills, groups)
        if left is None:
            return None
        worst_left = max(worst_left, left)
        skills |= run(network.essential, job).union(*(run(network.teaches, row) for row in own))
        groups |= run(network.occupation_grants, job).union(*(run(network.gives, row) for row in own))
    if waiting:
        return None
    return counted(network, query, jobs, trainings, worst_left)


def followed_now(network: Network, waiting: set[int], groups: set[int]) -> list[int]:
    """The trainings that can be followed before the next job, in a possible order."""
    held, order = set(groups), list[int]()
    while True:
        row = next((r for r in sorted(waiting.difference(order)) if run(network.training_demands, r) <= held), None)
        if row is None:
            return order
        order.append(row)
        held |= run(network.gives, row)


def left_to_learn(
    network: Network, query: Query, job: int, own: list[int], skills: set[int], groups: set[int]
) -> int | None:
    """The bin of what stays to be learned at work, or None if the entry is closed. ``own``: its leerbaan."""
    needs, demands = run(network.essential, job), run(network.occupation_demands, job)
    missing = needs - skills
    if len(own) > 1:
        return None
    if own:
        if not run(network.training_demands, own[0]) <= groups:
            return None
        groups = groups | run(network.gives, own[0])
        missing = missing - run(network.teaches, own[0])
    elif not network.any_gap[job] and len(missing) > slack(len(needs), query.theta):
        return None
    if not demands <= groups:
        return None
    return 10 * len(missing) // len(needs) if needs else 0


def slack(needed: int, theta: int) -> int:
    """How many of the needed skills may be missing at the entry."""
    return needed - -(-needed * theta // 100)


def counted(network: Network, query: Query, jobs: tuple[int, ...], trainings: tuple[int, ...], left: int) -> Found:
    """The exact sums, put into buckets once."""
    weeks = sum(int(network.weeks[row]) for row in trainings if network.job[row] < 0 or not query.elapsed)
    if query.elapsed:
        for job in jobs:
            dwell = query.dwell if job != query.target else 0
            weeks += max([dwell, *(int(network.weeks[row]) for row in trainings if network.job[row] == job)])
    unpaid = sum(int(network.weeks[row]) for row in trainings if not network.paid[row])
    cents = sum(int(network.cents[row]) for row in trainings)
    unknown = 0
    for row in trainings:
        unknown |= 0 if network.weeks_known[row] else UNKNOWN_WEEKS
        unknown |= 0 if network.weeks_known[row] or network.paid[row] else UNKNOWN_UNPAID
        unknown |= 0 if network.cents_known[row] else UNKNOWN_COST
    for job in jobs:
        unknown |= UNKNOWN_DEMANDS if network.demands_unknown[job] else 0
    vector = (
        weeks // WEEKS_PER_BUCKET,
        unpaid // WEEKS_PER_BUCKET,
        cents // CENTS_PER_BUCKET,
        len(jobs),
        left,
        max(int(network.market[job]) for job in jobs),
    )
    return Found(jobs, trainings, vector, unknown, weeks, cents, unpaid)


def run(rows: Rows, row: int) -> set[int]:
    """The integers of one row as a set."""
    return set(rows[row].tolist())
