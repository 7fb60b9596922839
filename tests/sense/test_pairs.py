"""Near jobs are nearer than far ones: sixty pairs of each in ``pairs.md``, written before any score was seen.

Nearness is the score that ``targets`` gives the move. Every near pair must score above the
median far pair, and of all comparisons of a near with a far pair 95 in 100 must come out right
(a tie is wrong).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from statistics import median

import pytest

from graph.ask import Ask
from graph.planner import Planner
from ontology.errors import UnknownConcept
from tests.kit.mdtables import rows_of
from tests.kit.small import starter

FILE = Path(__file__).with_name("pairs.md")
Pair = tuple[str, str]
NEAR: list[Pair] = [(row[0], row[1]) for row in rows_of(FILE, "Dichtbij")]
FAR: list[Pair] = [(row[0], row[1]) for row in rows_of(FILE, "Ver weg")]
RIGHT_PERCENT = 95


@cache
def planner() -> Planner:
    return Planner(starter())


@cache
def scores_from(origin: str) -> dict[str, int]:
    """The score of every occupation for somebody from this one."""
    everything = len(planner().network.occupations)
    return {row["id"]: row["score"] for row in planner().targets(Ask(origins=(origin,)), everything)["targets"]}


def score(pair: Pair) -> int:
    origin, target = (planner().match(name, "occupation") for name in pair)
    return scores_from(origin)[target]


def scores_of_known(pairs: list[Pair]) -> list[int]:
    """The scores of the pairs whose names lead to one occupation; the others fail a test of their own."""
    found = []
    for pair in pairs:
        try:
            found.append(score(pair))
        except UnknownConcept:
            continue
    return found


def told(pair: Pair) -> str:
    return " ~ ".join(pair)


@cache
def middle_far() -> float:
    return median(scores_of_known(FAR))


@pytest.mark.parametrize("pair", [*NEAR, *FAR], ids=told)
def test_each_name_leads_to_an_occupation_of_its_own(pair: Pair) -> None:
    first, second = (planner().match(name, "occupation") for name in pair)
    assert first != second


@pytest.mark.parametrize("pair", NEAR, ids=told)
def test_a_near_pair_is_nearer_than_the_middle_far_pair(pair: Pair) -> None:
    assert score(pair) > middle_far()


def test_near_beats_far_in_95_of_100_comparisons() -> None:
    near, far = scores_of_known(NEAR), scores_of_known(FAR)
    right = sum(one > other for one in near for other in far)
    assert 100 * right >= RIGHT_PERCENT * len(near) * len(far), f"{right} of {len(near) * len(far)}"


def test_there_are_sixty_of_each_and_none_comes_twice() -> None:
    assert (len(NEAR), len(FAR)) == (60, 60)
    assert len({frozenset(pair) for pair in (*NEAR, *FAR)}) == 120
