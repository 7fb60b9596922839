"""How Alembic runs here: on the connection that it is given, in the transaction that is open there."""

from __future__ import annotations

from alembic import context

from api.werkplan import tables, tables_help, tables_log, tables_monitor  # noqa: F401  (their tables are known once they are imported)
from api.werkplan.columns import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
