"""The reverse: which skills that nothing teaches keep most routes closed, and what opens when somebody teaches them.

Candidates come from the direct gaps: what a target asks, the origin lacks and no usable training teaches, where that is
more than may be left to learn at work. Each is then verified: a course that teaches it, of unknown length and cost, is
added to the network and the routes are searched again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.ask import query_of
from graph.explain import group_named, named
from graph.impact.adding import Course, with_training
from graph.impact.asked import Openings
from graph.impact.pairs import Pair, pairs_of, person, targets_in
from graph.network import Network
from graph.search import find_routes, usable_rows

MOST_TOGETHER: Final = 5  #: skills in one course that is built up, skill by skill


@dataclass(frozen=True, slots=True)
class Closed:
    """A pair without a route: skills that nothing teaches, how many of them are too many, walls that nothing opens."""

    pair: Pair
    untaught: frozenset[int]
    too_many: int
    walls: tuple[int, ...]


def openings_answer(
    network: Network, openings: Openings, seconds: float | None, clock: Callable[[], float] = time.monotonic
) -> tuple[Openings, dict[str, Any]]:
    """The skills, best first, each with the pairs that it opens; and the question as it replays.

    Raises:
        UnknownConcept: an id that the network does not have.
        UnsupportedCriterion: a sector that no occupation is in.
    """
    scope = openings.scope
    end = None if seconds is None else clock() + seconds / 2  # the other half is for the proof
    inside = targets_in(network, scope)
    pairs, left = pairs_of(network, scope, inside)
    closed: list[Closed] = []
    looked = reached = incomplete = 0
    for pair in pairs:
        if looked == openings.looked or (end is not None and looked and clock() > end):
            break
        looked += 1
        query = query_of(network, person(network, pair, scope.region))
        found = find_routes(network, query)
        if found.routes:
            reached += 1
        elif not found.complete:
            incomplete += 1
        else:
            closed.append(_closed(network, pair, scope.region))
    free = [one for one in closed if not one.walls and one.too_many > 0]
    tried = _candidates(free)[: openings.limit]
    singles = [_single(network, openings, free, skill, count) for skill, count in tried]
    singles.sort(key=lambda item: (-item["opens"], -item["lackedBy"], item["skill"]["id"]))
    answer = {
        "skills": singles,
        "together": _together(network, openings, free),
        "walls": _walls(network, closed),
        "looked": {
            "pairs": looked,
            "notLooked": len(pairs) - looked + left,
            "targets": len({target for _, target in pairs[:looked]}),
            "origins": len({origin for origin, _ in pairs[:looked]}),
            "targetsInScope": len(inside),
            "incomplete": incomplete,
        },
        "pairs": {
            "withRoute": reached,
            "closed": len(closed),
            "behindWalls": sum(bool(one.walls) for one in closed),
            "lackingTaught": sum(one.too_many > 0 for one in closed),
        },
        "tried": {"skills": len(tried), "notTried": max(len(_candidates(free)) - len(tried), 0)},
        "complete": not incomplete and looked == len(pairs) and not left,
    }
    return replace(openings, looked=looked), answer


def _closed(network: Network, pair: Pair, region: str | None) -> Closed:
    query = query_of(network, person(network, pair, region))
    usable = usable_rows(network, query)
    needs = [int(skill) for skill in network.essential[query.target]]
    missing = [skill for skill in needs if skill not in query.skills]
    untaught = frozenset(skill for skill in missing if not any(usable[row] for row in network.taught_by[skill]))
    slack = len(needs) if network.any_gap[query.target] else len(needs) - -(-len(needs) * query.theta // 100)
    walls = [int(g) for g in network.occupation_demands[query.target] if int(g) not in query.groups]
    shut = tuple(g for g in walls if not any(usable[row] for row in network.given_by[g]))
    return Closed(pair, untaught, len(untaught) - slack, shut)


def _candidates(closed: Iterable[Closed]) -> list[tuple[int, int]]:
    """Skills with the number of pairs that lack them: first those of which one is enough in most pairs."""
    lacked: Counter[int] = Counter()
    enough: Counter[int] = Counter()
    for one in closed:
        lacked.update(one.untaught)
        if one.too_many == 1:
            enough.update(one.untaught)
    return sorted(lacked.items(), key=lambda item: (-enough[item[0]], -item[1], item[0]))


def _opened(network: Network, openings: Openings, closed: Iterable[Closed], skills: tuple[int, ...]) -> list[Pair]:
    """The pairs that get a route once one course teaches these skills."""
    ids = tuple(network.skills.ids[skill] for skill in skills)
    taught = with_training(network, Course(label="een nieuwe opleiding", teaches=ids))
    region = openings.scope.region
    return [
        one.pair
        for one in closed
        if one.too_many <= len(one.untaught.intersection(skills))
        and find_routes(taught, query_of(taught, person(taught, one.pair, region))).routes
    ]


def _single(network: Network, openings: Openings, closed: list[Closed], skill: int, lacked: int) -> dict[str, Any]:
    opened = _opened(network, openings, closed, (skill,))
    return {
        "skill": named(network, network.skills.ids[skill]),
        "lackedBy": lacked,
        "opens": len(opened),
        "routes": _named_pairs(network, opened),
    }


def _together(network: Network, openings: Openings, closed: list[Closed]) -> list[dict[str, Any]]:
    """One course built up skill by skill: each step takes the skill that closes most of the gaps still too wide."""
    chosen: list[int] = []
    steps: list[dict[str, Any]] = []
    while len(chosen) < MOST_TOGETHER:
        worth: dict[int, list[float]] = {}
        for one in closed:
            rest = one.too_many - len(one.untaught.intersection(chosen))
            if rest <= 0:
                continue
            for skill in one.untaught.difference(chosen):
                worth.setdefault(skill, [0.0, 0.0])
                worth[skill][0] += 1 / rest**2  # a gap that one skill closes weighs most
                worth[skill][1] += 1
        if not worth:
            break
        best = min(worth, key=lambda skill: (-round(worth[skill][0], 9), -worth[skill][1], skill))
        chosen.append(best)
        opened = _opened(network, openings, closed, tuple(sorted(chosen)))
        steps.append(
            {
                "skill": named(network, network.skills.ids[best]),
                "opens": len(opened),
                "routes": _named_pairs(network, opened),
            }
        )
    return steps


def _walls(network: Network, closed: Iterable[Closed]) -> list[dict[str, Any]]:
    """Demands that no training meets, with how many pairs stand before them: no skill opens those."""
    tally = Counter(group for one in closed for group in one.walls)
    ordered = sorted(tally.items(), key=lambda item: (-item[1], network.group_labels[item[0]]))
    return [{**group_named(network, group), "pairs": count} for group, count in ordered]


def _named_pairs(network: Network, pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    ids = network.occupations.ids
    return [{"from": named(network, ids[origin]), "to": named(network, ids[target])} for origin, target in pairs]
