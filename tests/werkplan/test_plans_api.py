"""Plans over HTTP on both engines: versions, keys, who may, the hand-over, the person's rights, money, decisions."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from api.werkplan import answers
from tests.kit.desk import Desk

ROUTE = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60}


def pinned(desk: Desk, plan: str, begins: str = "2026-04-01") -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A goal with the first route of the answer pinned to it: goal, route and what the pin made."""
    goal = desk.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    found = desk.client.post("/v1/routes", json=ROUTE).json()
    route = next(route for group in found["groups"] for route in group["routes"])
    body = {"receipt": found["receipt"], "routeId": route["id"], "begins": begins}
    return goal, route, desk.do(plan, f"goals/{goal}/pins", body)


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("#problem-")[2]


def test_a_pinned_route_becomes_activities_and_stays_readable(uwv: Desk) -> None:
    plan = uwv.open()["id"]
    goal, route, made = pinned(uwv, plan)
    view = uwv.read(plan)
    told = [(item["kind"], item["label"], item["party"], item["state"]) for item in view["activities"]]
    assert [label for _, label, *_ in told] == [step["label"] for step in route["steps"]]
    assert [kind for kind, *_ in told] == ["vog", "training", "work"]
    assert {item[2:] for item in told} == {("uwv-rijnmond", "planned")}
    assert view["activities"][0]["plannedBegin"] == "2026-04-01"
    assert view["activities"][0]["plannedEnd"] == "2026-04-29"  # four weeks for the VOG
    assert view["activities"][2]["plannedBegin"] == view["activities"][1]["plannedBegin"] == "2026-04-29"  # bbl
    pin = uwv.get(f"/v1/plans/{plan}/goals/{goal}/pins/{made['madeId']}").json()
    answers.PinAnswer.model_validate(pin)
    assert (pin["route"], pin["intact"]) == (route, True)
    replayed = uwv.client.post("/v1/replay", json=pin["receipt"])
    assert replayed.status_code == 200
    drift = uwv.get(f"/v1/plans/{plan}/goals/{goal}/drift").json()
    answers.DriftAnswer.model_validate(drift)
    assert (drift["changed"], drift["standing"]) == (False, "same")
    again = {"receipt": pin["receipt"], "routeId": route["id"]}
    assert uwv.do(plan, f"goals/{goal}/pins", again)["activityIds"] == []  # the same steps: nothing twice
    other = uwv.do(plan, "goals", {"occupation": "verzorgende"})["madeId"]
    assert uwv.do(plan, f"goals/{other}/pins", again, 409)["type"] == "/docs#problem-plan-conflict"
    wrong = {"receipt": {**pin["receipt"], "revision": 99}, "routeId": route["id"]}
    assert uwv.do(plan, f"goals/{goal}/pins", wrong, 409)["type"] == "/docs#problem-receipt-mismatch"


def test_a_curated_path_can_be_pinned(uwv: Desk) -> None:
    plan = uwv.open()["id"]
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    found = uwv.client.post("/v1/routes", json=ROUTE).json()
    path = found["paths"][0]
    uwv.do(plan, f"goals/{goal}/pins", {"receipt": found["receipt"], "routeId": path["id"]})
    labels = [item["label"] for item in uwv.read(plan)["activities"]]
    assert labels == [step["label"] for step in path["steps"][1:]]
    assert uwv.do(plan, f"goals/{goal}/pins", {"receipt": found["receipt"], "routeId": "x"}, 404)


def test_a_change_says_which_version_it_was_made_for(uwv: Desk) -> None:
    plan = uwv.open()["id"]
    assert problem(uwv.send(f"/v1/plans/{plan}/notes", {"text": "a"})) == (428, "revision-needed")
    answer = uwv.send(f"/v1/plans/{plan}/notes", {"text": "a"}, version=1)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert problem(uwv.send(f"/v1/plans/{plan}/notes", {"text": "b"}, version=1)) == (412, "stale-plan")
    assert uwv.get(f"/v1/plans/{plan}").headers["etag"] == '"2"'
    assert [note["text"] for note in uwv.read(plan)["notes"]] == ["a"]


