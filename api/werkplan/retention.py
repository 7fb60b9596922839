"""Retention: what has had its term is removed, per organisation, and afterwards nothing of it is left in the files.

The coordinating organisation's term decides, counted from the day that the plan was closed. An open plan is never
removed. Of each removed plan the log keeps one line, which names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.werkplan.database import Database
from api.werkplan.doing_help import erase
from api.werkplan.organisations import Organisation, Term
from api.werkplan.processings import REGISTER, Processing, during, pseudonym_of
from api.werkplan.tables import Answered, Plan
from api.werkplan.tables_log import LogLine
from ontology.errors import ConfigError

KEYS: Final = timedelta(days=30)  #: how long the answer to an idempotency key is kept where no plan holds it
ROLE: Final = "administrator"


@dataclass(frozen=True, slots=True)
class Due:
    """What an organisation's terms say today: how many closed plans and log lines go; None: the term isn't known."""

    organisation: str
    plans: int | None
    lines: int | None
    plans_source: str | None
    log_source: str | None


def due_of(database: Database, organisations: Mapping[str, Organisation], today: date) -> list[Due]:
    """What would go, for every organisation that is set or has plans or lines; nothing is changed."""
    with database.reading() as session:
        there = {*session.scalars(select(Plan.coordinator).distinct())}
        there |= {name for name in session.scalars(select(LogLine.organisation).distinct()) if name}
        found = []
        for name in sorted({*organisations, *there}):
            told = organisations.get(name, Organisation())
            found.append(
                Due(
                    name,
                    _count(session, Plan.id, _plans(name, told.closed_plans, today)) if told.closed_plans else None,
                    _count(session, LogLine.id, _lines(name, told.log, today)) if told.log else None,
                    told.closed_plans.source if told.closed_plans else None,
                    told.log.source if told.log else None,
                )
            )
        return found


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _plans(name: str, term: Term, today: date) -> tuple[Any, ...]:
    return Plan.coordinator == name, Plan.closed_at < _start_of(term.ended_before(today))


def _lines(name: str, term: Term, today: date) -> tuple[Any, ...]:
    return LogLine.organisation == name, LogLine.end_time < _start_of(term.ended_before(today))


def _count(session: Session, column: Any, where: tuple[Any, ...]) -> int:
    return session.scalar(select(func.count(column)).where(*where)) or 0


def run(
    database: Database, organisations: Mapping[str, Organisation], now: datetime, only: str | None = None
) -> list[Due]:
    """Remove what has had its term, one plan a transaction, and clear the files; gives what was due.

    Raises:
        ConfigError: ``only`` names an organisation whose terms aren't known; nothing was removed.
        StoreUnavailable: the database is away or in use; what was removed stays removed, the rest is for later.
    """
    found = [due for due in due_of(database, organisations, now.date()) if only in (None, due.organisation)]
    if only is not None and (not found or None in (found[0].plans, found[0].lines)):
        raise ConfigError(
            f"found no terms for {only}, expected closedPlans and log with months and source in "
            "LOOPBAANPAD_ORGANISATIONS: without them nothing is removed"
        )
    for due in found:
        told = organisations.get(due.organisation, Organisation())
        processing = Processing("retention", REGISTER["erase-plan"], ROLE, due.organisation, lambda: now)
        if told.closed_plans:
            with database.reading() as session:
                asked = select(Plan.id).where(*_plans(due.organisation, told.closed_plans, now.date()))
                ids = list(session.scalars(asked.order_by(Plan.id)))
            for id in ids:
                _erase(database, id, processing)
        if told.log:
            with database.writing() as session:
                session.execute(delete(LogLine).where(*_lines(due.organisation, told.log, now.date())))
    with database.writing() as session:
        session.execute(delete(Answered).where(Answered.plan_id.is_(None), Answered.at < now - KEYS))
    database.sweep()
    return found


def _erase(database: Database, plan_id: str, processing: Processing) -> bool:
    with during(processing), database.writing() as session:
        plan = session.get(Plan, plan_id, with_for_update=True)
        if plan is None:
            return False
        person = plan.person
        session.expunge_all()
        erase(session, plan_id, person)
        return True


def erased_in(lines: Iterable[str]) -> set[str]:
    """The pseudonyms of whom an exported log says that they were erased.

    Raises:
        ConfigError: it is no exported log.
    """
    found = set()
    for number, text in enumerate(lines, start=1):
        try:
            told = orjson.loads(text)["attributes"]
            if told["dpl.core.processing_activity_id"] == REGISTER["erase-plan"].uri:
                found.add(str(told["dpl.core.data_subject_id"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                f"found a line {number} that is none of an exported log ({type(error).__name__})"
            ) from None
    return found


def erase_again(database: Database, pseudonyms: set[str], now: datetime) -> int:
    """Erase who was erased after the backup that was put back was made; gives how many plans went."""
    with database.reading() as session:
        rows: Any = session.execute(select(Plan.id, Plan.person, Plan.coordinator)).all()
    again = [(id, party) for id, person, party in rows if pseudonym_of(person) in pseudonyms]
    for id, party in again:
        _erase(database, id, Processing("erase-again", REGISTER["erase-plan"], ROLE, party, lambda: now))
    database.sweep()
    return len(again)
