"""The log of processings: every operation leaves its line, with the standard's fields, or does not answer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError

from api.app import create_app
from api.settings import Settings
from api.werkplan import logboek, operations
from api.werkplan.database import Database
from api.werkplan.mounting import MODULES
from api.werkplan.processings import REGISTER, SUBJECT_TYPE, Processing, activity_of, during, pseudonym_of
from api.werkplan.tables_log import LogLine
from graph.planner import Planner
from ontology.errors import ConfigError
from tests.kit.desk import BASE, Desk
from tests.werkplan.everything import everything

TRACE = "0af7651916cd43dd8448eb211c80319c"
CALLER = "b7ad6b7169203331"


@pytest.fixture
def database(client: TestClient) -> Database:
    """The database of the service, not a second one."""
    found: Database = client.app.state.werkplan.database  # type: ignore[attr-defined]
    return found


def lines(database: Database, person: str | None = None) -> list[LogLine]:
    with database.reading() as session:
        asked = select(LogLine).order_by(LogLine.id)
        found = session.scalars(asked if person is None else asked.where(LogLine.subject == pseudonym_of(person))).all()
        session.expunge_all()
        return list(found)


def test_every_operation_is_in_the_register_and_nothing_else() -> None:
    served = {route.name for module in MODULES for route in module.router.routes}  # type: ignore[attr-defined]
    told = [name for activity in REGISTER.values() for name in activity.operations]
    assert sorted(told) == sorted(served)
    assert len({activity.uri for activity in REGISTER.values()}) == len(REGISTER)
    assert all(re.fullmatch(r"https://.+/processing-activity/[a-z-]+/[1-9]\d*", a.uri) for a in REGISTER.values())
    with pytest.raises(ConfigError, match=r"activities\.json"):
        activity_of("something_new")


def test_every_operation_leaves_a_line_about_the_person(client: TestClient, database: Database) -> None:
    asked = everything(client)
    names = {line.name for line in lines(database)}
    served = {route.name for module in MODULES for route in module.router.routes}  # type: ignore[attr-defined]
    assert served - names == set()
    for name, person in asked.persons.items():
        assert {line.activity for line in lines(database, person) if line.name == name} == {activity_of(name).uri}, name


def test_a_line_has_the_fields_of_the_standard(uwv: Desk, database: Database) -> None:
    opened = uwv.open()
    headers = {**uwv.headers, "traceparent": f"00-{TRACE}-{CALLER}-00"}  # a caller that doesn't sample is logged too
    assert uwv.client.get(f"/v1/plans/{opened['id']}", headers=headers).status_code == 200
    line = logboek.standard_of(lines(database, opened["personId"])[-1])
    assert set(line) == {
        "trace_id", "span_id", "status", "name", "start_time", "end_time", "resource", "attributes",
    }  # fmt: skip
    assert (line["trace_id"], line["status"], line["name"]) == (TRACE, "Ok", "read_plan")
    assert re.fullmatch(r"[0-9a-f]{16}", line["span_id"])
    assert line["span_id"] != CALLER
    assert line["start_time"] <= line["end_time"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["start_time"])
    assert line["attributes"] == {
        "dpl.core.processing_activity_id": REGISTER["read-plan"].uri,
        "dpl.core.data_subject_id": pseudonym_of(opened["personId"]),
        "dpl.core.data_subject_id_type": SUBJECT_TYPE,
        "dpl.core.foreign_operation.span_id": CALLER,
        "dpl.core.foreign_operation.processor": "https://loopbaanpad.example/id/party/uwv-rijnmond",
    }
    assert line["resource"]["attributes"]["loopbaanpad.organisation"] == "uwv-rijnmond"
    assert opened["personId"] not in str(line)


def test_a_trace_that_is_none_gets_one_of_its_own(uwv: Desk, database: Database) -> None:
    opened = uwv.open()
    for wrong in ("", "nonsense", f"00-{'0' * 32}-{CALLER}-01", "x" * 4_000):
        answer = uwv.client.get(f"/v1/plans/{opened['id']}", headers={**uwv.headers, "traceparent": wrong})
        assert answer.status_code == 200
    found = lines(database, opened["personId"])
    assert len({line.trace_id for line in found}) == len(found) == 5
    assert {line.processor for line in found} == {None}


def test_about_several_people_there_is_a_line_for_each_below_one(uwv: Desk, database: Database) -> None:
    persons = [uwv.open()["personId"] for _ in range(3)]
    assert len(uwv.get("/v1/plans", limit=2).json()["plans"]) == 2
    found = [line for line in lines(database) if line.name == "list_plans"]
    above = [line for line in found if line.subject is None]
    below = [line for line in found if line.subject is not None]
    assert len(above) == 1
    assert len(below) == 2  # what wasn't shown wasn't read
    assert {line.parent_span_id for line in below} == {above[0].span_id}
    assert len({line.trace_id for line in found}) == 1
    assert {line.subject for line in below} <= set(map(pseudonym_of, persons))


def test_who_is_refused_is_logged_as_refused(uwv: Desk, gemeente: Desk, client: TestClient, database: Database) -> None:
    opened = uwv.open()
    assert gemeente.get(f"/v1/plans/{opened['id']}").status_code == 404
    assert uwv.send(f"/v1/plans/{opened['id']}/notes", {"text": "x"}, version=9).status_code == 412
    found = lines(database, opened["personId"])
    assert [(line.name, line.organisation, line.status) for line in found] == [
        ("open_plan", "uwv-rijnmond", "Ok"),
        ("read_plan", "gemeente-rotterdam", "Unset"),
        ("add_note", "uwv-rijnmond", "Unset"),
    ]
    assert gemeente.get(f"/v1/plans/{'0' * 32}").status_code == 404
    assert len(lines(database)) == 3  # about nobody


def test_what_breaks_is_logged_as_an_error(uwv: Desk, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = uwv.open()

    def broken(*_: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr(operations, "plan_view", broken)
    assert uwv.get(f"/v1/plans/{opened['id']}").status_code == 500
    assert lines(database, opened["personId"])[-1].status == "Error"


def refuse_lines(database: Database) -> Any:
    """From here on the database takes no line of the log, and everything else."""

    def refuse(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO processing_log"):
            raise DBAPIError.instance(statement, None, Exception("database or disk is full"), Exception)  # type: ignore[arg-type]

    event.listen(database.engine, "before_cursor_execute", refuse)
    return lambda: event.remove(database.engine, "before_cursor_execute", refuse)


def test_without_its_line_nothing_is_answered_and_nothing_changed(uwv: Desk, database: Database) -> None:
    opened = uwv.open()
    plan = opened["id"]
    again = refuse_lines(database)
    asked: list[httpx.Response] = [
        uwv.get(f"/v1/plans/{plan}"),
        uwv.get("/v1/plans"),
        uwv.get(f"/v1/plans/{plan}/export"),
        uwv.send(f"/v1/plans/{plan}/notes", {"text": "niet gelogd"}, version=1, key="not-logged-1"),
        uwv.send("/v1/plans", {}, key="not-logged-2"),
    ]
    again()
    assert [answer.status_code >= 500 for answer in asked] == [True] * 5
    assert all(opened["personId"] not in answer.text for answer in asked)
    assert uwv.read(plan)["notes"] == []
    assert len(uwv.get("/v1/plans").json()["plans"]) == 1
    done = uwv.send(f"/v1/plans/{plan}/notes", {"text": "niet gelogd"}, version=1, key="not-logged-1")
    assert done.status_code == 200


def test_a_span_that_is_not_handed_on_is_no_line(uwv: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = uwv.open()["id"]
    monkeypatch.setattr(logboek._Given, "on_end", lambda *_: None)
    answer = uwv.get(f"/v1/plans/{plan}")
    assert (answer.status_code, answer.json()["type"]) == (503, "/docs#problem-store-away")


def test_a_line_is_never_changed(uwv: Desk, database: Database) -> None:
    uwv.open()
    with pytest.raises(DBAPIError, match="never changed"), database.writing() as session:
        session.execute(text("UPDATE processing_log SET organisation = 'x'"))


def test_the_person_sees_who_looked_and_why(uwv: Desk, gemeente: Desk, client: TestClient) -> None:
    opened = uwv.open()
    plan, person = opened["id"], Desk(client, person=opened["personId"])
    uwv.read(plan)
    uwv.read(plan)
    gemeente.get(f"/v1/plans/{plan}")
    seen = person.read(plan)["seenBy"]
    assert {(item["organisation"], item["label"], item["times"]) for item in seen} == {
        ("uwv-rijnmond", "Plan openen", 1), ("uwv-rijnmond", "Plan lezen", 2), ("gemeente-rotterdam", "Plan lezen", 1),
    }  # fmt: skip
    assert uwv.read(plan)["seenBy"] == []
    told = person.get(f"/v1/plans/{plan}/log", limit=2).json()
    assert [line["operation"] for line in told["lines"]] == ["open_plan", "read_plan"]
    rest = person.get(f"/v1/plans/{plan}/log", after=told["next"]).json()
    assert rest["lines"][1]["status"] == "Unset"
    assert all(line["purpose"] for line in rest["lines"])
    assert gemeente.get(f"/v1/plans/{plan}/log").status_code == 404
    exported = person.get(f"/v1/plans/{plan}/export").json()
    assert "gemeente-rotterdam" in {line["organisation"] for line in exported["log"]}
    page = person.get(f"/v1/plans/{plan}/export-page").text
    assert "gemeente-rotterdam: Plan lezen. Zien hoe het met uw plan staat" in page
    assert "Dit is niet toegestaan of niet gelukt." in page


def test_of_an_erasure_one_line_is_left(uwv: Desk, client: TestClient, database: Database) -> None:
    opened = uwv.open()
    plan, person = opened["id"], Desk(client, person=opened["personId"])
    asked = person.do(plan, "erasure-requests", {"text": "wis mijn plan"})["madeId"]
    body, version = {"outcome": "granted", "reason": "geen bewaarplicht"}, person.read(plan)["version"]
    path = f"/v1/plans/{plan}/decisions/{asked}/outcome"
    first = uwv.send(path, body, version=version, key="erase-0001")
    second = uwv.send(path, body, version=version, key="erase-0001")
    assert first.json() == second.json()
    assert (first.status_code, first.json()["id"]) == (200, plan)
    (line,) = lines(database, opened["personId"])
    assert (line.name, line.activity) == ("erase", REGISTER["erase-plan"].uri)
    with database.reading() as session:
        kept = session.execute(text("SELECT scope, key, request_sha256, body FROM answered")).all()
    assert not any(id in str(kept) for id in (plan, opened["personId"], asked))


def test_the_log_is_written_without_a_plan_when_that_is_asked(database: Database) -> None:
    with during(Processing("export", REGISTER["export-log"], "administrator", always=True)), database.writing():
        pass
    (line,) = lines(database)
    assert (line.subject, line.role) == (None, "administrator")


def test_a_setting_of_opentelemetry_does_not_quieten_the_log(planner: Planner, tmp_path: Any) -> None:
    url = f"sqlite:{tmp_path / 'plans.db'}"
    app = create_app(Settings(store="memory:", werkplan=url), planner=planner)
    desk = Desk(TestClient(app, base_url=BASE), "uwv-rijnmond")
    opened = desk.open()
    assert len(lines(app.state.werkplan.database, opened["personId"])) == 1
    assert logboek._PROVIDER.sampler.get_description() == "AlwaysOnSampler"
    app.state.werkplan.close()


def test_the_docs_tell_the_register() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "werkplan.md").read_text("utf-8")
    for name, activity in REGISTER.items():
        assert f"| `{name}/{activity.uri.rpartition('/')[2]}` |" in page
        assert f"| {activity.label}. {activity.purpose} |" in page
        assert all(f"`{operation}`" in page for operation in activity.operations)
