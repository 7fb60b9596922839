"""How a plan passes on, with the receiver's own case key, and how it ends: not before everything is decided."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.kit.desk import Desk


def test_who_takes_over_gives_its_own_case_key(uwv: Desk, gemeente: Desk) -> None:
    plan = uwv.open(caseKey="zaak-1")["id"]
    gemeente.open(caseKey="dossier-1")
    offer = {"to": "gemeente-rotterdam", "reason": "verhuisd", "legalTask": "Participatiewet"}
    answer = f"hand-overs/{uwv.do(plan, 'hand-overs', offer)['madeId']}/answer"
    gemeente.do(plan, answer, {"outcome": "accepted", "caseKey": "dossier-1"}, 409)
    gemeente.do(plan, answer, {"outcome": "returned", "reason": "nee", "caseKey": "dossier-2"}, 409)
    assert uwv.read(plan)["coordinator"] == "uwv-rijnmond"
    gemeente.do(plan, answer, {"outcome": "accepted", "caseKey": "dossier-2"})
    rows = [line.split(";") for line in gemeente.get("/v1/caseload").json()["csv"].splitlines()[1:]]
    assert [(row[0], row[1] == plan) for row in rows] == [("dossier-1", False), ("dossier-2", True)]
    assert len(uwv.get("/v1/caseload").json()["csv"].splitlines()) == 1
    head = "caseKey;begins;codes;benefitEnd\n"
    changed = gemeente.send("/v1/caseload", {"csv": f"{head}dossier-2;2026-07-01;DD02;\n"}).json()
    assert changed == {"opened": 0, "changed": 1}
    back = f"hand-overs/{gemeente.do(plan, 'hand-overs', {**offer, 'to': 'uwv-rijnmond'})['madeId']}/answer"
    uwv.do(plan, back, {"outcome": "accepted", "caseKey": "zaak-2"}, 409)  # it has one
    uwv.do(plan, back, {"outcome": "accepted"})
    assert uwv.get("/v1/caseload").json()["csv"].splitlines()[1].startswith(f"zaak-1;{plan};")


def test_open_decisions_stop_a_closing(uwv: Desk, gemeente: Desk, client: TestClient) -> None:
    opened = uwv.open()
    plan, person = opened["id"], Desk(client, person=opened["personId"])
    act = uwv.do(plan, "activities", {"kind": "practice", "label": "proefplaatsing"})["madeId"]
    uwv.do(plan, f"activities/{act}/state", {"state": "running"})
    uwv.do(plan, "situations", {"begins": "2026-01-01", "codes": ["DD05"]})
    uwv.do(plan, "situations", {"begins": "2026-07-01", "codes": ["DD04"]})
    uwv.do(plan, f"activities/{act}/state", {"state": "finished"})
    theirs = uwv.do(plan, "decisions", {"kind": "other", "question": "Helpt u?", "party": "gemeente-rotterdam"})
    objection = person.do(plan, "objections", {"text": "ik wil dit niet"})["madeId"]
    told = uwv.do(plan, "closing", {"reason": "klaar"}, 409)
    assert told["type"] == "/docs#problem-plan-conflict"
    left = [item for item in uwv.read(plan)["decisions"] if item["subject"] != act]
    assert {item["id"] for item in left} >= {theirs["madeId"], objection}
    assert f"found {len(left)} decisions that are still open" in told["detail"]
    for item in left:
        assert f"{item['kind']} by {item['party']} ({item['id']})" in told["detail"]
        assert item["question"] not in told["detail"]
    assert "/decisions/{decisionId}/outcome" in told["detail"]
    assert uwv.read(plan)["closedAt"] is None
    no = {"outcome": "refused", "reason": "nee"}
    uwv.do(plan, f"decisions/{theirs['madeId']}/outcome", no, 403)
    gemeente.do(plan, f"decisions/{theirs['madeId']}/outcome", no)
    for item in left:
        if item["party"] == "uwv-rijnmond":
            uwv.do(plan, f"decisions/{item['id']}/outcome", no)
    asked = [item["kind"] for item in uwv.read(plan)["decisions"] if item["outcome"] is None]
    assert asked == ["continue-activity"]  # of what has ended: nobody has to decide that any more
    uwv.do(plan, "closing", {"reason": "klaar"})


def test_who_coordinates_takes_a_question_back(uwv: Desk, gemeente: Desk, client: TestClient) -> None:
    opened = uwv.open()
    plan, person = opened["id"], Desk(client, person=opened["personId"])
    asked = uwv.do(plan, "decisions", {"kind": "other", "question": "Helpt u?", "party": "gemeente-rotterdam"})[
        "madeId"
    ]
    objection = person.do(plan, "objections", {"text": "ik wil dit niet"})["madeId"]
    back = {"outcome": "withdrawn", "reason": "het is niet meer nodig"}
    gemeente.do(plan, f"decisions/{asked}/outcome", back, 403)
    uwv.do(plan, "closing", {"reason": "klaar"}, 409)
    told = uwv.do(plan, f"decisions/{objection}/outcome", back, 409)
    assert "found a decision of kind objection, expected study-permission or other" in told["detail"]
    uwv.do(plan, f"decisions/{asked}/outcome", back)
    text = client.get(f"/v1/plans/{plan}/decisions/{asked}/text", headers=uwv.headers).json()["text"]
    assert "De vraag is ingetrokken. Dat was op " in text
    uwv.do(plan, f"decisions/{asked}/outcome", back, 409)
    uwv.do(plan, f"decisions/{objection}/outcome", {"outcome": "refused", "reason": "het gaat door"})
    uwv.do(plan, "closing", {"reason": "klaar"})
