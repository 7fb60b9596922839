"""Marked values go through every operation; afterwards they stand where they are meant to be, and nowhere else."""

from __future__ import annotations

import itertools
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, inspect, text

from api.app import create_app
from api.settings import Settings
from api.werkplan import operations, operations_help
from graph.planner import Planner
from graph.stores import open_store
from tests.kit.desk import BASE, Desk
from tests.kit.service import Service, run
from tests.werkplan.everything import everything

MARK = "Zq7merk"
#: The only columns that texts of people may stand in, and the key of an organisation in its own table.
MEANT = {
    ("plan", "close_reason"), ("goal", "label"), ("goal", "reason"), ("activity", "label"), ("activity", "stop_reason"),
    ("budget", "label"), ("decision", "question"), ("decision", "reason"), ("note", "text"), ("consent", "purpose"),
    ("hand_over", "reason"), ("hand_over", "legal_task"), ("hand_over", "answer_reason"), ("case_key", "key"),
}  # fmt: skip
#: What a situation in a plan is made of: it may stand in ``situation`` alone.
SITUATION = ("DD05", "2026-12-31")
CALLER = {
    "User-Agent": f"{MARK}-agent", "Referer": f"http://x.example/{MARK}-referer", "X-Request-Id": f"{MARK}-request",
    "tracestate": f"{MARK}=1", "baggage": f"naam={MARK}-baggage", "Cookie": f"x={MARK}-cookie",
    "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
}  # fmt: skip


def marker() -> Any:
    numbers = itertools.count()
    return lambda what: f"{MARK}-{what}-{next(numbers)}"


