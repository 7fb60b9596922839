"""Somebody's WW runs out halfway: from groepshulp to pedagogisch medewerker, from UWV to the gemeente, as the graph
changes under the route that was pinned. Over HTTP from start to end, on the starter set, on both engines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.app import create_app
from api.settings import Settings
from api.werkplan import answers
from api.werkplan.keeping import Werkplan
from api.werkplan.rules_history import coordinator_at
from api.werkplan.tables import Outbox, Plan
from api.werkplan.views import events_of
from graph.stores.base import Put, Revision
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.concepts import Training
from ontology.ids import own_id
from ontology.quantities import Weeks
from ontology.relations import Tombstone
from tests.kit.desk import BASE, Desk

UWV, GEMEENTE, SCHOOL = "uwv-rijnmond", "gemeente-rotterdam", "roc-rijnmond"


class Service:
    """A service on the starter set whose clock the test moves."""

    def __init__(self, url: str) -> None:
        self.store = MemoryStore()
        load(self.store, "starter", [], by="test", reason="test")
        self.day = "2026-03-02"
        self.plans = Werkplan(url, now=lambda: datetime.fromisoformat(f"{self.day}T10:00:00").replace(tzinfo=UTC))
        settings = Settings(store="memory:", werkplan=url)
        self.app = create_app(settings, store=self.store, werkplan=self.plans)
        self.client = TestClient(self.app, base_url=BASE)

    def change_graph(self) -> None:
        """The bbl training takes longer and asks a higher level; the VOG step stays."""
        bbl = self.record("training", "pedagogisch-medewerker-bbl")
        assert isinstance(bbl, Training)
        longer = replace(bbl, duration=Weeks(208), entry_level=3)
        at = int(self.store.revision())
        self.app.state.planner.write([Put(longer)], expected=Revision(at), by="test", reason="a longer training")

    def record(self, kind: str, name: str) -> Any:
        found = [item for item in self.store.snapshot().iter_kind(kind) if item.id == own_id(kind, name)]
        return found[0]


@pytest.fixture
def service(url: str) -> Iterator[Service]:
    made = Service(url)
    yield made
    made.plans.close()


def test_a_benefit_ends_halfway_and_nobody_starts_again(service: Service) -> None:
    uwv, gemeente = Desk(service.client, UWV), Desk(service.client, GEMEENTE)

    # 1. UWV opens a plan; the person has WW until 31 December 2026.
    opened = uwv.open(caseKey="zaak-2026-17")
    plan, person = opened["id"], Desk(service.client, person=opened["personId"])
    uwv.do(plan, "situations", {"begins": "2026-03-02", "codes": ["DD05"], "benefitEnd": "2026-12-31"})
    person.do(plan, "notes", {"text": "Ik werk graag met kleine kinderen."})

    # 2. The goal, and the route that is pinned to it.
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    ask = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60, "dutch": "3F"}
    found = service.client.post("/v1/routes", json=ask).json()
    route = next(route for group in found["groups"] for route in group["routes"])
    pin = {"receipt": found["receipt"], "routeId": route["id"], "begins": "2026-04-01", "party": SCHOOL}
    pinned = uwv.do(plan, f"goals/{goal}/pins", pin)
    vog, training, work = pinned["activityIds"]
    assert not {"DD05", "WW", "2026-12-31"} & set(str(found["receipt"]).replace("'", " ").split())

    # 3. The route outlasts the benefit, and the plan says so at once.
    warned = {item["activityId"]: item["days"] for item in uwv.read(plan)["warnings"]}
    assert warned == {training: (datetime(2029, 4, 25) - datetime(2026, 12, 31)).days}

    # 4. Permission to study, a budget, and the first steps begin.
    asked = uwv.do(plan, "decisions", {"kind": "study-permission", "question": "Mag de bbl-opleiding met WW?"})
    uwv.do(plan, f"decisions/{asked['madeId']}/outcome", {"outcome": "granted", "reason": "er is een leerbaan"})
    budget = uwv.do(plan, "budgets", {"label": "scholing", "amountEurocent": 150_000})["madeId"]
    uwv.do(plan, "commitments", {"budgetId": budget, "activityId": training, "amountEurocent": 71_500})
    school = Desk(service.client, SCHOOL)
    school.do(plan, f"activities/{vog}/state", {"state": "finished", "day": "2026-04-20"})
    school.do(plan, f"activities/{training}/state", {"state": "running", "day": "2026-05-01"})

    # 5. The graph changes. The pinned route reads the same; drift says what is different and applies nothing.
    service.change_graph()
    before = uwv.read(plan)
    drift = uwv.get(f"/v1/plans/{plan}/goals/{goal}/drift").json()
    answers.DriftAnswer.model_validate(drift)
    kinds = {(item["kind"], item["before"], item["after"]) for item in drift["changes"]}
    assert ("length-changed", "156", "208") in kinds
    assert "demands-changed" in {kind for kind, *_ in kinds}
    assert (drift["changed"], drift["pinnedRevision"], drift["revision"]) == (True, 1, 2)
    kept = uwv.get(f"/v1/plans/{plan}/goals/{goal}/pins/{pinned['madeId']}").json()
    assert (kept["route"], kept["intact"]) == (route, True)
    assert uwv.read(plan) == before
    old = service.client.post("/v1/replay", json=kept["receipt"])
    assert (old.status_code, old.json()["type"]) == (409, "/docs#problem-receipt-mismatch")

    # 6. The benefit ends, the person gets bijstand: a list of what to decide, and everything goes on.
    service.day = "2026-12-01"
    made = uwv.do(plan, "situations", {"begins": "2027-01-01", "codes": ["DD02"]})
    view = uwv.read(plan)
    asked_now = {(d["kind"], d["party"], d["due"]) for d in view["decisions"] if d["id"] in made["toDecide"]}
    assert asked_now == {
        ("coordination", UWV, "2027-01-01"),
        ("continue-activity", SCHOOL, "2027-01-01"),
        ("study-permission", UWV, "2027-01-01"),
        ("keep-commitment", UWV, "2027-01-01"),
    }
    assert [item["state"] for item in view["activities"]] == ["finished", "running", "planned"]

    # 7. The hand-over: first returned, then accepted; UWV is responsible until then.
    hand_over = {"to": GEMEENTE, "reason": "de WW eindigt op 31 december", "legalTask": "Participatiewet, artikel 7"}
    first = uwv.do(plan, "hand-overs", hand_over)["madeId"]
    gemeente.do(plan, f"hand-overs/{first}/answer", {"outcome": "returned", "reason": "de aanvraag loopt nog"})
    assert uwv.read(plan)["coordinator"] == UWV
    service.day = "2027-01-04"
    second = uwv.do(plan, "hand-overs", hand_over)["madeId"]
    gemeente.do(plan, f"hand-overs/{second}/answer", {"outcome": "accepted"})
    view = gemeente.read(plan)
    assert (view["coordinator"], view["activities"][1]["state"], view["warnings"]) == (GEMEENTE, "running", [])
    assert [note["text"] for note in view["notes"]] == ["Ik werk graag met kleine kinderen."]
    assert "handed-over" in {item["outcome"] for item in view["decisions"]}

    # 8. The gemeente sees it through; who coordinated when can be read for every day.
    service.day = "2030-05-01"
    school.do(plan, f"activities/{training}/state", {"state": "finished", "day": "2030-04-24"})
    gemeente.do(plan, f"activities/{work}/state", {"state": "running", "day": "2030-05-01"})
    gemeente.do(plan, f"activities/{work}/state", {"state": "finished", "day": "2030-05-01"})
    gemeente.do(plan, f"goals/{goal}/state", {"state": "reached"})
    open_ones = [item for item in gemeente.read(plan)["decisions"] if item["outcome"] is None]
    assert {(item["kind"], item["party"]) for item in open_ones if item["subject"] != training} == {
        ("study-permission", UWV), ("keep-commitment", UWV),
    }  # fmt: skip
    told = gemeente.do(plan, "closing", {"reason": "het doel is bereikt"}, 409)["detail"]
    assert all((item["id"] in told) == (item["subject"] != training) for item in open_ones)  # that one has ended
    for item in open_ones:
        if item["party"] == UWV:
            uwv.do(plan, f"decisions/{item['id']}/outcome", {"outcome": "ends", "reason": "de WW is gestopt"})
    gemeente.do(plan, "closing", {"reason": "het doel is bereikt"})
    with service.plans.database.reading() as session:
        events = events_of(session, session.scalars(select(Plan)).one())
        assert coordinator_at(events, datetime(2027, 1, 4, 9, tzinfo=UTC)) == UWV
        assert coordinator_at(events, datetime(2027, 1, 5, tzinfo=UTC)) == GEMEENTE
        sent = [row.data for row in session.scalars(select(Outbox).order_by(Outbox.id))]
    assert [(item["kind"], item["halfYear"]) for item in sent] == [
        ("vog", "2026-1"), ("training", "2030-1"), ("work", "2030-1"),
    ]  # fmt: skip
    assert not any(secret in str(sent) for secret in (plan, opened["personId"], "DD0", UWV, GEMEENTE))
    exported = person.get(f"/v1/plans/{plan}/export").json()
    answers.ExportAnswer.model_validate(exported)
    assert exported["pins"][0]["route"] == route
    assert "pedagogisch medewerker" in person.get(f"/v1/plans/{plan}/export-page").text


def test_a_training_that_is_gone_is_told(service: Service) -> None:
    uwv = Desk(service.client, UWV)
    plan = uwv.open()["id"]
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    ask = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60}
    found = service.client.post("/v1/routes", json=ask).json()
    path = found["paths"][0]
    uwv.do(plan, f"goals/{goal}/pins", {"receipt": found["receipt"], "routeId": path["id"]})
    record = next(item for item in service.store.snapshot().iter_kind("path") if item.id == path["id"])
    from graph.stores.base import Retract
    from ontology.records import key_of

    stone = Tombstone(id=record.id, withdrawn=datetime(2026, 5, 1).date(), reason="vervangen", evidence=record.evidence)
    changes = [Retract(key_of(record)), Put(stone)]
    at = Revision(int(service.store.revision()))
    service.app.state.planner.write(changes, expected=at, by="test", reason="the path is withdrawn")
    drift = uwv.get(f"/v1/plans/{plan}/goals/{goal}/drift").json()
    answers.DriftAnswer.model_validate(drift)
    assert ("gone", path["id"]) in {(item["kind"], item["id"]) for item in drift["changes"]}
    assert drift["standing"] == "not-in-answer"
    assert path["id"] not in {item["id"] for item in drift["proposals"]}
