"""One change to one plan: its version, its history and the answer to its key, all in one transaction."""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, TypeVar

import orjson
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.werkplan.acting import Actor, Provider, demo_actor
from api.werkplan.database import Database, engine_of
from api.werkplan.rules_access import sight_of
from api.werkplan.tables import Answered, Event, Plan
from api.werkplan.tables_help import Budget, Commitment, Consent, Decision, HandOver, Note
from ontology.errors import KeyReused, NotInPlan, PlanClosed, PlanConflict, StalePlan

Part = TypeVar("Part")
_TRIES = 3  #: a key that two requests bring at once is refused by the database once, and found the next time


def now_utc() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


def random_id() -> str:
    """An id that says nothing."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it is sent, now and when the same request comes again; ``version`` is the plan's."""

    body: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request that may come twice: its key, and what else it says, by a hash."""

    actor: Actor
    key: str
    sha256: str

    @classmethod
    def of(cls, actor: Actor, key: str, path: str, body: Any) -> Keyed:
        """The request with this key, path and body."""
        try:
            text = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
        except TypeError:  # a whole number beyond 64 bits, which JSON allows
            text = json.dumps(body, sort_keys=True).encode()
        return cls(actor, key, hashlib.sha256(path.encode() + b"\n" + text).hexdigest())


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


def _sees(session: Session, plan: Plan, actor: Actor) -> bool:
    decisions, offers = parts_of(session, Decision, plan), parts_of(session, HandOver, plan)
    return sight_of(plan, actor, decisions, offers) != "none"


class Werkplan:
    """The plans of a service: where they are kept, what time it is, and who is let in."""

    def __init__(
        self,
        url: str,
        *,
        provider: Provider = demo_actor,
        now: Callable[[], datetime] = now_utc,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        engine_of(url).dispose()  # a URL that is none is said at once
        self.provider, self.now, self.new_id = provider, now, new_id
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

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()

    def create(self, request: Keyed, do: Callable[[Session, datetime], tuple[dict[str, Any], Plan | None]]) -> Written:
        """Do something that makes plans, once for a key."""

        def work(session: Session) -> Written:
            if found := self._earlier(session, request):
                return found
            sent, plan = do(session, self.now())
            session.flush()
            return self._kept(session, request, sent, plan)

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
            if found := self._earlier(session, request):
                return found
            if plan is None or not _sees(session, plan, request.actor):
                raise NotInPlan("plan", plan_id)
            if plan.version != expected:
                raise StalePlan(expected, plan.version)
            if plan.closed_at is not None and not closed:
                raise PlanClosed("the plan is closed: it can be read, not changed")
            change = Change(session, plan, request.actor, self.now(), self.new_id)
            do(change)
            if change.erased:
                return self._kept(session, request, {"id": plan_id, "version": expected + 1, **change.sent}, None)
            plan.version += 1
            session.flush()
            sent = {"id": plan.id, "version": plan.version, **change.sent}
            return self._kept(session, request, sent, plan)

        return self._tried(work)

    def _earlier(self, session: Session, request: Keyed) -> Written | None:
        found = session.get(Answered, (request.actor.scope, request.key))
        if found is None:
            return None
        if found.request_sha256 != request.sha256:
            raise KeyReused("the key was used before for another request: send a new key with a new request")
        return Written(found.body, found.version)

    def _kept(self, session: Session, request: Keyed, sent: Mapping[str, Any], plan: Plan | None) -> Written:
        body = orjson.dumps(sent).decode()
        version = plan.version if plan else None
        session.add(
            Answered(
                scope=request.actor.scope,
                key=request.key,
                plan_id=plan.id if plan else None,
                request_sha256=request.sha256,
                version=version,
                body=body,
                at=self.now(),
            )
        )
        return Written(body, version)

    def _tried(self, work: Callable[[Session], Written]) -> Written:
        for turn in range(_TRIES):
            try:
                with self.database.writing() as session:
                    return work(session)
            except IntegrityError as error:
                if turn == _TRIES - 1:
                    raise PlanConflict("the change doesn't go together with what is there") from error
        raise AssertionError("unreachable")
