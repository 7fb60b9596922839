"""The answer for a group at once: targets, what they take, who goes where, and who is left."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from graph.ask import Ask, query_of
from graph.cohort.asked import Cohort, Line
from graph.cohort.assigning import Spread, spread
from graph.cohort.candidates import Candidates, candidates_of
from graph.cohort.moves import GOALS, Move, costs_of, move_of, told_route, usable_once
from graph.cohort.sums import together, trainings_together
from graph.explain import named
from graph.network import Network
from graph.tension import market_facts
from graph.why import no_route

SHOWN_WHY: Final = 2  #: of a line without any route, the nearest targets for which it is told what stands in the way
PLACED: Final = "zo veel mogelijk mensen geplaatst"


def cohort_answer(network: Network, cohort: Cohort) -> dict[str, Any]:
    """Everything about one group; ``complete`` in it says whether every search was.

    Raises:
        UnknownConcept: an id that the network does not have.
        UnsupportedCriterion: a limit that is out of range.
    """
    for target, _ in cohort.places:
        network.occupations.row(target)
    candidates = candidates_of(network, cohort)
    moves = [move_of(network, cohort, pair) for pair in candidates.pairs]
    usable = usable_once(network)
    routes = {
        (move.pair.line, move.pair.target): told_route(network, cohort, move, usable) for move in moves if move.found
    }
    found = assigned(cohort, moves)
    return {
        "people": cohort.people,
        "lines": [_line(network, line) for line in cohort.lines],
        "targets": _targets(network, cohort, moves, routes),
        "assignment": _assignment(network, cohort, moves, routes, found),
        "left": _left(network, cohort, moves, found),
        "searched": _searched(cohort, candidates, moves),
        "complete": all(move.complete for move in moves),
    }


def _line(network: Network, line: Line) -> dict[str, Any]:
    """A line as it was asked, with names."""
    ask, blank = line.ask, Ask()
    limits = ("months", "euro", "hours", "modes", "paid", "level", "dutch", "reading", "theta")
    return {
        "occupations": [named(network, id) for id in ask.origins],
        "people": line.people,
        "region": None if ask.region is None else named(network, ask.region),
        "skills": [named(network, id) for id in ask.skills],
        "credentials": [named(network, id) for id in ask.credentials],
        "limits": {key: _plain(getattr(ask, key)) for key in limits if getattr(ask, key) != getattr(blank, key)},
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _targets(
    network: Network, cohort: Cohort, moves: list[Move], routes: dict[tuple[int, str], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Every target with a route for somebody: first those that suit most people, then the nearest, then by id."""
    places = dict(cohort.places)
    regions = {line.ask.region for line in cohort.lines}
    region = regions.pop() if len(regions) == 1 else None
    by_target: dict[str, list[Move]] = {}
    for move in moves:
        if move.found is not None:
            by_target.setdefault(move.pair.target, []).append(move)
    told = []
    for id, some in by_target.items():
        people = [cohort.lines[move.pair.line].people for move in some]
        score = sum(move.pair.score * count for move, count in zip(some, people, strict=True))
        told.append(
            {
                **named(network, id),
                "people": sum(people),
                "score": score // sum(people),
                "places": places.get(id),
                **market_facts(network, id, region),
                "from": [
                    {
                        "line": move.pair.line,
                        "people": count,
                        "score": move.pair.score,
                        "rank": move.pair.rank or None,
                        "route": routes[move.pair.line, id],
                    }
                    for move, count in zip(some, people, strict=True)
                ],
                "together": together(
                    (move.found, count) for move, count in zip(some, people, strict=True) if move.found
                ),
            }
        )
    return sorted(told, key=lambda item: (-item["people"], -item["score"], item["id"]))


def assigned(cohort: Cohort, moves: list[Move]) -> tuple[Spread, list[str]]:
    """Who goes where; with places told only to those targets, for whether there is room elsewhere is not known."""
    places = dict(cohort.places)
    able = [move for move in moves if move.found and (not places or move.pair.target in places)]
    targets = sorted({move.pair.target for move in able})
    row = {id: number for number, id in enumerate(targets)}
    costs = {
        (move.pair.line, row[move.pair.target]): (*costs_of(move.found, move.pair.score), _draw(cohort, move))
        for move in able
        if move.found
    }
    room = [places.get(id) for id in targets]
    return spread([line.people for line in cohort.lines], room, costs), targets


