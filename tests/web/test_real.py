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
from api.v1 import answers, concepts, examples
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
    "menukaart": Menukaart,
    "search": answers.SearchAnswer,
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


def made_anew(real: TestClient) -> dict[str, Any]:
    route = {"from": ["verkoper"], "to": "verzorgende", "months": 36}
    calls: dict[str, Any] = {
        "routes": real.post("/v1/routes", json=route),
        "whyNot": real.post("/v1/why-not", json={**route, "choice": "kok"}),
        "targets": real.post("/v1/targets", json={"from": ["verkoper"], "limit": 5}),
        "sources": real.post("/v1/sources", json={"to": "verzorgende", "limit": 5}),
        "menukaart": real.post("/v1/menukaart", json=MenukaartAsk.model_config["json_schema_extra"]["example"]),
        "search": real.get("/v1/search?q=kok"),
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
