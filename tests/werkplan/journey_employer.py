"""The journey of an employer, walked over HTTP from start to end and checked as it goes."""

from __future__ import annotations

from tests.werkplan.recording import Journey, ask, part

UWV = "uwv-rijnmond"


def ten_for_an_employer(go: Journey) -> None:
    """An employer needs ten solar panel fitters: who could come in, with what training, and what helps the employer."""
    go.say(
        "**1. Who could come in, and with what training?** The nearest occupations, how many of the skills that the "
        "work asks they share, and what is followed on the direct way."
    )
    question = {"to": "zonnepanelenmonteur", "limit": 10}
    answer = go.client.post("/v1/sources", params={"include": "offers"}, json=question)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    near = [
        {**part(item, "label", "sharedSkills", "essentialSkills"),
         "trainings": item["trainings"] and [part(one, "label", "weeks", "costEurocent") for one in item["trainings"]]}
        for item in told["sources"]
    ]  # fmt: skip
    go.show("POST /v1/sources?include=offers", question, {"to": told["to"]["label"], "sources": near[:4]})
    assert len(near) == 10

    go.say("**2. What helps the employer?** Each condition says yes, no or ask, with its article.")
    names = {item["id"]: item["label"] for item in told["menukaart"]["instruments"]}
    offers = [
        {"instrument": names[item["id"]], "answer": item["answer"], "law": item["conditions"][0]["law"],
         "article": item["conditions"][0]["article"], "question": item["conditions"][0]["question"]}
        for step in told["menukaart"]["steps"] for item in step["offers"] if item["conditions"]
    ]  # fmt: skip
    shown = ("Proefplaatsing (voor de werkgever)", "Loonkostensubsidie",
             "Tegemoetkoming voor begeleiding door de werkgever zelf")  # fmt: skip
    first = {item["instrument"]: item for item in reversed(offers) if item["instrument"] in shown}
    go.show("", None, {"menukaart": {"offers": [first[name] for name in sorted(first)]}})
    assert len(first) == len(shown)
    assert {item["answer"] for item in offers} <= {"yes", "ask", "no"}

    go.say("**3. The route.** For the nearest occupation that needs a training, with what is not known and who knows.")
    source = next(item for item in told["sources"] if item["trainings"])
    found = ask(go, **{"from": [source["id"]], "to": "zonnepanelenmonteur", "months": 24})
    routes = [route for group in found["groups"] for route in group["routes"]]
    followed = [one["id"] for one in source["trainings"]]
    chosen = next(r for r in routes if [s["id"] for s in r["steps"] if s["kind"] == "training"] == followed)
    body = {"from": [source["label"]], "to": "zonnepanelenmonteur", "months": 24}
    go.show("POST /v1/routes", body, {"line": chosen["line"], "unknown": chosen["unknown"]})

    go.say("**4. Ten people begin.** UWV opens their plans; the employer carries the work and sees that part only.")
    uwv, employer = go.at(UWV), go.at("zonmontage-rijnmond")
    for number in range(10):
        plan = uwv.open(caseKey=f"zon-{number:02}")["id"]
        goal = uwv.do(plan, "goals", {"occupation": "zonnepanelenmonteur"})["madeId"]
        pin = {"receipt": found["receipt"], "routeId": chosen["id"], "party": "zonmontage-rijnmond"}
        uwv.do(plan, f"goals/{goal}/pins", pin)
        uwv.do(plan, "notes", {"text": "gesprek gehad"})
    seen = employer.get("/v1/plans", limit=50).json()["plans"]
    assert len(seen) == 10
    view = employer.read(seen[0]["id"])
    go.show(
        "GET /v1/plans/{planId}",
        None,
        {**part(view, "whole", "coordinator", "notes", "situations"),
         "activities": [part(item, "kind", "label", "party", "state") for item in view["activities"]]},
    )  # fmt: skip
    assert (view["whole"], view["notes"], view["situations"]) == (False, [], [])
    assert employer.get(f"/v1/plans/{seen[0]['id']}/export").status_code == 403
