"""A plan of every standing to who asks, with one of each part, and requests about them that are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi.testclient import TestClient

from api.identity.actors import BOUND, Role
from api.identity.demo import HEADER, ROLE
from tests.kit.desk import Desk

UWV: Final = "uwv-rijnmond"
GEMEENTE: Final = "gemeente-rotterdam"
EMPLOYER: Final = "werkgever-zonneland"
SECTOR: Final = "techniek"
#: own: the own organisation coordinates. carried: another does, the own carries an activity. offered: another offers it
#: to the own. handed-over: the own gave it away. closed: an own one that is closed. other: nothing to do with it.
#: For a person all but ``other`` are the own plan; an employer carries an activity in own, carried and closed.
STANDINGS: Final = ("own", "carried", "offered", "handed-over", "closed", "other")
_OFFER: Final = {"reason": "verhuisd", "legalTask": "Participatiewet, artikel 7"}
_ROUTE: Final = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60}
_GROUP: Final = {
    "lines": [{"occupation": "verkoper", "count": 1, "months": 36}],
    "places": [{"target": "vakkenvuller", "count": 1}],
    "candidates": 1,
}
_BODIES: Final[Mapping[str, Any]] = {
    "POST /plans/{planId}/goals/{goalId}/state": {"state": "dropped", "reason": "iets anders"},
    "POST /plans/{planId}/activities/{activityId}/state": {"state": "running", "day": "2026-02-01"},
    "POST /plans/{planId}/activities/{activityId}": {"begins": "2026-03-01"},
    "POST /plans/{planId}/decisions/{decisionId}/outcome": {"outcome": "granted", "reason": "het past"},
    "POST /plans/{planId}/hand-overs": {**_OFFER, "to": "gemeente-schiedam"},
    "POST /plans/{planId}/hand-overs/{handOverId}/answer": {"outcome": "accepted"},
    "POST /plans/{planId}/situations": {"begins": "2026-07-01", "codes": ["DD02"]},
    "POST /plans/{planId}/activities": {"kind": "evc", "label": "EVC-traject"},
    "POST /plans/{planId}/decisions": {"kind": "study-permission", "question": "Mag het?"},
    "POST /plans/{planId}/consents": {"party": GEMEENTE, "parts": ["notes"], "purpose": "niet opnieuw vertellen"},
    "POST /plans": {},
}


@dataclass(frozen=True)
class Plan:
    """A plan as who asks finds it: its version, its person, and the ids of its parts."""

    version: int
    person: str
    parts: Mapping[str, str]
    carried_by_employer: str

    def ids(self, role: str, operation: str) -> Mapping[str, str]:
        """The parts that are meant: the employer's activity is its own, and the goal that a person changes too."""
        if role == "person" and operation.endswith("/goals/{goalId}/state"):
            return {**self.parts, "goalId": self.parts["ownGoalId"]}
        if role == "employer" and self.carried_by_employer:
            return {**self.parts, "activityId": self.carried_by_employer}
        return self.parts

    def who(self, role: str) -> dict[str, str]:
        if role == "nobody":
            return {}
        bound = BOUND[_role(role)]
        value = {"person": self.person, "sector": SECTOR}.get(bound, EMPLOYER if role == "employer" else UWV)
        return {ROLE: role, HEADER[bound]: value}


def _role(role: str) -> Role:
    return role  # type: ignore[return-value]


@dataclass(frozen=True)
class Plans:
    """The plans by standing, and what differs for some operations."""

    by_standing: Mapping[str, Plan]
    quiet: Plan  #: an own plan in which nothing goes on, to be closed
    pin: Mapping[str, Any]
    group: Mapping[str, Any]

    def of(self, standing: str, operation: str) -> Plan:
        if operation.endswith("/closing") and standing == "own":
            return self.quiet
        return self.by_standing["own" if standing == "-" else standing]

    def body(self, operation: str, plan: Plan) -> Any:
        """What is sent where the documented example wouldn't fit these plans; else ``None``."""
        if operation.endswith("/pins"):
            return self.pin
        if operation == "POST /groups/plans":
            return {"receipt": self.group}
        if operation == "POST /replay":
            return self.pin["receipt"]
        if operation.endswith("/commitments"):
            budget, activity = plan.parts["budgetId"], plan.parts["activityId"]
            return {"budgetId": budget, "activityId": activity, "amountEurocent": 100}
        return _BODIES.get(operation)


