"""What was removed is to be gone from the database's files too: they are written anew, and their log is cut off."""

from __future__ import annotations

import logging
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from api.werkplan.columns import Base
from ontology.errors import StoreUnavailable

log = logging.getLogger("loopbaanpad.werkplan")
_BUSY: Final = "the plans are in use, so their files can't be cleared now: do it again when fewer people work"


def sweep(engine: Engine) -> None:
    """Write the files anew.

    SQLite: the file is copied without its free pages, and the write-ahead log is emptied. PostgreSQL: every table and
    its indexes go to new files, and the write-ahead log goes on in new segments; the old ones are removed where the
    server is set to do so and the role has the right (docs/operations.md says how, and what remains).

    Raises:
        StoreUnavailable: somebody is in the middle of reading or writing.
    """
    (_sweep_postgresql if engine.dialect.name == "postgresql" else _sweep_sqlite)(engine)


def _sweep_sqlite(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA temp_store=MEMORY")  # the copy in between is to leave nothing on another disk
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        told = cursor.fetchone()
        if told is None or told[0]:  # busy
            raise StoreUnavailable(_BUSY)
    finally:
        raw.close()


def _sweep_postgresql(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(text(f'VACUUM (FULL) "{table.name}"'))
        try:
            left = _pass_wal(connection)
        except ProgrammingError:
            log.warning("no right to pass the write-ahead log: it keeps what was removed; see docs/operations.md")
            return
    if left:
        log.warning("%d segments of the write-ahead log still hold what was removed; see docs/operations.md", left)


def _pass_wal(connection: Connection) -> int:
    """Go on to segments that are new, and have the server remove those before; gives how many it didn't.

    A segment that was recycled is an old one under a later name, with its old bytes: with ``wal_recycle`` on, none
    that the server keeps can be said to be clean.
    """
    old = _segments(connection)
    waiting = len(old)
    is_recycled = connection.scalar(text("SHOW wal_recycle")) == "on"
    while True:  # those of before that wait under a later name are passed too, one at a time
        connection.execute(text("SELECT pg_switch_wal()"))
        connection.execute(text("CHECKPOINT"))
        left = _segments(connection)
        before, waiting = waiting, len(left & old)
        if is_recycled or waiting in (0, before):  # the same number: something else holds them, and a switch adds one
            return len(left) if is_recycled else waiting


def _segments(connection: Connection) -> set[str]:
    return set(connection.scalars(text("SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'")))
