"""Many plans at once, written straight into the tables: drawn, and the same each time for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from api.werkplan.database import Database
from api.werkplan.tables import Activity, Event, Goal, Outbox, Pin, Plan
from graph.network import Network

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """From what is drawn: the first of each list the most often."""

    regions: Sequence[str]
    moves: Sequence[tuple[str, str]]  #: from which occupation to which
    parties: Sequence[str]
    begins: date = date(2026, 1, 1)
    days: int = 180


def drawn_of(network: Network, regions: int, moves: int, parties: Sequence[str]) -> Drawn:
    """So many regions and moves of a network; each move to an occupation of another sector than the one before."""
    by_sector: dict[str, list[str]] = {}
    for id in network.occupations.ids:
        if sector := network.texts[id].get("sector"):
            by_sector.setdefault(sector, []).append(id)
    sectors = sorted(by_sector)
    targets = [by_sector[sectors[n % len(sectors)]][n // len(sectors)] for n in range(moves)]
    origins = [targets[(n + 1) % len(targets)] for n in range(moves)]
    return Drawn(network.regions.ids[:regions], list(zip(origins, targets, strict=True)), parties)


def fill(database: Database, drawn: Drawn, number: int, seed: int, first: int = 0) -> None:
    """Add so many plans, each with a goal, a pinned route and four activities; half of the routes are finished."""
    draw = random.Random(seed)
    for start in range(0, number, _BATCH):
        rows: dict[type[Any], list[dict[str, Any]]] = {kind: [] for kind in (Plan, Goal, Pin, Activity, Event, Outbox)}
        for place in range(start, min(start + _BATCH, number)):
            _add(rows, drawn, draw, f"{seed:08x}{first + place:024x}")
        with database.writing() as session:
            for kind, told in rows.items():
                if told:
                    session.execute(insert(kind), told)


def _pick(draw: random.Random, values: Sequence[Any]) -> Any:
    return values[min(int(draw.expovariate(3 / len(values))), len(values) - 1)]


def _add(rows: dict[type[Any], list[dict[str, Any]]], drawn: Drawn, draw: random.Random, id: str) -> None:
    day = drawn.begins + timedelta(days=draw.randrange(drawn.days))
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    region = None if draw.random() < 0.1 else _pick(draw, drawn.regions)
    origin, target = _pick(draw, drawn.moves)
    party = _pick(draw, drawn.parties)
    rows[Plan].append(
        {"id": id, "person": id[::-1], "version": 1, "coordinator": party, "created_at": at, "closed_at": None}
    )
    goal = {"id": id, "plan_id": id, "label": "doel", "occupation": target, "by_role": "caseworker", "state": "open"}
    rows[Goal].append({**goal, "created_at": at})
    receipt = {"query": {"origins": [origin], "target": target, "region": region}}
    rows[Pin].append(
        {
            "id": id, "plan_id": id, "goal_id": id, "number": 1, "kind": "route", "route": "{}",
            "receipt": receipt, "facts": {}, "route_sha256": "0" * 64, "revision": 1, "digest": "0" * 64,
            "code_version": "0", "pinned_at": at,
        }
    )  # fmt: skip
    end, is_done = day + timedelta(days=draw.randrange(7, 90)), draw.random() < 0.5
    for position, (kind, concept) in enumerate(
        (("vog", None), ("training", None), ("work", target), ("instrument", None)), start=1
    ):
        state = "finished" if is_done else draw.choice(["planned", "running", "stopped"])
        rows[Activity].append(
            {
                "id": f"{position:x}{id[1:]}", "plan_id": id, "position": position, "goal_id": id, "kind": kind,
                "pin_id": None if kind == "instrument" else id, "step": position, "label": kind, "concept": concept,
                "party": party, "state": state, "real_begin": None if state == "planned" else day,
                "real_end": end if state in ("finished", "stopped") else None,
            }
        )  # fmt: skip
        if state == "finished" and kind == "work":
            half_year = f"{end.year}-{1 if end.month <= 6 else 2}"
            data = {"kind": kind, "concept": concept, "origins": [origin], "target": target, "region": region}
            rows[Outbox].append({"kind": "finished-step", "data": {**data, "halfYear": half_year, "again": False}})
    rows[Event].append({"plan_id": id, "number": 1, "at": at, "kind": "plan-opened", "role": "caseworker", "data": {}})
    if draw.random() < 0.2:
        event = {"plan_id": id, "number": 2, "at": at, "kind": "activity-not-there", "role": "caseworker"}
        rows[Event].append({**event, "data": {"activity": f"4{id[1:]}"}})
