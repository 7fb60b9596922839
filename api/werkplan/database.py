"""The database of plans: SQLite in one file, or PostgreSQL; opened, brought to today's tables, and spoken to.

Every write is one transaction. What the database can't do becomes ``StoreUnavailable``, and then nothing was written.
Whoever is processing personal data (``processings``) leaves a line in the log with it: in the same transaction for a
write, and for a question in one of its own before the block ends.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from api.werkplan.logboek import lines_of
from api.werkplan.processings import Processing, current
from api.werkplan.sweeping import sweep
from api.werkplan.tables import Plan
from ontology.errors import ConfigError, LoopbaanpadError, StoreError, StoreUnavailable

log = logging.getLogger("loopbaanpad.werkplan")
FORMS: Final = "sqlite:PATH or postgresql://user@host/database"
_LOCK: Final = 7_205_310_917  #: of PostgreSQL's advisory locks: one process at a time changes the tables
_BUSY_MILLISECONDS: Final = 10_000


def engine_of(url: str) -> Engine:
    """An engine for a URL as the setting has it; nothing is opened yet.

    Raises:
        ConfigError: the URL is of another kind, or the driver isn't there.
    """
    scheme, _, rest = url.partition(":")
    if scheme == "sqlite" and rest and not rest.startswith("//"):
        path = Path(rest)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"the folder of the plans can't be made: {error.strerror}") from error
        engine = create_engine(
            f"sqlite+pysqlite:///{path}",
            connect_args={"timeout": _BUSY_MILLISECONDS / 1000},
            hide_parameters=True,  # or what people wrote would stand in the text of an error
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if scheme in ("postgresql", "postgres") and rest.startswith("//"):
        try:
            address = make_url(f"postgresql:{rest}").set(drivername="postgresql+psycopg")
            return create_engine(address, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 5})
        except ArgumentError:
            raise ConfigError(f"found a LOOPBAANPAD_WERKPLAN that is no URL, expected {FORMS}") from None
        except ModuleNotFoundError:
            raise ConfigError("plans on PostgreSQL need its driver: pip install 'loopbaanpad[server]'") from None
    raise ConfigError(f"found a LOOPBAANPAD_WERKPLAN that starts with {scheme!r}, expected {FORMS}")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin below, not when the driver thinks it fit
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased must not stay behind in free pages
        f"busy_timeout={_BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its turn at the start, so that it never loses it halfway."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class PlanSession(Session):
    """A session that remembers whose plans it touched: those people are whom its processing is about."""

    def persons(self, made: bool = True) -> list[str]:
        """The random ids of the people; with ``made`` also those whose plan is new in this session."""
        return sorted(self.info.get("met", set()) | (self.info.get("made", set()) if made else set()))

    def forget(self) -> None:
        """Nobody was looked at yet: what was only made sure of here is logged with the change that follows."""
        self.info.pop("met", None)


@event.listens_for(PlanSession, "loaded_as_persistent")
def _remember_met(session: Session, instance: object) -> None:
    if isinstance(instance, Plan):
        session.info.setdefault("met", set()).add(instance.person)


@event.listens_for(PlanSession, "pending_to_persistent")
def _remember_made(session: Session, instance: object) -> None:
    if isinstance(instance, Plan):
        session.info.setdefault("made", set()).add(instance.person)


class Database:
    """Where plans are kept; safe to use from many threads, and for PostgreSQL from many processes."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(writes=True)

    @classmethod
    def open(cls, url: str) -> Database:
        """The database at a URL, with today's tables.

        Raises:
            ConfigError: the URL is no such thing, or the tables are of a newer version of this program.
            StoreUnavailable: it can't be reached or written.
        """
        database = cls(engine_of(url))
        with _told(database.engine):
            database.upgrade()
        return database

    def upgrade(self, to: str = "head") -> None:
        """Bring the tables to a version, newest unless named; a second process waits for the first."""
        from api.werkplan.migrating import move

        with self._writing.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            move(connection, to)

    @contextmanager
    def reading(self) -> Iterator[PlanSession]:
        """A session that reads one state of everything and writes nothing but the log's lines, when the block ends.

        Raises:
            StoreUnavailable: it is away, or the lines can't be written: then nothing may be answered.
        """
        processing = current()
        with _told(self.engine), PlanSession(self.engine, autoflush=False) as session:
            try:
                with session.begin():
                    if self.engine.dialect.name == "postgresql":
                        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
                    yield session
            except Exception as error:
                self._log_failed(processing, session, error)
                raise
            if processing is not None:
                self._log(processing, session.persons(), "Ok")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are all there when the block has ended, or none of them.

        Raises:
            StoreUnavailable: the database is away, full or read-only; nothing was written, unless the line broke
                while it was confirming: the same request with the same key finds that out.
        """
        processing = current()
        with _told(self.engine), PlanSession(self._writing, expire_on_commit=False) as session:
            try:
                with session.begin():
                    yield session
                    if processing is not None:
                        session.flush()
                        told = session.info.get("processing", processing)
                        session.add_all(lines_of(told, session.persons(), "Ok"))
            except Exception as error:
                self._log_failed(processing, session, error)
                raise

    def _log_failed(self, processing: Processing | None, session: PlanSession, error: Exception) -> None:
        """What was refused is logged too, and what broke; a database that is away can't."""
        if processing is None or isinstance(error, StoreError | IntegrityError):
            return
        if isinstance(error, SQLAlchemyError) and _is_away(error):
            return
        told = isinstance(error, LoopbaanpadError | HTTPException)
        self._log(processing, session.persons(made=False), "Unset" if told else "Error")

    def _log(self, processing: Processing, persons: list[str], status: str) -> None:
        if lines := lines_of(processing, persons, status):
            with Session(self._writing) as session, session.begin():
                session.add_all(lines)

    def sweep(self) -> None:
        """Write the files anew, so that nothing is left in them of what was removed.

        Raises:
            StoreUnavailable: somebody is using the database: what is in the write-ahead log couldn't be cleared.
        """
        with _told(self.engine):
            sweep(self.engine)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """What the database can't do, in one error that says nothing of what was being written."""
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if not _is_away(error):
            raise
        if engine.dialect.name == "sqlite":
            engine.dispose()  # a file that was opened while its disk was read-only stays so until it is opened anew
        cause = getattr(error, "orig", None)
        log.warning("the database of plans can't do that now: %s", type(cause or error).__name__)
        raise StoreUnavailable(_advice(str(cause or ""))) from error


def _is_away(error: SQLAlchemyError) -> bool:
    """True for what the world does to a database; a statement that is wrong is our fault and stays an error of ours."""
    said = str(getattr(error, "orig", ""))
    if "no such " in said or "syntax error" in said:
        return False
    is_read_only = isinstance(error, InternalError) and "read-only" in said
    return isinstance(error, OperationalError | InterfaceError | PoolTimeout) or is_read_only


def _advice(said: str) -> str:
    if "full" in said or "No space" in said:
        return "the disk of the plans is full, nothing was written: make room, then send the same request again"
    if "readonly" in said or "read-only" in said:
        return "the plans can only be read now, nothing was written: send the same request again later"
    return "the database of the plans is away for a moment: send the same request with the same key again later"
