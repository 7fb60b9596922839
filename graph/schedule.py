"""When on a route each training is done, and what is still missing at each entry."""

from __future__ import annotations

from dataclasses import dataclass

from graph.network import Network
from graph.query import Found, Query


@dataclass(frozen=True, slots=True)
class Entry:
    """One job of a route: what is followed before it (rows, in order), its leerbaan, what is learned there."""

    job: int
    before: tuple[int, ...]
    leerbaan: int | None
    missing: tuple[int, ...]


def entries_of(network: Network, query: Query, found: Found) -> tuple[Entry, ...]:
    """The route's entries in order; a training stands before the first entry that needs it."""
    leerbaan = {int(network.job[row]): row for row in found.trainings if network.job[row] >= 0}
    loose = [row for row in found.trainings if network.job[row] < 0]
    stage = _stages(network, query, found, loose, leerbaan)
    skills, groups = set(query.skills), set(query.groups)
    entries = []
    for i, job in enumerate(found.jobs):
        before = _in_order(network, [row for row in loose if stage[row] == i], set(groups))
        for row in before:
            skills |= _set(network.teaches, row)
            groups |= _set(network.gives, row)
        bbl = leerbaan.get(job)
        taught = skills | (_set(network.teaches, bbl) if bbl is not None else set())
        needs = _set(network.essential, job)
        entries.append(Entry(job, tuple(before), bbl, tuple(sorted(needs - taught))))
        skills = taught | needs
        groups |= _set(network.occupation_grants, job) | (_set(network.gives, bbl) if bbl is not None else set())
    return tuple(entries)


def _set(rows: object, row: int) -> set[int]:
    return {int(item) for item in rows[row]}  # type: ignore[index]


def _stages(network: Network, query: Query, found: Found, loose: list[int], leerbaan: dict[int, int]) -> dict[int, int]:
    """Before which entry each loose training is done: the first that uses it, not before it can be."""
    by_job: list[set[int]] = []
    for job in found.jobs:
        given = _set(network.occupation_grants, job)
        by_job.append(given | (_set(network.gives, leerbaan[job]) if job in leerbaan else set()))
    late = len(found.jobs)
    ready = dict.fromkeys(loose, late)
    for _ in range(len(loose) + 1):
        for row in loose:
            worst = 0
            for g in _set(network.training_demands, row) - query.groups:
                jobs = [i + 1 for i, given in enumerate(by_job) if g in given]
                others = [ready[other] for other in loose if other != row and g in _set(network.gives, other)]
                worst = max(worst, min([late, *jobs, *others]))
            ready[row] = worst
    skills, groups = set(query.skills), set(query.groups)
    stage: dict[int, int] = {}
    for i, job in enumerate(found.jobs):
        bbl = leerbaan.get(job)
        lacks = _set(network.essential, job) - skills
        lacks -= _set(network.teaches, bbl) if bbl is not None else set()
        walls = _set(network.occupation_demands, job) - groups
        walls |= _set(network.training_demands, bbl) - groups if bbl is not None else set()
        for row in loose:
            useful = _set(network.teaches, row) & lacks or _set(network.gives, row) & walls
            if row not in stage and ready[row] <= i and useful:
                stage[row] = i
        skills |= _set(network.essential, job) | (_set(network.teaches, bbl) if bbl is not None else set())
        groups |= by_job[i]
    for _ in loose:  # what makes another training possible comes no later than that one
        for row in loose:
            users = [
                stage[other]
                for other in loose
                if other != row
                and other in stage
                and _set(network.gives, row) & (_set(network.training_demands, other) - query.groups)
            ]
            if users:
                stage[row] = min(users) if row not in stage else min(stage[row], *users)
    return {row: max(min(stage.get(row, ready[row]), late - 1), min(ready[row], late - 1)) for row in loose}


def _in_order(network: Network, rows: list[int], groups: set[int]) -> list[int]:
    """The trainings before one entry, each after those that make it possible, else by id."""
    todo, done = sorted(rows), []
    while todo:
        row = next((row for row in todo if _set(network.training_demands, row) <= groups), todo[0])
        todo.remove(row)
        done.append(row)
        groups |= _set(network.gives, row)
    return done
