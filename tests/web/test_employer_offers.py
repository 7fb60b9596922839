"""What helps an employer who takes somebody on, on the starter set: each kind, with its answer and its question."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load


@pytest.fixture(scope="module")
def client() -> TestClient:
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    return TestClient(create_app(Settings(store="memory:"), planner=Planner.of(store)))


def test_an_employer_is_told_of_each_kind_of_help_with_an_answer(client: TestClient) -> None:
    """Proefplaatsing, jobcoach, loonkosten and no-risk; each with what is asked, for whoever the candidate may be."""
    body = {"to": "monteur zonnepanelen", "limit": 2, "region": "Rijnmond"}
    kinds = {
        "proefplaatsing-voor-werkgever": "ww",
        "proefplaatsing-wia-voor-werkgever": "wia",
        "proefplaats-gemeente-voor-werkgever": "bijstand",
        "jobcoach-uwv-voor-werkgever": "wia",
        "interne-jobcoach-uwv": "wia",
        "ondersteuning-gemeente-voor-werkgever": "bijstand",
        "begeleiding-gemeente-voor-werkgever": "bijstand",
        "loonkostensubsidie": "bijstand",
        "lkv-arbeidsgehandicapt": "wia",
        "lkv-banenafspraak": "bijstand",
        "no-riskpolis": "wia",
    }

    def told(**situation: object) -> dict[str, str]:
        asked = client.post("/v1/sources?include=offers", json={**body, "situation": situation})
        assert asked.status_code == 200, asked.text
        answer = asked.json()
        step = answer["menukaart"]["steps"][0]
        offers = [offer for group in ("offers", "others", "closed") for offer in step[group]]
        assert all(line["question"] for offer in offers for line in offer["conditions"] if line["answer"] == "ask")
        return {offer["id"].rpartition("/")[2]: offer["answer"] for offer in offers}

    assert {told().get(name) for name in kinds} == {"ask"}
    for name, benefit in kinds.items():
        assert told(benefits=[benefit])[name] == "ask", name
    topics = {"lasting-limitation": True}
    assert told(benefits=["wia"], topics=topics, decisions={"uwv": True})["jobcoach-uwv-voor-werkgever"] == "yes"
    assert told(benefits=["bijstand"], decisions={"gemeente": True})["proefplaats-gemeente-voor-werkgever"] == "yes"
    assert told(benefits=["ww"])["proefplaats-gemeente-voor-werkgever"] == "no"
    assert told(benefits=["bijstand"])["jobcoach-uwv-voor-werkgever"] == "no"
