"""Every operation on plans once, with texts of one's own: what the log and the leak test ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from api.werkplan.vum_fields import PERSONAL
from tests.kit.desk import Desk


@dataclass
class Asked:
    """What was asked: whom each operation was about (by its name), every answer, and what had to be dropped."""

    persons: dict[str, str] = field(default_factory=dict)
    answers: list[httpx.Response] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)  #: the marks of what no door lets in


def _plain(what: str) -> str:
    return what


def _group_of_one(client: httpx.Client, key: str) -> str:
    """A group of one person, at an organisation of its own; gives the person."""
    group = {"lines": [{"occupation": "verkoper", "count": 1, "months": 36}], "candidates": 1}
    group["places"] = [{"target": "vakkenvuller", "count": 1}]
    receipt = client.post("/v1/groups", json=group).json()["receipt"]
    body = {"receipt": receipt, "situation": {"begins": "2026-03-01", "codes": ["DD08"]}, "caseKeys": [key]}
    answer = Desk(client, "werkcentrum-rijnmond").send("/v1/groups/plans", body)
    assert answer.status_code == 200, answer.text
    (made,) = answer.json()["plans"]
    return str(made["personId"])


def _profile(desk: Desk, mark: Any) -> httpx.Response:
    """A profile of VUM with marks wherever a person can be named, and in fields that VUM doesn't have."""
    named = {name: mark(name) for name in PERSONAL if not name.startswith(("email", "telefoon"))}
    work = {"beroep": {"naamBeroepOngecodeerd": "vakkenvuller"}, "naamOrganisatie": mark("werkgever")}
    profile = {
        **named,
        mark("veld"): mark("onbekend"),
        "emailadres": [f"{mark('adres')}@voorbeeld.nl"],
        "telefoonnummer": [mark("telefoon")],
        "persoonlijkePresentatie": mark("over mij"),
        "mobiliteit": {"bemiddelingspostcode": mark("postcode"), "maximaleReistijd": mark("reistijd")},
        "arbeidsmarktkwalificatie": {
            "werkervaring": [{**work, "toelichtingWerkervaring": mark("toelichting")}],
            "vakvaardigheid": [{"omschrijving": mark("vaardigheid")}],
            "rijbewijs": [{"codeSoortRijbewijs": mark("rijbewijs")}],
        },
    }
    answer = desk.client.post("/v1/profiles/vum", json=profile, headers=desk.headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["dropped"]
    return answer


def everything(client: httpx.Client, mark: Any = _plain) -> Asked:
    """One plan from opening to erasure and one that is closed, through every operation; ``mark`` marks a text."""
    asked = Asked()
    uwv, gemeente = Desk(client, "uwv-rijnmond"), Desk(client, "gemeente-rotterdam")
    key = mark("zaak")
    opened = uwv.open(caseKey=key)
    plan, person = opened["id"], Desk(client, person=opened["personId"])

    def did(name: str) -> None:
        asked.persons[name] = opened["personId"]

    def do(name: str, path: str, body: Any, who: Desk = uwv) -> dict[str, Any]:
        did(name)
        return who.do(plan, path, body)

    def get(name: str, path: str, who: Desk = uwv, **query: Any) -> httpx.Response:
        did(name)
        answer = who.get(path, **query)
        assert answer.status_code == 200, answer.text
        asked.answers.append(answer)
        return answer

    did("open_plan")
    head = "caseKey;begins;codes;benefitEnd\n"
    did("write_caseload")
    rows = f"{head}{key};2026-03-01;DD05;2026-12-31\n"
    assert uwv.send("/v1/caseload", {"csv": rows}).json() == {"opened": 0, "changed": 1}
    do("record_situation", "situations", {"begins": "2026-03-02", "codes": ["DD05"], "benefitEnd": "2026-12-31"})
    goal = do("add_goal", "goals", {"text": mark("doel")}, person)["madeId"]
    do("change_goal", f"goals/{goal}/state", {"state": "dropped", "reason": mark("reden")}, person)
    goal = do("add_goal", "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    question = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60}
    found = client.post("/v1/routes", json=question).json()
    route = next(route for group in found["groups"] for route in group["routes"])
    pin = do("pin_route", f"goals/{goal}/pins", {"receipt": found["receipt"], "routeId": route["id"]})
    act = do("add_activity", "activities", {"kind": "instrument", "label": mark("activiteit")})["madeId"]
    do("change_activity", f"activities/{act}", {"ends": "2026-05-01"})
    do("move_activity", f"activities/{act}/state", {"state": "stopped", "reason": mark("gestopt"), "notThere": True})
    budget = do("add_budget", "budgets", {"label": mark("budget"), "amountEurocent": 100_000})["madeId"]
    promise = {"budgetId": budget, "activityId": act, "amountEurocent": 50_000}
    promised = do("add_commitment", "commitments", promise)["madeId"]
    do("release_commitment", f"commitments/{promised}/release", {})
    decision = do("ask_decision", "decisions", {"kind": "other", "question": mark("vraag")})["madeId"]
    do("decide", f"decisions/{decision}/outcome", {"outcome": "granted", "reason": mark("besluit")})
    do("add_note", "notes", {"text": mark("notitie")}, person)
    consent = {"party": "gemeente-rotterdam", "parts": ["notes"], "purpose": mark("doeleinde")}
    given = do("give_consent", "consents", consent, person)["madeId"]
    do("withdraw_consent", f"consents/{given}/withdrawal", {}, person)
    objection = do("add_objection", "objections", {"text": mark("bezwaar")}, person)["madeId"]
    do("decide", f"decisions/{objection}/outcome", {"outcome": "refused", "reason": mark("afwijzing")})
    path = f"/v1/plans/{plan}"
    get("list_plans", "/v1/plans", limit=200)
    get("read_plan", path, person)
    get("read_pin", f"{path}/goals/{goal}/pins/{pin['madeId']}")
    get("read_drift", f"{path}/goals/{goal}/drift")
    get("read_decision_text", f"{path}/decisions/{decision}/text")
    get("read_history", f"{path}/history")
    get("read_log", f"{path}/log", person)
    get("export_plan", f"{path}/export", person)
    get("export_page", f"{path}/export-page", person)
    get("read_caseload", "/v1/caseload")
    asked.persons["open_plans"] = _group_of_one(client, mark("groep"))

    def drop(what: str) -> str:
        asked.dropped.append(mark(what))
        return asked.dropped[-1]

    asked.answers.append(_profile(uwv, drop))
    adviser = {"Loopbaanpad-Demo-Role": "adviser", "Loopbaanpad-Demo-Organisation": "werkcentrum-rijnmond"}
    asked.answers.append(client.get("/v1/monitor", headers=adviser))
    assert asked.answers[-1].status_code == 200, asked.answers[-1].text
    offer = {"to": "gemeente-rotterdam", "reason": mark("overdracht"), "legalTask": mark("taak")}
    offered = do("offer_plan", "hand-overs", offer)["madeId"]
    do("answer_offer", f"hand-overs/{offered}/answer", {"outcome": "returned", "reason": mark("terug")}, gemeente)
    for item in uwv.read(plan)["activities"]:
        if item["state"] == "planned":
            uwv.do(plan, f"activities/{item['id']}/state", {"state": "stopped", "reason": mark("einde")})
    do("close_plan", "closing", {"reason": mark("gesloten")})
    do("ask_erasure", "erasure-requests", {"text": mark("wissen")}, person)
    return asked
