"""Direct routes against an integer-programming solver, on gaps that are too large to try everything.

The solver proves two things: no weighted sum of the criteria can be smaller than the smallest on
the front, and no route exists that the front doesn't cover. ``agree`` works on any network: real
gaps call it with their own.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace

import pytest

from graph.network import UNKNOWN_DEMANDS, Network
from graph.query import Query
from graph.search import find_routes
from tests.kit.tables import Case, case_of
from tests.kit.witness import PLACES, direct_only, least_sum, missed

WEIGHTS = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (3, 1, 2, 1), (1, 1, 1, 1))
MOST_MISSING = 12  #: skills of a gap that the solver can prove in seconds
SEEDS = range(60 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 4)


def agree(network: Network, query: Query, weights: tuple[tuple[int, ...], ...] = WEIGHTS) -> int:
    """Search and solver give the same direct routes; how many these are.

    What is unknown counts with its known part, as in the vectors. Nothing with an unknown part
    beats a route without one, so the known trainings alone give the routes with nothing unknown.
    """
    query = direct_only(network, query)
    routes = find_routes(network, query)
    assert routes.complete
    front = [tuple(found.vector[place] for place in PLACES) for found in routes.routes]
    for chosen in weights:
        sums = [sum(w * value for w, value in zip(chosen, vector, strict=True)) for vector in front]
        assert least_sum(network, query, chosen) == min(sums, default=None), chosen
    assert missed(network, query, front) is None
    asked = (network.weeks_known == 0) | (network.cents_known == 0)
    if asked.any():
        unknown = frozenset(network.training_of[asked].tolist())
        certain = replace(query, avoid_trainings=query.avoid_trainings | unknown)
        known = [v for v, f in zip(front, routes.routes, strict=True) if not f.unknown & ~UNKNOWN_DEMANDS]
        assert missed(network, certain, known) is None
    return len(front)


def gap(seed: int, unknown: int = 0) -> Case:
    """A target of 20 to 30 skills and 60 trainings that teach a few of them; a few open only in order."""
    chance = random.Random(seed)
    size = chance.randint(20, 30)
    skills = [f"s{number}" for number in range(1, size + 1)]
    held = chance.sample(skills, chance.randint(0, 8))
    lines = [f"job origin needs={','.join(held)}" if held else "job origin"]
    lines.append(f"job goal needs=s1..s{size}" + (" demands=[p|q]" if chance.random() < 0.5 else ""))
    for number in range(60):
        taught = chance.sample(skills, chance.randint(2, 9))
        cost = "?" if chance.random() * 100 < unknown else chance.choice((0, 50, 120, 200, 350, 600))
        words = [f"train t{number:02} {chance.randint(1, 40)}w €{cost} teaches={','.join(taught)}"]
        words += ["practice paid"] if chance.random() < 0.2 else []
        words += [f"gives={chance.choice('pqr')}"] if chance.random() < 0.15 else []
        words += [f"demands=[{chance.choice(('p', 'q|r', 'r', 'p|r'))}]"] if chance.random() < 0.2 else []
        lines.append(" ".join(words))
    limits = chance.choice(("", "weeks=60", "euro=700", "theta=60", "theta=80 euro=1000"))
    return case_of("\n".join([*lines, "person has origin", "target goal", f"limits {limits}"]))


@pytest.mark.parametrize("unknown", [0, 20])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_direct_route_is_missed(seed: int, unknown: int) -> None:
    case = gap(seed, unknown)
    agree(case.network, case.query)


def test_most_of_these_gaps_have_routes() -> None:
    """Otherwise two empty answers would agree and prove little."""
    cases = [gap(seed) for seed in range(20)]
    assert sum(bool(find_routes(case.network, case.query).routes) for case in cases) >= 10


@pytest.mark.data
@pytest.mark.parametrize("seed", range(20 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 3))
def test_no_direct_route_is_missed_on_real_gaps(esco_with_trainings: Network, seed: int) -> None:
    """Gaps between ESCO occupations, closed by the crebo-derived and starter trainings and made-up ones."""
    network = esco_with_trainings
    dice = random.Random(seed)
    found = 0
    while not found:
        origin = dice.randrange(len(network.occupations))
        near = sorted({int(o) for s in network.essential[origin] for o in network.needed_by[s]} - {origin})
        held = frozenset(int(s) for s in network.essential[origin])
        near = [o for o in near if len(set(network.essential[o].tolist()) - held) <= MOST_MISSING]
        if near:
            found = agree(network, Query(target=dice.choice(near), skills=held), WEIGHTS[:3])
