"""Who goes where: against every spread that there is, and what must hold whatever the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cohort import assigning
from graph.cohort.assigning import Arc, spread

Costs = Mapping[Arc, tuple[int, ...]]


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[int], list[int | None], Costs]:
    people = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    places = draw(st.lists(st.none() | st.integers(0, 4), min_size=1, max_size=3))
    arcs = [(line, target) for line in range(len(people)) for target in range(len(places))]
    kept = [arc for arc in arcs if draw(st.integers(0, 3))]
    cost = st.tuples(st.integers(0, 1), st.integers(0, 3), st.sampled_from((0, 99_999, 100_000, 31_200_000)))
    return people, places, {arc: draw(cost) for arc in kept}


def every_spread(people: Sequence[int], places: Sequence[int | None], costs: Costs) -> Iterator[dict[Arc, int]]:
    """Each way to divide each line over its targets, within the places."""

    def divided(count: int, targets: Sequence[int]) -> Iterator[dict[int, int]]:
        if not targets:
            yield {-1: count}
            return
        for here in range(count + 1):
            for rest in divided(count - here, targets[1:]):
                yield {targets[0]: here, **rest}

    def lines(line: int, room: list[int | None]) -> Iterator[dict[Arc, int]]:
        if line == len(people):
            yield {}
            return
        for one in divided(people[line], [target for at, target in sorted(costs) if at == line]):
            left = [r if r is None else r - one.get(target, 0) for target, r in enumerate(room)]
            if all(r is None or r >= 0 for r in left):
                for rest in lines(line + 1, left):
                    yield {**{(line, target): n for target, n in one.items() if n}, **rest}

    yield from lines(0, list(places))


def value_of(found: Mapping[Arc, int], costs: Costs) -> tuple[int, ...]:
    goals = len(next(iter(costs.values()))) if costs else 0
    unplaced = sum(n for (_, target), n in found.items() if target < 0)
    sums = [sum(costs[arc][goal] * n for arc, n in found.items() if arc[1] >= 0) for goal in range(goals)]
    return (unplaced, *sums)


@given(problem=problems())
def test_the_spread_is_the_best_of_all(problem: Any) -> None:
    people, places, costs = problem
    found = spread(people, places, costs)
    best = min(value_of(one, costs) for one in every_spread(people, places, costs))
    assert found.values == value_of(found.people, costs) == best
    assert found.proven
    assert found.gap is None


@given(problem=problems())
def test_everybody_is_counted_once_and_no_place_twice(problem: Any) -> None:
    people, places, costs = problem
    found = spread(people, places, costs).people
    assert [sum(n for (at, _), n in found.items() if at == line) for line in range(len(people))] == people
    for target, room in enumerate(places):
        assert room is None or sum(n for (_, to), n in found.items() if to == target) <= room
    assert set(found) <= {*costs, *((line, -1) for line in range(len(people)))}


@given(problem=problems(), more=st.integers(1, 3))
def test_more_places_never_place_fewer(problem: Any, more: int) -> None:
    people, places, costs = problem
    wider = [room if room is None else room + more for room in places]
    assert spread(people, wider, costs).values[0] <= spread(people, places, costs).values[0]


def test_a_proof_that_does_not_hold_is_told_as_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    real = assigning.linprog

    def worse(*given: Any, **more: Any) -> Any:
        """An answer whose prices prove less than it takes."""
        done = real(*given, **more)
        eqlin = SimpleNamespace(marginals=done.eqlin.marginals - 1)
        return SimpleNamespace(x=done.x, eqlin=eqlin, ineqlin=done.ineqlin)

    monkeypatch.setattr(assigning, "linprog", worse)
    found = spread([2], [1], {(0, 0): (5,)})
    assert (found.proven, found.gap) == (False, (0, 2))


def test_without_an_answer_nobody_is_placed_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assigning, "linprog", lambda *given, **more: SimpleNamespace(x=None))
    found = spread([2], [1], {(0, 0): (5,)})
    assert (dict(found.people), found.proven, found.gap) == ({(0, -1): 2}, False, (0, 2))
