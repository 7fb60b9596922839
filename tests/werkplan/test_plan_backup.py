"""The two backups that the docs name: what is put back is what was there."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from api.werkplan.database import Database
from api.werkplan.tables import Event
from tests.kit.postgres import programs, running_postgres
from tests.werkplan.test_database import fill


def events(database: Database) -> list[tuple[str, int, str]]:
    with database.reading() as session:
        found = session.scalars(select(Event).order_by(Event.plan_id, Event.number))
        return [(item.plan_id, item.number, item.kind) for item in found]


def test_sqlite_is_copied_while_it_is_in_use(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:{tmp_path / 'plans.db'}")
    fill(database)
    with (
        closing(sqlite3.connect(tmp_path / "plans.db")) as source,
        closing(sqlite3.connect(tmp_path / "kept.db")) as copy,
    ):
        source.backup(copy)
    fill(database, "c" * 32)
    kept = Database.open(f"sqlite:{tmp_path / 'kept.db'}")
    assert events(kept) == events(database)[:1]


def test_postgresql_is_dumped_and_put_back(tmp_path: Path) -> None:
    server = running_postgres()
    url, other = server.fresh(), server.fresh()
    database = Database.open(url)
    fill(database)
    fill(database, "c" * 32)
    dump = tmp_path / "plans.dump"
    subprocess.run([programs() / "pg_dump", "--format=custom", f"--file={dump}", url], check=True)
    subprocess.run([programs() / "pg_restore", f"--dbname={other}", dump], check=True)
    restored = Database.open(other)
    assert len(events(restored)) == 2
    assert events(restored) == events(database)
    for one in (database, restored):
        one.close()
