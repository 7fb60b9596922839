"""An employer's share of a plan: the activity that it carries and whether that goes on, nothing else of the person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.kit.desk import BASE, Desk
from tests.web.fake_planner import FakePlanner

EMPLOYER = "werkgever-zonneland"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(store="memory:", werkplan=f"sqlite:{tmp_path / 'plans.db'}"), planner=FakePlanner())  # type: ignore[arg-type]
    yield TestClient(app, base_url=BASE, raise_server_exceptions=False)
    app.state.werkplan.close()


def employer(client: TestClient) -> Desk:
    desk = Desk(client, EMPLOYER)
    desk.headers["Loopbaanpad-Demo-Role"] = "employer"
    return desk


def test_an_employer_decides_whether_its_own_activity_goes_on(client: TestClient) -> None:
    uwv, boss = Desk(client, "uwv-rijnmond"), employer(client)
    plan = uwv.open()["id"]
    uwv.do(plan, "situations", {"begins": "2026-01-01", "codes": ["DD05"], "benefitEnd": "2026-06-30"})
    act = {"kind": "instrument", "label": "proefplaatsing", "party": EMPLOYER}
    own = uwv.do(plan, "activities", act)["madeId"]
    boss.do(plan, f"activities/{own}/state", {"state": "running", "day": "2026-02-01"})
    uwv.do(plan, "situations", {"begins": "2026-07-01", "codes": ["DD02"]})
    asked = uwv.do(plan, "decisions", {"kind": "study-permission", "question": "Mag het?", "party": EMPLOYER})["madeId"]
    view = boss.read(plan)
    assert (view["whole"], view["situations"], view["benefitEnd"]) == (False, [], None)
    going = next(item["id"] for item in view["decisions"] if item["kind"] == "continue-activity")
    boss.do(plan, f"decisions/{going}/outcome", {"outcome": "goes-on", "reason": "het bevalt"})
    boss.do(plan, f"decisions/{asked}/outcome", {"outcome": "granted", "reason": "het mag"}, 403)
    boss.do(plan, f"activities/{own}", {"party": "uwv-rijnmond"}, 403)


def test_an_employer_sees_its_share_also_where_its_organisation_coordinates(client: TestClient) -> None:
    plan = Desk(client, EMPLOYER).open()["id"]
    boss = employer(client)
    assert boss.get(f"/v1/plans/{plan}").status_code == 404
    assert boss.get("/v1/plans").json()["plans"] == []
    Desk(client, EMPLOYER).do(plan, "activities", {"kind": "practice", "label": "stage", "party": EMPLOYER})
    assert boss.read(plan)["whole"] is False
    assert [item["id"] for item in boss.get("/v1/plans").json()["plans"]] == [plan]
    boss.do(plan, "closing", {"reason": "klaar"}, 403)