def test_the_same_request_is_done_once(uwv: Desk, gemeente: Desk) -> None:
    first = uwv.send("/v1/plans", {"caseKey": "zaak-1"}, key="once-0001")
    again = uwv.send("/v1/plans", {"caseKey": "zaak-1"}, key="once-0001")
    assert (first.status_code, again.content, again.headers["etag"]) == (200, first.content, first.headers["etag"])
    assert problem(uwv.send("/v1/plans", {"caseKey": "zaak-2"}, key="once-0001")) == (409, "key-reused")
    assert gemeente.send("/v1/plans", {"caseKey": "zaak-1"}, key="once-0001").content != first.content
    plan = first.json()["id"]
    for _ in range(2):  # the version has moved on, the answer is the same
        assert uwv.send(f"/v1/plans/{plan}/notes", {"text": "a"}, version=1, key="once-0002").status_code == 200
    assert len(uwv.read(plan)["notes"]) == 1
    assert len(uwv.get("/v1/plans").json()["plans"]) == 1
    no_key = uwv.client.post("/v1/plans", json={}, headers=uwv.headers)
    assert problem(no_key) == (400, "request-invalid")
    assert problem(uwv.send("/v1/plans", {"caseKey": "zaak-1"})) == (409, "plan-conflict")


def test_who_is_nobody_sees_nothing(uwv: Desk, gemeente: Desk, client: TestClient) -> None:
    plan = uwv.open()
    assert client.get("/v1/plans").status_code == 401
    assert gemeente.get(f"/v1/plans/{plan['id']}").status_code == 404
    assert gemeente.get("/v1/plans").json()["plans"] == []
    assert problem(gemeente.send(f"/v1/plans/{plan['id']}/notes", {"text": "a"}, version=1)) == (404, "not-in-plan")
    person = Desk(client, person=plan["personId"])
    assert person.read(plan["id"])["personId"] == plan["personId"]
    assert Desk(client, person="0" * 32).get(f"/v1/plans/{plan['id']}").status_code == 404
    assert problem(person.send("/v1/plans", {})) == (403, "not-allowed")


def test_elsewhere_demo_users_are_refused(uwv: Desk, client: TestClient) -> None:
    app = client.app
    elsewhere = TestClient(app, base_url="http://plans.example")  # type: ignore[arg-type]
    assert elsewhere.get("/v1/plans", headers=uwv.headers).status_code == 403


def test_a_carrier_sees_and_moves_its_own_share_only(uwv: Desk, client: TestClient) -> None:
    plan = uwv.open()["id"]
    uwv.do(plan, "situations", {"begins": "2026-01-01", "codes": ["DD05"], "benefitEnd": "2026-12-31"})
    uwv.do(plan, "notes", {"text": "alleen voor ons"})
    own = uwv.do(plan, "activities", {"kind": "referral", "label": "taalcursus", "party": "bibliotheek-rotterdam"})
    other = uwv.do(plan, "activities", {"kind": "evc", "label": "EVC-traject"})
    carrier = Desk(client, "bibliotheek-rotterdam")
    view = carrier.read(plan)
    assert (view["whole"], view["situations"], view["notes"], view["benefitEnd"]) == (False, [], [], None)
    assert [item["label"] for item in view["activities"]] == ["taalcursus"]
    carrier.do(plan, f"activities/{own['madeId']}/state", {"state": "running", "day": "2026-02-01"})
    carrier.do(plan, f"activities/{other['madeId']}/state", {"state": "running"}, 403)
    carrier.do(plan, "goals", {"text": "iets"}, 403)
    assert carrier.get(f"/v1/plans/{plan}/history").status_code == 403
    assert carrier.get(f"/v1/plans/{plan}/export").status_code == 403
    assert [item["state"] for item in uwv.read(plan)["activities"]] == ["running", "planned"]


