"""Back to the graph: published once, never under ten, nothing of a person, and nothing that the monitor hides."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from api.cli import app as command
from api.v1.changes import ChangesAsk
from api.werkplan.keeping import Werkplan
from api.werkplan.observed import proposed, publish, records_of, waiting
from api.werkplan.tables import Outbox
from graph.planner import Planner
from graph.stores import open_store
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.relations import Transition
from tests.kit.desk import Desk
from tests.kit.many_plans import drawn_of, fill
from tests.werkplan.test_monitor import PARTIES, ask, opened, service

LATER = datetime(2027, 2, 3, 10, tzinfo=UTC)


def filled(url: str, planner: Planner) -> Werkplan:
    plans = opened(url, LATER)
    drawn = drawn_of(planner.network, 3, 5, PARTIES)
    fill(plans.database, replace(drawn, begins=date(2025, 1, 1), days=60), 30, seed=1)
    fill(plans.database, drawn, 900, seed=2)
    return plans


def test_moves_are_published_once(url: str, planner: Planner) -> None:
    plans = filled(url, planner)
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    releases = waiting(plans, planner.network)
    records = [record for release in releases for record in records_of(release) if isinstance(record, Transition)]
    assert records
    assert all((record.count or 0) >= 10 and record.evidence[0].kind == "observed" for record in records)
    before = store.revision()
    revision = publish(plans, store, releases)
    assert revision > before
    kept = [record for record in store.snapshot().records if isinstance(record, Transition)]
    assert sorted(record.id for record in kept) == sorted(record.id for record in records)
    assert waiting(plans, planner.network) == []
    assert publish(plans, store, releases) == revision  # what was cut off in between and done again changes nothing
    plans.close()


def test_what_the_graph_gets_is_what_the_monitor_shows(url: str, planner: Planner) -> None:
    plans = filled(url, planner)
    releases = waiting(plans, planner.network)
    told = {
        (one.origin, one.target, one.region, one.period, one.count)
        for release in releases
        for one in records_of(release)
        if isinstance(one, Transition)
    }
    client = service(plans, url, planner)
    shown = set()
    for region in planner.network.regions.ids[:3]:
        for half_year in ask(client, region=region, **{"from": "2026-1", "to": "2026-2"})["halfYears"]:
            (figure,) = [one for one in half_year["figures"] if one["key"] == "moves"]
            for pair in figure["pairs"]:
                shown.add((pair["from"]["id"], pair["to"]["id"], region, half_year["halfYear"], pair["people"]))
    assert shown == told != set()
    plans.close()


def test_a_proposal_is_a_body_for_changes_and_holds_nobody(url: str, planner: Planner) -> None:
    plans = filled(url, planner)
    body = proposed(waiting(plans, planner.network))
    assert len(ChangesAsk.model_validate(body).read()) == len(body["changes"])
    text = json.dumps(body)
    assert not any(party in text for party in PARTIES)
    assert f"{2:08x}{5:024x}" not in text
    assert len(waiting(plans, planner.network)) > 0  # proposing takes nothing
    plans.close()


def test_one_person_counts_once_in_a_half_year(url: str, planner: Planner) -> None:
    plans = Werkplan(url, now=lambda: datetime(2026, 3, 2, 10, tzinfo=UTC))
    client = service(plans, url, planner)
    uwv = Desk(client, "uwv-rijnmond")
    plan = uwv.open()["id"]
    for target in ("vakkenvuller", "kassamedewerker"):
        goal = uwv.do(plan, "goals", {"occupation": target})["madeId"]
        found = client.post("/v1/routes", json={"from": ["verkoper"], "to": target}).json()
        route = next(route for group in found["groups"] for route in group["routes"])
        body = {"receipt": found["receipt"], "routeId": route["id"]}
        for id in uwv.do(plan, f"goals/{goal}/pins", body)["activityIds"]:
            uwv.do(plan, f"activities/{id}/state", {"state": "finished", "day": "2026-03-02"})
    with plans.database.reading() as session:
        rows = [row.data for row in session.scalars(select(Outbox).order_by(Outbox.id)) if row.data["kind"] == "work"]
    assert [row["again"] for row in rows] == [False, True]
    plans.close()


def test_the_command_shows_proposes_and_publishes(
    tmp_path: Path, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, store = f"sqlite:{tmp_path / 'plans.db'}", f"oxigraph:{tmp_path / 'kg'}"
    filled(url, planner).close()
    opened_store = open_store(store)
    load(opened_store, "starter", [], by="test", reason="test")
    opened_store.close()
    monkeypatch.setenv("LOOPBAANPAD_STORE", store)
    monkeypatch.setattr("api.cli.asking.open_planner", lambda _: planner)
    monkeypatch.setattr("api.cli.monitoring.opened_plans", lambda: opened(url, LATER))
    run = CliRunner().invoke
    assert run(command, ["observed"]).exit_code == 2
    shown = run(command, ["observed", "--dry-run"]).stdout
    assert "2026-1: van " in shown
    file = tmp_path / "moves.json"
    assert run(command, ["observed", "--propose", str(file)]).stdout == shown
    assert json.loads(file.read_bytes())["changes"]
    assert "Gepubliceerd in revisie 2" in run(command, ["observed", "--publish"]).stdout
    assert run(command, ["observed", "--publish"]).stdout == "Niets nieuws voor de graaf.\n"
