"""The three journeys: each is walked over HTTP from start to end, and checked as it goes."""

from __future__ import annotations

from tests.werkplan.journey_employer import ten_for_an_employer
from tests.werkplan.recording import Journey, ask, part

UWV, GEMEENTE, SCHOOL, EMPLOYER = "uwv-rijnmond", "gemeente-rotterdam", "roc-rijnmond", "kinderopvang-noord"
PATH = "https://loopbaanpad.example/id/path/schoonmaker-groepshulp-tegels"


def benefit_ends_halfway(go: Journey) -> None:
    """WW runs out halfway: from UWV to the gemeente, from groepshulp to the diploma, in tiles and then in a bbl."""
    uwv, gemeente, school = go.at(UWV), go.at(GEMEENTE), go.at(SCHOOL)
    go.say("**1. UWV opens a plan.** The person is known by a random id only, and has WW until 30 June 2027.")
    opened = uwv.open(caseKey="zaak-2026-17")
    plan, me = opened["id"], go.at(person=opened["personId"])
    go.show("POST /v1/plans", {"caseKey": "zaak-2026-17"}, part(opened, "id", "personId", "version"))
    situation = {"begins": "2026-03-02", "codes": ["DD05"], "benefitEnd": "2027-06-30"}
    uwv.do(plan, "situations", situation)
    me.do(plan, "notes", {"text": "Ik werk graag met kleine kinderen."})
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]

    go.say(
        "**2. The path in tiles.** It begins with learning at work for a praktijkverklaring, then two mbo-certificaten."
    )
    question = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60, "dutch": "2F"}
    found = ask(go, **question)
    path = next(item for item in found["paths"] if item["id"] == PATH)
    go.show(
        "POST /v1/routes", question, {"paths": [{"label": path["label"], "steps": [s["label"] for s in path["steps"]]}]}
    )
    pin = {"receipt": found["receipt"], "routeId": PATH, "begins": "2026-04-01", "party": SCHOOL}
    pinned = uwv.do(plan, f"goals/{goal}/pins", pin)
    tiles = {item["label"]: item["id"] for item in uwv.read(plan)["activities"]}
    practice = next(id for label, id in tiles.items() if "praktijkleren" in label)
    certificates = [id for label, id in tiles.items() if "certificaat" in label]
    assert (len(certificates), pinned["activityIds"]) == (2, list(tiles.values()))
    assert not any(word in str(found["receipt"]) for word in ("DD05", "2027-06-30"))

    go.say("**3. What the work asks.** A VOG, and spoken Dutch: activities, with who arranges them and by when.")
    vog = {"kind": "vog", "label": "VOG aanvragen", "party": EMPLOYER, "begins": "2026-03-02", "ends": "2026-03-30"}
    vog_id = uwv.do(plan, "activities", vog)["madeId"]
    talk = {"kind": "training", "label": "Nederlands spreken op het werk", "party": SCHOOL, "begins": "2026-04-01"}
    talk_id = uwv.do(plan, "activities", {**talk, "ends": "2026-12-18"})["madeId"]
    spoken = {
        "kind": "other", "party": EMPLOYER, "due": "2026-12-31",
        "question": "Is het gesproken Nederlands goed genoeg om op de groep te werken?",
    }  # fmt: skip
    spoken_id = uwv.do(plan, "decisions", spoken)["madeId"]
    go.show("POST /v1/plans/{planId}/activities", vog, {"madeId": vog_id})
    go.show("POST /v1/plans/{planId}/decisions", spoken, {"madeId": spoken_id})
    employer = go.at(EMPLOYER)
    employer.do(plan, f"activities/{vog_id}/state", {"state": "finished", "day": "2026-03-25"})

    go.say("**4. Permission to study, and money.** A dated decision, and a budget that says what is left.")
    study = {"kind": "study-permission", "question": "Mag dit leren met WW?"}
    allowed = uwv.do(plan, "decisions", study)["madeId"]
    yes = {"outcome": "granted", "reason": "het leidt naar werk", "begins": "2026-04-01"}
    uwv.do(plan, f"decisions/{allowed}/outcome", yes)
    budget = uwv.do(plan, "budgets", {"label": "scholing", "amountEurocent": 200_000})["madeId"]
    promise = {"budgetId": budget, "activityId": certificates[0], "amountEurocent": 60_000}
    uwv.do(plan, "commitments", promise)
    go.show("GET /v1/plans/{planId}", None, {"budgets": [part(uwv.read(plan)["budgets"][0], "label", "leftEurocent")]})

    go.say("**5. The praktijkverklaring and a first certificate are there.** The employer is content with the Dutch.")
    go.day = "2026-12-15"
    for id, begin, end in ((practice, "2026-04-01", "2026-09-30"), (certificates[0], "2026-10-01", "2026-12-11")):
        school.do(plan, f"activities/{id}/state", {"state": "running", "day": begin})
        school.do(plan, f"activities/{id}/state", {"state": "finished", "day": end})
    school.do(plan, f"activities/{talk_id}/state", {"state": "finished", "day": "2026-12-11"})
    employer.do(plan, f"decisions/{spoken_id}/outcome", {"outcome": "granted", "reason": "de gesprekken gaan goed"})
    school.do(plan, f"activities/{certificates[1]}/state", {"state": "running", "day": "2027-01-04"})

    go.say("**6. The WW ends, the person gets bijstand.** The plan lists what must be decided, and nothing stops.")
    go.day = "2027-06-01"
    made = uwv.do(plan, "situations", {"begins": "2027-07-01", "codes": ["DD02"]})
    view = uwv.read(plan)
    decide = [item for item in view["decisions"] if item["id"] in made["toDecide"]]
    go.show(
        "POST /v1/plans/{planId}/situations",
        {"begins": "2027-07-01", "codes": ["DD02"]},
        {"toDecide": [part(item, "kind", "party", "due", "question") for item in decide]},
    )
    assert {item["kind"] for item in decide} == {
        "coordination", "continue-activity", "study-permission", "keep-commitment",
    }  # fmt: skip
    assert next(item for item in view["activities"] if item["id"] == certificates[1])["state"] == "running"
    own = {"study-permission": ("ends", "met bijstand besluit de gemeente hierover")}
    own["keep-commitment"] = ("goes-on", "het certificaat is toegezegd voor de WW stopte")
    for item in decide:
        if item["kind"] in own:
            outcome, why = own[item["kind"]]
            uwv.do(plan, f"decisions/{item['id']}/outcome", {"outcome": outcome, "reason": why})
    permission = next(item["id"] for item in decide if item["kind"] == "study-permission")
    text = uwv.get(f"/v1/plans/{plan}/decisions/{permission}/text").json()
    go.say("UWV decides what is its own, and the text to copy into its letter is there.")
    go.show("GET /v1/plans/{planId}/decisions/{decisionId}/text", None, text)

    go.say("**7. The hand-over.** UWV stays responsible until the gemeente accepts.")
    offer = {"to": GEMEENTE, "reason": "de WW eindigt op 30 juni", "legalTask": "Participatiewet, artikel 7"}
    offered = uwv.do(plan, "hand-overs", offer)["madeId"]
    assert uwv.read(plan)["coordinator"] == UWV
    go.day = "2027-07-01"
    gemeente.do(plan, f"hand-overs/{offered}/answer", {"outcome": "accepted", "caseKey": "dossier-1204"})
    coordinators = gemeente.get(f"/v1/plans/{plan}/history").json()["coordinators"]
    go.show("POST /v1/plans/{planId}/hand-overs", offer, {"madeId": offered})
    go.show("GET /v1/plans/{planId}/history", None, {"coordinators": coordinators})
    assert [span["party"] for span in coordinators] == [UWV, GEMEENTE]
    assert gemeente.get("/v1/caseload").json()["csv"].splitlines()[1].startswith(f"dossier-1204;{plan};")
    continued = next(item for item in gemeente.read(plan)["activities"] if item["id"] == certificates[1])
    assert continued["state"] == "running"
    school.do(plan, f"activities/{certificates[1]}/state", {"state": "finished", "day": "2027-07-01"})

    go.say("**8. A leerbaan: the last tile becomes a bbl.** A second route is pinned; the first stays readable.")
    go.day = "2027-08-16"
    question = {**question, "credentials": ["vog"]}
    found = ask(go, **question)
    route = next(item for group in found["groups"] for item in group["routes"])
    go.show("POST /v1/routes", question, {"line": route["line"], "unknown": route["unknown"]})
    assert [step["kind"] for step in route["steps"]] == ["training", "target"]
    for item in gemeente.read(plan)["activities"]:
        if item["state"] == "planned":
            stop = {"state": "stopped", "reason": "er is een leerbaan, het wordt bbl"}
            school.do(plan, f"activities/{item['id']}/state", stop)
    pin = {"receipt": found["receipt"], "routeId": route["id"], "begins": "2027-09-01", "party": EMPLOYER}
    bbl, work = gemeente.do(plan, f"goals/{goal}/pins", pin)["activityIds"]
    assert gemeente.get(f"/v1/plans/{plan}/goals/{goal}/pins/{pinned['madeId']}").json()["route"] == path
    employer.do(plan, f"activities/{bbl}/state", {"state": "running", "day": "2027-09-01"})

    go.say("**9. The diploma, the work, the end.**")
    go.day = "2030-09-02"
    employer.do(plan, f"activities/{bbl}/state", {"state": "finished", "day": "2030-08-28"})
    employer.do(plan, f"activities/{work}/state", {"state": "finished", "day": "2030-09-02"})
    gemeente.do(plan, f"goals/{goal}/state", {"state": "reached"})
    gemeente.do(plan, "closing", {"reason": "het doel is bereikt"})
    states = [part(item, "kind", "label", "party", "state", "realEnd") for item in me.read(plan)["activities"]]
    go.show("GET /v1/plans/{planId}", None, {"activities": states})
    assert {item["state"] for item in states} == {"finished", "stopped"}

    go.say("**10. The person sees who looked, and why.**")
    seen = me.read(plan)["seenBy"]
    assert {item["organisation"] for item in seen} == {UWV, GEMEENTE, SCHOOL, EMPLOYER, None}
    go.show(
        "GET /v1/plans/{planId}",
        None,
        {"seenBy": [part(i, "organisation", "label", "purpose", "times") for i in seen[:4]]},
    )
    exported = me.get(f"/v1/plans/{plan}/export").json()
    assert len(exported["pins"]) == 2
    assert {line["organisation"] for line in exported["log"]} >= {UWV, GEMEENTE, SCHOOL, EMPLOYER}