def test_a_hand_over_is_accepted_or_returned(uwv: Desk, gemeente: Desk) -> None:
    plan = uwv.open()["id"]
    running = uwv.do(plan, "activities", {"kind": "instrument", "label": "jobcoach"})["madeId"]
    uwv.do(plan, f"activities/{running}/state", {"state": "running", "day": "2026-02-01"})
    uwv.do(plan, "notes", {"text": "van uwv"})
    offer = {"to": "gemeente-rotterdam", "reason": "de WW eindigt", "legalTask": "Participatiewet, artikel 7"}
    uwv.do(plan, "hand-overs", {**offer, "to": "uwv-rijnmond"}, 409)
    first = uwv.do(plan, "hand-overs", offer)["madeId"]
    uwv.do(plan, "hand-overs", offer, 409)
    uwv.do(plan, f"hand-overs/{first}/answer", {"outcome": "accepted"}, 403)  # the sender can't
    assert gemeente.read(plan)["coordinator"] == "uwv-rijnmond"
    gemeente.do(plan, "goals", {"text": "nog niet"}, 403)
    gemeente.do(plan, f"hand-overs/{first}/answer", {"outcome": "returned"}, 409)  # a reason is missing
    gemeente.do(plan, f"hand-overs/{first}/answer", {"outcome": "returned", "reason": "woont elders"}, 200)
    assert uwv.read(plan)["coordinator"] == "uwv-rijnmond"
    assert gemeente.get(f"/v1/plans/{plan}").status_code == 404
    second = uwv.do(plan, "hand-overs", offer)["madeId"]
    gemeente.do(plan, f"hand-overs/{second}/answer", {"outcome": "accepted"})
    view = gemeente.read(plan)
    assert (view["coordinator"], view["notes"]) == ("gemeente-rotterdam", [])
    assert view["activities"][0]["state"] == "running"
    assert uwv.read(plan)["whole"] is False  # it still carries the jobcoach
    told = gemeente.get(f"/v1/plans/{plan}/history").json()
    answers.HistoryAnswer.model_validate(told)
    assert [span["party"] for span in told["coordinators"]] == ["uwv-rijnmond", "gemeente-rotterdam"]


def test_what_goes_beyond_the_task_needs_consent(uwv: Desk, gemeente: Desk, client: TestClient) -> None:
    opened = uwv.open()
    plan, person = opened["id"], Desk(client, person=opened["personId"])
    uwv.do(plan, "notes", {"text": "van uwv"})
    offer = {"to": "gemeente-rotterdam", "reason": "verhuisd", "legalTask": "Participatiewet", "beyond": ["notes"]}
    assert uwv.do(plan, "hand-overs", offer, 409)["type"] == "/docs#problem-consent-missing"
    consent = {"party": "gemeente-rotterdam", "parts": ["notes"], "purpose": "niet opnieuw vertellen"}
    given = person.do(plan, "consents", consent)["madeId"]
    offered = uwv.do(plan, "hand-overs", offer)["madeId"]
    assert gemeente.read(plan)["notes"] == []
    person.do(plan, f"consents/{given}/withdrawal")
    person.do(plan, f"consents/{given}/withdrawal", status=409)
    gemeente.do(plan, f"hand-overs/{offered}/answer", {"outcome": "accepted"})
    assert "notes" not in gemeente.read(plan)["handOvers"][0]["along"]
    assert gemeente.read(plan)["notes"] == []
    person.do(plan, "consents", {**consent, "party": "uwv-rijnmond"})
    gemeente.do(plan, "notes", {"text": "van de gemeente"})
    back = gemeente.do(plan, "hand-overs", {**offer, "to": "uwv-rijnmond"})["madeId"]
    uwv.do(plan, f"hand-overs/{back}/answer", {"outcome": "accepted"})
    assert [note["text"] for note in uwv.read(plan)["notes"]] == ["van uwv", "van de gemeente"]