def ask_wrongly(client: httpx.Client, plan: str) -> list[httpx.Response]:
    """What is refused, with marks in every place that a value can have; and public questions about a situation."""
    uwv = Desk(client, "uwv-rijnmond")
    head = "caseKey;begins;codes;benefitEnd\n"
    path = f"/v1/plans/{plan}"
    asked = [
        client.get(path, headers=uwv.headers, params={"naam": f"{MARK}-query", "after": MARK}),
        client.get("/v1/plans", headers=uwv.headers, params={"after": f"{MARK}-after"}),
        client.get(f"/v1/plans/{MARK}-path", headers=uwv.headers),
        client.get(f"{path}/{MARK}-nowhere", headers=uwv.headers),
        client.get(path, headers={"Loopbaanpad-Demo-Role": "person", "Loopbaanpad-Demo-Person": f"{MARK}-person"}),
        uwv.send(f"{path}/notes", {"text": f"{MARK} bsn 123456782"}, version=1),
        uwv.send(f"{path}/notes", {"text": f"{MARK}-te-laat"}, version=99_999),
        uwv.send(f"{path}/notes", {f"{MARK}-field": 1}, version=1),
        uwv.send(f"{path}/notes", {"text": f"{MARK}-sleutel"}, version=1, key=f"{MARK} key !"),
        uwv.send("/v1/plans", {"caseKey": f"{MARK} met spaties"}),
        uwv.send("/v1/caseload", {"csv": f"{head}{MARK}-zaak;maart;XX;\n"}),
        client.post(f"{path}/notes", content=f'{{"text": "{MARK}', headers={**uwv.headers, "If-Match": '"1"'}),
        client.post("/v1/routes", json={"from": ["groepshulp"], "to": f"{MARK}-beroep"}),
        client.post(
            f"/v1/menukaart?naam={MARK}-query",
            json={"step": "pedagogisch-medewerker-bbl", "situation": {"benefits": ["ww"], MARK: 1}},
        ),
        client.post("/v1/proposals", json={"text": f"Ik was kok. {MARK}-cv", "questions": False}),
        client.get("/v1/search", params={"q": f"{MARK}-zoek"}),
        uwv.send("/v1/profiles/vum", [f"{MARK}-profiel"]),
        client.post("/v1/profiles/vum", content=f'{{"naam": "{MARK}', headers=uwv.headers),
        client.post("/v1/profiles/vum", json={"naam": f"{MARK}-niemand"}),
        uwv.send("/v1/groups/plans", {"receipt": {"query": f"{MARK}-bon"}, "caseKeys": [f"{MARK} sleutel"]}),
    ]
    assert {answer.status_code // 100 for answer in asked} == {2, 4}
    return asked


def walk(client: httpx.Client) -> str:
    """Everything once; gives the plan."""
    client.headers.update(CALLER)
    everything(client, marker())
    uwv = Desk(client, "uwv-rijnmond")
    (line,) = uwv.get("/v1/plans").json()["plans"]
    ask_wrongly(client, line["id"])
    return str(line["id"])


def cells(engine: Engine) -> Iterator[tuple[str, str, str]]:
    """Every value in a database, with its table and column."""
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():
                for column, value in row.items():
                    yield table, column, str(value)


def test_marks_stand_where_they_are_meant_to_be(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        walk(client)
    assert MARK not in logged(caplog)
    engine = client.app.state.werkplan.database.engine  # type: ignore[attr-defined]
    found = list(cells(engine))
    there = {(table, column) for table, column, value in found if MARK in value}
    assert there == MEANT  # everywhere that it is meant to be, so the marks did go through; and nowhere else
    for part in SITUATION:
        assert {table for table, _, value in found if part in value} == {"situation"}, part
    receipts = [value for table, column, value in found if (table, column) == ("pin", "receipt")]
    assert receipts
    assert not any(word in receipts[0].lower() for word in ("ww", "benefit", "doelgroep", "situation", "dd05"))


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All that was logged, but for what the test's own client says of what it asks: that is no output of ours."""
    records = [record for record in caplog.records if record.name != "httpx"]
    assert records
    return "".join(f"{record.__dict__} {record.getMessage()}" for record in records)


def test_what_breaks_is_logged_without_what_was_sent(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    uwv = Desk(client, "uwv-rijnmond")
    plan = uwv.open()["id"]

    def note(change: Any, sent: str) -> None:
        change.session.execute(text("SELECT :it FROM nowhere"), {"it": sent})

    def look(*_: Any) -> None:
        raise ValueError(f"can't read {MARK}-waarde") from KeyError(f"{MARK}-sleutel")

    monkeypatch.setattr(operations_help.doing_help, "add_note", note)
    monkeypatch.setattr(operations, "plan_view", look)
    with caplog.at_level(logging.DEBUG):
        answers = [
            uwv.send(f"/v1/plans/{plan}/notes", {"text": f"{MARK}-kapot"}, version=1),
            uwv.get(f"/v1/plans/{plan}"),
        ]
    assert [answer.status_code for answer in answers] == [500, 500]
    ours = [record.getMessage() for record in caplog.records if record.name == "loopbaanpad.api"]
    assert len(ours) == 2
    assert "caused by KeyError" in ours[1]  # where it broke is told
    assert "operations.py" in ours[1]
    assert MARK not in logged(caplog)
    assert not any(MARK in answer.text for answer in answers)


def test_a_real_process_prints_and_keeps_no_mark(tmp_path: Path) -> None:
    environment = {
        "LOOPBAANPAD_WERKPLAN": f"sqlite:{tmp_path / 'plans' / 'plans.db'}",
        "LOOPBAANPAD_STORE": f"oxigraph:{tmp_path / 'kg'}",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    assert run(tmp_path, environment, "load", "starter").returncode == 0
    service = Service(tmp_path / "served", environment)
    try:
        before = service.client.get("/v1/status").json()["revision"]
        walk(service.client)
        assert service.client.get("/v1/status").json()["revision"] == before
    finally:
        service.stop()
    assert MARK not in service.said()
    exported = run(tmp_path, environment, "log", "export")
    assert exported.returncode == 0
    assert exported.stdout.count("\n") > 50
    assert MARK not in exported.stdout + exported.stderr
    store = open_store(environment["LOOPBAANPAD_STORE"])
    records = str(store.snapshot().records)
    store.close()
    assert "groepshulp" in records
    assert MARK not in records
    plans = set(tmp_path.rglob("plans.db*"))
    for path in tmp_path.rglob("*"):
        if path.is_file() and path not in plans:
            assert MARK.encode() not in path.read_bytes(), path
    with closing(sqlite3.connect(tmp_path / "plans" / "plans.db")) as connection:
        assert MARK not in str(connection.execute("SELECT * FROM processing_log").fetchall())


def test_an_application_of_another_kind_answers_no_mark(planner: Planner, tmp_path: Path) -> None:
    """What is refused is answered without the text that was refused."""
    url = f"sqlite:{tmp_path / 'plans.db'}"
    app = create_app(Settings(store="memory:", werkplan=url), planner=planner)
    client = TestClient(app, base_url=BASE, raise_server_exceptions=False)
    plan = Desk(client, "uwv-rijnmond").open()["id"]
    for answer in ask_wrongly(client, plan):
        if answer.status_code >= 400 and "name-unclear" not in answer.text:
            assert MARK not in answer.text.replace(f"{MARK}-field", "").replace(f"situation.{MARK}", ""), answer.text
    app.state.werkplan.close()
