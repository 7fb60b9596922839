"""Who may not pin a route is refused before the route is sought anew, and once in the log."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.werkplan.processings import pseudonym_of
from api.werkplan.tables_log import LogLine
from graph.planner import Planner
from tests.kit.desk import Desk

QUESTION = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60}


def statuses(client: TestClient, person: str) -> list[str]:
    with client.app.state.werkplan.database.reading() as session:  # type: ignore[attr-defined]
        asked = select(LogLine.status).where(LogLine.subject == pseudonym_of(person), LogLine.name == "pin_route")
        return list(session.scalars(asked.order_by(LogLine.id)))


def test_a_route_is_sought_for_who_may_pin_it_alone(
    uwv: Desk, gemeente: Desk, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = client.post("/v1/routes", json=QUESTION).json()
    route = next(route for group in found["groups"] for route in group["routes"])
    body = {"receipt": found["receipt"], "routeId": route["id"]}
    opened = uwv.open()
    plan, person = opened["id"], Desk(client, person=opened["personId"])
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    uwv.do(plan, "activities", {"kind": "referral", "label": "taalcursus", "party": "bibliotheek-rotterdam"})
    searched: list[int] = []
    replay = Planner.replay

    def seen(self: Planner, receipt: dict[str, Any]) -> dict[str, Any]:
        searched.append(1)
        return replay(self, receipt)

    monkeypatch.setattr(Planner, "replay", seen)
    path = f"/v1/plans/{plan}/goals/{goal}/pins"
    refused = [
        gemeente.send(path, body, version=3),
        person.send(path, body, version=3),
        Desk(client, "bibliotheek-rotterdam").send(path, body, version=3),
        uwv.send(path, body, version=2),
        uwv.send(f"/v1/plans/{plan}/goals/{'0' * 32}/pins", body, version=3),
    ]
    assert [answer.status_code for answer in refused] == [404, 403, 403, 412, 404]
    assert searched == []
    assert statuses(client, opened["personId"]) == ["Unset"] * 5
    assert uwv.send(path, body, version=3).status_code == 200
    assert searched == [1]
    assert statuses(client, opened["personId"]) == ["Unset"] * 5 + ["Ok"]  # the look beforehand is no line of its own
    for item in uwv.read(plan)["activities"]:
        uwv.do(plan, f"activities/{item['id']}/state", {"state": "stopped", "reason": "klaar"})
    uwv.do(plan, "closing", {"reason": "klaar"})
    closed = uwv.send(path, body, version=uwv.read(plan)["version"])
    assert (closed.status_code, closed.json()["type"], searched) == (409, "/docs#problem-plan-closed", [1])
