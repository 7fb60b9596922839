"""The best direct routes to many targets in one go: each is the first that is found for it alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, note

from graph.search import best_direct, find_routes
from tests.kit.draws import seeded, tables
from tests.kit.tables import case_of


def check(text: str) -> None:
    case = case_of(text)
    targets = [*range(len(case.network.occupations)), case.query.target]  # one twice: nothing of the first is left
    found = best_direct(case.network, case.query, targets)
    for target, best in zip(targets, found, strict=True):
        alone = find_routes(case.network, replace(case.query, target=target, jobs=1)).routes
        assert best == (alone[0] if alone else None), text


@given(text=tables())
def test_each_is_the_first_of_its_own_search(text: str) -> None:
    note(text)
    check(text)


@pytest.mark.parametrize("hundred", range(3))
def test_the_same_on_fixed_seeds(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        check(seeded(seed))


def test_no_target_gives_nothing() -> None:
    case = case_of(seeded(1))
    assert best_direct(case.network, case.query, []) == []
