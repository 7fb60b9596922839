"""As many people as one action takes: everybody gets a plan in one transaction, or nobody does."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from api.werkplan import doing_groups
from api.werkplan.doing_groups import MOST
from api.werkplan.tables import Activity, CaseKey, Event, Goal, Pin, Plan
from ontology.errors import PlanConflict
from tests.kit.desk import Desk

_TABLES = (Plan, Goal, Pin, Activity, Event, CaseKey)


def body_of(client: TestClient, people: int) -> dict[str, Any]:
    group = {
        "lines": [{"occupation": "verkoper", "count": people, "months": 36}],
        "places": [{"target": "vakkenvuller", "count": people - 100}],
        "candidates": 1,
    }
    receipt = client.post("/v1/groups", json=group).json()["receipt"]
    situation = {"begins": "2026-03-01", "codes": ["DD08"]}
    return {"receipt": receipt, "situation": situation, "caseKeys": [f"zaak-{number}" for number in range(people)]}


def rows(client: TestClient) -> list[int]:
    with client.app.state.werkplan.database.reading() as session:  # type: ignore[attr-defined]
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in _TABLES]


def test_the_most_people_get_a_plan_each(uwv: Desk, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    body = body_of(client, MOST)
    plan_steps, done = doing_groups.plan_steps, [0]

    def breaks(*arguments: Any) -> None:
        done[0] += 1
        if done[0] == 300:
            raise PlanConflict("broken halfway")
        plan_steps(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(doing_groups, "plan_steps", breaks)
        assert uwv.send("/v1/groups/plans", body, key="group-full").status_code == 409
    assert (done[0], rows(client)) == (300, [0] * len(_TABLES))
    made = uwv.send("/v1/groups/plans", body, key="group-full")  # the same request with the same key goes on
    assert made.status_code == 200, made.text
    assert (len(made.json()["plans"]), made.json()["unplaced"]) == (MOST, 100)
    plans, goals, pins, activities, events, keys = rows(client)
    assert (plans, goals, pins, keys) == (MOST, MOST - 100, MOST - 100, MOST)
    assert activities >= pins
    assert events == 2 * plans + goals + pins + activities  # opened and situation, goal, route, each activity
    last = made.json()["plans"][MOST - 101]
    assert [event["number"] for event in uwv.get(f"/v1/plans/{last['id']}/history").json()["events"]] == [1, 2, 3, 4, 5]


def test_more_people_are_sent_in_parts(uwv: Desk, client: TestClient) -> None:
    body = body_of(client, MOST + 1)
    many = uwv.send("/v1/groups/plans", {**body, "caseKeys": []})
    assert (many.status_code, many.json()["type"]) == (409, "/docs#problem-plan-conflict")
    assert f"expected 1 to {MOST}: send them in parts" in many.json()["detail"]
    assert uwv.send("/v1/groups/plans", body).status_code == 400  # so many case keys fit in no request
    assert rows(client) == [0] * len(_TABLES)
