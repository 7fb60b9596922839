"""Two processes at once: one of two changes to the same version is written, and one of two requests with one key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import select

from api.werkplan import doing_help
from api.werkplan.acting import Actor
from api.werkplan.answering import Keyed
from api.werkplan.doing_plans import open_plan
from api.werkplan.keeping import Werkplan
from api.werkplan.tables import Plan
from api.werkplan.tables_help import Note
from ontology.errors import StalePlan

ACTOR = Actor("caseworker", "uwv-rijnmond")


def opening(plans: Werkplan, key: str) -> str:
    def do(session: Any, at: Any) -> tuple[dict[str, Any], Plan]:
        change = open_plan(session, ACTOR, at, plans.new_id)
        return {"id": change.plan.id}, change.plan

    return plans.create(Keyed.of(ACTOR, key, "/plans", {}), do).body


def test_of_two_requests_with_one_key_one_is_done(url: str) -> None:
    two = [Werkplan(url), Werkplan(url)]  # each with a database of its own, as two processes have
    opening(two[0], "first-01")
    for turn in range(10):
        with ThreadPoolExecutor(4) as pool:
            bodies = set(pool.map(lambda n, turn=turn: opening(two[n % 2], f"same-{turn:04}"), range(4)))
        assert len(bodies) == 1
    with two[0].database.reading() as session:
        assert len(session.scalars(select(Plan.id)).all()) == 11
    for plans in two:
        plans.close()


def test_of_two_changes_to_one_version_one_is_written(url: str) -> None:
    two = [Werkplan(url), Werkplan(url)]
    opening(two[0], "first-01")
    with two[0].database.reading() as session:
        plan_id = session.scalars(select(Plan.id)).one()

    def change(number: int, version: int) -> bool:
        asked = Keyed.of(ACTOR, f"note-{version}-{number}", "/notes", number)
        try:
            two[number % 2].change(asked, plan_id, version, lambda c: doing_help.add_note(c, f"{version}"))
        except StalePlan:
            return False
        return True

    for version in range(1, 11):
        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(change, range(4), [version] * 4)) == [False, False, False, True]
    with two[1].database.reading() as session:
        assert sorted(map(int, session.scalars(select(Note.text)))) == list(range(1, 11))
        assert session.get_one(Plan, plan_id).version == 11
    for plans in two:
        plans.close()
