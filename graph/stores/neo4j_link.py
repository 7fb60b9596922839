"""The line to a graph server: transactions that are tried again where that is safe, and errors in our own words."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, NotificationDisabledClassification, Transaction
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConstraintError,
    DatabaseUnavailable,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.stores.address import Address
from ontology.errors import ConfigError, LoopbaanpadError, StoreUnavailable

T = TypeVar("T")
CONNECT_SECONDS = 5.0
TRIES = 4  #: of a transaction that surely wrote nothing, before the caller hears of it
_AWAY = (ServiceUnavailable, SessionExpired, DatabaseUnavailable, OSError)
_FULL = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
_log = logging.getLogger(__name__)


class UnknownOutcome(Exception):
    """The line broke while a commit was under way: it may have landed or not."""


class Link:
    """One driver, shared by every thread; each transaction has a session of its own.

    The sessions pass bookmarks on to each other, so that on a cluster a read sees what was written before it.
    """

    def __init__(self, address: Address, *, read_only: bool = False) -> None:
        self.address = address
        self._access = READ_ACCESS if read_only else WRITE_ACCESS
        self._driver: Driver | None = GraphDatabase.driver(
            address.uri,
            auth=(address.user, address.secret),
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=2 * CONNECT_SECONDS,
            liveness_check_timeout=10,
            notifications_disabled_classifications=list(NotificationDisabledClassification),
            user_agent="loopbaanpad",
        )

    def read(self, work: Callable[[Transaction], T]) -> T:
        """What ``work`` finds in one transaction that only reads.

        Raises:
            StoreUnavailable: the server is away, or can't answer now.
            ConfigError: it refuses the user, or has no such database.
        """
        return self._repeat(lambda: self._once(work, READ_ACCESS, commit=False))

    def write(self, work: Callable[[Transaction], T], *, repeatable: bool = False) -> T:
        """Carry out ``work`` and commit it; what it raises rolls it back.

        ``repeatable`` work comes to the same when it is done twice, so it is when the outcome isn't known.

        Raises:
            UnknownOutcome: the line broke during the commit.
            StoreUnavailable: nothing was written.
            ConfigError: the server refuses the user, or has no such database.
        """
        if not repeatable:
            return self._repeat(lambda: self._once(work, WRITE_ACCESS, commit=True))
        for _ in range(TRIES):
            try:
                return self._repeat(lambda: self._once(work, WRITE_ACCESS, commit=True))
            except UnknownOutcome:
                continue
        raise StoreUnavailable(f"{self.address.shown} can't be reached; the line breaks each time")

    def close(self) -> None:
        """Let go of the connections; closing twice is fine."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    def engine(self) -> str:
        """The make of the server: ``arcadedb``, or ``neo4j`` for whatever else speaks as it does."""
        driver = self._open()
        agent = self._repeat(lambda: str(driver.get_server_info().agent))
        return "arcadedb" if "arcadedb" in agent.lower() else "neo4j"

    def _open(self) -> Driver:
        if self._driver is None:
            raise StoreUnavailable(f"{self.address.shown} was closed; open it again")
        return self._driver

    def _once(self, work: Callable[[Transaction], T], access: str, *, commit: bool) -> T:
        driver = self._open()
        with driver.session(
            database=self.address.database,
            default_access_mode=access,
            bookmark_manager=driver.execute_query_bookmark_manager,
        ) as session:
            transaction = session.begin_transaction()
            try:
                result = work(transaction)
            except BaseException:
                if not transaction.closed():
                    _quietly(transaction.rollback)
                raise
            try:
                transaction.commit() if commit else transaction.rollback()
            except (DriverError, Neo4jError, OSError) as error:
                if commit and not _is_refused(error):
                    raise UnknownOutcome from error
                if commit:
                    raise
            return result

    def _repeat(self, once: Callable[[], T]) -> T:
        for left in range(TRIES - 1, -1, -1):
            try:
                return once()
            except (LoopbaanpadError, UnknownOutcome):
                raise
            except (DriverError, Neo4jError, OSError) as error:
                if not left or not _may_pass(error):
                    raise self._said(error) from error
                _log.info("%s: %s, trying again", self.address.shown, _code(error))
                time.sleep(random.uniform(0.05, 0.25) * (TRIES - left))
        raise AssertionError("the last try returns or raises")

    def _said(self, error: Exception) -> LoopbaanpadError:
        """The error in our own words; what a server says is shown only where it can't hold anything secret."""
        where, code = self.address.shown, _code(error)
        if isinstance(error, AuthError) or "AuthenticationRateLimit" in code:
            return ConfigError(f"{where} refuses the user {self.address.user!r} or its secret; check both ({code})")
        if isinstance(error, _AWAY):
            return StoreUnavailable(
                f"{where} can't be reached; is the server up, and are host and port right? ({code})"
            )
        if "DatabaseNotFound" in code:
            return ConfigError(f"{where}: the server has no such database; make it, or name another ({code})")
        if "Security" in code or "AccessMode" in code:
            return ConfigError(f"{where}: the user {self.address.user!r} may not do this; give it the rights ({code})")
        if code == _FULL:
            return StoreUnavailable(
                f"{where}: one change is too big for the server's transaction memory; nothing was written. "
                f"Give the server more memory (docs/operations.md) ({code})"
            )
        return StoreUnavailable(f"{where} could not do this, nothing was written ({code}: {_message(error)})")


def _is_refused(error: Exception) -> bool:
    """True if the server said that it didn't commit."""
    return isinstance(error, ClientError | TransientError) and not isinstance(error, _AWAY)


def _may_pass(error: Exception) -> bool:
    """True if the same again may succeed."""
    if isinstance(error, _AWAY):
        return True
    if isinstance(error, ConstraintError):  # another writer was first, on an engine that finds out at the commit
        return True
    return isinstance(error, TransientError) and _code(error) != _FULL


def _code(error: Exception) -> str:
    code = getattr(error, "code", None)
    return str(code) if code else type(error).__name__


def _message(error: Exception) -> str:
    text = getattr(error, "message", None) if isinstance(error, ClientError | Neo4jError) else None
    return str(text or error)[:200]


def _quietly(work: Callable[[], Any]) -> None:
    try:
        work()
    except (DriverError, Neo4jError, OSError) as error:
        _log.debug("rolling back: %s", _code(error))
