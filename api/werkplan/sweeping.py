"""What was removed is to be gone from the database's files too: they are written anew, and their log is cut off."""

from __future__ import annotations

import logging
from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from api.werkplan.columns import Base
from ontology.errors import StoreUnavailable

log = logging.getLogger("loopbaanpad.werkplan")
_BUSY: Final = "the plans are in use, so their files can't be cleared now: do it again when fewer people work"


def sweep(engine: Engine) -> None:
    """Write the files anew.

    SQLite: the file is copied without its free pages, and the write-ahead log is emptied. PostgreSQL: every table and
    its indexes go to new files, and a checkpoint lets the server reuse the old write-ahead log; its segments keep what
    was written until they are written over or removed (docs/operations.md says what to do).

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
            connection.execute(text("CHECKPOINT"))
        except ProgrammingError:
            log.warning("no right to a checkpoint: the server makes one itself within checkpoint_timeout")
