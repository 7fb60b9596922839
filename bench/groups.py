"""A group at once, and what one course would open: whole answers, and the solver's share."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.sample import near_of
from bench.table import Line as Row
from bench.table import shown, under
from graph.ask import Ask
from graph.cohort.answer import assigned
from graph.cohort.asked import CANDIDATES, Cohort, Line, tidied
from graph.cohort.candidates import candidates_of
from graph.cohort.moves import move_of
from graph.impact.adding import Course
from graph.impact.asked import Impact, Scope
from graph.network import Network
from graph.planner import Planner

PEOPLE, JOBS, TARGETS = 400, 12, 15


def measure(network: Network, pairs: int, seed: int) -> list[Row]:
    """The answer for 400 people in 12 jobs, with and without limited places, and the impact of one course."""
    planner = Planner(network)
    free = group_of(network, seed, min(CANDIDATES, max(1, pairs // 5)))
    wall, cpu, answer = _timed(lambda: planner.groups(free))
    looked = answer["searched"]
    nearest = [target["id"] for target in answer["targets"][: min(TARGETS, max(1, pairs // 4))]]
    limited = tidied(list(free.lines), [(id, PEOPLE // (2 * len(nearest))) for id in nearest], free.candidates)
    _, solving, found = _timed(lambda: planner.groups(limited))
    moves = [move_of(network, limited, pair) for pair in candidates_of(network, limited).pairs]
    _, alone, (spread, _) = _timed(lambda: assigned(limited, moves))
    course, scope = course_of(network, seed, pairs)
    _, weighing, impact = _timed(lambda: planner.impact(Impact(course=course, scope=scope)))
    people = f"{free.people} people, {len(free.lines)} jobs"
    return [
        under(
            "groups",
            f"{people}: {looked['pairs']} pairs, {looked['withRoute']} with a route, {looked['incomplete']} cut short",
            cpu,
            15,
            "s",
            f" ({shown(wall)} wall)",
        ),
        Row(
            "groups",
            f"the same with {len(nearest)} targets of limited places: {found['searched']['pairs']} pairs",
            f"{shown(solving)} s, {found['assignment']['placed']} placed",
        ),
        Row("groups", "of which the assignment (HiGHS, nine goals and their proof)", f"{shown(1e3 * alone)} ms"),
        Row(
            "groups", "its optimum is proven", "yes" if spread.proven else f"no, gap {spread.gap}", "yes", spread.proven
        ),
        Row(
            "groups",
            f"impact of one course, {impact['looked']['pairs']} pairs, {len(impact['changes'])} change",
            f"{shown(weighing)} s, {shown(1e3 * weighing / max(1, impact['looked']['pairs']))} ms a pair",
        ),
    ]


def group_of(network: Network, seed: int, candidates: int = CANDIDATES) -> Cohort:
    """So many people in so many different jobs, seeded."""
    dice = random.Random(seed)
    asked = [row for row in range(len(network.occupations)) if len(network.essential[row]) > 4]
    jobs = dice.sample(asked, min(JOBS, len(asked)))
    cuts = sorted(dice.sample(range(1, PEOPLE), len(jobs) - 1))
    sizes = np.diff([0, *cuts, PEOPLE]).tolist()
    ids = network.occupations.ids
    return tidied([Line(Ask(origins=(ids[job],)), size) for job, size in zip(jobs, sizes, strict=True)], [], candidates)


def course_of(network: Network, seed: int, pairs: int) -> tuple[Course, Scope]:
    """A course in half of what a job asks beside a near one, and the pairs of jobs near it."""
    dice = random.Random(seed + 1)
    asked = [row for row in range(len(network.occupations)) if len(network.essential[row]) > 9]
    target = dice.choice(asked)
    origins = dice.sample(near := near_of(network, target) or [asked[0]], min(len(near), 10))
    skills = sorted(set(network.essential[target].tolist()) - set(network.essential[origins[0]].tolist()))
    chosen = skills[: max(1, len(skills) // 2)] or network.essential[target][:2].tolist()
    course = Course(label="course", teaches=tuple(network.skills.ids[s] for s in chosen), weeks=10, cents=90_000)
    return course, Scope(origins=tuple(network.occupations.ids[row] for row in origins), pairs=pairs)


def _timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Wall and processor seconds of one call, and what it gave."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - wall, time.process_time() - cpu, found
