"""The instrument of the graph that an activity uses: kept as it was, so that it reads the same when it has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from api.werkplan.keeping import Change
from api.werkplan.tables import Activity, Plan, UsedInstrument
from ontology.errors import PlanConflict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from graph.network import Network

#: What is kept of the record, by its name there, and what it is called in an answer.
_KEPT = {
    "description": "description",
    "provider": "provider",
    "decides": "decides",
    "law": "law",
    "bwb": "bwb",
    "article": "article",
    "amount_note": "amountNote",
    "valid_from": "validFrom",
    "valid_until": "validUntil",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """An instrument as a revision of the graph has it."""

    id: str
    revision: int
    digest: str
    facts: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What it is called."""
        return str(self.facts["label"])


def offered(network: Network, id: str) -> Offered:
    """The instrument with an id, with what is kept of it; a condition is kept by its text."""
    entry = network.texts[id]
    record = entry["record"]
    facts: dict[str, Any] = {"label": entry["label"], **{to: record.get(name) for name, to in _KEPT.items()}}
    facts["conditions"] = [condition["text"] for condition in record.get("conditions", ())]
    return Offered(id, network.revision, network.digest, facts)


def use(change: Change, activity: Activity, instrument: Offered) -> None:
    """Note down that an activity uses an instrument.

    Raises:
        PlanConflict: it isn't there on the day that the activity begins (today where no day is planned).
    """
    day = activity.planned_begin or change.today
    begins, ends = (instrument.facts[name] for name in ("validFrom", "validUntil"))
    if (begins and day < date.fromisoformat(begins)) or (ends and day > date.fromisoformat(ends)):
        when = " and ".join([*([f"from {begins}"] if begins else ()), *([f"until {ends}"] if ends else ())])
        raise PlanConflict(
            f"found an activity from {day.isoformat()} with {instrument.label}, which is there {when}: "
            "choose an instrument that is there on that day, or another day"
        )
    change.session.flush()
    change.session.add(
        UsedInstrument(
            activity_id=activity.id,
            plan_id=change.plan.id,
            instrument=instrument.id,
            revision=instrument.revision,
            digest=instrument.digest,
            facts=dict(instrument.facts),
        )
    )
    change.tell("instrument-used", activity=activity.id, instrument=instrument.id, revision=instrument.revision)


def used_in(session: Session, plan: Plan, today: date) -> dict[str, dict[str, Any]]:
    """What the activities of a plan use, by the activity's id, as it is answered; ``ended`` tells of today."""
    rows = session.scalars(select(UsedInstrument).where(UsedInstrument.plan_id == plan.id))
    return {
        row.activity_id: {
            "id": row.instrument,
            "revision": row.revision,
            "digest": row.digest,
            "ended": bool(row.facts["validUntil"]) and date.fromisoformat(row.facts["validUntil"]) < today,
            **row.facts,
        }
        for row in rows
    }
