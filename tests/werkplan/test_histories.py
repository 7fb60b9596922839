"""Random histories of a plan: one coordinating party at any moment, nothing stops by itself, running goes on."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.werkplan import doing_activities, doing_help, doing_plans
from api.werkplan.acting import Actor
from api.werkplan.database import Database
from api.werkplan.keeping import Change
from api.werkplan.rules_history import coordinator_at, spans_of
from api.werkplan.tables import Activity, Event, Plan
from api.werkplan.tables_help import HandOver
from ontology.errors import PlanError
from tests.kit.memory_database import memory_database

PARTIES = ("uwv-rijnmond", "gemeente-rotterdam", "werkgever-a", "gemeente-breda")
CODES = (["DD05"], ["DD02"], ["DD01"], ["DD07"], ["DD05", "ED01"], ["DD08"])
START = datetime(2026, 1, 1, 9, tzinfo=UTC)

RIGHT = "the one who may"
#: A step of a history: what is done, by which party, and two numbers that choose among what there is.
VERBS = [
    *("situation", "activity", "activity", "start", "finish", "stop", "situation", "move", "consent", "unconsent"),
    *("offer", "offer", "offer", "accept", "accept", "return", "withdraw", "decide", "note", "close"),
]
WHO = (*PARTIES, *[RIGHT] * 8)
Step = tuple[str, str, int, int]


def shuffled(seed: int) -> list[Step]:
    """A long history that is not biased to what is small, as lists of hypothesis are."""
    dice = random.Random(seed)
    verbs = [verb for verb in VERBS if verb != "close"]  # it would be the end of most of them
    return [(dice.choice(verbs), dice.choice(WHO), dice.randrange(6), dice.randrange(6)) for _ in range(40)]


SHORT = st.lists(
    st.tuples(st.sampled_from(VERBS), st.sampled_from(WHO), st.integers(0, 5), st.integers(0, 5)), max_size=30
)
STEPS = SHORT | st.integers(0, 1_000_000).map(shuffled)


@dataclass
class Model:
    """What must hold, kept beside the plan by the simplest means."""

    coordinator: str = PARTIES[0]
    states: dict[str, str] = field(default_factory=dict)
    offered: tuple[str, str] | None = None  # hand-over, receiver
    held: list[tuple[datetime, str]] = field(default_factory=list)


def choose(values: list[Any], number: int) -> Any:
    return values[number % len(values)] if values else None


def act(change: Change, model: Model, what: str, party: str, one: int, two: int) -> Callable[[], None]:
    """The command, and in what it returns what it should change in the model, no more."""
    activity = choose([item.id for item in change.plan.activities], one) or "0" * 32
    same: Callable[[], None] = lambda: None  # noqa: E731
    match what:
        case "situation":
            doing_plans.record_situation(change, date(2026, 1, 1) + timedelta(days=31 * one + two), CODES[two], None)
        case "activity":
            made = doing_activities.add_activity(change, "instrument", "iets", party, None, None, None)
            return lambda: model.states.update({made.id: "planned"})
        case "start" | "finish" | "stop":
            state = {"start": "running", "finish": "finished", "stop": "stopped"}[what]
            doing_activities.move_activity(change, activity, state, None, "reden")
            return lambda: model.states.update({activity: state})
        case "move":
            doing_activities.change_activity(change, activity, choose(list(PARTIES), two), {})
        case "offer":
            receiver = choose(list(PARTIES), one)
            doing_help.offer(change, receiver, "reden", "taak", ["notes"] if two == 0 else [])
            made_id = change.sent["madeId"]
            return lambda: setattr(model, "offered", (made_id, receiver))
        case "accept" | "return" | "withdraw":
            outcome = {"accept": "accepted", "return": "returned", "withdraw": "withdrawn"}[what]
            found = model.offered[0] if model.offered else "0" * 32
            doing_help.answer_offer(change, found, outcome, "reden")

            def answered() -> None:
                assert model.offered is not None
                if what == "accept":
                    assert party == model.offered[1]  # nobody else takes a plan over
                    model.coordinator = party
                else:
                    assert party == (model.offered[1] if what == "return" else model.coordinator)
                model.offered = None

            return answered
        case "consent":
            doing_help.give_consent(change, choose(list(PARTIES), one), ["notes"], "doel")
        case "unconsent":
            doing_help.withdraw_consent(change, choose([item.id for item in change.consents], one) or "0" * 32)
        case "decide":
            found = choose([item.id for item in change.decisions], one) or "0" * 32
            doing_help.decide(change, found, "ends", "reden")
        case "note":
            doing_help.add_note(change, "notitie")
        case "close":
            doing_plans.close_plan(change, "reden")
    return same


def counted() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):032x}"


def test_one_party_coordinates_and_nothing_stops_by_itself() -> None:
    done: Counter[str] = Counter()

    @given(steps=STEPS)
    def check_histories(steps: list[Step]) -> None:
        run(steps, done)

    check_histories()
    assert {"offer", "accept", "return", "withdraw", "start", "stop", "situation", "move", "decide"} <= set(done)


def run(steps: list[Step], done: Counter[str]) -> None:
    database = memory_database()
    new_id, model = counted(), Model()
    with database.writing() as session:
        plan_id = doing_plans.open_plan(session, Actor("caseworker", PARTIES[0]), START, new_id).plan.id
    model.held.append((START, model.coordinator))
    for number, (what, party, one, two) in enumerate(steps, start=1):
        at = START + timedelta(hours=number)
        if party == RIGHT:
            party = model.offered[1] if model.offered and what in ("accept", "return") else model.coordinator
        with database.reading() as session:
            if session.get_one(Plan, plan_id).closed_at is not None:
                break
        try:
            with database.writing() as session:
                plan = session.get_one(Plan, plan_id)
                change = Change(session, plan, Actor("caseworker", party), at, new_id)
                then = act(change, model, what, party, one, two)
                plan.version += 1
        except PlanError:
            pass  # refused: then nothing may have changed
        else:
            then()
            done[what] += 1
        model.held.append((at, model.coordinator))
        check(database, plan_id, model)
    database.close()


def check(database: Database, plan_id: str, model: Model) -> None:
    with database.reading() as session:
        plan = session.get_one(Plan, plan_id)
        assert plan.coordinator == model.coordinator
        activities = {item.id: item for item in session.query(Activity)}
        assert {id: item.state for id, item in activities.items()} == model.states
        assert all(item.stop_reason for item in activities.values() if item.state == "stopped")
        events = session.query(Event).order_by(Event.number).all()
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        spans = spans_of(events)
        assert [span.until for span in spans[:-1]] == [span.begins for span in spans[1:]]
        assert spans[-1].until is None
        for moment, party in model.held:
            assert coordinator_at(events, moment) == party
        assert coordinator_at(events, START - timedelta(seconds=1)) is None
        open_ones = session.query(HandOver).where(HandOver.state == "offered").all()
        assert [(item.id, item.receiver) for item in open_ones] == ([model.offered] if model.offered else [])
        assert all(item.sender == plan.coordinator for item in open_ones)


def test_a_closed_plan_has_nothing_going_on() -> None:
    database = memory_database()
    with database.writing() as session:
        change = doing_plans.open_plan(session, Actor("caseworker", PARTIES[0]), START, counted())
        doing_plans.close_plan(change, "reden")
    with database.reading() as session:
        assert [span.party for span in spans_of(session.query(Event))] == [PARTIES[0]]
    database.close()
