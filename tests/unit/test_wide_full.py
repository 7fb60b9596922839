"""A group of 400 in twelve jobs and one course, on all of ESCO with a made-up catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.data import build
from bench.groups import course_of, group_of
from graph.cohort.asked import tidied
from graph.impact.asked import Impact, Openings, Scope
from graph.network import Network
from graph.planner import Planner
from tests.kit.digests import network_digest

pytestmark = pytest.mark.data
SEED = 7


@pytest.fixture(scope="module")
def full(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Network:
    return build(data_dir, tmp_path_factory.mktemp("wide") / "kg", 2_000).network


def test_four_hundred_people_in_twelve_jobs(full: Network) -> None:
    planner = Planner(full)
    free = group_of(full, SEED)
    assert (free.people, len(free.lines)) == (400, 12)
    small = tidied(list(free.lines), [], 3)  # few candidates, so that the test takes seconds on a busy machine
    found = planner.groups(small)
    assert found["searched"]["pairs"] >= 36
    assert found["searched"]["withRoute"] > 0
    assert found["assignment"]["proven"]
    without = {left["line"]: left["people"] for left in found["left"] if left["why"] == "no-route"}
    assert found["assignment"]["placed"] == 400 - sum(without.values())
    assert all(small.lines[line].people == people for line, people in without.items())
    assert all(way["reason"] for left in found["left"] for way in left["ways"])
    places = [(target["id"], 10) for target in found["targets"][:5]]
    tight = planner.groups(tidied(list(free.lines), places, 1))
    assert tight["assignment"]["proven"]
    filled: dict[str, int] = {}
    for move in tight["assignment"]["moves"]:
        filled[move["to"]["id"]] = filled.get(move["to"]["id"], 0) + move["people"]
    assert set(filled) <= {id for id, _ in places}
    assert max(filled.values()) <= 10
    assert tight["assignment"]["placed"] + sum(left["people"] for left in tight["left"]) == 400
    assert planner.replay(tight["receipt"]) == tight


def test_one_course_and_what_nobody_teaches(full: Network) -> None:
    planner = Planner(full)
    before = network_digest(full)
    course, scope = course_of(full, SEED, 20)
    found = planner.impact(Impact(course=course, scope=scope))
    assert found["looked"]["pairs"] == 20
    assert found["looked"]["notLooked"] > 0
    for change in found["changes"]:
        assert (change["without"]["routes"] == 0) == ("opened" in change["how"])
        assert course.label in change["line"]
    asked = Openings(scope=Scope(sector="81", pairs=40), limit=3)
    reverse = planner.openings(asked)
    assert reverse["pairs"]["withRoute"] + reverse["pairs"]["closed"] + reverse["looked"]["incomplete"] == 40
    assert [one["opens"] for one in reverse["skills"]] == sorted((o["opens"] for o in reverse["skills"]), reverse=True)
    assert network_digest(full) == before