def test_a_change_of_situation_asks_and_stops_nothing(uwv: Desk) -> None:
    plan = uwv.open()["id"]
    uwv.do(plan, "situations", {"begins": "2026-01-01", "codes": ["DD05"], "benefitEnd": "2026-06-30"})
    act = {"kind": "instrument", "label": "scholingsvoucher", "party": "werkcentrum-rijnmond", "ends": "2026-09-01"}
    running = uwv.do(plan, "activities", act)["madeId"]
    uwv.do(plan, f"activities/{running}/state", {"state": "running", "day": "2026-02-01"})
    asked = uwv.do(plan, "decisions", {"kind": "study-permission", "question": "Mag het?"})["madeId"]
    decided = {"outcome": "granted", "reason": "het past", "begins": "2026-02-01"}
    uwv.do(plan, f"decisions/{asked}/outcome", decided)
    uwv.do(plan, f"decisions/{asked}/outcome", decided, 409)
    budget = uwv.do(plan, "budgets", {"label": "scholing", "amountEurocent": 100_000})["madeId"]
    promise = {"budgetId": budget, "activityId": running, "amountEurocent": 60_000}
    promised = uwv.do(plan, "commitments", promise)["madeId"]
    uwv.do(plan, "commitments", promise, 409)
    made = uwv.do(plan, "situations", {"begins": "2026-07-01", "codes": ["DD02"]})
    view = uwv.read(plan)
    asked_now = {item["id"]: item for item in view["decisions"] if item["id"] in made["toDecide"]}
    assert {(item["kind"], item["subject"], item["party"], item["due"]) for item in asked_now.values()} == {
        ("coordination", None, "uwv-rijnmond", "2026-07-01"),
        ("continue-activity", running, "werkcentrum-rijnmond", "2026-07-01"),
        ("study-permission", asked, "uwv-rijnmond", "2026-07-01"),
        ("keep-commitment", promised, "uwv-rijnmond", "2026-07-01"),
    }
    assert [item["state"] for item in view["activities"]] == ["running"]
    assert view["budgets"][0]["leftEurocent"] == 40_000
    uwv.do(plan, f"commitments/{promised}/release")
    assert uwv.read(plan)["budgets"][0]["leftEurocent"] == 100_000
    text = uwv.get(f"/v1/plans/{plan}/decisions/{asked}/text").json()["text"]
    assert "Ons besluit is: ja." in text
    assert "Dit geldt vanaf 1 februari 2026." in text


def test_an_activity_ends_once_and_stops_with_a_reason(uwv: Desk) -> None:
    plan = uwv.open()["id"]
    act = uwv.do(plan, "activities", {"kind": "practice", "label": "proefplaatsing"})["madeId"]
    uwv.do(plan, f"activities/{act}/state", {"state": "stopped"}, 409)
    uwv.do(plan, "closing", {"reason": "klaar"}, 409)
    uwv.do(plan, f"activities/{act}/state", {"state": "stopped", "reason": "het bedrijf sluit"})
    uwv.do(plan, f"activities/{act}/state", {"state": "running"}, 409)
    uwv.do(plan, f"activities/{act}", {"begins": "2026-03-02", "ends": "2026-03-01"}, 409)
    uwv.do(plan, "closing", {"reason": "klaar"})
    assert uwv.do(plan, "notes", {"text": "te laat"}, 409)["type"] == "/docs#problem-plan-closed"
    assert uwv.read(plan)["closeReason"] == "klaar"


def test_a_person_sees_exports_objects_and_is_erased(uwv: Desk, client: TestClient) -> None:
    opened = uwv.open(caseKey="zaak-7")
    plan, person = opened["id"], Desk(client, person=opened["personId"])
    person.do(plan, "goals", {"text": "dicht bij huis werken <b>"})
    person.do(plan, "notes", {"text": "mijn notitie"})
    person.do(plan, "activities", {"kind": "evc", "label": "EVC"}, 403)
    uwv.do(plan, "objections", {"text": "x"}, 403)
    objection = person.do(plan, "objections", {"text": "ik ben het niet eens"})["madeId"]
    uwv.do(plan, f"decisions/{objection}/outcome", {"outcome": "refused", "reason": "de wet vraagt het"})
    pinned(uwv, plan)
    uwv.do(plan, "budgets", {"label": "scholing", "amountEurocent": 140_050})
    uwv.do(plan, "hand-overs", {"to": "gemeente-rotterdam", "reason": "verhuisd", "legalTask": "Participatiewet"})
    exported = person.get(f"/v1/plans/{plan}/export").json()
    answers.ExportAnswer.model_validate(exported)
    assert exported["plan"]["notes"][0]["text"] == "mijn notitie"
    assert "zaak-7" not in str(exported)
    page = person.get(f"/v1/plans/{plan}/export-page")
    assert page.status_code == 200
    assert "mijn notitie" in page.text
    assert "<b>" not in page.text
    assert "Uw bezwaar: “ik ben het niet eens” uwv-rijnmond besluit dit" in page.text
    assert "nee. De reden: de wet vraagt het." in page.text
    assert "scholing: € 1.400,50 van uwv-rijnmond. Hiervan is € 0 toegezegd en € 1.400,50 over." in page.text
    assert "verhuisd: er is nog geen antwoord." in page.text
    assert not any(f": {code}" in page.text for code in ("granted", "refused", "offered", "open", "planned"))
    erasure = person.do(plan, "erasure-requests", {"text": "wis mijn plan"})["madeId"]
    uwv.do(plan, f"decisions/{erasure}/outcome", {"outcome": "granted", "reason": "geen bewaarplicht"})
    assert uwv.get(f"/v1/plans/{plan}").status_code == 404
    assert person.get("/v1/plans").json()["plans"] == []
    assert uwv.open(caseKey="zaak-7")["id"] != plan


