"""The direct route as an integer program, for scipy's HiGHS: a witness that shares no idea with the search.

Only straight into the target, without leerbanen: which trainings, which skills stay uncovered, and
the four buckets and bins as whole numbers of their own. Every skill, wall, cap and order of
trainings is a linear row, so the solver proves a minimum, or that nothing was missed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from graph.network import MODES, Network
from graph.query import CENTS_PER_BUCKET, LIMITS, WEEKS_PER_BUCKET, Query
from tests.kit.bruteforce import is_allowed, run, slack

CRITERIA = ("time", "unpaid", "cost", "left")
PLACES = (0, 1, 2, 4)  #: of these criteria in a route's vector


def direct_only(network: Network, query: Query) -> Query:
    """The same question without stepping stones and leerbanen."""
    modes = frozenset(range(len(MODES))) if query.modes is None else query.modes
    return replace(query, jobs=1, modes=modes - {MODES.index("bbl")})


@dataclass(slots=True)
class Program:
    """Whole numbers with bounds, and linear rows over them by name."""

    names: dict[str, int] = field(default_factory=dict)
    uppers: list[float] = field(default_factory=list)
    rows: list[tuple[dict[str, float], float, float]] = field(default_factory=list)

    def whole(self, name: str, upper: float = 1) -> str:
        """A whole number from 0."""
        self.names[name] = len(self.names)
        self.uppers.append(upper)
        return name

    def between(self, low: float, terms: Mapping[str, float], high: float) -> None:
        self.rows.append((dict(terms), low, high))

    def least(self, aim: Mapping[str, float]) -> dict[str, int] | None:
        """The solution with the smallest aim, or None when there is none."""
        cost = np.zeros(len(self.names))
        for name, weight in aim.items():
            cost[self.names[name]] = weight
        cells = [
            (at, self.names[name], value) for at, (terms, _, _) in enumerate(self.rows) for name, value in terms.items()
        ]
        matrix = coo_array(
            ([value for _, _, value in cells], ([at for at, _, _ in cells], [column for _, column, _ in cells])),
            shape=(len(self.rows), len(self.names)),
        )
        lows, highs = [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
        solved = milp(
            cost,
            integrality=np.ones(len(self.names)),
            bounds=Bounds(0, self.uppers),
            constraints=LinearConstraint(matrix.tocsc(), lows, highs),
            options={"mip_rel_gap": 0},
        )
        if solved.status == 2:
            return None
        assert solved.status == 0, solved.message
        return {name: round(solved.x[column]) for name, column in self.names.items()}


def least_sum(network: Network, query: Query, weights: Sequence[int]) -> int | None:
    """The smallest weighted sum of time, unpaid, cost and left, in buckets and bins."""
    aim = dict(zip(CRITERIA, weights, strict=True))
    best = program_of(network, query).least(aim)
    return None if best is None else sum(weight * best[name] for name, weight in aim.items())


def missed(network: Network, query: Query, front: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """A route's time, unpaid, cost and left that none of the front is nowhere worse than; None if there is none."""
    program = program_of(network, query)
    for at, vector in enumerate(front):
        better = {program.whole(f"better {at} {name}"): 1.0 for name in CRITERIA}
        program.between(1, better, math.inf)
        for name, value in zip(CRITERIA, vector, strict=True):  # if it is better, then by one at least
            large = program.uppers[program.names[name]]
            program.between(-math.inf, {name: 1, f"better {at} {name}": large}, value - 1 + large)
    found = program.least(dict.fromkeys(CRITERIA, 1))
    return None if found is None else tuple(found[name] for name in CRITERIA)


def program_of(network: Network, query: Query) -> Program:
    """All direct routes."""
    program = Program()
    rows = useful_rows(network, query)
    chosen = {row: program.whole(f"training {row}") for row in rows}
    program.between(0, dict.fromkeys(chosen.values(), 1.0), LIMITS["trainings"])

    needs = run(network.essential, query.target)
    missing = {}
    for skill in needs - query.skills:
        missing[skill] = program.whole(f"missing {skill}")
        teaching = {name: 1.0 for row, name in chosen.items() if skill in run(network.teaches, row)}
        program.between(1, teaching | {missing[skill]: 1.0}, math.inf)
    if not network.any_gap[query.target]:
        program.between(0, dict.fromkeys(missing.values(), 1.0), slack(len(needs), query.theta))

    for group in run(network.occupation_demands, query.target) - query.groups:
        program.between(1, {name: 1.0 for row, name in chosen.items() if group in run(network.gives, row)}, math.inf)
    _order(program, network, query, chosen)

    for name, row_sums, bucket, limit in _sums(network, query, rows):
        terms = {chosen[row]: float(value) for row, value in row_sums.items()}
        if limit is not None:
            program.between(0, terms, limit)
        _floored(program, name, terms, bucket, sum(row_sums.values()))
    _floored(program, "left", dict.fromkeys(missing.values(), 10.0), max(1, len(needs)), 10 * len(missing))
    return program


def useful_rows(network: Network, query: Query) -> list[int]:
    """Allowed trainings that teach or give something of use, directly or for one another."""
    allowed = [r for r in range(len(network.training_of)) if network.job[r] < 0 and is_allowed(network, query, r)]
    skills = run(network.essential, query.target) - query.skills
    groups = run(network.occupation_demands, query.target) - query.groups
    useful: set[int] = set()
    while True:
        more = {r for r in allowed if run(network.teaches, r) & skills or run(network.gives, r) & groups} - useful
        if not more:
            return sorted(useful)
        useful |= more
        groups = groups.union(*(run(network.training_demands, row) for row in more)) - query.groups


def _order(program: Program, network: Network, query: Query, chosen: Mapping[int, str]) -> None:
    """What a chosen training demands comes from one that has an earlier turn."""
    turns = LIMITS["trainings"]
    turn = {row: program.whole(f"turn {row}", turns - 1) for row in chosen}
    for row in chosen:
        for group in run(network.training_demands, row) - query.groups:
            givers = {}
            for giver in chosen:
                if giver != row and group in run(network.gives, giver):
                    link = program.whole(f"link {giver} {group} {row}")
                    givers[link] = 1.0
                    program.between(0, {chosen[giver]: 1, link: -1}, math.inf)
                    program.between(1 - turns, {turn[row]: 1, turn[giver]: -1, link: -turns}, math.inf)
            program.between(0, givers | {chosen[row]: -1.0}, math.inf)


def _sums(network: Network, query: Query, rows: Sequence[int]) -> list[tuple[str, dict[int, int], int, int | None]]:
    weeks = {row: int(network.weeks[row]) for row in rows}
    unpaid = {row: count for row, count in weeks.items() if not network.paid[row]}
    cents = {row: int(network.cents[row]) for row in rows}
    return [
        ("time", weeks, WEEKS_PER_BUCKET, query.max_weeks),
        ("unpaid", unpaid, WEEKS_PER_BUCKET, None),
        ("cost", cents, CENTS_PER_BUCKET, query.max_cents),
    ]


def _floored(program: Program, name: str, terms: Mapping[str, float], size: int, highest: float) -> None:
    """A whole number that is the floor of a sum divided by a size: size · it ≤ sum ≤ size · it + size − 1."""
    program.whole(name, highest // size)
    program.between(0, dict(terms) | {name: float(-size)}, size - 1)
