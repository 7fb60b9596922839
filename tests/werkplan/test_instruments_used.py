"""An activity names the instrument that it uses, and reads the same after that has changed, ended or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.werkplan.answers import PlanAnswer
from api.werkplan.keeping import Werkplan
from graph.planner import Planner
from graph.stores.base import Put, Retract
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.ids import expand
from ontology.instruments import Instrument
from ontology.records import key_of
from tests.kit.desk import BASE, Desk

EMPLOYER = {"Loopbaanpad-Demo-Role": "employer", "Loopbaanpad-Demo-Organisation": "werkgever-zonneland"}


class Served:
    """A service on a graph of its own that may be changed, on a clock that may be set."""

    def __init__(self, url: str) -> None:
        self.now = datetime(2026, 3, 2, 10, tzinfo=UTC)
        self.store = MemoryStore()
        load(self.store, "starter", [], by="test", reason="test")
        plans = Werkplan(url, now=lambda: self.now)
        self.app = create_app(
            Settings(store="memory:", werkplan=url), planner=Planner.of(self.store), store=self.store, werkplan=plans
        )
        self.uwv = Desk(TestClient(self.app, base_url=BASE, raise_server_exceptions=False), "uwv-rijnmond")

    def change(self, *changes: Any) -> None:
        self.app.state.planner.write(changes, expected=self.store.revision(), by="test", reason="test")


@pytest.fixture
def served(url: str) -> Iterator[Served]:
    made = Served(url)
    yield made
    made.app.state.werkplan.close()


def instrument(served: Served, name: str) -> Instrument:
    found = next(one for one in served.store.snapshot().records if getattr(one, "id", "") == expand(name))
    assert isinstance(found, Instrument)
    return found


def test_it_reads_the_same_after_the_instrument_has_ended(served: Served) -> None:
    plan = served.uwv.open()["id"]
    body = {"kind": "instrument", "label": "opleiding", "instrument": "Jobcoach van UWV", "begins": "2026-04-01"}
    made = served.uwv.do(plan, "activities", body)["madeId"]
    view = served.uwv.read(plan)
    PlanAnswer.model_validate(view)
    kept = view["activities"][0]["instrument"]
    assert (kept["id"], kept["label"]) == (expand("instrument/jobcoach-uwv"), "Jobcoach van UWV")
    assert (kept["revision"], kept["digest"]) == (1, served.store.snapshot().digest)
    assert (kept["bwb"], kept["article"], kept["ended"]) == ("BWBR0019057", "35 lid 2 onder d", False)
    assert len(kept["conditions"]) == 4
    told = [event["data"] for event in served.uwv.get(f"/v1/plans/{plan}/history").json()["events"]]
    assert {"activity": made, "instrument": kept["id"], "revision": 1} in told
    record = instrument(served, "instrument/jobcoach-uwv")
    served.change(Put(replace(record, article="99", conditions=(), valid_until=date(2026, 5, 1))))
    served.now = datetime(2027, 1, 1, tzinfo=UTC)
    served.uwv.do(plan, f"activities/{made}/state", {"state": "running", "day": "2026-04-01"})
    assert served.uwv.read(plan)["activities"][0]["instrument"] == kept
    late = served.uwv.do(plan, "activities", {**body, "begins": "2026-06-01"}, 409)
    assert "which is there until 2026-05-01" in late["detail"]
    assert len(served.uwv.read(plan)["activities"]) == 1  # nothing halfway
    served.change(Retract(key_of(record)))
    assert served.uwv.read(plan)["activities"][0]["instrument"] == kept
    assert served.uwv.do(plan, "activities", body, 404)["type"] == "/docs#problem-not-found"


def test_what_ended_by_its_own_text_says_so(served: Served) -> None:
    served.now = datetime(2023, 3, 2, 10, tzinfo=UTC)
    opened = served.uwv.open()
    plan = opened["id"]
    body = {"kind": "training", "label": "cursus", "instrument": "stap-budget", "begins": "2023-04-01"}
    served.uwv.do(plan, "activities", {**body, "instrument": "instrument/stap-budget"})
    assert served.uwv.read(plan)["activities"][0]["instrument"]["ended"] is False
    served.now = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert served.uwv.read(plan)["activities"][0]["instrument"]["ended"] is True
    person = Desk(served.uwv.client, person=opened["personId"])  # type: ignore[arg-type]
    exported = person.get(f"/v1/plans/{plan}/export").json()
    assert exported["plan"]["activities"][0]["instrument"]["validUntil"] == "2023-12-31"
    page = person.get(f"/v1/plans/{plan}/export-page").text
    assert "Regeling: STAP-budget (Subsidieregeling STAP-budget); deze regeling gold tot en met 2023-12-31." in page
    today = {**body, "instrument": "instrument/stap-budget", "begins": None}
    assert served.uwv.do(plan, "activities", today, 409)["type"] == "/docs#problem-plan-conflict"


def test_who_employs_somebody_is_not_told_what_the_instrument_asks_of_them(served: Served) -> None:
    plan = served.uwv.open()["id"]
    body = {"kind": "practice", "label": "begeleiding", "party": "werkgever-zonneland"}
    served.uwv.do(plan, "activities", {**body, "instrument": "Jobcoach van UWV"})
    seen = served.uwv.client.get(f"/v1/plans/{plan}", headers=EMPLOYER).json()
    assert [(item["label"], item["instrument"]) for item in seen["activities"]] == [("begeleiding", None)]


def test_the_same_request_again_is_answered_when_the_instrument_is_gone(served: Served) -> None:
    plan = served.uwv.open()["id"]
    body = {"kind": "instrument", "label": "begeleiding", "instrument": "Jobcoach van UWV"}
    path = f"/v1/plans/{plan}/activities"
    first = served.uwv.send(path, body, version=1, key="instrument-01")
    served.change(Retract(key_of(instrument(served, "instrument/jobcoach-uwv"))))
    again = served.uwv.send(path, body, version=1, key="instrument-01")
    assert (first.status_code, again.content) == (200, first.content)


def test_an_activity_without_one_has_none(uwv: Desk) -> None:
    plan = uwv.open()["id"]
    uwv.do(plan, "activities", {"kind": "vog", "label": "VOG"})
    assert uwv.read(plan)["activities"][0]["instrument"] is None
    wrong = uwv.do(plan, "activities", {"kind": "instrument", "label": "x", "instrument": "verzorgende ig"}, 404)
    assert wrong["type"] == "/docs#problem-not-found"
