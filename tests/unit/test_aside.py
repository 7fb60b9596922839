"""Which routes stand aside: the ones that add little to another, told with what they add."""

from __future__ import annotations

import pytest
from hypothesis import given

from graph.aside import GROUPS, asides_of, grouped
from graph.network import UNKNOWN_COST, UNKNOWN_DEMANDS
from graph.search import find_routes
from tests.kit.draws import tables
from tests.kit.tables import Case, case_of

KITCHEN = """
job kok  needs=a,b,c
job chef needs=a,b,c,d,e
person has kok
target chef
"""
WAY = """
job kok      needs=a,b,c
job souschef needs=a,b,c,d
job chef     needs=a..j
train lang 104w €0 teaches=d..h
train kort 4w €0 teaches=e..h
person has kok
target chef
"""


def standing(text: str) -> dict[str, str]:
    """The line of each route, with why it stands aside; nothing when it doesn't."""
    case = case_of(text)
    routes = find_routes(case.network, case.query).routes
    asides = asides_of(case.network, case.query, routes)
    return {case.line(route): asides[place].kind if place in asides else "" for place, route in enumerate(routes)}


def texts(case: Case) -> list[str]:
    routes = find_routes(case.network, case.query).routes
    return [aside.text for aside in asides_of(case.network, case.query, routes).values()]


def test_half_a_year_longer_for_only_less_to_learn() -> None:
    text = KITCHEN + "train t1 12w €0 teaches=d\ntrain t2 52w €0 teaches=d,e"
    assert standing(text) == {
        "kok ~ t1 12w €0 ~ chef [12w 12w €0 1 left 2]": "",
        "kok ~ t2 52w €0 ~ chef [52w 52w €0 1]": "longer",
    }
    assert texts(case_of(text)) == [
        "40 weken langer dan een route die verder nergens minder is. "
        "Daar staat tegenover dat u later op het werk minder hoeft te leren."
    ]


@pytest.mark.parametrize(
    ("quick", "slow"),
    [
        ("12w €0", "37w €0"),  # not half a year longer
        ("12w €500", "52w €0"),  # less costs
        ("12w €0", "52w €0 paid"),  # fewer weeks without pay
        ("?w €0", "52w €0"),  # how much longer isn't known
        ("12w €?", "52w €0"),  # what the quick one costs isn't known
    ],
)
def test_not_aside_when_it_adds_more_or_when_that_is_not_known(quick: str, slow: str) -> None:
    found = standing(KITCHEN + f"train t1 {quick} teaches=d\ntrain t2 {slow} teaches=d,e")
    assert list(found.values()) == ["", ""]


def test_three_more_years_without_pay_than_is_known_of_another() -> None:
    text = KITCHEN + "train t1 ?w €0 teaches=d,e\ntrain t2 156w €0 teaches=d,e"
    assert list(standing(text).values()) == ["", "longer"]
    assert texts(case_of(text)) == [
        "156 weken langer dan wat bekend is van een andere route. Vraag bij die route hoe lang zij duurt."
    ]
    assert list(standing(text.replace("156w", "155w")).values()) == ["", ""]
    assert list(standing(text.replace("156w €0", "156w €0 paid")).values()) == ["", ""]
    assert list(standing(text.replace("?w €0", "?w €?")).values()) == ["", ""]


def test_what_is_unknown_of_both_is_said() -> None:
    (text,) = texts(case_of(KITCHEN + "train x ?w €0 teaches=d\ntrain t2 52w €0 teaches=e"))
    assert text.startswith("52 weken langer (voor zover bekend) dan ")


def test_a_stone_that_teaches_little_is_a_detour() -> None:
    assert standing(WAY) == {
        "kok ~ kort 4w €0 ~ souschef ~ chef [56w 4w €0 2 left 2]": "detour",
        "kok ~ lang 104w €0 ~ chef [104w 104w €0 1 left 2]": "",
    }
    assert texts(case_of(WAY)) == ["Als souschef leert u 1 van de 7 vaardigheden die u als chef nog mist."]


def test_a_stone_that_teaches_a_third_is_none() -> None:
    found = standing(WAY.replace("needs=a,b,c,d\n", "needs=a,b,c,d,e,f,g\n"))
    assert len(found) > 1
    assert set(found.values()) == {""}


def test_a_stone_that_is_the_only_way_is_none() -> None:
    found = standing(WAY.replace("train lang 104w €0 teaches=d..h", ""))
    assert list(found.values()) == [""]


def test_a_stone_that_a_demand_asks_for_is_none() -> None:
    found = standing(WAY.replace("job chef     needs=a..j", "job chef     needs=a..j demands=[job:souschef]"))
    assert found
    assert set(found.values()) == {""}


@given(text=tables())
def test_what_stands_aside_points_at_a_route_that_does_not(text: str) -> None:
    case = case_of(text)
    routes = find_routes(case.network, case.query).routes
    asides = asides_of(case.network, case.query, routes)
    assert len(asides) < max(len(routes), 1)
    for place, aside in asides.items():
        other = routes[aside.than]
        assert aside.than not in asides, text
        assert not other.unknown & ~routes[place].unknown & (UNKNOWN_COST | UNKNOWN_DEMANDS), text
        assert other.vector[3] <= routes[place].vector[3], text


@given(text=tables())
def test_every_route_is_in_one_group_and_those_that_stand_aside_come_last(text: str) -> None:
    case = case_of(text)
    routes = find_routes(case.network, case.query).routes
    told = [{"id": str(place)} for place in range(len(routes))]
    groups = grouped(case.network, case.query, routes, told)
    assert [group["key"] for group in groups] == [key for key, _ in GROUPS]
    assert sorted(route["id"] for group in groups for route in group["routes"]) == sorted(one["id"] for one in told)
    for group in groups:
        last = [route["aside"] is not None for route in group["routes"]]
        assert last == sorted(last)
