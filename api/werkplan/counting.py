"""Counting what happened in a half-year: who did what, where, in which sector, with which party; people once each.

Only ids, days and codes are read, no text that anybody wrote; what comes out of here are numbers and places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.werkplan.halfyears import HalfYear
from api.werkplan.tables import Activity, Event, Goal, Outbox, Pin, Plan
from api.werkplan.tables_help import HandOver

UNKNOWN: Final = "?"  #: a region or a sector that isn't known
LEARNING: Final = ("training", "practice", "vog")
HELP: Final = ("instrument", "referral", "evc", "foreign-diploma")
NOT_THERE: Final = "activity-not-there"  #: the event that tells of what was asked for and isn't there
Place = tuple[str, str, str]  #: region, sector, party


@dataclass(slots=True)
class Counted:
    """How many people, and of those for whom it is known how many weeks it took."""

    people: int = 0
    weeks: list[int] = field(default_factory=list)

    def add(self, days: int | None) -> None:
        """One more."""
        self.people += 1
        if days is not None and days >= 0:
            self.weeks.append(days // 7)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody's step to work: from one occupation, if that is known, to another, in a region."""

    region: str
    origin: str | None
    target: str


@dataclass(frozen=True, slots=True)
class Counts:
    """All of a half-year; ``drained`` are the rows of the outbox that are in it."""

    figures: Mapping[str, Mapping[Place, Counted]]
    moves: tuple[Move, ...]
    parties: frozenset[str]  #: those with enough plans to be named
    drained: tuple[int, ...]
    is_first: bool = False  #: next to no plan was opened before this half-year


def count_half_year(session: Session, half_year: HalfYear, sector_of: Mapping[str, str], least: int) -> Counts:
    """Everything that is told of a half-year; ``sector_of`` an occupation.

    ``least``: so many plans a party must have to be named, and so many must be of before, or it is the first half-year.
    """
    begin, end = half_year.moments
    found: dict[str, list[tuple[str, int | None]]] = {
        "plans": [(id, None) for id in session.scalars(select(Plan.id).where(_in(Plan.created_at, begin, end)))],
        "goals": _since_opened(session, Goal.plan_id, Goal.created_at, begin, end),
        "routes": _since_opened(session, Pin.plan_id, Pin.pinned_at, begin, end),
        **_activities(session, half_year),
        "offersMissing": _since_opened(session, Event.plan_id, Event.at, begin, end, Event.kind == NOT_THERE),
    }
    there = set(session.scalars(select(Plan.id).where(Plan.created_at < end)))
    place_of = _places(session, end, there, sector_of)
    figures: dict[str, dict[Place, Counted]] = {}
    for key, rows in found.items():
        cells: dict[Place, Counted] = defaultdict(Counted)
        for plan, days in rows:
            if plan in there:  # a day that was put in by mistake may lie before the plan
                cells[place_of[plan]].add(days)
        figures[key] = cells
    moves, drained = _moves(session, half_year)
    asked = select(Plan.coordinator, func.count()).where(Plan.created_at < end).group_by(Plan.coordinator)
    sizes: Any = session.execute(asked)
    named = frozenset(party for party, number in sizes if number >= least)
    before = session.scalar(select(func.count()).select_from(Plan).where(Plan.created_at < begin)) or 0
    return Counts(figures, moves, named, drained, before < least)


def _in(column: Any, begin: Any, end: Any) -> Any:
    return (column >= begin) & (column < end)


def _since_opened(
    session: Session, plan: Any, at: Any, begin: datetime, end: datetime, *where: Any
) -> list[tuple[str, int | None]]:
    """Whose plan something happened in, and after how many days since the plan was opened it first did."""
    first = select(plan.label("plan"), func.min(at).label("first")).where(_in(at, begin, end), *where).group_by(plan)
    rows = first.subquery()
    asked = select(rows.c.plan, rows.c.first, Plan.created_at).join(Plan, Plan.id == rows.c.plan)
    return [(id, (moment - opened).days) for id, moment, opened in session.execute(asked)]


