"""The monitor over HTTP and as a command, on both engines: what is shown, to whom, of when, and that it stays so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app as command
from api.settings import Settings
from api.werkplan.answers_monitor import MonitorAnswer
from api.werkplan.figures import FIGURES
from api.werkplan.halfyears import HalfYear, half_years
from api.werkplan.keeping import Werkplan
from api.werkplan.releasing import _publish, releases_of
from api.werkplan.tables import Outbox, Plan
from api.werkplan.tables_monitor import Release
from graph.network import Network
from graph.planner import Planner
from ontology.errors import UnsupportedCriterion
from tests.kit.desk import BASE, Desk
from tests.kit.many_plans import drawn_of, fill
from tests.werkplan.attacking import known_too_well, lines_told, ranges
from tests.werkplan.journeys import JOURNEYS
from tests.werkplan.recording import Journey

LATE = datetime(2026, 8, 20, 10, tzinfo=UTC)
ADVISER = {"Loopbaanpad-Demo-Role": "adviser", "Loopbaanpad-Demo-Organisation": "werkcentrum-rijnmond"}
PARTIES = ("uwv-rijnmond", "gemeente-rotterdam", "gemeente-schiedam")


def opened(url: str, at: datetime = LATE) -> Werkplan:
    return Werkplan(url, now=lambda: at)


def service(plans: Werkplan, url: str, planner: Planner) -> TestClient:
    return TestClient(
        create_app(Settings(store="memory:", werkplan=url), planner=planner, werkplan=plans), base_url=BASE
    )


def ask(client: TestClient, **query: str) -> dict[str, Any]:
    answer = client.get("/v1/monitor", headers=ADVISER, params=query)
    assert answer.status_code == 200, answer.text
    MonitorAnswer.model_validate(answer.json())
    return dict(answer.json())


def figure(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in answer["halfYears"][0]["figures"] if one["key"] == key)


def numbers(value: Any) -> list[int]:
    """Every number of people in an answer."""
    if isinstance(value, dict):
        own = [value["people"]] if isinstance(value.get("people"), int) else []
        return own + [number for part in value.values() for number in numbers(part)]
    return [number for part in value for number in numbers(part)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("today", "newest"),
    [("2026-07-31", "2025-2"), ("2026-08-01", "2026-1"), ("2027-01-31", "2026-1"), ("2027-02-01", "2026-2")],
)
def test_a_half_year_is_published_a_month_after_it(today: str, newest: str) -> None:
    assert [str(one) for one in half_years(None, None, date.fromisoformat(today))] == [newest]


@pytest.mark.parametrize(
    ("begin", "end", "says"),
    [
        (None, "2026-2", "from 2027-02-01"),
        ("2026-1", "2025-1", "the earlier one first"),
        ("2020-1", "2026-1", "more than 10"),
        ("2026-3", None, "2026-1 or 2026-2"),
    ],
)
def test_a_period_that_has_no_figures_is_refused(begin: str | None, end: str | None, says: str) -> None:
    with pytest.raises(UnsupportedCriterion, match=says):
        half_years(begin, end, LATE.date())


def test_what_was_published_stays_as_it_is(url: str, planner: Planner) -> None:
    plans = opened(url)
    drawn = drawn_of(planner.network, 3, 6, PARTIES)
    fill(plans.database, drawn, 400, seed=1)
    client = service(plans, url, planner)
    first = ask(client)
    assert figure(first, "plans")["people"] == 400
    assert min(numbers(first)) >= 10
    fill(plans.database, drawn, 3, seed=2)  # late by three people: the difference would be theirs
    with plans.database.writing() as session:
        session.delete(session.scalars(select(Plan)).first())
    assert ask(client) == first
    again = service(opened(url), url, planner)
    assert ask(again) == first
    for change in ("UPDATE monitor_release SET half_year = 'x'", "DELETE FROM monitor_release"):
        with pytest.raises(DBAPIError, match="never"), plans.database.writing() as session:
            session.execute(text(change))
    plans.close()


def test_two_who_publish_at_once_get_the_same(url: str, planner: Planner) -> None:
    plans = opened(url)
    fill(plans.database, drawn_of(planner.network, 2, 4, PARTIES), 60, seed=3)
    first = _publish(plans, planner.network, HalfYear(2026, 1))
    second = _publish(plans, planner.network, HalfYear(2026, 1))
    assert first.figures == second.figures
    with plans.database.reading() as session:
        assert len(session.scalars(select(Release)).all()) == 1
    plans.close()


@pytest.mark.parametrize(("number", "is_first"), [(90, True), (700, False)])
def test_whoever_has_all_figures_finds_nothing_hidden(
    number: int, is_first: bool, tmp_path: Path, planner: Planner
) -> None:
    plans = opened(f"sqlite:{tmp_path / 'plans.db'}")
    drawn = drawn_of(planner.network, 4, 8, PARTIES)
    if not is_first:  # then it is not the first half-year, and all figures are split
        fill(plans.database, replace(drawn, begins=date(2025, 7, 1), days=60), 20, seed=4)
    fill(plans.database, drawn, number, seed=5)
    assert attack(plans, planner.network, ("plans",) if is_first else ("plans", "stepsFinished")) > 15


def attack(plans: Werkplan, network: Network, keys: tuple[str, ...]) -> int:
    """Solve for every kind of hidden cell of some figures; gives how many were tried."""
    from api.werkplan.counting import count_half_year
    from api.werkplan.monitor import Frame, tables_of_figure
    from api.werkplan.releasing import sectors_of

    half_year, sector_of, tried = HalfYear(2026, 1), sectors_of(network), 0
    with plans.database.reading() as session:
        counts = count_half_year(session, half_year, sector_of, 10)
    (release,) = releases_of(plans, network, [half_year])
    kept = release.figures
    frame = Frame(tuple(kept["regions"]), tuple(kept["sectors"]), tuple(kept["parties"]))
    lines = lines_told([*frame.regions, "?"], {"sector": [*frame.sectors, "?"], "party": [*frame.parties, "*"]})
    for key in keys:
        shown = {(region, split, value): people for region, split, value, people, _ in kept["cells"][key]}
        rows = {region for region, _, _ in shown}
        empty = [row for row in (*frame.regions, "?") if row not in rows][:2]  # those are all alike
        true = tables_of_figure(key, frame, counts, sector_of)[0].values
        hidden = [cell for cell in true if cell not in shown]
        wanted = [cell for cell in hidden if cell[0] in rows or cell[0] in empty][::7]
        found = ranges(lines, shown, wanted)
        assert known_too_well(found, true) == []
        tried += len(wanted)
    plans.close()
    return tried


@pytest.mark.parametrize("title", JOURNEYS)
def test_the_journeys_give_nobody_away(title: str, tmp_path: Path, planner: Planner) -> None:
    go = Journey(f"sqlite:{tmp_path / 'plans.db'}", planner)
    JOURNEYS[title](go)
    go.day = "2031-08-02"
    with go.plans.database.reading() as session:
        opened_at = {HalfYear.of(at.date()) for at in session.scalars(select(Plan.created_at))}
    for half_year in sorted(opened_at):
        answer = ask(go.client, **{"from": str(half_year), "to": str(half_year)})
        assert all(number >= 10 for number in numbers(answer))
    go.close()
    assert {str(half_year) for half_year in opened_at} == {"2026-1"}


def test_only_an_adviser_reads_it_and_only_of_what_is_over(client: TestClient) -> None:
    assert client.get("/v1/monitor", headers=Desk(client, "uwv-rijnmond").headers).status_code == 403
    assert client.get("/v1/monitor").status_code == 401
    for query in ({"from": "2026-13"}, {"to": "2099-1"}, {"from": "2026-02-01"}):
        assert client.get("/v1/monitor", headers=ADVISER, params=query).status_code == 400
    wrong = client.get("/v1/monitor", headers=ADVISER, params={"region": "Nergens"})
    assert (wrong.status_code, wrong.json()["type"]) == (400, "/docs#problem-name-unclear")


def test_every_figure_stands_beside_what_it_means(client: TestClient) -> None:
    answer = ask(client, region="Rijnmond")
    assert answer["region"]["label"] == "Rijnmond"
    assert [one["key"] for one in answer["definitions"]] == [one.key for one in FIGURES]
    assert [one["key"] for one in answer["halfYears"][0]["figures"]] == [one.key for one in FIGURES]
    assert numbers(answer) == []  # nobody yet, and a zero is hidden too


def test_what_was_asked_for_and_is_not_there_is_counted(url: str, planner: Planner) -> None:
    at = datetime(2025, 12, 1, 10, tzinfo=UTC)
    plans = Werkplan(url, now=lambda: at)
    client = service(plans, url, planner)
    uwv = Desk(client, "uwv-rijnmond")
    for number in range(12 + 10):
        at = datetime(2025 if number < 10 else 2026, 5, 4, 10, tzinfo=UTC)
        plan = uwv.open()["id"]
        if number < 10:  # of the half-year before: the first tells of opened plans alone
            continue
        act = uwv.do(plan, "activities", {"kind": "instrument", "label": "jobcoach"})["madeId"]
        path, why = f"activities/{act}/state", {"reason": "er is er geen", "notThere": True}
        if number == 10:
            uwv.do(plan, path, {**why, "state": "running"}, 409)
        uwv.do(plan, path, {**why, "state": "stopped"})
    assert "activity-not-there" in str(uwv.get(f"/v1/plans/{plan}/history").json())
    at = LATE
    found = ask(client)
    assert (figure(found, "offersMissing")["people"], figure(found, "stepsStopped")["people"]) == (12, None)
    plans.close()


def test_the_command_shows_the_same(tmp_path: Path, planner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:{tmp_path / 'plans.db'}"
    plans = opened(url)
    fill(plans.database, drawn_of(planner.network, 2, 4, PARTIES), 120, seed=6)
    told = ask(service(plans, url, planner), **{"from": "2026-1", "to": "2026-1"})
    plans.close()
    monkeypatch.setattr("api.cli.monitoring.opened_plans", lambda: opened(url))
    monkeypatch.setattr("api.cli.asking.open_planner", lambda _: planner)
    asked = ["monitor", "--from", "2026-1", "--to", "2026-1"]
    assert json.loads(CliRunner().invoke(command, [*asked, "--json"]).stdout) == told
    shown = CliRunner().invoke(command, asked).stdout
    assert "plannen geopend" in shown
    assert all(f" {number} " in shown for number in numbers(told))
    assert "Een leeg getal is verborgen" in shown


def test_what_is_due_is_published_by_a_command(
    tmp_path: Path, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, at = f"sqlite:{tmp_path / 'plans.db'}", datetime(2027, 3, 1, tzinfo=UTC)
    monkeypatch.setattr("api.cli.monitoring.opened_plans", lambda: opened(url, at))
    monkeypatch.setattr("api.cli.asking.open_planner", lambda _: planner)
    run = CliRunner()
    assert run.invoke(command, ["monitor", "--publish"]).stdout == "Er is niets nieuws te publiceren.\n"
    plans = opened(url, at)
    fill(plans.database, drawn_of(planner.network, 2, 4, PARTIES), 40, seed=8)
    releases_of(plans, planner.network, [HalfYear(2026, 1)])
    with plans.database.reading() as session:
        first = session.scalars(select(Release)).one().published_at
    assert json.loads(run.invoke(command, ["monitor", "--publish", "--json"]).stdout) == {"published": ["2026-2"]}
    assert run.invoke(command, ["monitor", "--publish"]).stdout == "Er is niets nieuws te publiceren.\n"
    assert run.invoke(command, ["monitor", "--publish", "--region", "Rijnmond"]).exit_code == 2
    with plans.database.reading() as session:
        there = {row.half_year: row.published_at for row in session.scalars(select(Release))}
    assert (sorted(there), there["2026-1"]) == (["2026-1", "2026-2"], first)  # what was published stays
    plans.close()


def test_the_outbox_is_drained_by_what_is_published(url: str, planner: Planner) -> None:
    plans = opened(url)
    fill(plans.database, drawn_of(planner.network, 1, 1, PARTIES[:1]), 200, seed=7)
    releases_of(plans, planner.network, [HalfYear(2026, 1)])
    with plans.database.reading() as session:
        rows = session.scalars(select(Outbox).where(Outbox.kind == "finished-step")).all()
        taken = {row.data["halfYear"]: row.taken_by for row in rows}
    assert taken == {"2026-1": "monitor 2026-1", "2026-2": None}
    plans.close()
