"""The starter set through the interface: real answers have the documented types, and every page renders."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import orjson
import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel, SecretStr, TypeAdapter

from api.app import create_app
from api.settings import Settings
from api.v1 import answers, concepts, examples, group_parts, impact_parts
from api.v1.asks import ProposalsAsk
from api.v1.changes import ChangesAsk
from api.v1.menu_parts import Menukaart
from api.v1.menus import MenukaartAsk
from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load

EXAMPLES = Path(examples.__file__).with_name("examples.json")
MODEL: dict[str, type[BaseModel]] = {
    "routes": answers.RoutesAnswer,
    "whyNot": answers.WhyNotAnswer,
    "targets": answers.TargetsAnswer,
    "sources": answers.SourcesAnswer,
    "groups": group_parts.GroupsAnswer,
    "impact": impact_parts.ImpactAnswer,
    "openings": impact_parts.OpeningsAnswer,
    "menukaart": Menukaart,
    "search": answers.SearchAnswer,
    "proposals": answers.ProposalsAnswer,
    "status": answers.StatusAnswer,
    "changes": answers.ChangesAnswer,
    "changesAsk": ChangesAsk,
}
CONCEPT: dict[str, type[BaseModel]] = {
    "occupation": concepts.OccupationAnswer,
    "skill": concepts.SkillAnswer,
    "training": concepts.TrainingAnswer,
}


def pairs(planner: Planner, count: int) -> list[tuple[str, str]]:
    ids = planner.network.occupations.ids
    draw = random.Random(20)
    return [tuple(draw.sample(ids, 2)) for _ in range(count)]  # type: ignore[misc]


def test_route_answers_have_their_type_and_replay(real: TestClient, planner: Planner) -> None:
    limits: list[dict[str, Any]] = [
        {},
        {"months": 12, "euro": 500},
        {"paid": True, "reading": "training", "dutch": "2F"},
        {"modes": ["bbl", "online"], "level": 2, "hours": 8, "region": planner.network.regions.ids[0]},
    ]
    for number, (origin, target) in enumerate(pairs(planner, 60)):
        answer = real.post("/v1/routes", json={"from": [origin], "to": target, **limits[number % len(limits)]})
        assert answer.status_code == 200, answer.text
        answers.RoutesAnswer.model_validate_json(answer.content)
        again = real.post("/v1/replay", json=answer.json()["receipt"])
        assert again.content == answer.content


def test_other_answers_have_their_type(real: TestClient, planner: Planner) -> None:
    for origin, target in pairs(planner, 6):
        near = real.post("/v1/targets", json={"from": [origin], "limit": 30})
        answers.TargetsAnswer.model_validate_json(near.content)
        came = real.post("/v1/sources", json={"to": target, "limit": 30})
        answers.SourcesAnswer.model_validate_json(came.content)
        assert real.post("/v1/replay", json=came.json()["receipt"]).content == came.content
        for choice in ("months", planner.network.trainings.ids[0], origin):
            body = {"from": [origin], "to": target, "months": 6, "choice": choice}
            answers.WhyNotAnswer.model_validate_json(real.post("/v1/why-not", json=body).content)


@pytest.mark.parametrize(
    ("path", "ask"),
    [
        ("/v1/groups", group_parts.GroupsAsk),
        ("/v1/trainings/impact", impact_parts.ImpactAsk),
        ("/v1/trainings/openings", impact_parts.OpeningsAsk),
    ],
)
def test_wide_answers_replay(real: TestClient, path: str, ask: type[BaseModel]) -> None:
    found = real.post(path, json=example_of(ask))
    assert found.status_code == 200, found.text
    again = real.post("/v1/replay", json=found.json()["receipt"])
    assert again.content == found.content


@pytest.mark.parametrize(
    ("path", "body", "status", "kind"),
    [
        ("/v1/groups", {"lines": []}, 400, "request-invalid"),
        ("/v1/groups", {"lines": [{"occupation": "verkoper", "count": 0}]}, 400, "request-invalid"),
        ("/v1/groups", {"lines": [{"occupation": "verkoper", "count": 1, "bsn": "1"}]}, 400, "request-invalid"),
        ("/v1/groups", {"lines": [{"occupation": "verkoperr", "count": 1}]}, 400, "name-unclear"),
        (
            "/v1/groups",
            {"lines": [{"occupation": "verkoper", "count": n} for n in range(1, 62)]},
            400,
            "request-invalid",
        ),
        ("/v1/trainings/impact", {}, 400, "question-unclear"),
        ("/v1/trainings/impact", {"course": {"label": "x"}}, 400, "question-unclear"),
        ("/v1/trainings/impact", {"gone": "geen"}, 400, "name-unclear"),
        ("/v1/trainings/impact", {"gone": "verzorgende-ig-bbl", "pairs": 9999}, 400, "request-invalid"),
        ("/v1/trainings/openings", {}, 400, "question-unclear"),
        ("/v1/trainings/openings", {"sector": "visserij op de maan"}, 400, "question-unclear"),
    ],
)
def test_wide_questions_that_are_wrong(real: TestClient, path: str, body: Any, status: int, kind: str) -> None:
    answer = real.post(path, json=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["type"].endswith(kind)


@pytest.mark.parametrize("kind", CONCEPT)
def test_every_concept_has_its_type(real: TestClient, planner: Planner, kind: str) -> None:
    for id in getattr(planner.network, f"{kind}s").ids:
        answer = real.get(f"/v1/{kind}s/{quote(id, safe='')}")
        assert answer.status_code == 200, id
        CONCEPT[kind].model_validate_json(answer.content)


def test_every_page_renders(real: TestClient, planner: Planner) -> None:
    for origin, target in pairs(planner, 40):
        query = urlencode({"van": origin, "naar": target})
        answer = real.get(f"/routes?{query}", headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert "None" not in answer.text


def test_an_id_of_another_kind_is_not_found(real: TestClient, planner: Planner) -> None:
    skill = quote(planner.network.skills.ids[0], safe="")
    assert real.get(f"/v1/occupations/{skill}").status_code == 404
    assert real.post("/v1/routes", json={"from": [], "to": planner.network.skills.ids[0]}).status_code == 400


def shortened(value: Any) -> Any:
    """The value with at most three of each list of names; the rest is as it was answered."""
    if isinstance(value, dict):
        return {key: shortened(item) for key, item in value.items()}
    if isinstance(value, list):
        many = len(value) > 3 and isinstance(value[0], dict)
        return [shortened(item) for item in (value[:3] if many else value)]
    return value


def example_of(ask: type[BaseModel]) -> Any:
    """The worked example of a request body."""
    extra = ask.model_config["json_schema_extra"]
    assert isinstance(extra, dict)
    return extra["example"]


def made_anew(real: TestClient) -> dict[str, Any]:
    route = {"from": ["verkoper"], "to": "verzorgende", "months": 36}
    calls: dict[str, Any] = {
        "routes": real.post("/v1/routes", json=route),
        "whyNot": real.post("/v1/why-not", json={**route, "choice": "kok"}),
        "targets": real.post("/v1/targets", json={"from": ["verkoper"], "limit": 5}),
        "sources": real.post("/v1/sources", json={"to": "verzorgende", "limit": 5}),
        "groups": real.post("/v1/groups", json=example_of(group_parts.GroupsAsk)),
        "impact": real.post("/v1/trainings/impact", json=example_of(impact_parts.ImpactAsk)),
        "openings": real.post("/v1/trainings/openings", json=example_of(impact_parts.OpeningsAsk)),
        "menukaart": real.post("/v1/menukaart", json=MenukaartAsk.model_config["json_schema_extra"]["example"]),
        "search": real.get("/v1/search?q=kok"),
        "proposals": real.post("/v1/proposals", json=ProposalsAsk.model_config["json_schema_extra"]["example"]),
        "status": real.get("/v1/status"),
        "occupation": real.get("/v1/occupations/verzorgende"),
        "skill": real.get("/v1/skills/samenwerken"),
        "training": real.get("/v1/trainings/verzorgende-ig-bbl"),
    }
    assert {name: answer.status_code for name, answer in calls.items() if answer.status_code != 200} == {}
    found = {name: shortened(answer.json()) for name, answer in calls.items()}
    concept = {kind: found.pop(kind) for kind in CONCEPT}
    return {**found, "concept": concept, "changesAsk": examples.CHANGES_ASK, "changes": written()}


def written() -> Any:
    """The answer to the worked example of a change, on a store of its own."""
    store, token = MemoryStore(), "a-token-of-the-tests"
    load(store, "starter", [], by="test", reason="test")
    client = TestClient(create_app(Settings(store="memory:", write_token=SecretStr(token)), store=store))
    headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"'}
    answer = client.post("/v1/changes", json=examples.CHANGES_ASK, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_worked_examples_are_of_the_documented_types(real: TestClient) -> None:
    anew = made_anew(real)
    if os.environ.get("UPDATE_GOLDEN"):
        EXAMPLES.write_bytes(orjson.dumps(anew, option=orjson.OPT_INDENT_2) + b"\n")
    kept = orjson.loads(EXAMPLES.read_bytes())
    assert kept.keys() == anew.keys()
    for name, model in MODEL.items():
        TypeAdapter(model).validate_json(orjson.dumps(kept[name]))
    for kind, model in CONCEPT.items():
        TypeAdapter(model).validate_json(orjson.dumps(kept["concept"][kind]))
