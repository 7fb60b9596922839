"""Which targets are looked at for a group: the nearest of each line, what lines share, and where places are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from graph.ask import Ask
from graph.cohort.asked import Cohort
from graph.network import Network
from graph.wider import targets_of

LOOK: Final = 100  #: how far down a line's ranking a target of another line still counts as near
SHARED: Final = 60  #: at most so many pairs are added because a target is near for several lines


@dataclass(frozen=True, slots=True)
class Pair:
    """A line (its place in the question), a target's id, and its place and score in the line's ranking."""

    line: int
    target: str
    rank: int
    score: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pairs to search, and what was left out for their number."""

    pairs: tuple[Pair, ...]
    ranked: int  #: occupations that were ranked for each line
    not_searched: int  #: pairs that are near for a line too, but over the number


def nearest(network: Network, ask: Ask, limit: int) -> list[tuple[str, int]]:
    """The occupations nearest to somebody with their score, best first: the one place that asks the ranking."""
    return [(row["id"], int(row["score"])) for row in targets_of(network, ask, limit)]


def candidates_of(network: Network, cohort: Cohort) -> Candidates:
    """The pairs of line and target whose routes are worked out.

    The jobs of the group are no targets of it, unless there are places in them.
    """
    places = [target for target, _ in cohort.places]
    own = {id for line in cohort.lines for id in line.ask.origins} - set(places)
    limit = len(network.occupations) if places else LOOK + len(own)
    near: list[dict[str, tuple[int, int]]] = []
    for line in cohort.lines:
        ranked = nearest(network, replace(line.ask, target=None), limit)
        kept = [(id, score) for id, score in ranked if id not in own]
        near.append({id: (rank, score) for rank, (id, score) in enumerate(kept, start=1)})
    chosen: dict[tuple[int, str], Pair] = {}
    for number, ranking in enumerate(near):
        for id in [*list(ranking)[: cohort.candidates], *places]:
            rank, score = ranking.get(id, (0, 0))
            chosen[number, id] = Pair(number, id, rank, score)
    pool = {id for _, id in chosen}
    others = [
        Pair(number, id, *ranking[id])
        for number, ranking in enumerate(near)
        for id in pool
        if (number, id) not in chosen and id in ranking and ranking[id][0] <= LOOK
    ]
    others.sort(key=lambda pair: (-pair.score * cohort.lines[pair.line].people, pair.target, pair.line))
    kept_pairs = [*chosen.values(), *others[:SHARED]]
    kept_pairs.sort(key=lambda pair: (pair.line, pair.target))
    return Candidates(tuple(kept_pairs), len(network.occupations), max(len(others) - SHARED, 0))
