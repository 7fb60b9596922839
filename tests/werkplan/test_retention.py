"""Retention and erasure: by the term that is set, and then nothing is left, not in the database's files either."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, text
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app as command
from api.cli import main
from api.settings import Settings
from api.werkplan.database import Database
from api.werkplan.keeping import Werkplan
from api.werkplan.organisations import Organisation, Term, read_organisations
from api.werkplan.processings import REGISTER, pseudonym_of
from api.werkplan.retention import due_of, erase_again, run
from api.werkplan.tables import Plan
from api.werkplan.tables_log import LogLine
from graph.planner import Planner
from ontology.errors import ConfigError, StoreUnavailable
from tests.kit.desk import BASE, Desk
from tests.kit.postgres import programs, running_postgres
from tests.werkplan.everything import everything

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
TERM = Term(months=12, source="een voorbeeld van een selectielijst, rij 1")
SET = {"uwv-rijnmond": Organisation(closedPlans=TERM, log=TERM)}  # type: ignore[call-arg]


def served(url: str, planner: Planner, at: datetime = NOW) -> tuple[TestClient, Database]:
    plans = Werkplan(url, now=lambda: at)
    app = create_app(Settings(store="memory:", werkplan=url), planner=planner, werkplan=plans)
    return TestClient(app, base_url=BASE), plans.database


def plans_in(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Plan.id).order_by(Plan.id)))


def plans_of(client: TestClient, person: str) -> list[str]:
    return [line["id"] for line in Desk(client, person=person).get("/v1/plans").json()["plans"]]


@pytest.mark.parametrize(
    ("today", "ended"),
    [
        ("2026-03-02", "2025-03-02"),
        ("2026-03-31", "2025-03-28"),
        ("2028-02-29", "2027-02-28"),
        ("2026-12-01", "2025-12-01"),
    ],
)
def test_a_term_is_never_cut_short(today: str, ended: str) -> None:
    assert TERM.ended_before(date.fromisoformat(today)) == date.fromisoformat(ended)
    assert Term(months=3, source="x" * 10).ended_before(date(2026, 2, 10)) == date(2025, 11, 10)


def test_only_closed_plans_of_the_own_term_go(url: str, planner: Planner) -> None:
    client, database = served(url, planner)
    uwv, gemeente = Desk(client, "uwv-rijnmond"), Desk(client, "gemeente-rotterdam")
    closed, still, other = uwv.open(), uwv.open(), gemeente.open()
    uwv.do(closed["id"], "closing", {"reason": "klaar"})
    gemeente.do(other["id"], "closing", {"reason": "klaar"})
    just = NOW + timedelta(days=365)
    assert run(database, SET, just)[1].plans == 0
    late = NOW + timedelta(days=366)
    told = {due.organisation: (due.plans, due.lines is None) for due in due_of(database, SET, late.date())}
    assert told == {"uwv-rijnmond": (1, False), "gemeente-rotterdam": (None, True)}
    assert len(plans_in(database)) == 3  # looking changes nothing
    run(database, SET, late)
    assert plans_in(database) == sorted([still["id"], other["id"]])
    with database.reading() as session:
        left = session.scalars(select(LogLine).where(LogLine.subject == pseudonym_of(closed["personId"]))).all()
        assert [(line.name, line.activity) for line in left] == [("retention", REGISTER["erase-plan"].uri)]
        kept = session.scalars(select(LogLine).where(LogLine.organisation == "gemeente-rotterdam")).all()
        assert kept  # its term isn't known, so its lines stay
    database.close()


def test_an_organisation_without_a_term_is_refused(url: str, planner: Planner) -> None:
    client, database = served(url, planner)
    plan = Desk(client, "uwv-rijnmond").open()["id"]
    Desk(client, "uwv-rijnmond").do(plan, "closing", {"reason": "klaar"})
    for name in ("uwv-rijnmond", "nergens"):
        with pytest.raises(ConfigError, match=f"no terms for {name}"):
            run(database, {}, NOW + timedelta(days=9_999), name)
    run(database, {}, NOW + timedelta(days=9_999))
    assert plans_in(database) == [plan]
    database.close()


@pytest.mark.parametrize(
    "wrong",
    [
        "[]", "{", '{"UWV": {}}', '{"uwv": {"closedPlans": {"months": 60}}}',
        '{"uwv": {"closedPlans": {"months": 60, "source": ""}}}', '{"uwv": {"closedPlans": {"months": "60"}}}',
        '{"uwv": {"closedPlans": {"months": 0, "source": "selectielijst 2020"}}}', '{"uwv": {"keep": 3}}',
    ],
)  # fmt: skip
def test_a_term_without_a_source_or_with_another_form_is_refused(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "organisations.json"
    file.write_text(wrong)
    with pytest.raises(ConfigError, match="LOOPBAANPAD_ORGANISATIONS"):
        read_organisations(file)
    with pytest.raises(ConfigError, match="LOOPBAANPAD_ORGANISATIONS"):
        create_app(Settings(store="memory:", werkplan=f"sqlite:{tmp_path / 'plans.db'}", organisations=file))


def files_of(url: str, tmp_path: Path) -> list[Path]:
    """All files that the database keeps, with its write-ahead log."""
    if url.startswith("sqlite"):
        return sorted(tmp_path.glob("plans.db*"))
    return [path for path in (running_postgres().home / "data").rglob("*") if path.is_file()]


def contents_of(url: str, tmp_path: Path) -> list[bytes]:
    """What is in them, all read in one go: a running server may take a file away, then they are listed anew."""
    for _ in range(20):
        try:
            return [path.read_bytes() for path in files_of(url, tmp_path)]
        except FileNotFoundError:
            time.sleep(0.2)
    raise AssertionError("the files of the database go on changing")


def holding(contents: list[bytes], *marks: str) -> set[str]:
    return {mark for mark in marks if any(mark.encode() in content for content in contents)}


def test_after_an_erasure_nothing_is_in_the_files(url: str, planner: Planner, tmp_path: Path) -> None:
    client, database = served(url, planner)
    marks: list[str] = []

    def mark(what: str) -> str:
        marks.append(f"{what}-Zq7{len(marks):03}-{'x' * 40}"[:50])
        return marks[-1]

    asked = everything(client, mark)
    uwv, werkcentrum = Desk(client, "uwv-rijnmond"), Desk(client, "werkcentrum-rijnmond")
    person, member = asked.persons["read_plan"], asked.persons["open_plans"]
    plan, of_group = uwv.get("/v1/plans").json()["plans"][0]["id"], plans_of(client, member)[0]
    stays = uwv.open()["id"]
    uwv.do(stays, "notes", {"text": "blijft-Zq7"})
    if url.startswith("postgresql"):
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))  # the server keeps samples of what it finds
            connection.execute(text("CHECKPOINT"))
    secrets = [*(one for one in marks if one not in asked.dropped), person, plan, member, of_group]
    assert holding(contents_of(url, tmp_path), *asked.dropped) == set()
    assert holding(contents_of(url, tmp_path), *secrets) == set(secrets)  # else the search below would prove nothing
    Desk(client, person=member).do(of_group, "erasure-requests", {"text": mark("ook mij")})
    for desk, id in ((uwv, plan), (werkcentrum, of_group)):
        asks = next(item for item in desk.read(id)["decisions"] if item["kind"] == "erasure")["id"]
        desk.do(id, f"decisions/{asks}/outcome", {"outcome": "granted", "reason": mark("wissen")})
        secrets += [*marks[-2:], asks]
    run(database, {}, NOW)
    assert holding(contents_of(url, tmp_path), *secrets) == set()
    assert holding(contents_of(url, tmp_path), pseudonym_of(person), "blijft-Zq7") == {
        pseudonym_of(person),
        "blijft-Zq7",
    }
    assert [item["text"] for item in uwv.read(stays)["notes"]] == ["blijft-Zq7"]
    database.close()


def test_files_that_are_in_use_are_not_said_to_be_clear(tmp_path: Path) -> None:
    url = f"sqlite:{tmp_path / 'plans.db'}"
    database = Database.open(url)
    with closing(sqlite3.connect(tmp_path / "plans.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM plan").fetchone()
        with pytest.raises(StoreUnavailable):
            database.sweep()
    database.sweep()
    database.close()


def backed_up(url: str, tmp_path: Path) -> Any:
    """Make a backup as docs/operations.md says; what it gives puts it back and says where."""
    if url.startswith("sqlite"):
        with (
            closing(sqlite3.connect(tmp_path / "plans.db")) as source,
            closing(sqlite3.connect(tmp_path / "b.db")) as to,
        ):
            source.backup(to)
        return lambda: f"sqlite:{tmp_path / 'b.db'}"
    dump = tmp_path / "plans.dump"
    subprocess.run([programs() / "pg_dump", "--format=custom", f"--file={dump}", url], check=True)

    def back() -> str:
        other = running_postgres().fresh()
        subprocess.run([programs() / "pg_restore", f"--dbname={other}", dump], check=True)
        return other

    return back


def test_who_was_erased_is_erased_again_after_a_backup(
    url: str, planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, database = served(url, planner)
    uwv = Desk(client, "uwv-rijnmond")
    gone, stays = uwv.open(), uwv.open()
    back = backed_up(url, tmp_path)
    person = Desk(client, person=gone["personId"])
    asked = person.do(gone["id"], "erasure-requests", {"text": "wis"})["madeId"]
    uwv.do(gone["id"], f"decisions/{asked}/outcome", {"outcome": "granted", "reason": "mag"})
    monkeypatch.setenv("LOOPBAANPAD_WERKPLAN", url)
    log = tmp_path / "log.jsonl"
    assert main(["log", "export", "--output", str(log)]) == 0
    restored = back()
    monkeypatch.setenv("LOOPBAANPAD_WERKPLAN", restored)
    told = CliRunner().invoke(command, ["retention", "again", str(log)])
    assert told.output == "1 plannen opnieuw gewist.\n", told.exception
    other = Database.open(restored)
    assert plans_in(other) == [stays["id"]]
    assert erase_again(other, set(), NOW) == 0
    for one in (database, other):
        one.close()


def test_the_commands(url: str, planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    client, database = served(url, planner, long_ago)
    uwv = Desk(client, "uwv-rijnmond")
    plan = uwv.open()
    uwv.do(plan["id"], "closing", {"reason": "klaar"})
    file = tmp_path / "organisations.json"
    term = {"months": 12, "source": "een voorbeeld van een selectielijst"}
    file.write_text(json.dumps({"uwv-rijnmond": {"closedPlans": term, "log": term, "website": "https://uwv.example"}}))
    monkeypatch.setenv("LOOPBAANPAD_WERKPLAN", url)
    monkeypatch.setenv("LOOPBAANPAD_ORGANISATIONS", str(file))
    runner = CliRunner()
    looked = runner.invoke(command, ["retention", "--dry-run"])
    assert "uwv-rijnmond: 1 plannen te verwijderen (een voorbeeld" in looked.output, looked.exception
    assert plans_in(database) == [plan["id"]]
    done = json.loads(runner.invoke(command, ["retention", "run", "--json"]).output)
    assert [(due["organisation"], due["plans"]) for due in done] == [("uwv-rijnmond", 1)]
    assert plans_in(database) == []
    lines = [json.loads(line) for line in runner.invoke(command, ["log", "export"]).output.splitlines()]
    assert [line["name"] for line in lines] == ["retention", "export_log"]
    assert lines[0]["attributes"]["dpl.core.data_subject_id"] == pseudonym_of(plan["personId"])
    assert main(["retention", "run", "--organisation", "nergens"]) == 2
    assert main(["retention"]) == 2
    monkeypatch.delenv("LOOPBAANPAD_WERKPLAN")
    assert main(["log", "export"]) == 2
    database.close()


def test_the_site_of_who_calls_stands_in_the_log(url: str, planner: Planner) -> None:
    plans = Werkplan(url, organisations={"uwv-rijnmond": Organisation(website="https://uwv.example/")})
    app = create_app(Settings(store="memory:", werkplan=url), planner=planner, werkplan=plans)
    uwv = Desk(TestClient(app, base_url=BASE), "uwv-rijnmond")
    uwv.headers["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    uwv.open()
    with plans.database.reading() as session:
        assert session.scalars(select(LogLine.processor)).all() == ["https://uwv.example/"]
    plans.close()
