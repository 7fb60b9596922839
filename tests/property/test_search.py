"""The search against the exhaustive one, and what must hold whatever the network."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from graph.query import Found, RouteSet
from graph.search import find_routes
from tests.kit.bruteforce import brute_force
from tests.kit.checking import faults_of
from tests.kit.draws import CREDENTIALS, SKILLS, Dice, seeded, tables, training
from tests.kit.tables import Case, case_of

seeds = st.integers(0, 2**32 - 1)
many = settings(max_examples=settings.default.max_examples * 5 // 2)


def answer(case: Case) -> RouteSet:
    return find_routes(case.network, case.query)


def lines(case: Case, routes: RouteSet) -> list[str]:
    return [case.line(found) for found in routes.routes]


def sums(found: Found) -> tuple[object, ...]:
    """All of a route but its id."""
    return (found.vector, found.unknown, found.weeks, found.cents, found.unpaid, len(found.trainings))


@many
@given(text=tables())
def test_search_equals_brute_force(text: str) -> None:
    note(text)
    case = case_of(text)
    found, expected = answer(case), brute_force(case.network, case.query)
    assert lines(case, found) == lines(case, expected)
    assert found.routes == expected.routes
    assert found.complete


@pytest.mark.parametrize("hundred", range(10))
def test_search_equals_brute_force_on_fixed_seeds(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        case = case_of(seeded(seed))
        assert answer(case).routes == brute_force(case.network, case.query).routes, seeded(seed)


@many
@given(text=tables())
def test_every_entry_and_every_sum_is_right(text: str) -> None:
    note(text)
    case = case_of(text)
    for found in answer(case).routes:
        assert faults_of(case.network, case.query, found) == []


@many
@given(text=tables())
def test_no_route_beats_another(text: str) -> None:
    case = case_of(text)
    routes = answer(case).routes
    for x in routes:
        for y in routes:
            assert x is y or x.unknown & ~y.unknown or any(a > b for a, b in zip(x.vector, y.vector, strict=True)), text


@many
@given(text=tables(), seed=seeds)
def test_order_of_the_input_does_not_matter(text: str, seed: int) -> None:
    rows = text.splitlines()
    random.Random(seed).shuffle(rows)
    assert answer(case_of("\n".join(rows))).routes == answer(case_of(text)).routes


@many
@given(text=tables(), seed=seeds)
def test_names_do_not_matter_to_the_sums(text: str, seed: int) -> None:
    """Other ids put jobs, trainings, skills and credentials in other rows; only ties may fall elsewhere."""
    other = renamed(text, seed)
    note(text)
    note(other)
    assert sorted(map(sums, answer(case_of(other)).routes)) == sorted(map(sums, answer(case_of(text)).routes))


@many
@given(text=tables(), seed=seeds)
def test_one_more_training_never_worsens_the_front(text: str, seed: int) -> None:
    dice = Dice(random.Random(seed).randrange)
    more = f"{text}\n{training(dice, 't99', 'abcdefgh', ['j1', 'j2'])}"
    note(more)
    new = answer(case_of(more)).routes
    for old in answer(case_of(text)).routes:
        assert any(
            one.unknown & ~old.unknown == 0 and all(a <= b for a, b in zip(one.vector, old.vector, strict=True))
            for one in new
        )


@many
@given(text=tables())
def test_lifting_all_limits_never_worsens_the_front(text: str) -> None:
    """The reading of time, the dwell and what counts as an entry stay as they were."""
    free = "\n".join(_lifted(line) for line in text.splitlines())
    note(text)
    new = answer(case_of(free)).routes
    for old in answer(case_of(text)).routes:
        assert any(
            one.unknown & ~old.unknown == 0 and all(a <= b for a, b in zip(one.vector, old.vector, strict=True))
            for one in new
        )


@pytest.mark.parametrize(
    ("shape", "share"), [("a stepping stone", 10), ("a leerbaan", 15), ("two trainings", 20), ("something unknown", 10)]
)
def test_draws_hold_the_shapes_that_matter(shape: str, share: int) -> None:
    """A property over draws is worth what the draws hold."""
    count = 0
    for seed in range(300):
        case = case_of(seeded(seed))
        routes = brute_force(case.network, case.query).routes
        count += any(shape in _shapes(case, found) for found in routes)
    assert count * 100 >= share * 300


def _shapes(case: Case, found: Found) -> set[str]:
    shapes = {
        "a stepping stone": len(found.jobs) > 1,
        "a leerbaan": any(case.network.job[row] >= 0 for row in found.trainings),
        "two trainings": len(found.trainings) > 1,
        "something unknown": bool(found.unknown),
    }
    return {shape for shape, holds in shapes.items() if holds}


def _lifted(line: str) -> str:
    """A line of limits with only what is no limit."""
    if not line.startswith("limits"):
        return line
    kept = [word for word in line.split()[1:] if word.startswith(("theta", "dwell", "training-weeks"))]
    return " ".join(["limits", *kept])


def renamed(text: str, seed: int) -> str:
    """The same table with its names dealt out again among jobs, trainings, skills and credentials."""
    chance = random.Random(seed)
    new: dict[str, str] = {}
    for names in ([f"j{n}" for n in range(7)], [f"t{n}" for n in range(8)], list(SKILLS), list(CREDENTIALS)):
        shuffled = names[:]
        chance.shuffle(shuffled)
        new |= dict(zip(names, shuffled, strict=True))

    def word(text: str) -> str:
        name, equals, value = text.partition("=")
        if equals and name in ("needs", "teaches", "gives", "demands", "job", "avoid", "must"):
            return f"{name}={_dealt(value, new)}"
        return text

    lines = []
    for line in text.splitlines():
        kind, *words = line.split()
        if kind in ("target", "person", "credentials"):
            words = [_dealt(part, new) for part in words]
        elif kind in ("job", "train"):
            words = [new[words[0]], *map(word, words[1:])]
        else:
            words = [word(part) for part in words]
        lines.append(" ".join([kind, *words]))
    return "\n".join(lines)


def _dealt(value: str, new: dict[str, str]) -> str:
    """A value with each whole name replaced; what stands around the names stays."""
    out, name = "", ""
    for sign in f"{value}\n":
        if sign.isalnum():
            name += sign
        elif sign == ":":
            out, name = f"{out}{name}:", ""
        else:
            out, name = f"{out}{new.get(name, name)}{sign}", ""
    return out.rstrip("\n")
