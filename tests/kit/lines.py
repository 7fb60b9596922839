"""A found route as one line of text."""

from __future__ import annotations

from graph.network import UNKNOWN_COST, UNKNOWN_DEMANDS, UNKNOWN_UNPAID, UNKNOWN_WEEKS, Network
from graph.query import Found, Query


def line_of(network: Network, query: Query, found: Found, origin: str = "start") -> str:
    """A route as one line: ``kok ~ bbl1 104w €? ~ chef [104w 0w €? 1]``.

    In brackets: weeks, weeks without pay, euros, jobs, and where they are not 0 the bins left to
    learn, the market class and ``demands?``. A training stands before the first job that can
    follow it, a leerbaan right before its own job.
    """
    stops = [origin]
    held = set(query.groups)
    waiting = [row for row in found.trainings if network.job[row] < 0]
    for job in found.jobs:
        ready = _ready(network, waiting, held)
        own = [row for row in found.trainings if network.job[row] == job]
        stops += [_step(network, row) for row in ready + own] + [network.occupations.ids[job]]
        waiting = [row for row in waiting if row not in ready]
        held.update(int(g) for row in ready + own for g in network.gives[row])
        held.update(int(g) for g in network.occupation_grants[job])
    stops += [_step(network, row) for row in waiting]  # a route that is right has none
    return " ~ ".join(stops) + f" [{_sums(found)}]"


def _ready(network: Network, waiting: list[int], held: set[int]) -> list[int]:
    """The trainings that can be followed now, one opening the way for another."""
    ready: list[int] = []
    met = set(held)
    while True:
        more = [row for row in waiting if row not in ready and met.issuperset(map(int, network.training_demands[row]))]
        if not more:
            return sorted(ready)
        ready += more
        met.update(int(group) for row in more for group in network.gives[row])


def _step(network: Network, row: int) -> str:
    weeks = network.weeks[row] if network.weeks_known[row] else "?"
    euros = f"{network.cents[row] / 100:g}" if network.cents_known[row] else "?"
    return f"{network.trainings.ids[network.training_of[row]]} {weeks}w €{euros}"


def _sums(found: Found) -> str:
    def amount(known: float, flag: int) -> str:
        if not found.unknown & flag:
            return f"{known:g}"
        return f"{known:g}+?" if known else "?"

    _, _, _, jobs, left, market = found.vector
    words = [
        f"{amount(found.weeks, UNKNOWN_WEEKS)}w",
        f"{amount(found.unpaid, UNKNOWN_UNPAID)}w",
        f"€{amount(found.cents / 100, UNKNOWN_COST)}",
        str(jobs),
    ]
    words += [f"{name} {value}" for name, value in (("left", left), ("market", market)) if value]
    return " ".join(words + (["demands?"] if found.unknown & UNKNOWN_DEMANDS else []))
