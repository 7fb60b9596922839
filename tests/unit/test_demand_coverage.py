"""The count of stated entry demands adds up, and takes custom for no statement."""

from __future__ import annotations

from graph.demand_coverage import DEMANDING_MAJORS, DemandCoverage, demand_coverage, total_coverage
from ontology.relations import Basis
from tests.kit.small import demands, job, network

NET = network(
    job("arts", "a", isco="2211"),
    job("schrijver", "a", isco="2641"),
    job("econoom", "a", isco="2631"),
    job("taxateur", "a", isco="3315"),
    job("kok", "a", isco="5120"),
    job("bakker", "a", isco="7512"),
    job("vreemd", "a", isco=None),
    demands("2211", "x"),
    demands("schrijver", ""),
    demands("taxateur", "x", Basis.CUSTOMARY),
    demands("kok", "x"),
)


def test_each_occupation_is_counted_once_by_what_is_stated() -> None:
    assert demand_coverage(NET) == (
        DemandCoverage(-1, 1, 0, 0, 0, 1),
        DemandCoverage(2, 3, 1, 1, 1, 0),
        DemandCoverage(3, 1, 0, 0, 1, 0),
        DemandCoverage(5, 1, 1, 0, 0, 0),
        DemandCoverage(7, 1, 0, 0, 0, 1),
    )


def test_the_total_is_of_all_or_of_some() -> None:
    rows = demand_coverage(NET)
    assert total_coverage(rows) == DemandCoverage(-1, 7, 2, 1, 2, 2)
    assert total_coverage(rows, DEMANDING_MAJORS) == DemandCoverage(-1, 4, 1, 1, 2, 0)
    assert total_coverage(rows, (4,)) == DemandCoverage(-1, 0, 0, 0, 0, 0)


def test_stated_is_a_wall_or_none() -> None:
    assert total_coverage(demand_coverage(NET)).stated == 3
