"""Whether one found route keeps every rule, told apart from how it was found.

Where the exhaustive search follows each training as soon as it can, this tries every moment for
every training and takes the best; a route is right if some way to do it is.
"""

from __future__ import annotations

from itertools import pairwise, permutations, product

from graph.network import Network
from graph.query import LIMITS, Found, Query


def faults_of(network: Network, query: Query, found: Found) -> list[str]:
    """What is wrong with a route, in words; nothing for a good one."""
    faults = _faults_of_shape(network, query, found) + _faults_of_sums(network, query, found)
    lefts = [
        left for moments in _moments(network, found) if (left := _left(network, query, found, moments)) is not None
    ]
    if not lefts:
        faults.append("no order of trainings and jobs opens every entry")
    elif min(lefts) != found.vector[4]:
        faults.append(f"left to learn is {min(lefts)}, not {found.vector[4]}")
    return faults


def _faults_of_shape(network: Network, query: Query, found: Found) -> list[str]:
    bbl = [int(network.job[row]) for row in found.trainings if network.job[row] >= 0]
    claims = {
        "the last job is the target": found.jobs[-1] == query.target,
        "no job twice": len(set(found.jobs)) == len(found.jobs) <= LIMITS["jobs"],
        "trainings ascend": all(a < b for a, b in pairwise(found.trainings)),
        "at most five trainings": len(found.trainings) <= LIMITS["trainings"],
        "a leerbaan for each job at most": len(set(bbl)) == len(bbl),
        "a leerbaan belongs to a job on the route": set(bbl) <= set(found.jobs),
        "no avoided stone": not query.avoid_jobs & set(found.jobs[:-1]),
        "jobs that must be there": query.must_jobs <= set(found.jobs),
    }
    return [claim for claim, holds in claims.items() if not holds]


def _faults_of_sums(network: Network, query: Query, found: Found) -> list[str]:
    rows = list(found.trainings)
    leerbaan = {int(network.job[row]): int(network.weeks[row]) for row in rows if network.job[row] >= 0}
    if query.elapsed:
        weeks = sum(int(network.weeks[row]) for row in rows if network.job[row] < 0)
        weeks += sum(max(query.dwell, leerbaan.get(stone, 0)) for stone in found.jobs[:-1])
        weeks += leerbaan.get(query.target, 0)
    else:
        weeks = int(network.weeks[rows].sum())
    sums = (weeks, int(network.cents[rows].sum()), int((network.weeks[rows] * (network.paid[rows] == 0)).sum()))
    claims = {
        f"sums are {sums}": sums == (found.weeks, found.cents, found.unpaid),
        "buckets of the sums": found.vector[:4] == (sums[0] // 4, sums[2] // 4, sums[1] // 100_00, len(found.jobs)),
        "worst market": found.vector[5] == max(network.market[list(found.jobs)]),
        "weeks within the limit": query.max_weeks is None or sums[0] <= query.max_weeks,
        "cost within the limit": query.max_cents is None or sums[1] <= query.max_cents,
    }
    return [claim for claim, holds in claims.items() if not holds]


def _moments(network: Network, found: Found) -> list[tuple[tuple[int, ...], ...]]:
    """Every way to spread the trainings over the times before each job, in every order."""
    free = [row for row in found.trainings if network.job[row] < 0]
    ways = []
    for places in product(range(len(found.jobs)), repeat=len(free)):
        stages = [
            [row for row, place in zip(free, places, strict=True) if place == at] for at in range(len(found.jobs))
        ]
        ways += [tuple(way) for way in product(*(permutations(stage) for stage in stages))]
    return ways


def _left(network: Network, query: Query, found: Found, moments: tuple[tuple[int, ...], ...]) -> int | None:
    """What is left to learn on the worst entry of one way to do the route; None if a door is shut."""
    skills, groups, worst = set(query.skills), set(query.groups), 0
    for job, stage in zip(found.jobs, moments, strict=True):
        for row in stage:
            if not groups.issuperset(network.training_demands[row].tolist()):
                return None
            skills.update(network.teaches[row].tolist())
            groups.update(network.gives[row].tolist())
        bbl = [row for row in found.trainings if network.job[row] == job]
        for row in bbl:
            if not groups.issuperset(network.training_demands[row].tolist()):
                return None
        demanded = set(network.occupation_demands[job].tolist())
        needs = network.essential[job].tolist()
        missing = sum(skill not in skills for skill in needs)
        if not bbl and not network.any_gap[job] and 100 * (len(needs) - missing) < query.theta * len(needs):
            return None
        for row in bbl:
            demanded -= set(network.gives[row].tolist())
            skills.update(network.teaches[row].tolist())
            missing = sum(skill not in skills for skill in needs)
            groups.update(network.gives[row].tolist())
        if not demanded <= groups:
            return None
        worst = max(worst, 10 * missing // len(needs) if needs else 0)
        skills.update(needs)
        groups.update(network.occupation_grants[job].tolist())
    return worst
