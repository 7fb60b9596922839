"""How near two jobs are: the stated features, each with its values, and their sum."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.feasibility import FEATURES, move_values, points, scores, shared, weights_of
from graph.network import Network
from tests.kit.small import demands, id_of, job, network, starter

KEYS = [feature.key for feature in FEATURES]


def value(net: Network, key: str, origin: str, target: str) -> float:
    rows = [net.occupations.row(id_of("occupation", name)) for name in (origin, target)]
    skills = net.essential[rows[0]].astype(np.int64)
    return float(scores(net, skills, frozenset(), (rows[0],))[rows[1], KEYS.index(key)])


def test_a_move_has_the_same_values_as_the_whole_table() -> None:
    net = starter()
    for origin in range(0, len(net.occupations), 5):
        skills = net.essential[origin].astype(np.int64)
        table = scores(net, skills, frozenset(), (origin,))
        moves = [move_values(net, skills, origin, target) for target in range(len(net.occupations))]
        np.testing.assert_allclose(moves, table, atol=1e-9)


def test_weights_are_points_of_a_hundred() -> None:
    assert sum(feature.weight for feature in FEATURES if feature.weight > 0) == 100


def test_only_walls_lower_a_score() -> None:
    assert [feature.key for feature in FEATURES if feature.weight < 0] == ["walls"]


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.key)
def test_every_feature_says_what_it_means(feature: Any) -> None:
    assert feature.label
    assert feature.meaning


def test_values_lie_between_nought_and_one() -> None:
    net = starter()
    table = scores(net, net.essential[3].astype(np.int64), frozenset(), (3,))
    assert (table.min() >= 0, table.max() <= 1) == (True, True)


@pytest.mark.parametrize(("needs", "share"), [("a b", 1.0), ("c d", 0.0), ("a c", 0.5)], ids=["all", "nothing", "half"])
def test_essential_is_the_share_that_is_held(needs: str, share: float) -> None:
    net = network(job("kok", "a b c d"), job("van", "a b"), job("naar", needs), job("ook", "c d"))
    assert value(net, "essential", "van", "naar") == pytest.approx(share, abs=0.13)


def test_a_rare_skill_counts_more() -> None:
    net = network(*(job(f"j{n}", "gewoon") for n in range(5)), job("kok", "gewoon zeldzaam"))
    gewoon, zeldzaam = weights_of(net)
    assert zeldzaam > gewoon


def test_an_occupation_without_skills_shares_nothing() -> None:
    assert value(network(job("kok", "a"), job("leeg")), "essential", "kok", "leeg") == 0


@pytest.mark.parametrize(("optional", "expected"), [("", 0.5), ("a", 1.0), ("z", 0.0), ("a z", 0.5)])
def test_optional_skills_help(optional: str, expected: float) -> None:
    assert value(network(job("kok", "a"), job("chef", "b", optional)), "optional", "kok", "chef") == expected


@pytest.mark.parametrize(("unit", "expected"), [("5120", 1), ("5129", 2 / 3), ("5199", 1 / 3), ("5220", 0), (None, 0)])
def test_alike_codes_are_the_same_kind_of_work(unit: str | None, expected: float) -> None:
    net = network(job("kok", "a", isco="5120"), job("naar", "b", isco=unit))
    assert value(net, "sector", "kok", "naar") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("origin", "target", "expected"),
    [
        ("5120", "5120", 1.0),
        ("5120", "9412", 1.0),
        ("5120", "3434", 0.6),
        ("5120", "2221", 0.3),
        ("9412", "2221", 0.0),
        ("2221", "5120", 0.8),
    ],
)
def test_a_level_up_counts_less(origin: str, target: str, expected: float) -> None:
    net = network(job("van", "a", isco=origin), job("naar", "b", isco=target))
    assert value(net, "level", "van", "naar") == expected


def test_a_wall_lowers_the_score() -> None:
    assert value(network(job("kok", "a"), job("chef", "b"), demands("chef", "x")), "walls", "kok", "chef") == 1


def test_unknown_demands_count_half() -> None:
    assert value(network(job("kok", "a"), job("chef", "b", isco="3434")), "walls", "kok", "chef") == 0.5


def test_a_demand_that_is_met_is_no_wall() -> None:
    net = network(job("kok", "a"), job("chef", "b"), demands("chef", "x"))
    met = frozenset(int(g) for row in range(2) for g in net.occupation_demands[row])
    assert scores(net, np.array([], np.int64), met, (1,))[:, KEYS.index("walls")].max() == 0


def test_points_are_whole_and_never_below_nought() -> None:
    lowest = np.array([[0.0, 0.0, 0.0, 0.0, 1.0]])
    assert points(lowest).tolist() == [0]


def test_points_of_the_best_are_a_hundred() -> None:
    assert points(np.array([[1.0, 1.0, 1.0, 1.0, 0.0]])).tolist() == [100]


def test_shared_counts_essential_skills() -> None:
    net = network(job("a", "x y"), job("b", "y z"), job("c", "z"))
    assert shared(net, net.essential[0].astype(np.int64)).tolist() == [2, 1, 0]
