"""Why there is no route, what would open one, which proof would help, and why a choice is not there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.ask import LIMIT_NAMES, Ask
from graph.network import Network
from graph.planner import Planner
from graph.why import LIMIT_LABELS, lifted, limits_set
from ontology.concepts import Mode
from ontology.errors import UnknownConcept
from tests.kit.small import demands, id_of, job, network, region, training

KOK, CHEF = id_of("occupation", "kok"), id_of("occupation", "chef")
OOST, WEST = id_of("region", "oost"), id_of("region", "west")


def asked(net: Network, **more: Any) -> dict[str, Any]:
    return Planner(net).routes(Ask(**{"origins": (KOK,), "target": CHEF, **more}))


def none(net: Network, **more: Any) -> dict[str, Any]:
    found = asked(net, **more)["none"]
    assert found is not None
    return dict(found)


def why(net: Network, choice: str, **more: Any) -> dict[str, Any]:
    return Planner(net).why_not(Ask(**{"origins": (KOK,), "target": CHEF, **more}), choice)


def verdict(net: Network, choice: str, **more: Any) -> str:
    return str(why(net, choice, **more)["verdict"])


def kitchen(*more: Any, **course: Any) -> Network:
    cursus = training("cursus", 10, 500, "c", gives="x", **{"regions": frozenset({OOST}), "load": 8, **course})
    return network(
        job("kok", "a b"),
        job("chef", "b c"),
        demands("chef", "x", law="BWBR1", article="2"),
        cursus,
        region("west"),
        *more,
    )


# No route


def test_with_a_route_nothing_is_said() -> None:
    assert asked(kitchen())["none"] is None


def test_a_wall_that_no_training_opens_is_named() -> None:
    found = none(network(job("kok", "a"), job("chef", "a"), demands("chef", "x")))
    assert "staat geen opleiding" in found["reason"]


def test_a_wall_says_since_when() -> None:
    walled = [
        network(job("kok", "a"), job("chef", "a"), demands("chef", "x", law="BWBR1", since=day))
        for day in (date(2015, 1, 1), None)
    ]
    since = [none(known)["walls"][0]["since"] for known in walled]
    assert since == ["2015-01-01", None]


def test_a_wall_has_its_law() -> None:
    net = network(job("kok", "a"), job("chef", "a"), demands("chef", "x|y", law="BWBR1", article="2"))
    assert [(wall["label"], wall["law"], wall["article"]) for wall in none(net)["walls"]] == [("x of y", "BWBR1", "2")]


def test_a_proof_that_only_the_limits_keep_out_is_not_called_absent() -> None:
    assert "staat geen opleiding" not in none(kitchen(), euro=100, modes=("online",))["reason"]


def test_a_gap_that_nothing_teaches_is_counted() -> None:
    found = none(network(job("kok", "a"), job("chef", "a b c d")))
    assert "3 van de 4 vaardigheden" in found["reason"]


def test_a_gap_names_the_skills() -> None:
    found = none(network(job("kok", "a"), job("chef", "a b c d"), training("t", 1, 1, "b")))
    assert [skill["label"] for skill in found["missing"]] == ["c", "d"]


def test_a_held_proof_is_no_wall() -> None:
    net = network(job("kok", "a"), job("chef", "a b c d"), demands("chef", "x"))
    assert none(net, credentials=(id_of("credential", "x"),))["walls"] == []


# What would open one


def opens(net: Network, **more: Any) -> list[list[str]]:
    return [line["lift"] for line in none(net, **more)["opens"]]


@pytest.mark.parametrize(
    "limit",
    [
        {"months": 1},
        {"euro": 100},
        {"hours": 4},
        {"modes": ("online",)},
        {"paid": True},
        {"region": WEST},
        {"without": (id_of("training", "cursus"),)},
    ],
    ids=lambda limit: next(iter(limit)),
)
def test_the_limit_in_the_way_is_named(limit: dict[str, Any]) -> None:
    assert opens(kitchen(), **limit) == [list(limit)]


def test_a_limit_that_is_not_in_the_way_is_not_named() -> None:
    assert opens(kitchen(), months=1, euro=1000) == [["months"]]


def test_two_limits_in_the_way_are_named_together() -> None:
    assert opens(kitchen(), months=1, euro=100, hours=20) == [["months", "euro"]]


def test_each_smallest_set_is_named() -> None:
    net = kitchen(training("snel", 1, 900, "c", gives="x"))
    assert opens(net, months=1, euro=600) == [["months"], ["euro"]]


def test_when_nothing_helps_nothing_is_named() -> None:
    assert opens(network(job("kok", "a"), job("chef", "a"), demands("chef", "x")), months=1) == []


def test_it_says_how_many_routes_open() -> None:
    (line,) = none(kitchen(), euro=100)["opens"]
    assert (line["routes"], line["label"]) == (1, "zonder grens aan het bedrag")


def test_every_limit_has_a_name_for_people() -> None:
    assert set(LIMIT_LABELS) == set(LIMIT_NAMES)


def test_lifting_every_limit_leaves_none() -> None:
    ask = Ask(months=1, euro=1, hours=1, modes=("bbl",), paid=True, region=OOST, without=(KOK,))
    assert limits_set(lifted(ask, limits_set(ask))) == []


def test_a_lifted_region_is_still_shown() -> None:
    assert lifted(Ask(region=OOST), ["region"]).region == OOST


# Which proof would help


def asks(net: Network, **more: Any) -> list[tuple[str, int | None]]:
    return [(line["credential"]["label"], line["savesWeeks"]) for line in asked(net, **more)["asks"]]


def test_a_proof_that_shortens_the_way_is_asked_about() -> None:
    net = network(
        job("kok", "a b"), job("chef", "a b"), demands("chef", "x"), training("cursus", 10, 500, "z", gives="x")
    )
    assert asks(net) == [("x", 10)]


def test_a_proof_that_opens_a_way_is_asked_about() -> None:
    assert asks(network(job("kok", "a"), job("chef", "a"), demands("chef", "x"))) == [("x", None)]


def test_a_proof_that_is_held_is_not_asked_about() -> None:
    net = network(job("kok", "a"), job("chef", "a"), demands("chef", "x"))
    assert asks(net, credentials=(id_of("credential", "x"),)) == []


def test_a_proof_that_changes_nothing_is_not_asked_about() -> None:
    assert asks(kitchen()) == []


# Why a choice is not in the answer


def test_a_training_in_the_answer() -> None:
    assert verdict(kitchen(), id_of("training", "cursus")) == "in-answer"


def test_a_training_on_a_later_route_is_in_the_answer_too() -> None:
    net = kitchen(training("goedkoop", 40, 0, "c", gives="x"))
    assert verdict(net, id_of("training", "goedkoop")) == "in-answer"


def test_a_training_that_is_nowhere_better_is_beaten() -> None:
    net = kitchen(training("duur", 20, 900, "c", gives="x"))
    assert verdict(net, id_of("training", "duur")) == "beaten"


def test_what_is_worse_is_said() -> None:
    reasons = why(kitchen(training("duur", 20, 900, "c", gives="x")), id_of("training", "duur"))["reasons"]
    assert reasons[1:] == ["10 weken langer.", "€ 400 duurder.", "10 weken langer zonder loon."]


def test_the_route_that_beats_it_is_shown() -> None:
    reasons = why(kitchen(training("duur", 20, 900, "c", gives="x")), id_of("training", "duur"))["reasons"]
    assert "kok ~ cursus 10w €500 ~ chef [10w 10w €500 1]" in reasons[0]


def test_an_equal_route_is_said_to_be_equal() -> None:
    reasons = why(kitchen(training("even", 10, 500, "c", gives="x")), id_of("training", "even"))["reasons"]
    assert "in alles gelijk" in reasons[0]


def test_a_job_that_only_takes_time_is_beaten() -> None:
    assert verdict(kitchen(job("hulp", "a c", isco="9412")), id_of("occupation", "hulp")) == "beaten"


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"months": 1}, "6 weken over uw grens van 4 weken."),
        ({"euro": 100}, "€ 400 over uw grens van € 100."),
        ({"hours": 4}, "cursus vraagt 8 uur per week, u wilt ten hoogste 4."),
        ({"modes": ("online",)}, "cursus is classroom, en dat vroeg u niet."),
        ({"paid": True}, "cursus is zonder loon."),
        ({"region": WEST}, "cursus staat voor deze regio niet in de gegevens."),
        ({"without": (id_of("training", "cursus"),)}, "U vroeg om een route zonder cursus."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_over_a_limit_says_by_how_much(limit: dict[str, Any], said: str) -> None:
    found = why(kitchen(), id_of("training", "cursus"), **limit)
    assert (found["verdict"], found["reasons"]) == ("over-limit", [said])


def test_a_national_training_is_never_elsewhere() -> None:
    found = why(kitchen(national=True), id_of("training", "cursus"), region=WEST, paid=True)
    assert found["reasons"] == ["cursus is zonder loon."]


def test_a_training_that_brings_nothing_is_not_possible_or_beaten() -> None:
    net = network(job("kok", "a"), job("chef", "z y"), training("naaien", 5, 5, "n"))
    found = why(net, id_of("training", "naaien"))
    assert (found["verdict"], found["reasons"]) == (
        "not-possible",
        ["Deze opleiding geeft niets wat voor dit beroep nog ontbreekt."],
    )


def test_a_training_says_what_it_asks_first() -> None:
    net = network(job("kok", "a"), job("chef", "z"), training("t", 5, 5, "z", demands="x"))
    assert why(net, id_of("training", "t"))["reasons"] == ["Deze opleiding vraagt eerst: x."]


def test_a_job_out_of_reach_says_what_is_held() -> None:
    net = kitchen(job("baas", "p q r s", isco="1412"))
    found = why(net, id_of("occupation", "baas"))
    assert (found["verdict"], found["reasons"][0]) == ("not-possible", "U hebt 0 van de 4 vaardigheden van deze baan.")


# Why a limit matters


def test_a_limit_that_opens() -> None:
    assert verdict(kitchen(), "euro", euro=100) == "opens"


def test_a_limit_that_makes_no_difference() -> None:
    assert verdict(kitchen(), "euro", euro=1000) == "no-difference"


def test_a_limit_that_was_not_set() -> None:
    assert verdict(kitchen(), "euro") == "not-set"


def test_an_unknown_choice_is_named() -> None:
    with pytest.raises(UnknownConcept):
        why(kitchen(), "urn:x")


def test_a_route_is_shown_where_there_is_one() -> None:
    shown = {
        choice: why(kitchen(), choice, **limits)["route"] is not None
        for choice, limits in ((id_of("training", "cursus"), {}), ("euro", {"euro": 1}), ("months", {}))
    }
    assert list(shown.values()) == [True, True, False]


def test_modes_are_those_of_a_training() -> None:
    assert verdict(kitchen(mode=Mode.ONLINE), "modes", modes=("online",)) == "no-difference"
