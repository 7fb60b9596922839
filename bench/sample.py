"""Which questions are asked: seeded pairs of occupations, mostly near each other, some anywhere."""

from __future__ import annotations

import random

import numpy as np

from graph.network import Network
from graph.overlap import overlap

NEAR_PERCENT = 75  #: of the pairs are near; the others are any two occupations
NEAR_SKILLS = 4  #: essential skills that near occupations share at least
HOW = (
    f"Pairs of occupations, seeded: {NEAR_PERCENT} % share at least {NEAR_SKILLS} essential skills and lie in the same "
    "or neighbouring ISCO major groups, the others are any two. The person holds the essential skills of the first, "
    "and nothing more."
)

Pair = tuple[int, int]


def pairs_of(network: Network, count: int, seed: int) -> list[Pair]:
    """``count`` pairs of an occupation held and one to go to, in rows; see ``HOW``."""
    dice = random.Random(seed)
    asked = np.flatnonzero(np.diff(network.essential.start) > 0).tolist()
    found: list[Pair] = []
    tries = 0
    while len(found) < count:
        origin = dice.choice(asked)
        if dice.randrange(100) >= NEAR_PERCENT or tries > 50 * count:
            target = dice.choice(asked)
            if target != origin:
                found.append((origin, target))
            continue
        tries += 1
        near = near_of(network, origin)
        if near:
            found.append((origin, dice.choice(near)))
    return found


def near_of(network: Network, origin: int) -> list[int]:
    """The occupations near one."""
    held = network.essential[origin].astype(np.int64)
    shared = overlap(network.needed_by.start, network.needed_by.items, held, len(network.occupations))
    major = network.isco_major
    near = (shared >= NEAR_SKILLS) & (np.abs(major - major[origin]) <= 1) & (major >= 0)
    near[origin] = False
    return [int(row) for row in np.flatnonzero(near)]
