"""From one version of the tables to another, with Alembic; used when the database is opened, and by its tests."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from ontology.errors import ConfigError

_FOLDER = Path(__file__).parent / "migrations"


def config_of(connection: Connection) -> Config:
    """Alembic's settings, on a connection that is open already."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def version_of(connection: Connection) -> str | None:
    """The version that the tables are of; None for a database without any."""
    return MigrationContext.configure(connection).get_current_revision()


def versions() -> list[str]:
    """All versions, oldest first."""
    script = ScriptDirectory(str(_FOLDER))
    return [found.revision for found in reversed(list(script.walk_revisions()))]


def move(connection: Connection, to: str = "head") -> None:
    """Go up or down to a version, within the transaction of the connection.

    Raises:
        ConfigError: the tables are of a version that this program doesn't know.
    """
    known, at = versions(), version_of(connection)
    if at is not None and at not in known:
        raise ConfigError(f"the plans have tables of version {at}, this program knows {known[-1]}: use a newer program")
    target = len(known) if to == "head" else known.index(to) + 1 if to != "base" else 0
    now = known.index(at) + 1 if at is not None else 0
    if target == now:
        return
    try:
        (command.upgrade if target > now else command.downgrade)(config_of(connection), to)
    except CommandError as error:
        raise ConfigError(f"the tables of the plans can't be moved to {to}: {error}") from error