def _activities(session: Session, half_year: HalfYear) -> dict[str, list[tuple[str, int | None]]]:
    begin, end = half_year.begins, half_year.ends
    missing = set(session.scalars(select(Event.data["activity"].as_string()).where(Event.kind == NOT_THERE)))
    what = (Activity.plan_id, Activity.id, Activity.state, Activity.kind, Activity.real_begin, Activity.real_end)
    ended = select(*what).where(Activity.pin_id.is_not(None), _in(Activity.real_end, begin, end))
    finished: dict[str, int | None] = {}
    stopped: dict[str, int | None] = {}
    for plan, id, state, kind, began, over in session.execute(ended.order_by(Activity.real_end, Activity.id)):
        took = (over - began).days if over is not None and began is not None else None
        if state == "finished" and kind in LEARNING:
            finished.setdefault(plan, took)
        elif state == "stopped" and id not in missing:
            stopped.setdefault(plan, took)
    begun = (
        select(Activity.plan_id, func.min(Activity.real_begin))
        .where(Activity.kind.in_(HELP), _in(Activity.real_begin, begin, end))
        .group_by(Activity.plan_id)
    )
    rows: Any = session.execute(begun).all()
    helped: dict[str, date] = dict(rows)
    opened = _opened(session, helped)
    used: list[tuple[str, int | None]] = [(plan, (day - opened[plan]).days) for plan, day in helped.items()]
    return {"stepsFinished": list(finished.items()), "stepsStopped": list(stopped.items()), "offersUsed": used}


def _opened(session: Session, plans: Iterable[str]) -> dict[str, date]:
    if not (wanted := set(plans)):
        return {}
    rows = session.execute(select(Plan.id, Plan.created_at))
    return {id: at.date() for id, at in rows if id in wanted}


def _places(session: Session, end: datetime, wanted: set[str], sector_of: Mapping[str, str]) -> dict[str, Place]:
    """Where each plan stood when the half-year ended."""
    if not wanted:
        return {}
    region: dict[str, str] = {}
    asked = select(Pin.plan_id, Pin.receipt["query"]["region"].as_string()).where(Pin.pinned_at < end)
    for plan, found in session.execute(asked.order_by(Pin.pinned_at, Pin.id)):
        region[plan] = found or UNKNOWN
    sector: dict[str, str] = {}
    goals = select(Goal.plan_id, Goal.occupation).where(Goal.created_at < end, Goal.occupation.is_not(None))
    for plan, occupation in session.execute(goals.order_by(Goal.created_at, Goal.id)):
        sector[plan] = sector_of.get(str(occupation), UNKNOWN)
    rows: Any = session.execute(select(Plan.id, Plan.coordinator)).all()
    party: dict[str, str] = dict(rows)
    later = select(HandOver.plan_id, HandOver.sender).where(HandOver.state == "accepted", HandOver.answered_at >= end)
    for plan, sender in session.execute(later.order_by(HandOver.answered_at.desc(), HandOver.id)):
        party[plan] = sender  # the first that came after the end is put last: until then the sender coordinated
    return {plan: (region.get(plan, UNKNOWN), sector.get(plan, UNKNOWN), party[plan]) for plan in wanted}


def _moves(session: Session, half_year: HalfYear) -> tuple[tuple[Move, ...], tuple[int, ...]]:
    """The steps to work in the outbox, which knows no plan; and all of its rows of this half-year."""
    asked = select(Outbox.id, Outbox.data).where(Outbox.kind == "finished-step", Outbox.taken_by.is_(None))
    moves, drained = [], []
    for id, data in session.execute(asked.order_by(Outbox.id)):
        if data["halfYear"] != str(half_year):
            continue
        drained.append(id)
        if data["kind"] == "work" and data["concept"] and not data.get("again"):
            origins = data["origins"]
            origin = origins[0] if len(origins) == 1 and origins[0] != data["concept"] else None
            moves.append(Move(data["region"] or UNKNOWN, origin, data["concept"]))
    return tuple(moves), tuple(drained)
