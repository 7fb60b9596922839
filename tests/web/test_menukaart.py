"""The menukaart over HTTP: documented types, a situation that is nowhere kept, and clear refusals."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.v1.answers import RoutesAnswer, SourcesAnswer
from api.v1.menu_parts import Menukaart

QUESTION = {"from": ["verkoper"], "to": "verzorgende", "months": 36}
TOLD = {"benefits": ["ww"], "age": 47, "topics": {"debts": True}, "doelgroepen": {"ED12": False}}
BODIES: list[dict[str, Any]] = [
    {},
    {"kind": "business", "situation": {"work": ["self-employed"], "benefits": []}},
    {"step": "verzorgende-ig-bbl", "region": "Rijnmond", "situation": TOLD, "on": "2025-06-30"},
    {"step": "verzorgende", "audience": "employer", "situation": {"gemeente": "GM0014"}},
    {"step": "kok", "kind": "practice", "situation": {"decisions": {"uwv": True}, "hours": 16, "dutch": "2F"}},
]


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_answers_have_their_documented_type(real: TestClient, body: dict[str, Any]) -> None:
    answer = real.post("/v1/menukaart", json=body)
    assert answer.status_code == 200, answer.text
    Menukaart.model_validate_json(answer.content)
    assert answer.json()["arrangeur"]["next"]
    assert answer.json()["on"] == body.get("on", answer.json()["on"])


def test_offers_beside_routes_and_sources(real: TestClient) -> None:
    plain = real.post("/v1/routes", json=QUESTION).json()
    assert "menukaart" not in plain
    answer = real.post("/v1/routes?include=offers", json={**QUESTION, "situation": TOLD})
    RoutesAnswer.model_validate_json(answer.content)
    found = answer.json()
    assert found.pop("menukaart")["arrangeur"]["party"] == "uwv"
    assert found == plain
    sources = real.post("/v1/sources?include=offers", json={"to": "verzorgende", "limit": 3, "region": "Rijnmond"})
    SourcesAnswer.model_validate_json(sources.content)
    assert sources.json()["menukaart"]["region"]["label"] == "Rijnmond"


def test_an_employer_sees_by_source_the_training_and_what_helps(real: TestClient) -> None:
    question = {"to": "monteur zonnepanelen", "limit": 60, "region": "Rijnmond"}
    plain = real.post("/v1/sources", json=question).json()
    answer = real.post("/v1/sources?include=offers", json=question)
    SourcesAnswer.model_validate_json(answer.content)
    found = answer.json()
    menukaart = found.pop("menukaart")
    assert found == plain
    steps, names = menukaart["steps"], {item["id"]: item["label"] for item in menukaart["instruments"]}
    assert [row["id"] for row in found["sources"]] == [item["id"] for item in menukaart["bySource"]]
    trained = 0
    for row, told in zip(found["sources"], menukaart["bySource"], strict=True):
        taken = [steps[number]["step"] for number in told["steps"]]
        assert (taken[0]["kind"], taken[0]["id"]) == ("work", found["to"]["id"])
        assert (row["trainings"] is None) == (row["cost"] is None)
        expected = [None] if row["trainings"] is None else [one["id"] for one in row["trainings"]]
        assert [step["id"] for step in taken[1:]] == expected
        if row["trainings"] and row["cost"]["weeksKnown"]:
            assert sum(one["weeks"] for one in row["trainings"]) <= row["cost"]["weeks"]
        trained += bool(row["trainings"])
    assert trained > 0
    offers = [one for step in steps for group in ("offers", "others", "closed") for one in step[group]]
    assert {one["answer"] for one in offers} <= {"yes", "no", "ask"}
    assert {"No-riskpolis", "Loonkostensubsidie"} <= set(names.values())
    assert all(names[one["id"]] for one in offers)


def test_a_situation_is_in_no_receipt_and_in_no_log(real: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    marked = {**TOLD, "gemeente": "GM0687", "benefitMonths": 587}
    with caplog.at_level(logging.DEBUG):
        one = real.post("/v1/menukaart", json={"kind": "training", "situation": marked})
        two = real.post("/v1/routes?include=offers", json={**QUESTION, "situation": marked})
        bad = real.post("/v1/menukaart", json={"kind": "training", "situation": {**marked, "age": "x"}})
    assert (one.status_code, two.status_code, bad.status_code) == (200, 200, 400)
    for mark in ("GM0687", "587", "debts", "ED12"):
        assert mark not in caplog.text
        assert mark not in str(two.json()["receipt"]["query"])
    assert "receipt" not in one.json()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"situation": {"benefits": ["aow"]}}, "benefits"),
        ({"situation": {"topics": {"rich": True}}}, "topics"),
        ({"situation": {"topics": {"debts": 1}}}, "topics"),
        ({"situation": {"age": 130}}, "age"),
        ({"situation": {"gemeente": "Utrecht"}}, "gemeente"),
        ({"situation": {"bsn": "123456782"}}, "bsn"),
        ({"on": "gisteren"}, "on"),
        ({"on": 20260101}, "on"),
        ({"kind": "holiday"}, "kind"),
        ({"step": "verzorgster aan zee"}, "step"),
        ({"region": "Atlantis"}, "region"),
    ],
    ids=str,
)
def test_what_is_not_known_is_named(real: TestClient, body: dict[str, Any], field: str) -> None:
    answer = real.post("/v1/menukaart", json=body)
    assert answer.status_code == 400, answer.text
    assert any(field in item["field"] for item in answer.json()["errors"])


def test_an_instrument_is_found_by_its_name(real: TestClient) -> None:
    found = real.get("/v1/search", params={"q": "proefplaatsing", "kind": "instrument"}).json()["found"]
    assert {one["kind"] for one in found} == {"instrument"}
    assert len(found) >= 3