@pytest.mark.parametrize(
    "text",
    ["bsn 123456782", "123.45.6782", "1234 56 782", "mail jan@voorbeeld.nl", "bel 06-12345678", "+31 6 12345678"],
)
def test_what_names_a_person_is_refused_at_the_door(uwv: Desk, text: str) -> None:
    plan = uwv.open()["id"]
    answer = uwv.send(f"/v1/plans/{plan}/notes", {"text": text}, version=1)
    assert problem(answer) == (400, "request-invalid")
    assert "leave it out" in answer.json()["detail"]
    assert text not in answer.text
    assert uwv.send("/v1/plans", {"caseKey": "123456782"}).status_code == 400


@pytest.mark.parametrize("text", ["123456789", "crebo 25698 in 2026", "op 20260101 of 01022026", "€ 1.234.567,00"])
def test_other_numbers_are_welcome(uwv: Desk, text: str) -> None:
    plan = uwv.open()["id"]
    assert uwv.do(plan, "notes", {"text": text})["version"] == 2


def test_a_caseload_goes_in_and_out_by_case_key(uwv: Desk, gemeente: Desk) -> None:
    head = "caseKey;begins;codes;benefitEnd\n"
    text = head + "zaak-1;2026-03-01;DD05;2027-09-01\nzaak-2;2026-03-01;DD05 ED01;\n"
    assert uwv.send("/v1/caseload", {"csv": text}).json() == {"opened": 2, "changed": 0}
    assert uwv.send("/v1/caseload", {"csv": text}).json() == {"opened": 0, "changed": 0}
    moved = head + "zaak-2;2026-05-01;DD02;\n"
    assert uwv.send("/v1/caseload", {"csv": moved}).json() == {"opened": 0, "changed": 1}
    wrong = head + "zaak-3;2026-03-01;DD05;\nzaak-4;maart;XX;\n123456782;2026-03-01;DD05;\n"
    answer = uwv.send("/v1/caseload", {"csv": wrong})
    assert problem(answer) == (400, "record-invalid")
    assert "csv:3" in answer.json()["detail"]
    assert "123456782" not in answer.text
    lines = uwv.get("/v1/caseload").json()["csv"].splitlines()
    assert [line.split(";")[0] for line in lines] == ["caseKey", "zaak-1", "zaak-2"]
    assert gemeente.get("/v1/caseload").json()["csv"].count("\n") == 1


def test_what_is_written_has_the_documented_type(uwv: Desk) -> None:
    plan = uwv.open()["id"]
    uwv.do(plan, "situations", {"begins": "2026-01-01", "codes": ["DD05"], "benefitEnd": "2026-06-30"})
    pinned(uwv, plan)
    model: type[BaseModel] = answers.PlanAnswer
    model.model_validate(uwv.read(plan))
    answers.PlansAnswer.model_validate(uwv.get("/v1/plans", limit=1).json())
    answers.PlanChanged.model_validate(uwv.do(plan, "notes", {"text": "a"}))
