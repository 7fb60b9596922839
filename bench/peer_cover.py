"""Peers of the search: HiGHS on the direct gap, and the same code in plain Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from bench.data import Data, compiled_folder
from bench.routes import queries_of, timed
from bench.sample import Pair
from bench.table import Line, equal, shown
from graph.network import MODES, Network
from graph.query import LIMITS, WEEKS_PER_BUCKET, Query
from graph.search import usable_rows

ROOT = Path(__file__).resolve().parent.parent


def highs(network: Network, pairs: Sequence[Pair]) -> list[Line]:
    """The least weeks of at most five trainings that close the direct gap; ours gives the whole front."""
    part = "peer: set cover"
    modes = frozenset(range(len(MODES))) - {MODES.index("bbl")}
    queries = [replace(query, modes=modes) for query in queries_of(network, pairs, jobs=1)]
    ours = timed(network, queries)
    theirs, same, proven = [], 0, 0
    for query, found in zip(queries, ours.found, strict=True):
        program = _program(network, query)
        begin = time.thread_time()
        least = _least(network, query, program)
        theirs.append((time.thread_time() - begin) * 1e3)
        if found.complete:
            best = min((route.weeks for route in found.routes), default=None)
            same += _bucket(best) == _bucket(least)
            proven += 1
    cpu = np.array(theirs)[ours.has_route]
    own = ours.cpu[ours.has_route]
    if not len(own):
        return [Line(part, "no question has a direct route", "nothing to compare")]
    times = [float(np.percentile(cpu, percent)) for percent in (50, 95)]
    ratio = [took / float(np.percentile(own, percent)) for took, percent in zip(times, (50, 95), strict=True)]
    return [
        Line(
            part,
            f"HiGHS (scipy), weeks only, {len(own)} gaps: p50, p95",
            f"{shown(times[0])} and {shown(times[1])} ms, {shown(ratio[0])} and {shown(ratio[1])} × ours",
        ),
        equal(part, "HiGHS finds the same least time (4-week buckets)", same, proven),
    ]


def plain_python(data: Data, pairs: Sequence[Pair], seconds: float) -> list[Line]:
    """The same search without compilation, in a process of its own that is stopped after a while."""
    lines = []
    for jobs, name in ((1, "direct routes"), (3, "with stepping stones")):
        ours = timed(data.network, queries_of(data.network, pairs, jobs=jobs))
        quick = [int(n) for n in np.argsort(ours.cpu) if ours.found[n].routes][: max(1, len(pairs) // 2)]
        asked = [pairs[n] for n in quick[:: max(1, len(quick) // 12)]]
        took = _child(data, asked, jobs, seconds)
        own = {tuple(pairs[n]): float(ours.cpu[n]) for n in quick}
        done = asked[: len(took)]
        if not done:
            lines.append(Line("peer: plain Python", name, f"no answer within {shown(seconds)} s"))
            continue
        ratio = sum(took[: len(done)]) / sum(own[tuple(pair)] for pair in done)
        lines.append(Line("peer: plain Python", f"{name}, {len(done)} of the quicker half", f"{shown(ratio)} × ours"))
    return lines


def _child(data: Data, pairs: Sequence[Pair], jobs: int, seconds: float) -> list[float]:
    """CPU milliseconds of each question that was answered in time."""
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "bench.plain", str(compiled_folder(data.folder)), str(jobs)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
    )
    try:
        out, _ = child.communicate(json.dumps(list(pairs)), timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        out, _ = child.communicate()
    return [float(line) for line in out.split()]


def _bucket(weeks: int | None) -> int | None:
    return None if weeks is None else weeks // WEEKS_PER_BUCKET


@dataclass(slots=True)
class Program:
    """Yes-or-no columns with costs: the trainings, then the skills left to learn; rows are at least ``lows``."""

    trainings: list[int]
    cost: np.ndarray[Any, Any]
    cells: list[tuple[int, int, float]]
    lows: list[float]

    def at_least(self, low: float, terms: Iterable[tuple[int, float]]) -> None:
        self.cells.extend((len(self.lows), column, value) for column, value in terms)
        self.lows.append(low)

    def solve(self) -> list[int] | None:
        """The trainings of the cheapest solution, or None."""
        if not len(self.cost):
            return [] if all(low <= 0 for low in self.lows) else None
        rows, columns, values = zip(*self.cells, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self.lows), len(self.cost)))
        solved = milp(
            self.cost,
            integrality=np.ones(len(self.cost)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix.tocsc(), self.lows, np.inf),
        )
        if solved.status != 0:
            return None
        return [row for at, row in enumerate(self.trainings) if solved.x[at] > 0.5]


def _program(network: Network, query: Query) -> Program:
    """The least weeks that close the direct gap, within the slack and with at most five trainings."""
    usable = usable_rows(network, query).astype(bool) & (network.job < 0)
    needs = network.essential[query.target]
    missing = [int(skill) for skill in needs if int(skill) not in query.skills]
    walls = [int(group) for group in network.occupation_demands[query.target] if int(group) not in query.groups]
    slack = len(needs) if network.any_gap[query.target] else len(needs) - -(-len(needs) * query.theta // 100)
    column: dict[int, int] = {}
    todo = [row for skill in missing for row in network.taught_by[skill] if usable[row]]
    todo += [row for group in walls for row in network.given_by[group] if usable[row]]
    while todo:  # and what makes a training possible
        row = int(todo.pop())
        if row not in column:
            column[row] = len(column)
            todo += [
                other for group in _open(network, query, row) for other in network.given_by[group] if usable[other]
            ]
    count = len(column)
    cost = np.zeros(count + len(missing))
    cost[:count] = network.weeks[list(column)]
    program = Program(list(column), cost, [], [])
    for n, skill in enumerate(missing):
        taught = [(column[int(row)], 1.0) for row in network.taught_by[skill] if int(row) in column]
        program.at_least(1, [*taught, (count + n, 1.0)])
    for group in walls:
        program.at_least(1, [(column[int(row)], 1.0) for row in network.given_by[group] if int(row) in column])
    for row, at in column.items():
        for group in _open(network, query, row):
            givers = [column[int(other)] for other in network.given_by[group] if int(other) in column]
            program.at_least(0, [*((giver, 1.0) for giver in givers if giver != at), (at, -1.0)])
    program.at_least(-slack, [(count + n, -1.0) for n in range(len(missing))])
    program.at_least(-LIMITS["trainings"], [(n, -1.0) for n in range(count)])
    return program


def _open(network: Network, query: Query, row: int) -> list[int]:
    """What a training demands and the person doesn't hold."""
    return [int(group) for group in network.training_demands[row] if int(group) not in query.groups]


def _least(network: Network, query: Query, program: Program) -> int | None:
    """The least weeks; trainings that only make each other possible are ruled out, and it is solved again."""
    while (chosen := program.solve()) is not None:
        stuck = set(chosen)
        while ready := [
            row
            for row in stuck
            if all(
                any(group in network.gives[other] for other in chosen if other not in stuck)
                for group in _open(network, query, row)
            )
        ]:
            stuck -= set(ready)
        if not stuck:
            return int(network.weeks[chosen].sum())
        wanted = {group for row in stuck for group in _open(network, query, row)}
        terms = [(at, -1.0) for at, row in enumerate(program.trainings) if row in stuck]
        terms += [
            (at, 1.0)
            for at, row in enumerate(program.trainings)
            if row not in stuck and wanted.intersection(network.gives[row].tolist())
        ]
        program.at_least(1 - len(stuck), terms)
    return None
