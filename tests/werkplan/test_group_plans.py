"""A group in a reorganisation becomes plans in one action: all or none, once for a key, each a person's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, text

from api.werkplan.database import Database
from api.werkplan.operations_groups import GroupPlansAnswer
from api.werkplan.processings import REGISTER, pseudonym_of
from api.werkplan.tables_log import LogLine
from graph.planner import Planner
from tests.kit.desk import Desk

GROUP: dict[str, Any] = {
    "lines": [
        {"occupation": "verkoper", "count": 30, "months": 36},
        {"occupation": "caissière", "count": 10, "months": 36},
    ],
    "places": [{"target": "vakkenvuller", "count": 15}, {"target": "verzorgende", "count": 10}],
    "candidates": 2,
}


def test_forty_people_in_a_reorganisation_get_a_plan_each(uwv: Desk, gemeente: Desk, client: TestClient) -> None:
    group = client.post("/v1/groups", json=GROUP).json()
    placed = group["assignment"]["placed"]
    assert placed > 0
    body = {
        "receipt": group["receipt"],
        "situation": {"begins": "2026-03-01", "codes": ["DD08"]},
        "begins": "2026-04-01",
        "caseKeys": [f"zaak-{number}" for number in range(40)],
    }
    few = uwv.send("/v1/groups/plans", {**body, "caseKeys": ["zaak-1"]})
    assert (few.status_code, few.json()["type"]) == (409, "/docs#problem-plan-conflict")
    assert uwv.get("/v1/plans").json()["plans"] == []  # all or none
    first = uwv.send("/v1/groups/plans", body, key="group-0001")
    assert first.status_code == 200, first.text
    GroupPlansAnswer.model_validate_json(first.content)
    assert uwv.send("/v1/groups/plans", body, key="group-0001").content == first.content
    made = first.json()["plans"]
    assert len(made) == len({item["id"] for item in made}) == len({item["personId"] for item in made}) == 40
    assert first.json()["unplaced"] == group["assignment"]["unplaced"] == 40 - placed
    assert len(uwv.get("/v1/plans", limit=200).json()["plans"]) == 40
    left = [item for item in made if item["move"] is None]
    assert [item["goalId"] for item in left] == [None] * (40 - placed)
    view = uwv.read(left[0]["id"])
    assert (view["goals"], view["activities"], view["situations"][0]["codes"]) == ([], [], ["DD08"])
    for part, move in enumerate(group["assignment"]["moves"]):
        own = next(item for item in made if item["move"] == part)
        assert own["line"] == move["line"]
        view = uwv.read(own["id"])
        assert [goal["occupation"] for goal in view["goals"]] == [move["to"]["id"]]
        assert view["situations"][0]["codes"] == ["DD08"]
        if not move["stays"]:
            (pin,) = view["goals"][0]["pins"]
            kept = uwv.get(f"/v1/plans/{own['id']}/goals/{own['goalId']}/pins/{pin['id']}").json()
            assert (kept["route"]["id"], kept["intact"]) == (move["route"]["id"], True)
            assert len(view["activities"]) == len(kept["route"]["steps"])
            assert client.post("/v1/replay", json=kept["receipt"]).status_code == 200
    one, other = made[0], made[1]
    person = Desk(client, person=one["personId"])
    person.do(one["id"], "notes", {"text": "alleen van mij"})
    assert person.get(f"/v1/plans/{other['id']}").status_code == 404
    assert uwv.read(other["id"])["version"] == 1
    assert gemeente.get(f"/v1/plans/{one['id']}").status_code == 404
    again = uwv.send("/v1/groups/plans", body)  # another key: these case keys have plans
    assert (again.status_code, 40) == (409, len(uwv.get("/v1/plans", limit=200).json()["plans"]))


def test_only_a_group_by_a_caseworker_becomes_plans(uwv: Desk, client: TestClient) -> None:
    group = client.post("/v1/groups", json={**GROUP, "lines": GROUP["lines"][:1]}).json()
    person = Desk(client, person="0" * 32)
    assert person.send("/v1/groups/plans", {"receipt": group["receipt"]}).status_code == 403
    route = client.post("/v1/routes", json={"from": ["verkoper"], "to": "vakkenvuller"}).json()
    refused = uwv.send("/v1/groups/plans", {"receipt": route["receipt"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "/docs#problem-receipt-mismatch")


def group_of(client: TestClient, people: int) -> dict[str, Any]:
    """A group of which everybody is placed."""
    group = {
        "lines": [{"occupation": "verkoper", "count": people, "months": 36}],
        "places": [{"target": "vakkenvuller", "count": people}],
        "candidates": 1,
    }
    return {"receipt": client.post("/v1/groups", json=group).json()["receipt"]}


def lines_of(database: Database, name: str) -> list[LogLine]:
    with database.reading() as session:
        found = list(session.scalars(select(LogLine).where(LogLine.name == name).order_by(LogLine.id)))
        session.expunge_all()
        return found


def test_everybody_of_a_group_has_a_line_in_the_log_each_time(uwv: Desk, client: TestClient) -> None:
    body = group_of(client, 3)
    for _ in range(2):  # the answer to the same request tells of the same people again
        assert uwv.send("/v1/groups/plans", body, key="group-0002").status_code == 200
    plans = uwv.get("/v1/plans").json()["plans"]
    first = uwv.send("/v1/groups/plans", body, key="group-0002").json()["plans"]
    assert sorted(line["id"] for line in first) == [line["id"] for line in plans]
    database = client.app.state.werkplan.database  # type: ignore[attr-defined]
    found = lines_of(database, "open_plans")
    assert [line.subject is None for line in found] == [True, False, False, False] * 3
    assert {line.subject for line in found} == {None, *(pseudonym_of(line["personId"]) for line in first)}
    assert {line.activity for line in found} == {REGISTER["open-group"].uri}


def test_who_is_erased_is_in_no_kept_answer(uwv: Desk, client: TestClient) -> None:
    body = group_of(client, 2)
    first = uwv.send("/v1/groups/plans", body, key="group-0003").json()
    gone, stays = first["plans"]
    asked = Desk(client, person=gone["personId"]).do(gone["id"], "erasure-requests", {"text": "wis mijn plan"})
    granted = {"outcome": "granted", "reason": "geen bewaarplicht"}
    uwv.do(gone["id"], f"decisions/{asked['madeId']}/outcome", granted)
    assert uwv.send("/v1/groups/plans", body, key="group-0003").json() == {**first, "plans": [stays]}
    engine = client.app.state.werkplan.database.engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        kept = str(connection.execute(text("SELECT body FROM answered")).all())
    assert stays["id"] in kept
    assert not any(str(gone[name]) in kept for name in ("id", "personId", "goalId"))


def test_nobody_waits_for_the_search(uwv: Desk, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """While routes are sought no change is under way, and the same request again needs no search."""
    searched: list[int] = []
    writing: list[int] = []
    database = client.app.state.werkplan.database  # type: ignore[attr-defined]
    replay, write = Planner.replay, type(database).writing

    @contextmanager
    def written(self: Database) -> Iterator[Any]:
        writing.append(1)
        with write(self) as session:
            yield session
        writing.pop()

    def seen(self: Planner, receipt: Any) -> Any:
        searched.append(len(writing))
        return replay(self, receipt)

    body = group_of(client, 2)
    question = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60}
    found = client.post("/v1/routes", json=question).json()
    route = next(route for group in found["groups"] for route in group["routes"])
    pin = {"receipt": found["receipt"], "routeId": route["id"]}
    plan = uwv.open()["id"]
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    monkeypatch.setattr(type(database), "writing", written)
    monkeypatch.setattr(Planner, "replay", seen)
    for _ in range(2):
        assert uwv.send("/v1/groups/plans", body, key="group-0004").status_code == 200
    assert searched == [0]
    for _ in range(2):
        pinned = uwv.send(f"/v1/plans/{plan}/goals/{goal}/pins", pin, version=2, key="pin-0001")
        assert pinned.status_code == 200, pinned.text
    assert searched == [0, 0]
    assert len(uwv.read(plan)["goals"][0]["pins"]) == 1