def _draw(cohort: Cohort, move: Move) -> int:
    """A fixed draw that decides what all goals leave equal, the same wherever and whenever it is asked."""
    text = f"{cohort.lines[move.pair.line].ask.as_json()} {move.pair.target}"
    return int.from_bytes(sha256(text.encode()).digest()[:3], "big")


def _assignment(
    network: Network,
    cohort: Cohort,
    moves: list[Move],
    routes: dict[tuple[int, str], dict[str, Any]],
    spread_over: tuple[Spread, list[str]],
) -> dict[str, Any]:
    found, targets = spread_over
    by_pair = {(move.pair.line, move.pair.target): move for move in moves}
    rows = []
    for (line, target), people in sorted(found.people.items()):
        if target < 0:
            continue
        move = by_pair[line, targets[target]]
        assert move.found is not None
        rows.append((move, people))
    placed = sum(people for _, people in rows)
    keys = ["unplaced", *(goal.key for goal in GOALS), "draw"]
    gap = found.gap
    return {
        "objective": [PLACED, *(goal.label for goal in GOALS)],
        "values": {
            key: value for key, value in zip(keys, found.values, strict=False) if key not in ("draw", "nearness")
        },
        "proven": found.proven,
        "gap": None if gap is None else {"goal": keys[gap[0]], "atMost": gap[1] if gap[1] >= 0 else None},
        "limited": bool(cohort.places),
        "placed": placed,
        "unplaced": cohort.people - placed,
        "moves": [
            {
                "line": move.pair.line,
                "to": named(network, move.pair.target),
                "people": people,
                "stays": move.stays,
                "route": routes[move.pair.line, move.pair.target],
                "together": together([(move.found, people)] if move.found else []),
            }
            for move, people in rows
        ],
        "together": together((move.found, people) for move, people in rows if move.found),
        "trainings": trainings_together((routes[move.pair.line, move.pair.target], people) for move, people in rows),
    }


def _left(
    network: Network, cohort: Cohort, moves: list[Move], spread_over: tuple[Spread, list[str]]
) -> list[dict[str, Any]]:
    """Who has no target, why, and what stands in the way.

    ``no-route``: to none that was looked at; ``no-candidate``: there was none to look at; ``elsewhere``: only to
    targets for which no places were told; ``full``: the places went to others.
    """
    found, _ = spread_over
    places = dict(cohort.places)
    told = []
    for number, line in enumerate(cohort.lines):
        own = [move for move in moves if move.pair.line == number]
        able = [move for move in own if move.found is not None]
        people = line.people if not able else found.people.get((number, -1), 0)
        if not people:
            continue
        blocked = sorted((move for move in own if move.found is None), key=lambda move: move.pair.rank or 10**9)
        ways = []
        for move in blocked[:SHOWN_WHY] if not able else ():
            ask = replace(line.ask, target=move.pair.target)
            ways.append({"to": named(network, move.pair.target), **no_route(network, ask, query_of(network, ask))})
        if not able:
            why = "no-route" if own else "no-candidate"
        else:
            why = "full" if not places or any(move.pair.target in places for move in able) else "elsewhere"
        told.append(
            {
                "line": number,
                "people": people,
                "why": why,
                "lookedAt": len(own),
                "ways": ways,
            }
        )
    return told


def _searched(cohort: Cohort, candidates: Candidates, moves: list[Move]) -> dict[str, Any]:
    """How much was looked at, so that nobody takes the rest for impossible."""
    return {
        "ranked": candidates.ranked,
        "candidates": cohort.candidates,
        "pairs": len(candidates.pairs),
        "notSearched": candidates.not_searched,
        "targets": len({pair.target for pair in candidates.pairs}),
        "withRoute": sum(move.found is not None for move in moves),
        "incomplete": sum(not move.complete for move in moves),
        "by": "graph.search, one search for each line and target; assignment by HiGHS",
    }
