"""A group at once: targets, what they take together, who goes where, and who is left."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from graph.ask import Ask
from graph.cohort.asked import Cohort, Line, cohort_of, tidied
from graph.cohort.moves import GOALS, best_of
from graph.network import Network
from graph.planner import Planner
from graph.query import Found
from graph.replaying import answer_bytes
from ontology.errors import ReceiptMismatch, UnknownConcept, UnsupportedCriterion
from tests.kit.small import demands, id_of, job, network, starter, training

KOK, CHEF, KELNER, BAAS, ARTS = (id_of("occupation", name) for name in ("kok", "chef", "kelner", "baas", "arts"))


def kitchen() -> Network:
    """From cook: chef takes a course of 4 weeks, waiter nothing, boss a course of unknown cost; doctor has a wall."""
    return network(
        job("kok", "a b c d"),
        job("chef", "a b c d e f"),
        job("kelner", "a b c"),
        job("baas", "a b c d g h"),
        job("arts", "a b z"),
        demands("arts", "big"),
        training("chefcursus", 4, 100, "e f"),
        training("baascursus", 8, None, "g h"),
    )


def group(*lines: tuple[str, int], places: dict[str, int] | None = None, candidates: int = 8, **more: Any) -> Cohort:
    made = [Line(Ask(origins=(id_of("occupation", name),), theta=100, **more), people) for name, people in lines]
    room = [(id_of("occupation", name), count) for name, count in (places or {}).items()]
    return tidied(made, room, candidates)


def answer(cohort: Cohort, net: Network | None = None) -> dict[str, Any]:
    return Planner(net or kitchen()).groups(cohort)


def moves(found: dict[str, Any]) -> dict[str, int]:
    return {f"{move['line']} {move['to']['label']}": move["people"] for move in found["assignment"]["moves"]}


def test_targets_that_suit_most_come_first_with_their_routes() -> None:
    found = answer(group(("kok", 10), ("kelner", 5)))
    assert [(target["label"], target["people"]) for target in found["targets"]] == [("baas", 10), ("chef", 10)]
    (origin,) = found["targets"][1]["from"]
    assert origin["route"]["line"] == "kok ~ chefcursus 4w €100 ~ chef [4w 4w €100 1]"
    assert [(one["label"], one["weeks"]) for one in origin["route"]["trainings"]] == [("chefcursus", 4)]


def test_known_and_unknown_are_summed_apart() -> None:
    found = answer(group(("kok", 10), places={"chef": 4, "baas": 6}))
    assert moves(found) == {"0 chef": 4, "0 baas": 6}
    assert found["assignment"]["together"] == {
        "people": 10,
        "weeks": {"known": 64, "people": 10, "knownPart": 0, "unknownPeople": 0},
        "unpaidWeeks": {"known": 64, "people": 10, "knownPart": 0, "unknownPeople": 0},
        "costEurocent": {"known": 40000, "people": 4, "knownPart": 0, "unknownPeople": 6},
    }
    trainings = found["assignment"]["trainings"]
    assert [(one["label"], one["people"], one["costEurocentTogether"]) for one in trainings] == [
        ("baascursus", 6, None),
        ("chefcursus", 4, 40000),
    ]


def test_without_places_nobody_says_there_is_room() -> None:
    found = answer(group(("kok", 10)))
    assert found["assignment"]["limited"] is False
    assert moves(found) == {"0 kelner": 10}  # nothing to learn goes before four weeks
    assert found["targets"][0]["places"] is None


def test_places_are_never_exceeded_and_who_is_left_is_told() -> None:
    found = answer(group(("kok", 10), places={"chef": 3}))
    assert moves(found) == {"0 chef": 3}
    assert found["assignment"]["unplaced"] == 7
    assert [(left["people"], left["why"]) for left in found["left"]] == [(7, "full")]


def test_a_route_elsewhere_is_told_as_such() -> None:
    found = answer(group(("kok", 10), places={"arts": 3}))
    assert [(left["people"], left["why"]) for left in found["left"]] == [(10, "elsewhere")]


def test_who_has_no_route_hears_what_stands_in_the_way() -> None:
    net = network(job("kok", "a b"), job("arts", "a b z"), demands("arts", "big"))
    found = answer(group(("kok", 2)), net)
    (left,) = found["left"]
    assert (left["people"], left["why"], left["lookedAt"]) == (2, "no-route", 1)
    assert left["ways"][0]["walls"][0]["label"] == "big"
    assert found["targets"] == []


def test_without_anything_near_that_is_told() -> None:
    found = answer(group(("kok", 2)), network(job("kok", "a b")))
    assert [left["why"] for left in found["left"]] == ["no-candidate"]


def test_jobs_of_the_group_are_no_targets_unless_there_are_places() -> None:
    lines = (("kok", 10), ("kelner", 5))
    assert KELNER not in {target["id"] for target in answer(group(*lines))["targets"]}
    found = answer(group(*lines, places={"kelner": 7}))
    (target,) = (target for target in found["targets"] if target["id"] == KELNER)
    assert target["people"] == 15
    stays = [move for move in found["assignment"]["moves"] if move["stays"]]
    assert [(move["to"]["id"], move["route"]["totals"]["weeks"]) for move in stays] in ([], [(KELNER, 0)])


def test_limits_of_a_line_count() -> None:
    found = answer(group(("kok", 10), euro=50))
    assert CHEF not in {target["id"] for target in found["targets"]}


def test_the_route_that_is_chosen_is_the_first_for_the_goals() -> None:
    """Without pay weighs before time, and an unknown figure is no low one."""

    def route(weeks: int, unpaid: int, cents: int, unknown: int = 0) -> Found:
        return Found((1,), (), (weeks, unpaid, cents, 1, 0, 0), unknown, weeks, cents, unpaid)

    assert best_of((route(10, 5, 0), route(80, 0, 9))) == route(80, 0, 9)
    assert best_of((route(10, 0, 0, unknown=3), route(80, 20, 9))) == route(80, 20, 9)
    assert best_of((route(10, 0, 0, unknown=4), route(10, 0, 700))) == route(10, 0, 700)
    assert best_of(()) is None
    assert [goal.key for goal in GOALS][2:4] == ["unpaidWeeks", "weeks"]


def test_order_and_split_of_the_lines_do_not_matter() -> None:
    one = answer(group(("kok", 10), ("kelner", 5), places={"chef": 4, "baas": 3}))
    other = answer(group(("kelner", 5), ("kok", 3), ("kok", 7), places={"baas": 3, "chef": 4}))
    assert answer_bytes(one) == answer_bytes(other)


def test_a_group_replays_from_its_receipt() -> None:
    found = answer(group(("kok", 10), places={"chef": 3}))
    assert Planner(kitchen()).replay(found["receipt"]) == found
    assert cohort_of(found["receipt"]["query"]) == group(("kok", 10), places={"chef": 3})


@pytest.mark.parametrize(
    "change",
    [
        {"lines": 3},
        {"lines": [{"people": "x"}]},
        {"lines": [{"people": True, "origins": []}]},
        {"places": [{"target": 3, "people": 1}]},
        {"places": [{"people": 1}]},
        {"candidates": None},
        {"more": 1},
    ],
)
def test_a_changed_receipt_is_refused(change: dict[str, Any]) -> None:
    receipt = answer(group(("kok", 10)))["receipt"]
    with pytest.raises(ReceiptMismatch):
        Planner(kitchen()).replay({**receipt, "query": {**receipt["query"], **change}})


@pytest.mark.parametrize(
    ("lines", "more"),
    [
        ([], {}),
        ([("kok", 0)], {}),
        ([("kok", 2_000_000)], {}),
        ([("kok", 1)], {"candidates": 0}),
        ([("kok", 1)], {"places": {"chef": -1}}),
        ([(name, 1) for name in "abcdefghijklmnopqrst"], {"candidates": 40}),
    ],
)
def test_what_cannot_be_asked_is_said(lines: list[tuple[str, int]], more: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedCriterion):
        group(*lines, **more)


def test_places_in_an_unknown_occupation_are_said() -> None:
    with pytest.raises(UnknownConcept):
        answer(group(("kok", 1), places={"piloot": 3}))


def test_the_group_is_the_best_of_every_spread_on_the_starter_set() -> None:
    """Two lines, three targets with few places: every spread is tried by hand."""
    net = starter()
    ids = {net.label(id): id for id in net.occupations.ids}
    lines = [Line(Ask(origins=(ids[name],)), count) for name, count in (("verkoper", 3), ("kassamedewerker", 2))]
    places = [(ids[name], count) for name, count in (("vakkenvuller", 2), ("verzorgende IG", 1), ("marktverkoper", 1))]
    cohort = tidied(lines, places, 2)
    found = Planner(net).groups(cohort)
    totals = {
        (origin["line"], target["id"]): origin["route"]["totals"]
        for target in found["targets"]
        for origin in target["from"]
    }
    targets = [id for id, _ in cohort.places]
    best = None
    for counts in product(range(3), repeat=6):
        by = {(line, id): counts[3 * line + n] for line in (0, 1) for n, id in enumerate(targets)}
        people = [sum(by[line, id] for id in targets) for line in (0, 1)]
        if any(by[key] and key not in totals for key in by):
            continue
        if any(people[n] > cohort.lines[n].people for n in (0, 1)):
            continue
        if any(by[0, id] + by[1, id] > room for id, room in cohort.places):
            continue
        unpaid = sum(count * totals[key]["unpaidWeeks"] for key, count in by.items() if count)
        weeks = sum(count * totals[key]["weeks"] for key, count in by.items() if count)
        value = (cohort.people - sum(people), unpaid, weeks)
        best = value if best is None else min(best, value)
    values = found["assignment"]["values"]
    assert (values["demandsUnknown"], values["timeUnknown"]) == (0, 0)
    assert (values["unplaced"], values["unpaidWeeks"], values["weeks"]) == best
    assert found["assignment"]["proven"]