def reorganisation(go: Journey) -> None:
    """A group of 40: one question for all, then a plan for each, which is that person's own from then on."""
    desk = go.at("werkcentrum-rijnmond")
    go.say("**1. One question for the group.** Jobs and numbers only: 28 and 12 people, and two offers of places.")
    question = {
        "lines": [
            {"occupation": "verkoper", "count": 28, "months": 36},
            {"occupation": "caissière", "count": 12, "months": 36},
        ],
        "places": [{"target": "verzorgende", "count": 15}, {"target": "vakkenvuller", "count": 10}],
        "candidates": 4,
    }
    answer = go.client.post("/v1/groups", json=question)
    assert answer.status_code == 200, answer.text
    group = answer.json()
    spread = group["assignment"]
    moves = [
        {
            "from": group["lines"][item["line"]]["occupations"][0]["label"],
            "to": item["to"]["label"],
            "people": item["people"],
        }
        for item in spread["moves"]
    ]
    left = [part(item, "line", "people", "why") for item in group["left"]]
    go.show("POST /v1/groups", question, {**part(spread, "placed", "unplaced", "proven"), "moves": moves, "left": left})
    assert (group["people"], spread["placed"] + spread["unplaced"]) == (40, 40)
    assert spread["placed"] == sum(item["people"] for item in moves) == 25

    go.say("**2. Forty plans in one action**, by the organisation's own case keys: all of them, or none.")
    body = {
        "receipt": group["receipt"],
        "situation": {"begins": "2026-03-02", "codes": ["DD08"]},
        "begins": "2026-04-01",
        "caseKeys": [f"reorg-{number:02}" for number in range(1, 41)],
    }
    done = desk.send("/v1/groups/plans", body)
    assert done.status_code == 200, done.text
    made = done.json()["plans"]
    shown = {**body, "receipt": "… as the answer gave it", "caseKeys": ["reorg-01", "… 40 keys"]}
    told = {"plans": [made[0], "… 38 plans", made[-1]], **part(done.json(), "unplaced")}
    go.show("POST /v1/groups/plans", shown, told)
    plans = [item["id"] for item in made]
    assert len(set(plans)) == 40
    assert desk.get("/v1/plans", limit=200).json()["plans"][-1]["version"] == 1

    go.say(
        "**3. Everybody has their own goal and route.** The spread is a proposal: who wants otherwise gets another "
        "goal. For whom there was no place the goal is still to be chosen."
    )
    first, last = desk.read(plans[0]), desk.read(plans[-1])
    go.show(
        "GET /v1/plans/{planId}",
        None,
        {
            "goals": [part(item, "label", "state") for item in first["goals"]],
            "activities": [part(item, "kind", "label", "plannedBegin") for item in first["activities"]],
        },
    )
    placed = [desk.read(item["id"]) for item in made if item["move"] is not None]
    assert len(placed) == 25
    assert all(len(plan["goals"][0]["pins"]) == 1 and plan["activities"] for plan in placed)
    assert (last["goals"], last["activities"]) == ([], [])
    desk.do(plans[-1], "goals", {"text": "werk in de buurt, nog te kiezen"})

    go.say("**4. One person chooses otherwise.** Nobody else's plan changes.")
    others = {plan: desk.read(plan) for plan in plans[1:]}
    person = go.at(person=first["personId"])
    person.do(plans[0], "goals", {"occupation": "buschauffeur"})
    person.do(plans[0], f"goals/{first['goals'][0]['id']}/state", {"state": "open"}, 403)
    desk.do(plans[0], f"goals/{first['goals'][0]['id']}/state", {"state": "dropped", "reason": "zij kiest de bus"})
    changed = person.read(plans[0])
    go.show("GET /v1/plans/{planId}", None, {"goals": [part(i, "label", "byRole", "state") for i in changed["goals"]]})
    assert {plan: desk.read(plan) for plan in plans[1:]} == others
    assert go.at(person=first["personId"]).get("/v1/plans").json()["plans"][0]["id"] == plans[0]
    assert len(person.get("/v1/plans").json()["plans"]) == 1

    go.say("**5. The caseload goes out again**, with what goes on and what ends first.")
    lines = desk.get("/v1/caseload").json()["csv"].splitlines()
    go.show("GET /v1/caseload", None, {"csv": "\n".join([lines[0], "…", lines[-1]])})
    assert len(lines) == 41


JOURNEYS = {
    "A benefit that ends halfway": benefit_ends_halfway,
    "A group of forty in a reorganisation": reorganisation,
    "Ten people for an employer": ten_for_an_employer,
}
