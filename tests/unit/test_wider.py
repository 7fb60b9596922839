"""Which jobs are near a person, and from which jobs people could come."""

from __future__ import annotations

import math
from typing import Any

import pytest

from graph.ask import Ask
from graph.network import Network
from graph.planner import Planner
from ontology.errors import UnsupportedCriterion
from tests.kit.small import demands, id_of, job, network, starter, training

KOK, CHEF, BAAS = (id_of("occupation", name) for name in ("kok", "chef", "baas"))


def kitchen() -> Network:
    return network(
        job("kok", "a b c d"),
        job("chef", "a b c e"),
        job("baas", "a x y z", isco="1412"),
        demands("chef", "diploma"),
        training("t", 4, 100, "e", gives="diploma"),
    )


def targets(net: Network, limit: int = 25, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Planner(net).targets(Ask(**{"origins": (KOK,), **more}), limit)["targets"]
    return found


def sources(net: Network, target: str = CHEF, limit: int = 25, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Planner(net).sources(Ask(**{"target": target, **more}), limit)["sources"]
    return found


def test_the_nearest_job_comes_first() -> None:
    assert [row["label"] for row in targets(kitchen())] == ["chef", "baas"]


def test_a_job_held_is_no_target() -> None:
    assert KOK not in [row["id"] for row in targets(kitchen())]


def test_a_job_that_is_not_wanted_is_no_target() -> None:
    assert [row["id"] for row in targets(kitchen(), without=(CHEF,))] == [BAAS]


def test_no_more_than_was_asked() -> None:
    assert len(targets(starter(), 7, origins=(starter().occupations.ids[0],))) == 7


@pytest.mark.parametrize("place", [0, 10, 20])
def test_scores_never_rise_down_the_list(place: int) -> None:
    found = [row["score"] for row in targets(starter(), 40, origins=(starter().occupations.ids[place],))]
    assert found == sorted(found, reverse=True)


def test_equal_scores_are_in_the_order_of_ids() -> None:
    net = network(job("kok", "a"), *(job(name, "a b") for name in ("z", "y", "x")))
    assert [row["label"] for row in targets(net)] == ["x", "y", "z"]


def test_the_score_is_the_sum_of_what_is_shown() -> None:
    for row in targets(kitchen()):
        total = sum(feature["value"] * feature["weight"] for feature in row["features"])
        assert row["score"] == pytest.approx(100 / (1 + math.exp(-total)), abs=0.51)


def test_a_wall_is_named_and_hides_nothing() -> None:
    row = next(row for row in targets(kitchen()) if row["id"] == CHEF)
    assert [wall["label"] for wall in row["wall"]] == ["diploma"]


def test_a_proof_takes_the_wall_away() -> None:
    found = targets(kitchen(), credentials=(id_of("credential", "diploma"),))
    assert next(row for row in found if row["id"] == CHEF)["wall"] == []


def test_skills_in_common_are_counted() -> None:
    row = next(row for row in targets(kitchen()) if row["id"] == CHEF)
    assert (row["sharedSkills"], row["essentialSkills"]) == (3, 4)


def test_the_cost_is_that_of_the_first_direct_route() -> None:
    row = next(row for row in targets(kitchen()) if row["id"] == CHEF)
    assert (row["cost"]["weeks"], row["cost"]["costEurocent"], row["cost"]["jobs"]) == (4, 10000, 1)


def test_without_a_direct_route_there_is_no_cost() -> None:
    assert next(row for row in targets(kitchen()) if row["id"] == BAAS)["cost"] is None


def test_limits_count_for_the_cost() -> None:
    assert next(row for row in targets(kitchen(), euro=50) if row["id"] == CHEF)["cost"] is None


def test_unknown_demands_are_said() -> None:
    assert [row["demandsUnknown"] for row in targets(kitchen())] == [False, True]


def test_people_come_from_the_nearest_job_first() -> None:
    assert [row["label"] for row in sources(kitchen())] == ["kok", "baas"]


def test_the_job_itself_is_no_source() -> None:
    assert CHEF not in [row["id"] for row in sources(kitchen())]


def test_a_job_that_shares_nothing_is_no_source() -> None:
    assert sources(network(job("kok", "a"), job("chef", "b"))) == []


def test_what_it_takes_to_come_is_worked_out_for_each() -> None:
    row = next(row for row in sources(kitchen()) if row["id"] == KOK)
    assert (row["cost"]["weeks"], row["sharedSkills"], row["essentialSkills"]) == (4, 3, 4)


def test_somebody_from_elsewhere_is_taken_to_hold_no_proof() -> None:
    assert [wall["label"] for row in sources(kitchen()) for wall in row["wall"]] == ["diploma", "diploma"]


def test_the_employers_own_skills_do_not_count() -> None:
    assert sources(kitchen(), skills=(id_of("skill", "e"),)) == sources(kitchen())


def test_a_target_is_needed() -> None:
    with pytest.raises(UnsupportedCriterion):
        Planner(kitchen()).sources(Ask())


def test_there_and_back_have_the_same_score() -> None:
    net = starter()
    one, other = net.occupations.ids[4], net.occupations.ids[5]
    there = {row["id"]: row["score"] for row in targets(net, len(net.occupations), origins=(one,))}
    back = {row["id"]: row["score"] for row in sources(net, other, len(net.occupations))}
    assert back.get(one, there[other]) == there[other]
