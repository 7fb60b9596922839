"""The tables on both engines: up and down with data in, what the code says they are, and how they are kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from api.werkplan.columns import Base
from api.werkplan.database import Database, engine_of
from api.werkplan.migrating import move, version_of, versions
from api.werkplan.tables import Activity, Event, Plan, Situation
from api.werkplan.tables_help import HandOver, Note
from ontology.errors import ConfigError, StoreUnavailable

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, UTC)


def fill(database: Database, id: str = "a" * 32) -> None:
    with database.writing() as session:
        session.add(Plan(id=id, person=id, version=1, coordinator="uwv-rijnmond", created_at=NOW))
        session.flush()
        session.add(Situation(id=id, plan_id=id, begins=date(2026, 3, 1), codes=["DD05"], recorded_at=NOW))
        session.add(
            Activity(id=id, plan_id=id, position=1, kind="vog", label="VOG é", party="uwv-rijnmond", state="running")
        )
        session.add(Event(plan_id=id, number=1, at=NOW, kind="plan-opened", role="caseworker", data={"a": [1, "é"]}))


def test_the_tables_are_what_the_code_says(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_version_goes_up_and_down_with_data_in_it(url: str) -> None:
    database = Database(engine_of(url))
    database.upgrade("0001")
    fill(database)
    steps = versions()
    for to in [*steps[1:], *reversed(steps[:-1]), *steps[1:], *reversed(steps[:-1]), steps[-1]]:
        database.upgrade(to)
        with database.engine.connect() as connection:
            assert version_of(connection) == to
        with database.reading() as session:
            plan = session.scalars(select(Plan)).one()
            assert (plan.coordinator, plan.created_at) == ("uwv-rijnmond", NOW)
            assert [(a.label, a.state) for a in plan.activities] == [("VOG é", "running")]
            assert session.scalars(select(Event)).one().data == {"a": [1, "é"]}
    with database.writing() as session:
        session.add(Note(id="b" * 32, plan_id="a" * 32, by_role="person", text="x", at=NOW))
    with database._writing.begin() as connection:
        move(connection, "base")
        left = set(inspect(connection).get_table_names())
    assert left == {"alembic_version"}
    Database.open(url).close()


def test_a_newer_version_is_refused_and_left_alone(url: str) -> None:
    database = Database.open(url)
    with database._writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match="9999"):
        Database.open(url)


def test_history_is_never_changed(database: Database) -> None:
    fill(database)
    with pytest.raises(DBAPIError, match="never changed"), database.writing() as session:
        session.execute(text("UPDATE event SET kind = 'nothing'"))
    with database.reading() as session:
        assert session.scalars(select(Event.kind)).all() == ["plan-opened"]


def test_with_a_plan_everything_goes(database: Database) -> None:
    fill(database)
    fill(database, "c" * 32)
    with database.writing() as session:
        session.execute(delete(Plan).where(Plan.id == "a" * 32))
    with database.reading() as session:
        for table in (Plan, Situation, Activity, Event):
            assert len(session.scalars(select(table)).all()) == 1, table


def test_one_hand_over_is_open_at_a_time(database: Database) -> None:
    fill(database)

    def offer(id: str, state: str) -> HandOver:
        return HandOver(
            id=id * 32, plan_id="a" * 32, sender="a", receiver="b", reason="r", legal_task="t", along=[], state=state,
            offered_at=NOW,
        )  # fmt: skip

    with database.writing() as session:
        session.add_all([offer("1", "offered"), offer("2", "returned"), offer("3", "accepted")])
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(offer("4", "offered"))


def test_sqlite_is_kept_safe(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:{tmp_path / 'new' / 'plans.db'}")
    with database.engine.connect() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in
                 ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@pytest.mark.parametrize("wrong", ["mysql://x/y", "plans.db", "sqlite:", "sqlite:///x", "postgresql:x", ""])
def test_another_kind_of_address_is_refused(wrong: str) -> None:
    with pytest.raises(ConfigError, match="sqlite:PATH"):
        engine_of(wrong)


def test_a_server_that_is_away_is_said_without_the_secret() -> None:
    with pytest.raises(StoreUnavailable) as told:
        Database.open("postgresql://x:geheim-woord@127.0.0.1:9/plans")
    assert "geheim-woord" not in str(told.value)


def test_what_breaks_halfway_leaves_nothing(database: Database) -> None:
    with pytest.raises(DBAPIError, match="nowhere"), database.writing() as session:  # noqa: PT012
        session.add(Plan(id="d" * 32, person="d" * 32, version=1, coordinator="x", created_at=NOW))
        session.flush()
        session.execute(text("SELECT nothing FROM nowhere"))
    with database.reading() as session:
        assert session.scalars(select(Plan)).all() == []
