"""A group in a reorganisation becomes plans in one action: all or none, once for a key, each a person's own."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from api.werkplan.operations_groups import GroupPlansAnswer
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
        "caseKeys": [f"zaak-{number}" for number in range(placed)],
    }
    few = uwv.send("/v1/groups/plans", {**body, "caseKeys": ["zaak-1"]})
    assert (few.status_code, few.json()["type"]) == (409, "/docs#problem-plan-conflict")
    assert uwv.get("/v1/plans").json()["plans"] == []  # all or none
    first = uwv.send("/v1/groups/plans", body, key="group-0001")
    assert first.status_code == 200, first.text
    GroupPlansAnswer.model_validate_json(first.content)
    assert uwv.send("/v1/groups/plans", body, key="group-0001").content == first.content
    made = first.json()["plans"]
    assert len(made) == len({item["id"] for item in made}) == len({item["personId"] for item in made}) == placed
    assert first.json()["unplaced"] == group["assignment"]["unplaced"] == 40 - placed
    assert len(uwv.get("/v1/plans", limit=200).json()["plans"]) == placed
    for part, move in enumerate(group["assignment"]["moves"]):
        own = next(item for item in made if item["part"] == part)
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
    assert (again.status_code, placed) == (409, len(uwv.get("/v1/plans", limit=200).json()["plans"]))


def test_only_a_group_by_a_caseworker_becomes_plans(uwv: Desk, client: TestClient) -> None:
    group = client.post("/v1/groups", json={**GROUP, "lines": GROUP["lines"][:1]}).json()
    person = Desk(client, person="0" * 32)
    assert person.send("/v1/groups/plans", {"receipt": group["receipt"]}).status_code == 403
    route = client.post("/v1/routes", json={"from": ["verkoper"], "to": "vakkenvuller"}).json()
    refused = uwv.send("/v1/groups/plans", {"receipt": route["receipt"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "/docs#problem-receipt-mismatch")
