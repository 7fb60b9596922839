"""One change to one plan: its version, its history and the answer to its key, all in one transaction."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.werkplan.acting import Actor
from api.werkplan.answering import Keyed, Written, earlier, keep
from api.werkplan.database import Database, engine_of
from api.werkplan.organisations import Organisation
from api.werkplan.rules_access import sight_of
from api.werkplan.tables import Event, Plan
from api.werkplan.tables_help import Budget, Commitment, Consent, Decision, HandOver, Note
from ontology.errors import NotAllowed, NotInPlan, PlanClosed, PlanConflict, StalePlan

Part = TypeVar("Part")
_TRIES = 3  #: a key that two requests bring at once is refused by the database once, and found the next time


def now_utc() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


def random_id() -> str:
    """An id that says nothing."""
    return uuid.uuid4().hex


@dataclass
class Change:
    """What a command has at hand: the plan, who acts, when, and the means to add to it."""

    session: Session
    plan: Plan
    actor: Actor
    at: datetime
    new_id: Callable[[], str]
    sent: dict[str, Any] = field(default_factory=dict)  #: what the answer holds beside the plan's id and version
    erased: bool = False

    @classmethod
    def of_new(cls, session: Session, plan: Plan, actor: Actor, at: datetime, new_id: Callable[[], str]) -> Change:
        """The change that opens a plan: its history is known to be empty, so nothing is asked of the database."""
        made = cls(session, plan, actor, at, new_id)
        made._number = 0
        return made

    @property
    def today(self) -> date:
        """The day of the change, in UTC."""
        return self.at.date()

    @cached_property
    def decisions(self) -> list[Decision]:
        """All decisions of the plan, oldest first."""
        return parts_of(self.session, Decision, self.plan)

    @cached_property
    def consents(self) -> list[Consent]:
        """All consents."""
        return parts_of(self.session, Consent, self.plan)

    @cached_property
    def hand_overs(self) -> list[HandOver]:
        """All hand-overs."""
        return parts_of(self.session, HandOver, self.plan)

    @cached_property
    def budgets(self) -> list[Budget]:
        """All budgets."""
        return parts_of(self.session, Budget, self.plan)

    @cached_property
    def commitments(self) -> list[Commitment]:
        """All commitments."""
        return parts_of(self.session, Commitment, self.plan)

    def tell(self, kind: str, /, **data: Any) -> None:
        """Add to the history; ids and codes only, never the texts that people wrote."""
        self._number += 1
        self.session.add(
            Event(
                plan_id=self.plan.id,
                number=self._number,
                at=self.at,
                kind=kind,
                role=self.actor.role,
                organisation=self.actor.organisation,
                data=data,
            )
        )

    @cached_property
    def _number(self) -> int:
        last = self.session.scalar(select(func.max(Event.number)).where(Event.plan_id == self.plan.id))
        return last or 0


_ORDER: Mapping[type[Any], Any] = {
    Decision: (Decision.asked_at, Decision.id),
    Consent: (Consent.given_at, Consent.id),
    HandOver: (HandOver.offered_at, HandOver.id),
    Budget: (Budget.id,),
    Commitment: (Commitment.committed_at, Commitment.id),
    Note: (Note.at, Note.id),
}


def parts_of(session: Session, kind: type[Part], plan: Plan) -> list[Part]:
    """The rows of a kind that hang under a plan, oldest first."""
    table: Any = kind
    return list(session.scalars(select(table).where(table.plan_id == plan.id).order_by(*_ORDER[kind])))


def seen_plan(session: Session, plan_id: str, actor: Actor) -> Plan:
    """A plan that somebody may see.

    Raises:
        NotInPlan: there is none, or not for them.
    """
    plan = session.get(Plan, plan_id)
    if plan is None or not _sees(session, plan, actor):
        raise NotInPlan("plan", plan_id)
    return plan


def whole_plan(session: Session, plan_id: str, actor: Actor) -> Plan:
    """A plan that somebody may see all of; a route tells where a person began, so a carrier doesn't see it.

    Raises:
        NotInPlan: there is none, or not for them.
        NotAllowed: they see their own share of it only.
    """
    plan = seen_plan(session, plan_id, actor)
    if sight_of(plan, actor, parts_of(session, Decision, plan), parts_of(session, HandOver, plan)) != "whole":
        raise NotAllowed(actor.role, "read the whole plan", f"somebody of {plan.coordinator}, or the person")
    return plan


def _sees(session: Session, plan: Plan, actor: Actor) -> bool:
    decisions, offers = parts_of(session, Decision, plan), parts_of(session, HandOver, plan)
    return sight_of(plan, actor, decisions, offers) != "none"


def _open_for(
    session: Session, plan: Plan | None, plan_id: str, actor: Actor, expected: int, closed: bool = False
) -> Plan:
    """A plan that somebody sees, at the version that they read; closed only where that is no matter."""
    if plan is None or not _sees(session, plan, actor):
        raise NotInPlan("plan", plan_id)
    if plan.version != expected:
        raise StalePlan(expected, plan.version)
    if plan.closed_at is not None and not closed:
        raise PlanClosed("the plan is closed: it can be read, not changed")
    return plan


class Werkplan:
    """The plans of a service: where they are kept, and what time it is."""

    def __init__(
        self,
        url: str,
        *,
        now: Callable[[], datetime] = now_utc,
        new_id: Callable[[], str] = random_id,
        organisations: Mapping[str, Organisation] | None = None,
    ) -> None:
        engine_of(url).dispose()  # a URL that is none is said at once
        self.now, self.new_id = now, new_id
        self.organisations = organisations or {}
        self._url, self._lock = url, threading.Lock()
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """The database, opened when first asked.

        Raises:
            StoreUnavailable: it is away; the next request tries again.
        """
        with self._lock:
            if self._database is None:
                self._database = Database.open(self._url)
            return self._database

    def website_of(self, organisation: str | None) -> str | None:
        """Where an organisation's own site is, for the log; None when nobody said so."""
        found = self.organisations.get(organisation or "")
        return found.website if found else None

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()

    def answered(self, request: Keyed) -> Written | None:
        """The answer to a request that was done before; None for a new one, which may now be got ready.

        Raises:
            KeyReused: the key was used for another request.
        """
        with self.database.reading() as session:
            return earlier(session, request)

    def check(self, request: Keyed, plan_id: str, expected: int, may: Callable[[Plan], object]) -> None:
        """Refuse now what ``change`` would refuse in the end, before anything costly is done for it.

        The same request that was done elsewhere in the meantime is no new one, and ``change`` will answer it.

        Raises:
            NotInPlan, StalePlan, PlanClosed: as ``change``; and what ``may`` raises.
        """
        with self.database.reading() as session:
            if earlier(session, request) is None:
                plan = session.get(Plan, plan_id)
                may(_open_for(session, plan, plan_id, request.actor, expected))
            session.forget()

    def create(self, request: Keyed, do: Callable[[Session, datetime], tuple[dict[str, Any], Plan | None]]) -> Written:
        """Do something that makes plans, once for a key."""

        def work(session: Session) -> Written:
            if found := earlier(session, request):
                return found
            sent, plan = do(session, self.now())
            session.flush()
            return keep(session, request, sent, plan, self.now())

        return self._tried(work)

    def change(
        self, request: Keyed, plan_id: str, expected: int, do: Callable[[Change], None], closed: bool = False
    ) -> Written:
        """Change one plan, once for a key, made for the version that was read.

        Raises:
            NotInPlan: there is no such plan for who asks.
            StalePlan: somebody changed it meanwhile.
            PlanClosed: it is closed, and this may only be done while it is open (``closed``: it may be done).
            KeyReused: the key was used for another request.
        """

        def work(session: Session) -> Written:
            plan = session.get(Plan, plan_id, with_for_update=True)
            if found := earlier(session, request):
                return found.of(plan_id)
            plan = _open_for(session, plan, plan_id, request.actor, expected, closed)
            change = Change(session, plan, request.actor, self.now(), self.new_id)
            do(change)
            if change.erased:  # what is kept for the same request again names nobody: the path of it does
                kept = keep(session, request, {"id": "", "version": expected + 1, **change.sent}, None, self.now())
                return kept.of(plan_id)
            plan.version += 1
            session.flush()
            sent = {"id": plan.id, "version": plan.version, **change.sent}
            return keep(session, request, sent, plan, self.now())

        return self._tried(work)

    def _tried(self, work: Callable[[Session], Written]) -> Written:
        for turn in range(_TRIES):
            try:
                with self.database.writing() as session:
                    return work(session)
            except IntegrityError as error:
                if turn == _TRIES - 1:
                    raise PlanConflict("the change doesn't go together with what is there") from error
        raise AssertionError("unreachable")
