"""Routes as people read them: steps that add up, and what is said beside them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from graph.ask import Ask
from graph.explain import group_named
from graph.network import Network
from graph.planner import Planner
from ontology.concepts import Mode
from tests.kit.small import credential, demands, id_of, job, network, region, starter, training

KOK, CHEF = id_of("occupation", "kok"), id_of("occupation", "chef")


def routes(net: Network, **more: Any) -> list[dict[str, Any]]:
    answer = Planner(net).routes(Ask(**{"origins": (KOK,), "target": CHEF, **more}))
    return [route for group in answer["groups"] for route in group["routes"]]


def only(net: Network, **more: Any) -> dict[str, Any]:
    (route,) = routes(net, **more)
    return route


def step(route: dict[str, Any], name: str) -> dict[str, Any]:
    return next(step for step in route["steps"] if step["label"] == name)


@cache
def answers_of_the_starter_set() -> tuple[dict[str, Any], ...]:
    net = starter()
    planner = Planner(net)
    ids = net.occupations.ids
    pairs = [(ids[n], ids[(n * 7 + 3) % len(ids)]) for n in range(0, len(ids), 6)]
    found = [planner.routes(Ask(origins=(a,), target=b)) for a, b in pairs if a != b]
    return tuple(route for answer in found for group in answer["groups"] for route in group["routes"])


# Sums


def test_the_starter_set_has_routes_to_look_at() -> None:
    assert len(answers_of_the_starter_set()) > 10


def test_weeks_of_the_steps_add_up() -> None:
    wrong = [
        route["line"]
        for route in answers_of_the_starter_set()
        if sum(step["weeks"] or 0 for step in route["steps"]) != route["totals"]["weeks"]
    ]
    assert wrong == []


def test_cents_of_the_steps_add_up() -> None:
    wrong = [
        route["line"]
        for route in answers_of_the_starter_set()
        if sum(step["costEurocent"] or 0 for step in route["steps"]) != route["totals"]["costEurocent"]
    ]
    assert wrong == []


def test_unpaid_weeks_of_the_steps_add_up() -> None:
    wrong = [
        route["line"]
        for route in answers_of_the_starter_set()
        if sum(step["weeks"] or 0 for step in route["steps"] if not step["paid"]) != route["totals"]["unpaidWeeks"]
    ]
    assert wrong == []


def test_a_step_without_weeks_makes_the_total_unknown() -> None:
    wrong = [
        route["line"]
        for route in answers_of_the_starter_set()
        if any(step["weeks"] is None for step in route["steps"]) == route["totals"]["weeksKnown"]
    ]
    assert wrong == []


def test_every_route_ends_at_its_target() -> None:
    assert {route["steps"][-1]["kind"] for route in answers_of_the_starter_set()} == {"target"}


def test_routes_have_ids_of_their_own() -> None:
    net = kitchen()
    ids = [route["id"] for route in routes(net)]
    assert len(ids) == len(set(ids))


# A leerbaan and the year in a job


def ladder(weeks: int) -> Network:
    """Keukenhulp, then kok with a leerbaan of some weeks, then chef: the only way up."""
    return network(
        job("hulp", "a", isco="9412"),
        job("kok", "a b c"),
        job("chef", "b c d"),
        demands("chef", "x"),
        training("leerbaan", weeks, 0, "b c", gives="x", bbl="kok"),
    )


@pytest.mark.parametrize(("weeks", "dwell", "total"), [(30, 22, 52), (52, 0, 52), (104, 0, 104)])
def test_a_leerbaan_lies_within_the_year_in_its_job(weeks: int, dwell: int, total: int) -> None:
    route = only(ladder(weeks), origins=(id_of("occupation", "hulp"),), theta=60)
    assert (step(route, "kok")["weeks"], route["totals"]["weeks"]) == (dwell, total)


def test_in_training_weeks_the_year_in_a_job_does_not_count() -> None:
    route = only(ladder(30), origins=(id_of("occupation", "hulp"),), theta=60, reading="training")
    assert (step(route, "kok")["weeks"], route["totals"]["weeks"]) == (0, 30)


def test_a_leerbaan_says_what_it_is() -> None:
    route = only(ladder(30), origins=(id_of("occupation", "hulp"),), theta=60)
    assert "leerbaan" in step(route, "leerbaan")["note"]


# What a step says


def kitchen(**more: Any) -> Network:
    return network(
        job("kok", "a b"),
        job("chef", "b c d"),
        demands("chef", "x|y"),
        training("cursus", 4, 150, "c z", gives="x", **more),
        region("oost"),
        region("west"),
    )


def test_a_training_teaches_only_what_the_route_needs() -> None:
    assert [skill["label"] for skill in step(only(kitchen(), theta=60), "cursus")["teaches"]] == ["c"]


def test_what_is_left_is_learned_at_work() -> None:
    assert [skill["label"] for skill in step(only(kitchen(), theta=60), "chef")["learnedAtWork"]] == ["d"]


def test_a_demand_that_the_route_meets_is_held() -> None:
    (demand,) = step(only(kitchen(), theta=60), "chef")["demands"]
    assert (demand["label"], demand["held"]) == ("x of y", True)


def test_a_step_says_who_says_so() -> None:
    (line,) = step(only(kitchen(), theta=60), "cursus")["evidence"]
    assert (line["source"], line["kind"]) == ("source/curated/1", "curated")


def test_an_unknown_load_is_said_when_hours_are_asked() -> None:
    assert "Hoeveel uur" in step(only(kitchen(), theta=60, hours=8), "cursus")["note"]


def test_an_unknown_load_is_not_said_otherwise() -> None:
    assert step(only(kitchen(), theta=60), "cursus")["note"] is None


def test_an_unknown_region_is_said_when_one_is_asked() -> None:
    net = kitchen(national=False)
    assert "welke regio" in step(only(net, theta=60, region=id_of("region", "oost")), "cursus")["note"]


def test_a_known_region_is_not_remarked() -> None:
    oost = id_of("region", "oost")
    assert step(only(kitchen(regions=frozenset({oost})), theta=60, region=oost), "cursus")["note"] is None


def test_the_line_has_the_figures() -> None:
    assert only(kitchen(), theta=60)["line"] == "kok ~ cursus 4w €150 ~ chef [4w 4w €150 1]"


# Unknown


@pytest.mark.parametrize(
    ("weeks", "euro", "parts"), [(None, 1, ["weeks", "unpaidWeeks"]), (1, None, ["cost"]), (1, 1, [])]
)
def test_what_is_unknown_is_named(weeks: int | None, euro: int | None, parts: list[str]) -> None:
    net = network(job("kok", "a"), job("chef", "c"), training("cursus", weeks, euro, "c"))
    assert [line["part"] for line in only(net)["unknown"]] == parts


def test_unknown_demands_are_named() -> None:
    net = network(job("kok", "a"), job("chef", "a", isco="3434"))
    assert [line["part"] for line in only(net)["unknown"]] == ["demands"]


def test_every_unknown_says_who_knows() -> None:
    net = network(job("kok", "a"), job("chef", "a c", isco="3434"), training("cursus", None, None, "c"))
    assert all(line["who"] for route in routes(net) for line in route["unknown"])


# Ask the provider


@pytest.mark.parametrize(("level", "asks"), [(2, True), (3, False), (4, False)])
def test_one_level_below_is_asked_about(level: int, asks: bool) -> None:
    route = only(kitchen(entry_level=3), theta=60, level=level)
    assert ("toelatingsonderzoek" in (step(route, "cursus")["ask"] or "")) is asks


def test_a_diploma_of_that_level_is_not_asked_about() -> None:
    net = network(
        job("kok", "a"), job("chef", "c"), credential("mbo3", level=3), training("cursus", 1, 1, "c", entry_level=3)
    )
    assert step(only(net, level=2, credentials=(id_of("credential", "mbo3"),)), "cursus")["ask"] is None


@pytest.mark.parametrize(("dutch", "asks"), [(None, True), ("2F", False)])
def test_a_level_of_dutch_that_was_not_mentioned_is_asked_about(dutch: str | None, asks: bool) -> None:
    route = only(kitchen(entry_dutch="2F"), theta=60, dutch=dutch)
    assert ("Nederlands" in (step(route, "cursus")["ask"] or "")) is asks


# Another way to do the same step


def alternatives(**other: Any) -> list[str]:
    teaches, gives = other.pop("teaches", "c"), other.pop("gives", "x")
    weeks, euro = other.pop("weeks", 4), other.pop("euro", 150)
    net = network(
        job("kok", "a b"),
        job("chef", "b c"),
        demands("chef", "x"),
        training("cursus", 4, 150, "c", gives="x"),
        training("elders", weeks, euro, teaches, gives=gives, **other),
    )
    return [item["label"] for item in step(routes(net)[0], "cursus")["alternatives"]]


def test_the_same_for_the_same_is_an_alternative() -> None:
    assert alternatives(mode=Mode.ONLINE) == ["elders"]


def test_more_for_the_same_is_an_alternative() -> None:
    assert alternatives(teaches="c d") == ["elders"]


@pytest.mark.parametrize(
    "other",
    [{"weeks": 5}, {"euro": 160}, {"euro": None}, {"teaches": "d"}, {"gives": "y"}, {"demands": "z"}],
    ids=str,
)
def test_what_differs_is_no_alternative(other: dict[str, Any]) -> None:
    assert "elders" not in alternatives(**other)


# Names of demands


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("any:", "x of y"),
        ("level:2", "een diploma op niveau 2 (NLQF) of hoger"),
        ("dutch:2F", "Nederlands op niveau 2F"),
        ("job:", "eerder gewerkt als kok"),
    ],
)
def test_a_demand_has_a_name_for_people(label: str, said: str) -> None:
    net = network(
        job("kok"),
        demands("kok", "x|y"),
        training("t", 1, 1, "a", entry_level=3, entry_dutch="2F", after_jobs=frozenset({KOK})),
    )
    group = next(row for row, text in enumerate(net.group_labels) if text.startswith(label))
    assert group_named(net, group)["label"] == said
