"""Curated paths between an occupation held and the target."""

from __future__ import annotations

from typing import Any

import pytest

from graph.ask import Ask
from graph.network import Network
from graph.planner import Planner
from tests.kit.small import id_of, job, network, path, training

A, B, C = (id_of("occupation", name) for name in "abc")


def kitchen(*paths: Any, weeks: int | None = 10, euro: int | None = 100) -> Network:
    return network(job("a", "s"), job("b", "t"), job("c", "u"), training("t", weeks, euro, "u"), *paths)


def paths(net: Network, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Planner(net).routes(Ask(**{"origins": (A,), "target": C, **more}))["paths"]
    return found


def test_a_path_from_a_job_held_to_the_target_is_found() -> None:
    assert [one["label"] for one in paths(kitchen(path("p", "a b +t c")))] == ["p"]


@pytest.mark.parametrize("steps", ["a b", "b c", "c a", "c b a"])
def test_a_path_that_does_not_lead_there_is_not(steps: str) -> None:
    assert paths(kitchen(path("p", steps))) == []


def test_only_the_part_in_between_is_told() -> None:
    (one,) = paths(kitchen(path("p", "b a +t c b")))
    assert [step["label"] for step in one["steps"]] == ["a", "t", "c"]


def test_of_several_starts_the_nearest_counts() -> None:
    (one,) = paths(kitchen(path("p", "a b +t c")), origins=(A, B))
    assert [step["label"] for step in one["steps"]] == ["b", "t", "c"]


def test_weeks_are_those_of_trainings_and_of_jobs_in_between() -> None:
    (one,) = paths(kitchen(path("p", "a b +t c")))
    assert (one["weeks"], one["weeksKnown"]) == (62, True)


def test_in_training_weeks_jobs_do_not_count() -> None:
    (one,) = paths(kitchen(path("p", "a b +t c")), reading="training")
    assert one["weeks"] == 10


def test_cost_is_that_of_the_trainings() -> None:
    (one,) = paths(kitchen(path("p", "a b +t c")))
    assert (one["costEurocent"], one["costKnown"]) == (10000, True)


def test_unknown_weeks_stay_unknown() -> None:
    (one,) = paths(kitchen(path("p", "a +t c"), weeks=None))
    assert (one["weeks"], one["weeksKnown"], one["costKnown"]) == (0, False, True)


def test_unknown_cost_stays_unknown() -> None:
    (one,) = paths(kitchen(path("p", "a +t c"), euro=None))
    assert (one["costEurocent"], one["costKnown"], one["weeksKnown"]) == (0, False, True)


def test_a_leerbaan_lies_within_the_year_in_its_job() -> None:
    net = network(
        job("a", "s"), job("b", "t"), job("c", "u"), training("l", 40, 0, "t", bbl="b"), path("p", "a +l b c")
    )
    assert [one["weeks"] for one in paths(net)] == [52]


def test_paths_are_in_the_order_of_their_ids() -> None:
    assert [one["label"] for one in paths(kitchen(path("q", "a c"), path("p", "a b c")))] == ["p", "q"]


def test_a_path_says_who_says_so() -> None:
    (one,) = paths(kitchen(path("p", "a c")))
    assert one["evidence"][0]["source"] == "source/curated/1"