def made_plans(client: TestClient) -> Plans:
    """Make them, through the API itself, by who coordinates each."""
    found = client.post("/v1/routes", json=_ROUTE).json()
    route = next(route for group in found["groups"] for route in group["routes"])
    pin = {"receipt": found["receipt"], "routeId": route["id"], "begins": "2026-04-01"}
    group = client.post("/v1/groups", json=_GROUP).json()["receipt"]
    plans = {standing: _made(client, standing, pin) for standing in STANDINGS}
    desk = Desk(client, UWV)
    quiet = desk.open()
    return Plans(plans, Plan(quiet["version"], quiet["personId"], {"planId": quiet["id"]}, ""), pin, group)


def _made(client: TestClient, standing: str, pin: Mapping[str, Any]) -> Plan:
    starts = UWV if standing in ("own", "handed-over", "closed") else GEMEENTE
    desk = Desk(client, starts)
    opened = desk.open()
    plan, person = opened["id"], Desk(client, person=opened["personId"])
    parts = {"planId": plan}
    goal = desk.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    parts["ownGoalId"] = person.do(plan, "goals", {"text": "dicht bij huis werken"})["madeId"]
    pinned = desk.do(plan, f"goals/{goal}/pins", pin)
    carrier = UWV if standing == "carried" else None
    act = {"kind": "referral", "label": "taalcursus", "party": carrier or starts}
    parts["activityId"] = desk.do(plan, "activities", act)["madeId"]
    employer = ""
    if standing in ("own", "carried", "closed"):
        act = {"kind": "practice", "label": "proefplaatsing", "party": EMPLOYER}
        employer = desk.do(plan, "activities", act)["madeId"]
    budget = desk.do(plan, "budgets", {"label": "scholing", "amountEurocent": 100_000})["madeId"]
    promise = {"budgetId": budget, "activityId": parts["activityId"], "amountEurocent": 60_000}
    parts["commitmentId"] = desk.do(plan, "commitments", promise)["madeId"]
    question = {"kind": "study-permission", "question": "Mag het?"}
    parts["decisionId"] = desk.do(plan, "decisions", question)["madeId"]
    consent = {"party": "gemeente-schiedam", "parts": ["notes"], "purpose": "niet opnieuw vertellen"}
    parts["consentId"] = person.do(plan, "consents", consent)["madeId"]
    desk.do(plan, "notes", {"text": "een aantekening"})
    parts |= {"goalId": goal, "pinId": pinned["madeId"], "budgetId": budget}
    parts["handOverId"] = _handed(client, desk, plan, standing)
    if standing == "closed":
        for item in desk.read(plan)["activities"]:
            desk.do(plan, f"activities/{item['id']}/state", {"state": "stopped", "reason": "klaar"})
        answer = {"outcome": "granted", "reason": "het past"}
        desk.do(plan, f"decisions/{parts['decisionId']}/outcome", answer)  # nothing may be open any more
        desk.do(plan, "closing", {"reason": "klaar"})
        asked = person.do(plan, "erasure-requests", {"text": "wis mijn plan"})  # what is asked of a closed plan
        parts["decisionId"] = asked["madeId"]
    version = person.read(plan)["version"]
    return Plan(version, "0" * 32 if standing == "other" else opened["personId"], parts, employer)


def _handed(client: TestClient, desk: Desk, plan: str, standing: str) -> str:
    to = UWV if standing == "offered" else GEMEENTE if standing == "handed-over" else "gemeente-schiedam"
    offered = str(desk.do(plan, "hand-overs", {**_OFFER, "to": to})["madeId"])
    if standing == "handed-over":
        for item in desk.read(plan)["activities"]:  # what the own carries goes along, or it would still see that
            desk.do(plan, f"activities/{item['id']}", {"party": to})
        for item in desk.read(plan)["decisions"]:
            desk.do(plan, f"decisions/{item['id']}/outcome", {"outcome": "granted", "reason": "het past"})
        Desk(client, to).do(plan, f"hand-overs/{offered}/answer", {"outcome": "accepted"})
    elif standing != "offered":
        desk.do(plan, f"hand-overs/{offered}/answer", {"outcome": "withdrawn", "reason": "vergissing"})
    return offered
