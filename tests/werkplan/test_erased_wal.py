"""PostgreSQL's write-ahead log after an erasure: what goes, and that what doesn't is said; on servers of its own."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, text

from api.werkplan.database import Database
from api.werkplan.tables import Plan
from api.werkplan.tables_help import Note
from tests.kit.postgres import Postgres
from tests.werkplan.test_database import NOW, fill

MARK = "staat-in-het-logboek-Zq8"


@pytest.fixture
def server() -> Iterator[Callable[[str], Postgres]]:
    """Start one with or without recycling of segments."""
    started: list[Postgres] = []

    def start(wal_recycle: str) -> Postgres:
        started.append(Postgres(Path("/tmp") / f"loopbaanpad-wal-{os.getpid()}-{len(started)}", wal_recycle))
        started[-1].start()
        return started[-1]

    yield start
    for one in started:
        one.stop("immediate")
        shutil.rmtree(one.home, ignore_errors=True)


def holding(server: Postgres) -> dict[str, int]:
    """How many files of the whole server hold the mark, by their folder."""
    found: dict[str, int] = {}
    for path in (server.home / "data").rglob("*"):
        if path.is_file() and MARK.encode() in path.read_bytes():
            folder = path.relative_to(server.home / "data").parts[0]
            found[folder] = found.get(folder, 0) + 1
    return found


def written(url: str) -> Database:
    database = Database.open(url)
    fill(database)
    with database.writing() as session:
        session.add(Note(id="b" * 32, plan_id="a" * 32, by_role="person", text=MARK, at=NOW))
    return database


def erase(database: Database) -> None:
    with database.writing() as session:
        session.execute(delete(Plan))


def admin(server: Postgres, *statements: str, name: str = "postgres") -> None:
    engine = create_engine(server.url(name).replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_nothing_is_left_where_segments_are_removed(server: Callable[[str], Postgres]) -> None:
    kept = server("off")
    database = written(kept.fresh())
    admin(kept, "CHECKPOINT")
    assert set(holding(kept)) == {"base", "pg_wal"}  # else the search below would prove nothing
    erase(database)
    database.sweep()
    assert holding(kept) == {}
    database.close()


def test_segments_that_were_recycled_before_are_passed_and_removed(
    server: Callable[[str], Postgres], caplog: pytest.LogCaptureFixture
) -> None:
    kept = server("on")
    database = written(kept.fresh())
    for _ in range(2):  # the segment with the mark gets a later name, with its old bytes
        admin(kept, "SELECT pg_switch_wal()", "CHECKPOINT")
    erase(database)
    with caplog.at_level(logging.WARNING, logger="loopbaanpad.werkplan"):
        database.sweep()
    assert holding(kept)["pg_wal"] > 0
    assert "segments of the write-ahead log still hold what was removed" in caplog.text
    database.close()
    kept.stop()
    kept.wal_recycle = "off"
    kept.start()
    caplog.clear()
    with caplog.at_level(logging.WARNING, logger="loopbaanpad.werkplan"):
        database.sweep()
    assert (holding(kept), caplog.text) == ({}, "")
    database.close()


def test_what_a_replica_still_waits_for_is_said_to_be_there(
    server: Callable[[str], Postgres], caplog: pytest.LogCaptureFixture
) -> None:
    kept = server("off")
    admin(kept, "SELECT pg_create_physical_replication_slot('elsewhere', true)")
    database = written(kept.fresh())
    erase(database)
    with caplog.at_level(logging.WARNING, logger="loopbaanpad.werkplan"):
        database.sweep()
    assert list(holding(kept)) == ["pg_wal"]
    assert "segments of the write-ahead log still hold what was removed" in caplog.text
    admin(kept, "SELECT pg_drop_replication_slot('elsewhere')")
    database.sweep()
    assert holding(kept) == {}
    database.close()


def test_a_role_without_the_right_is_told_so(
    server: Callable[[str], Postgres], caplog: pytest.LogCaptureFixture
) -> None:
    kept = server("off")
    admin(kept, "CREATE ROLE plans LOGIN", "CREATE DATABASE owned OWNER plans")
    url = kept.url("owned").replace("loopbaanpad@", "plans@")
    database = written(url)
    erase(database)
    with caplog.at_level(logging.WARNING, logger="loopbaanpad.werkplan"):
        database.sweep()
    assert "no right to pass the write-ahead log" in caplog.text
    database.close()
    rights = ("GRANT pg_checkpoint, pg_monitor TO plans", "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO plans")
    admin(kept, *rights, name="owned")
    caplog.clear()
    with caplog.at_level(logging.WARNING, logger="loopbaanpad.werkplan"):
        database.sweep()
    assert (holding(kept), caplog.text) == ({}, "")
    database.close()
