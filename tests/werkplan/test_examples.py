"""The worked examples of the documentation are real answers, made anew here with a fixed clock and fixed ids."""

from __future__ import annotations

import itertools
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from fastapi.testclient import TestClient
from pydantic import BaseModel

from api.app import create_app
from api.settings import Settings
from api.werkplan import answers, answers_log, answers_monitor, operations
from api.werkplan.keeping import Werkplan
from graph.planner import Planner
from tests.kit.desk import BASE, Desk

FILE = Path(operations.__file__).with_name("examples.json")
MODEL: dict[str, type[BaseModel]] = {
    "changed": answers.PlanChanged,
    "plans": answers.PlansAnswer,
    "plan": answers.PlanAnswer,
    "history": answers.HistoryAnswer,
    "export": answers.ExportAnswer,
    "log": answers_log.LogAnswer,
    "pin": answers.PinAnswer,
    "drift": answers.DriftAnswer,
    "text": answers.TextAnswer,
    "monitor": answers_monitor.MonitorAnswer,
    "caseload": answers.CaseloadAnswer,
    "caseloadChanged": answers.CaseloadChanged,
}


def made(folder: Path, planner: Planner) -> dict[str, Any]:
    numbers = itertools.count(1)
    url = f"sqlite:{folder / 'plans.db'}"
    plans = Werkplan(url, now=lambda: datetime(2026, 3, 2, 10, tzinfo=UTC), new_id=lambda: f"{next(numbers):032x}")
    app = create_app(Settings(store="memory:", werkplan=url), planner=planner, werkplan=plans)
    uwv = Desk(TestClient(app, base_url=BASE), "uwv-rijnmond")
    told: dict[str, Any] = {}
    told["caseloadChanged"] = uwv.send(
        "/v1/caseload", {"csv": "caseKey;begins;codes;benefitEnd\nzaak-1;2026-03-01;DD05;2026-12-31\n"}
    ).json()
    plan = uwv.get("/v1/plans").json()["plans"][0]["id"]
    goal = uwv.do(plan, "goals", {"occupation": "pedagogisch medewerker"})["madeId"]
    ask = {"from": ["groepshulp"], "to": "pedagogisch medewerker", "months": 60}
    found = uwv.client.post("/v1/routes", json=ask).json()
    route = next(route for group in found["groups"] for route in group["routes"])
    told["changed"] = uwv.do(plan, f"goals/{goal}/pins", {"receipt": found["receipt"], "routeId": route["id"]})
    told["pin"] = uwv.get(f"/v1/plans/{plan}/goals/{goal}/pins/{told['changed']['madeId']}").json()
    told["drift"] = uwv.get(f"/v1/plans/{plan}/goals/{goal}/drift").json()
    asked = uwv.do(plan, "decisions", {"kind": "study-permission", "question": "Mag de opleiding met WW?"})["madeId"]
    uwv.do(plan, f"decisions/{asked}/outcome", {"outcome": "granted", "reason": "er is een leerbaan"})
    told["text"] = uwv.get(f"/v1/plans/{plan}/decisions/{asked}/text").json()
    adviser = {"Loopbaanpad-Demo-Role": "adviser", "Loopbaanpad-Demo-Organisation": "werkcentrum-rijnmond"}
    told["monitor"] = uwv.client.get("/v1/monitor", headers=adviser, params={"region": "Rijnmond"}).json()
    told["plans"] = uwv.get("/v1/plans").json()
    told["plan"] = uwv.read(plan)
    told["history"] = uwv.get(f"/v1/plans/{plan}/history").json()
    told["log"] = uwv.get(f"/v1/plans/{plan}/log", limit=2).json()
    told["export"] = uwv.get(f"/v1/plans/{plan}/export").json()
    told["caseload"] = uwv.get("/v1/caseload").json()
    for figure in told["monitor"]["halfYears"][0]["figures"]:  # they are many, and hidden where nobody is
        figure["bySector"], figure["byParty"] = figure["bySector"][:1], figure["byParty"][:1]
    for key in ("route", "receipt"):  # long, and shown with /v1/routes already
        told["pin"][key] = shortened(told["pin"][key])
    told["export"]["pins"] = []
    told["export"]["log"] = told["export"]["log"][:2]
    for number, line in enumerate([*told["log"]["lines"], *told["export"]["log"]]):
        line["traceId"] = f"{number % 2 + 1:032x}"  # drawn anew each time
    told["export"]["history"]["events"] = told["export"]["history"]["events"][:2]
    plans.close()
    return told


def shortened(part: dict[str, Any]) -> dict[str, Any]:
    return {**part, **({"steps": part["steps"][:1]} if "steps" in part else {})}


def test_the_examples_are_real(tmp_path: Path, planner: Planner) -> None:
    told = made(tmp_path, planner)
    if os.environ.get("UPDATE_GOLDEN"):
        FILE.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    kept = orjson.loads(FILE.read_bytes())
    for name, model in MODEL.items():
        model.model_validate(kept[name])
        assert set(told[name]) == set(kept[name]), name
    changes = {"digest", "answer", "revision", "codeVersion", "pinnedRevision"}
    assert without(told["plan"], changes) == without(kept["plan"], changes)


def without(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: without(part, names) for key, part in value.items() if key not in names}
    return [without(part, names) for part in value] if isinstance(value, list) else value
