"""A receipt of before a change of the graph gives the same routes again, from the revision that the store kept."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.settings import Settings
from graph.planner import Planner
from graph.replaying import answer_bytes, planner_of_receipt
from graph.stores import open_store
from graph.stores.base import Put
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.concepts import Training
from ontology.errors import ReceiptMismatch
from ontology.ids import own_id
from ontology.quantities import Weeks
from tests.kit.desk import BASE, Desk

QUESTION = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60}


def lengthen(store: Any) -> None:
    """The training of the route takes longer from now on."""
    id = own_id("training", "pedagogisch-medewerker-bbl")
    found = next(one for one in store.snapshot().iter_kind("training") if one.id == id)
    assert isinstance(found, Training)
    longer = replace(found, duration=Weeks(208))
    store.apply([Put(longer)], expected=store.revision(), by="test", reason="a longer training")


def test_a_pinned_route_is_found_again_after_the_graph_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"oxigraph:{tmp_path / 'kg'}"
    with closing(open_store(url)) as store:
        load(store, "starter", [], by="test", reason="test")
    settings = Settings(store=url, werkplan=f"sqlite:{tmp_path / 'plans.db'}", reload_seconds=0, encoder="none")
    app = create_app(settings)
    client = TestClient(app, base_url=BASE)
    uwv = Desk(client, "uwv-rijnmond")
    first = client.post("/v1/routes", json=QUESTION).json()
    plan = uwv.open()["id"]
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    route = next(route for group in first["groups"] for route in group["routes"])
    pin = uwv.do(plan, f"goals/{goal}/pins", {"receipt": first["receipt"], "routeId": route["id"]})["madeId"]
    with closing(open_store(url)) as store:
        lengthen(store)
    kept = uwv.get(f"/v1/plans/{plan}/goals/{goal}/pins/{pin}").json()
    app.state.werkplan.close()
    assert (kept["route"], kept["intact"]) == (route, True)

    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(kept["receipt"]))
    capsys.readouterr()
    assert main(["replay", str(file), "--store", url, "--json"]) == 0
    again = orjson.loads(capsys.readouterr().out)
    assert answer_bytes(again) == answer_bytes(first)
    assert kept["route"] in [one for group in again["groups"] for one in group["routes"]]

    later = TestClient(create_app(Settings(store=url, encoder="none")), base_url=BASE)
    refused = later.post("/v1/replay", json=kept["receipt"])
    assert (refused.status_code, refused.json()["type"]) == (409, "/docs#problem-receipt-mismatch")
    assert "the command loopbaanpad replay opens the revision" in refused.json()["detail"]


def test_a_store_that_never_had_the_revision_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    receipt = client_receipt(store)
    lengthen(store)
    assert planner_of_receipt(store, receipt).network.digest == receipt["digest"]
    for wrong in ({"revision": 9}, {"digest": "0" * 64}, {"revision": None}, {"revision": "1"}):
        with pytest.raises(ReceiptMismatch, match="this store doesn't have; it holds revisions 1 to 2"):
            planner_of_receipt(store, {**receipt, **wrong})
    with pytest.raises(ReceiptMismatch, match="it holds nothing"):
        planner_of_receipt(MemoryStore(), receipt)
    file, url = tmp_path / "receipt.json", f"oxigraph:{tmp_path / 'kg'}"
    with closing(open_store(url)) as other:
        load(other, "starter", [], by="test", reason="test")
    file.write_text(json.dumps({**receipt, "revision": 9}))
    assert main(["replay", str(file), "--store", url]) == 2
    assert "ask the store that gave the answer" in capsys.readouterr().err


def client_receipt(store: MemoryStore) -> dict[str, Any]:
    client = TestClient(create_app(Settings(store="memory:"), planner=Planner.of(store)), base_url=BASE)
    return dict(client.post("/v1/routes", json=QUESTION).json()["receipt"])


def test_what_an_earlier_version_of_the_program_answered_is_said_to_be_so(client: TestClient, uwv: Desk) -> None:
    """Another version searches otherwise: the receipt is refused with the reason, the pinned route can be read."""
    found = client.post("/v1/routes", json=QUESTION).json()
    route = next(route for group in found["groups"] for route in group["routes"])
    plan = uwv.open()["id"]
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    pin = uwv.do(plan, f"goals/{goal}/pins", {"receipt": found["receipt"], "routeId": route["id"]})["madeId"]
    older = {**found["receipt"], "answer": "0" * 64}  # what a program with another search would have answered
    refused = client.post("/v1/replay", json=older)
    assert (refused.status_code, refused.json()["type"]) == (409, "/docs#problem-receipt-mismatch")
    assert "the code has changed. This is version" in refused.json()["detail"]
    kept = uwv.get(f"/v1/plans/{plan}/goals/{goal}/pins/{pin}").json()
    assert (kept["route"], kept["codeVersion"]) == (route, found["code"]["version"])
