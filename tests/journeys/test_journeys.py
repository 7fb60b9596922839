"""Forty journeys and ten reverse ones, written before any answer was seen, run on the starter set.

The tables are the ``*.md`` files beside this one; ``README.md`` says how to read and to change them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph.ask import Ask
from graph.planner import Planner
from tests.journeys.expecting import Journey, ask_of, parts_of, routes_of, says
from tests.kit.mdtables import rows_of
from tests.kit.small import starter

FOLDER = Path(__file__).parent
SHOWN = 15  #: how many the reverse question lists, unless more are asked for
THEMES = [path for path in sorted(FOLDER.glob("[A-Z]_*.md")) if not path.name.startswith("R_")]
JOURNEYS = [
    Journey(number, origin, target, limits, parts_of(must), parts_of(never))
    for path in THEMES
    for number, origin, target, limits, must, never, _ in rows_of(path)
]
BACKWARD = [
    Journey(number, "", target, "", parts_of(must), parts_of(never))
    for number, target, must, never, _ in rows_of(FOLDER / "R_terug.md")
]
by_number = pytest.mark.parametrize("journey", JOURNEYS, ids=str)


@cache
def planner() -> Planner:
    return Planner(starter())


@cache
def answer_to(journey: Journey) -> dict[str, Any]:
    return planner().routes(ask_of(planner(), journey))


def lines(answer: dict[str, Any]) -> str:
    """The answer in short, for a message."""
    shown = [route["line"] for route in routes_of(answer)] + [path["label"] for path in answer["paths"]]
    return "\n".join([*shown[:12], *([answer["none"]["reason"]] if answer["none"] else [])])


@by_number
def test_the_answer_says_what_an_adviser_would(journey: Journey) -> None:
    answer = answer_to(journey)
    assert [what for what in journey.must if not says(answer, what)] == [], lines(answer)


@by_number
def test_the_answer_does_not_say_what_is_wrong(journey: Journey) -> None:
    answer = answer_to(journey)
    assert [what for what in journey.never if says(answer, what)] == [], lines(answer)


@by_number
def test_the_answer_states_facts_and_no_verdict(journey: Journey) -> None:
    text = json.dumps(answer_to(journey), ensure_ascii=False).lower()
    assert "kan niet" not in text
    assert "kunt niet" not in text


@by_number
def test_every_route_ends_at_the_target_past_every_wall(journey: Journey) -> None:
    answer = answer_to(journey)
    for route in routes_of(answer):
        last = route["steps"][-1]
        assert (last["kind"], last["id"]) == ("target", answer["to"]["id"])
        assert [demand["label"] for demand in last["demands"] if not demand["held"]] == []


@by_number
def test_the_figures_add_up_and_what_is_unknown_is_said(journey: Journey) -> None:
    for route in routes_of(answer_to(journey)):
        steps, totals = route["steps"], route["totals"]
        unknown = {item["part"] for item in route["unknown"]}
        assert sum(step["costEurocent"] or 0 for step in steps) == totals["costEurocent"]
        assert any(step["costEurocent"] is None for step in steps) is not totals["costKnown"]
        assert any(step["weeks"] is None for step in steps) is not totals["weeksKnown"]
        assert ("cost" in unknown, "weeks" in unknown) == (not totals["costKnown"], not totals["weeksKnown"])


@by_number
def test_limits_are_kept(journey: Journey) -> None:
    ask = ask_of(planner(), journey)
    for route in routes_of(answer_to(journey)):
        trainings = [step for step in route["steps"] if step["kind"] == "training"]
        trainings = [step for step in trainings if planner().describe(step["id"])["teaches"]]  # a VOG is asked for
        assert not ask.paid or all(step["paid"] for step in trainings)
        assert not ask.modes or {step["mode"] for step in trainings} <= set(ask.modes)
        assert ask.months is None or route["totals"]["weeks"] <= ask.months * 52 // 12


@pytest.mark.parametrize("journey", BACKWARD, ids=lambda journey: f"{journey.number} {journey.target}")
def test_who_could_come_in(journey: Journey) -> None:
    target = planner().match(journey.target, "occupation")
    found = planner().sources(Ask(target=target), SHOWN)["sources"]
    ids = {row["id"] for row in found}
    told = ", ".join(row["label"] for row in found)
    assert [name for name in journey.must if planner().match(name, "occupation") not in ids] == [], told
    assert [name for name in journey.never if planner().match(name, "occupation") in ids] == [], told


def test_there_are_forty_journeys_and_ten_back_each_with_a_number_of_its_own() -> None:
    assert (len(JOURNEYS), len(BACKWARD)) == (40, 10)
    assert len({journey.number for journey in (*JOURNEYS, *BACKWARD)}) == 50


def test_every_journey_expects_something() -> None:
    assert all(journey.must for journey in (*JOURNEYS, *BACKWARD))


def test_a_word_that_is_no_statement_is_an_error() -> None:
    with pytest.raises(ValueError, match="is no statement"):
        says({}, "misschien een route")
