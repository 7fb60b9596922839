"""What occupations pay: which group, which year, and what is not known."""

from __future__ import annotations

from typing import Any

from graph.describe import describe
from graph.network import Network
from tests.kit.small import brc, id_of, isco, network, occupation, wages


def quartiles(net: Network, name: str) -> Any:
    return describe(net, id_of("occupation", name))["wages"]


def test_wages_of_the_group_that_the_occupation_names() -> None:
    net = network(occupation("kok", brc=frozenset({"1111"})), brc("1111", "Koks"), wages("1111", 2022, 1350, 1575, 20))
    assert quartiles(net, "kok") == [
        {
            "year": 2022,
            "p25": 1350,
            "p50": 1575,
            "p75": 20,
            "group": "Koks",
            "employees": None,
            "region": "Nederland",
            "source": "source/curated/1",
        }
    ]


def test_wages_of_every_group_that_the_isco_unit_maps_to() -> None:
    groups = (brc("1111", "Koks"), brc("1112", "Kelners"), isco("5120", "1111 1112"))
    net = network(occupation("kok", isco="5120"), *groups, wages("1111", 2022, 1, 2, 3), wages("1112", 2022, 4, 5, 6))
    assert [line["group"] for line in quartiles(net, "kok")] == ["Koks", "Kelners"]


def test_an_occupations_own_group_goes_before_its_unit() -> None:
    groups = (brc("1111", "Koks"), brc("1112", "Kelners"), isco("5120", "1111"))
    figures = (wages("1111", 2022, 1, 2, 3), wages("1112", 2022, 4, 5, 6))
    net = network(occupation("kok", isco="5120", brc=frozenset({"1112"})), *groups, *figures)
    assert [line["group"] for line in quartiles(net, "kok")] == ["Kelners"]


def test_the_newest_year_with_a_figure_counts() -> None:
    figures = (wages("1111", 2021, 1, 2, 3, by="a/1"), wages("1111", 2022, 4, 5, 6, by="b/1"))
    empty = wages("1111", 2023, None, None, None, by="c/1")
    net = network(occupation("kok", brc=frozenset({"1111"})), brc("1111", "Koks"), *figures, empty)
    assert [line["year"] for line in quartiles(net, "kok")] == [2022]


def test_wages_without_a_quartile_are_unknown() -> None:
    net = network(
        occupation("kok", brc=frozenset({"1111"})), brc("1111", "Koks"), wages("1111", 2022, None, None, None)
    )
    assert quartiles(net, "kok") is None


def test_one_known_quartile_is_shown_beside_unknown_ones() -> None:
    net = network(occupation("kok", brc=frozenset({"1111"})), brc("1111", "Koks"), wages("1111", 2022, None, 5, None))
    assert [(line["p25"], line["p50"]) for line in quartiles(net, "kok")] == [(None, 5)]
