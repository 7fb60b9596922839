"""What the operations answer: the documented types hold, and errors name what does exist."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from api.v1 import answers
from ontology.ids import BASE

ROUTE = {"from": ["verkoper"], "to": "verzorgende"}
CALLS: list[tuple[str, str, object, type[BaseModel]]] = [
    ("POST", "/v1/routes", ROUTE, answers.RoutesAnswer),
    ("POST", "/v1/routes", {"from": [], "to": "verzorgende", "months": 12}, answers.RoutesAnswer),
    ("POST", "/v1/routes", {"from": ["verkoper"], "to": "arts"}, answers.RoutesAnswer),
    ("POST", "/v1/routes", {"from": ["verkoper"], "to": "verkoper"}, answers.RoutesAnswer),
    ("POST", "/v1/why-not", {**ROUTE, "choice": "months"}, answers.WhyNotAnswer),
    ("POST", "/v1/targets", {"from": ["verkoper"], "limit": 2}, answers.TargetsAnswer),
    ("POST", "/v1/sources", {"to": "verzorgende"}, answers.SourcesAnswer),
    ("GET", "/v1/search?q=ver", None, answers.SearchAnswer),
    ("GET", "/v1/status", None, answers.StatusAnswer),
]


@pytest.mark.parametrize(("method", "path", "body", "model"), CALLS)
def test_answers_have_their_documented_type(
    client: TestClient, method: str, path: str, body: object, model: type[BaseModel]
) -> None:
    answer = client.request(method, path, json=body)
    assert answer.status_code == 200, answer.text
    model.model_validate_json(answer.content)


@pytest.mark.parametrize(
    "id", ["occupation/verzorgende", f"{BASE}occupation/verzorgende", "verzorgende", "occupation%2Fverzorgende"]
)
def test_a_concept_by_any_of_its_ids(client: TestClient, id: str) -> None:
    assert client.get(f"/v1/occupations/{id}").json()["id"] == f"{BASE}occupation/verzorgende"


def test_an_encoded_iri_in_the_path(client: TestClient) -> None:
    from urllib.parse import quote

    answer = client.get("/v1/occupations/" + quote(f"{BASE}occupation/verzorgende", safe=""))
    assert answer.json()["label"] == "verzorgende"


def test_names_and_ids_give_the_same_answer(client: TestClient) -> None:
    by_id = client.post("/v1/routes", json={"from": ["occupation/verkoper"], "to": f"{BASE}occupation/verzorgende"})
    assert by_id.content == client.post("/v1/routes", json=ROUTE).content


def test_a_receipt_replays_over_http(client: TestClient) -> None:
    first = client.post("/v1/routes", json=ROUTE).json()
    again = client.post("/v1/replay", json=first["receipt"])
    assert again.json() == first
    other = client.post("/v1/replay", json={**first["receipt"], "digest": "0" * 64})
    assert other.status_code == 409
    assert other.json()["type"].endswith("receipt-mismatch")


def test_unclear_names_come_together_with_suggestions(client: TestClient) -> None:
    answer = client.post("/v1/routes", json={"from": ["zorg thuis"], "to": "verzorgster"})
    assert answer.status_code == 400
    body = answers.ProblemDetails.model_validate_json(answer.content)
    assert [item.field for item in body.errors] == ["from", "to"]
    assert "several" in body.errors[0].message
    assert {item.label for item in body.suggestions} == {"thuiszorgmedewerker", "wijkverzorgende", "verzorgende"}


def test_an_unknown_concept_is_404_with_suggestions(client: TestClient) -> None:
    answer = client.get("/v1/occupations/verkoopster")
    assert answer.status_code == 404
    assert answer.json()["suggestions"] == [{"id": f"{BASE}occupation/verkoper", "label": "verkoper"}]


def test_another_site_may_call_only_when_set(client: TestClient) -> None:
    from api.app import create_app
    from api.settings import Settings
    from tests.web.fake_planner import FakePlanner

    headers = {"Origin": "https://a.example"}
    assert "access-control-allow-origin" not in client.get("/v1/status", headers=headers).headers
    settings = Settings(store="memory:", cors_origins=("https://a.example",))
    open_client = TestClient(create_app(settings, planner=FakePlanner()))  # type: ignore[arg-type]
    allowed = open_client.get("/v1/status", headers=headers).headers
    assert allowed["access-control-allow-origin"] == "https://a.example"
