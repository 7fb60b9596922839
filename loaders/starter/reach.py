"""How far the routes reach: of all pairs of occupations, how many have a route or a stated wall."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.ask import Ask, query_of
from graph.compiling import compile_network
from graph.network import UNKNOWN_DEMANDS, Network
from graph.search import find_routes
from graph.stores.base import Put, Revision
from graph.stores.memory import MemoryStore
from loaders.base import Progress, unheard
from loaders.starter.dataset import Starter
from ontology.concepts import Occupation
from ontology.ids import ConceptId

Pair = tuple[ConceptId, ConceptId]

#: What the set is held to, in whole percents of the pairs.
GOAL_WITHIN, GOAL_ACROSS, GOAL_STONES = 70, 40, 5
#: Of so many pairs the whole answer is asked, which takes longer than to see whether there is a route.
STONES_ASKED = 400


@dataclass(frozen=True, slots=True)
class Reach:
    """How the answers to some pairs turned out; the last four add up to ``pairs``.

    ``route``: a route of which the entry demands are known. ``unknown``: only routes of which they are not.
    ``wall``: no route, and the answer names an entry demand. ``nothing``: neither.
    """

    pairs: int = 0
    route: int = 0
    unknown: int = 0
    wall: int = 0
    nothing: int = 0

    def __add__(self, other: Reach) -> Reach:
        return Reach(*(getattr(self, name) + getattr(other, name) for name in Reach.__slots__))

    @property
    def reached_percent(self) -> int:
        """The share with a route or a stated wall, rounded down."""
        return percent(self.pairs - self.nothing, self.pairs)


@dataclass(frozen=True, slots=True)
class Stones:
    """Of some whole answers: how many have a stepping stone on some route, and how many searches met their limit."""

    answers: int = 0
    with_stone: int = 0
    stopped: int = 0

    @property
    def with_stone_percent(self) -> int:
        """The share of all answers, those without a route too, rounded down."""
        return percent(self.with_stone, self.answers)


def percent(part: int, whole: int) -> int:
    """A share in whole percents, rounded down; of nothing it is 0."""
    return 100 * part // whole if whole else 0


def network_of(found: Starter) -> Network:
    """The network of a set on its own."""
    store = MemoryStore()
    store.apply([Put(record) for record in found.records], expected=Revision(0), by="reach", reason="to be measured")
    return compile_network(store.snapshot())


def sectors_of(found: Starter) -> dict[ConceptId, str]:
    """The sector of each occupation of the set."""
    return {one.id: one.sector or "" for one in found.records if isinstance(one, Occupation)}


def pairs_of(sectors: Mapping[ConceptId, str], *, within: bool) -> list[Pair]:
    """Every ordered pair of two occupations, within one sector or of two."""
    ids = sorted(sectors)
    return [(a, b) for a in ids for b in ids if a != b and (sectors[a] == sectors[b]) is within]


def sample_of(pairs: Sequence[Pair], size: int, seed: int) -> list[Pair]:
    """Some of the pairs, the same for the same seed."""
    return random.Random(seed).sample(list(pairs), min(size, len(pairs)))


def reach_of(network: Network, pairs: Sequence[Pair], progress: Progress | None = None) -> Reach:
    """Ask every pair, without limits, and count how the answers turn out.

    Whether there is a route is seen from the direct one; only where there is none, stepping stones are tried.
    """
    tell = progress or unheard
    total = Reach()
    for done, (origin, target) in enumerate(pairs, start=1):
        total += _reach_of_one(network, Ask(origins=(origin,), target=target))
        tell("pairs", done, len(pairs))
    return total


def _reach_of_one(network: Network, ask: Ask) -> Reach:
    query = query_of(network, ask, jobs=1)
    routes = find_routes(network, query).routes or find_routes(network, query_of(network, ask)).routes
    known = any(not route.unknown & UNKNOWN_DEMANDS for route in routes)
    unmet = any(int(group) not in query.groups for group in network.occupation_demands[query.target])
    return Reach(
        pairs=1,
        route=known,
        unknown=bool(routes) and not known,
        wall=not routes and unmet,
        nothing=not routes and not unmet,
    )


def stones_of(network: Network, pairs: Sequence[Pair], progress: Progress | None = None) -> Stones:
    """Ask for the whole answer of every pair, and count those with a stepping stone."""
    tell = progress or unheard
    with_stone = stopped = 0
    for done, (origin, target) in enumerate(pairs, start=1):
        found = find_routes(network, query_of(network, Ask(origins=(origin,), target=target)))
        with_stone += any(len(route.jobs) > 1 for route in found.routes)
        stopped += not found.complete
        tell("stones", done, len(pairs))
    return Stones(len(pairs), with_stone, stopped)
