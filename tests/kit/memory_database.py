"""A database of plans that lives in memory, for tests that make hundreds of them."""

from __future__ import annotations

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from api.werkplan import tables, tables_help  # noqa: F401  (their tables are known once they are imported)
from api.werkplan.columns import Base
from api.werkplan.database import Database, _begin_sqlite, _prepare_sqlite


def memory_database() -> Database:
    """An empty one, on SQLite as it is used on disk."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    Base.metadata.create_all(engine)
    return Database(engine)
