"""What a training would open, or its going would close: Pareto sets without and with it, over stated pairs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from graph.ask import query_of
from graph.explain import Telling, named, route_of
from graph.impact.adding import PLANNED, with_training, without_training
from graph.impact.asked import Impact
from graph.impact.comparing import HOWS, Change, Figures, change_of, uses
from graph.impact.pairs import Pair, by_relevance, counts, pairs_of, person, targets_in
from graph.moves import moves_of
from graph.network import Network
from graph.search import find_routes, usable_rows


def impact_answer(
    network: Network, impact: Impact, seconds: float | None, clock: Callable[[], float] = time.monotonic
) -> tuple[Impact, dict[str, Any]]:
    """What changes, and the question with the number of pairs that were looked at, so that it replays.

    ``seconds``: when no more pairs are begun; None looks at all.

    Raises:
        UnknownConcept: an id that the network does not have.
        UnsupportedCriterion: a sector that no occupation is in.
    """
    scope = impact.scope
    end = None if seconds is None else clock() + seconds
    if impact.course is not None:
        poor, rich, id = network, with_training(network, impact.course), PLANNED
    else:
        assert impact.gone is not None
        poor, rich, id = without_training(network, impact.gone), network, impact.gone
    rows = frozenset(int(row) for row in np.flatnonzero(rich.training_of == rich.trainings.row(id)))
    skills = {int(s) for row in rows for s in rich.teaches[row]}
    groups = {int(g) for row in rows for g in rich.gives[row]}
    jobs = {int(rich.job[row]) for row in rows}
    inside = targets_in(rich, scope)
    if not scope.targets:  # an occupation that asks nothing of it can only gain by way of another job
        inside = [row for row in inside if row in jobs or counts(rich, row, skills, groups)]
    ordered = by_relevance(rich, inside, skills, groups)
    pairs, left = pairs_of(rich, scope, ordered)
    changes: list[tuple[Pair, Change]] = []
    looked = incomplete = 0
    for pair in pairs:
        if looked == impact.looked or (end is not None and looked and clock() > end):
            break
        looked += 1
        found = _change(poor, rich, pair, scope.region, rows)
        incomplete += found is not None and not found.sure
        if found is not None and found.how:
            changes.append((pair, found))
    asked = replace(impact, looked=looked)
    changes.sort(key=lambda item: (HOWS.index(item[1].how[0]), item[0][1], item[0][0]))
    tally = Counter(how for _, change in changes for how in change.how)
    answer = {
        "training": {**named(rich, id), **_told(rich, id, min(rows))},
        "change": "added" if impact.course is not None else "gone",
        "summary": {how: tally[how] for how in HOWS},
        "changes": [_row(network, rich, impact, pair, change) for pair, change in changes],
        "origins": _origins(network, changes),
        "looked": {
            "pairs": looked,
            "notLooked": len(pairs) - looked + left,
            "targets": len({target for _, target in pairs[:looked]}),
            "origins": len({origin for origin, _ in pairs[:looked]}),
            "targetsInScope": len(inside),
            "incomplete": incomplete,
        },
        "complete": not incomplete and looked == len(pairs) and not left,
    }
    return asked, answer


def _change(poor: Network, rich: Network, pair: Pair, region: str | None, rows: frozenset[int]) -> Change | None:
    """What changes for one pair; None where the search with the training doesn't use it, so nothing can."""
    ask = person(rich, pair, region)
    having = find_routes(rich, query_of(rich, ask))
    if not uses(having, rows) and having.complete:
        return None
    return change_of(find_routes(poor, query_of(poor, ask)), having, rows)


def _told(network: Network, id: str, row: int) -> dict[str, Any]:
    return {
        "weeks": int(network.weeks[row]) if network.weeks_known[row] else None,
        "costEurocent": int(network.cents[row]) if network.cents_known[row] else None,
        "paid": bool(network.paid[row]),
        "teaches": [named(network, network.skills.ids[skill]) for skill in network.teaches[row]],
        "gives": [named(network, one) for one in network.texts[id]["gives"]],
    }


def _figures(figures: Figures) -> dict[str, int | None]:
    return {
        "weeks": figures.weeks,
        "unpaidWeeks": figures.unpaid,
        "costEurocent": figures.cents,
        "routes": figures.routes,
    }


def _row(network: Network, rich: Network, impact: Impact, pair: Pair, change: Change) -> dict[str, Any]:
    origin, target = (network.occupations.ids[row] for row in pair)
    query = query_of(rich, person(rich, pair, impact.scope.region))
    telling = Telling(rich, query, usable_rows(rich, query))
    return {
        "from": named(network, origin),
        "to": named(network, target),
        "how": list(change.how),
        "without": _figures(change.without),
        "with": _figures(change.having),
        "line": None if change.best is None else route_of(telling, change.best, network.label(origin))["line"],
        "sure": change.sure,
        "moves": _placed(network, moves_of(network, origin, target)),
    }


def _placed(network: Network, lines: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """Counted moves with the region's name; None where nobody counted."""
    found = [{**one, "region": None if one["region"] is None else named(network, one["region"])} for one in lines]
    return found or None


def _origins(network: Network, changes: list[tuple[Pair, Change]]) -> list[dict[str, Any]]:
    """For each origin how many targets change, and how many people work in its groups where that is loaded."""
    targets = Counter(origin for (origin, _), _ in changes)
    told = []
    for origin, count in sorted(targets.items(), key=lambda item: (-item[1], item[0])):
        id = network.occupations.ids[origin]
        wages = network.texts.get(id, {}).get("wages") or ()
        people = [
            {key: line[key] for key in ("employees", "group", "year", "region", "source")}
            for line in wages
            if line["employees"] is not None
        ]
        told.append({**named(network, id), "targets": count, "people": people or None})
    return told
