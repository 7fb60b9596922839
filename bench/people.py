"""Made-up persons who all differ: where they come from, what more they can, and their limits."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import Any

from bench.sample import pairs_of
from graph.ask import Ask
from graph.network import Network


def asks_of(network: Network, count: int, seed: int, *, targets: bool = False) -> list[Ask]:
    """Distinct questions; ``targets`` leaves out where to."""
    dice = random.Random(seed)
    found = []
    for origin, target in pairs_of(network, count, seed):
        found.append(
            Ask(
                origins=(network.occupations.ids[origin],),
                target=None if targets else network.occupations.ids[target],
                skills=tuple(sorted(dice.sample(network.skills.ids, dice.randint(1, 6)))),
                months=dice.choice((None, 24, 36, 48)),
                euro=dice.choice((None, 5_000, 20_000)),
            )
        )
    return found


def body_of(ask: Ask) -> dict[str, Any]:
    """The same question as a request body."""
    names = {"origins": "from", "target": "to"}
    default = asdict(Ask())
    return {
        names.get(key, key): list(value) if isinstance(value, tuple) else value
        for key, value in asdict(ask).items()
        if value != default[key]
    }
