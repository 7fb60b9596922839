"""Activities: which step becomes what, how their state may change, and when a benefit ends before they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal, Protocol

from ontology.errors import PlanConflict

Kind = Literal["training", "work", "practice", "instrument", "referral", "vog", "evc", "foreign-diploma"]
State = Literal["planned", "running", "finished", "stopped"]
OPEN: Final = ("planned", "running")
#: What may follow what. Nothing goes on after its end: what is taken up again is a new activity.
FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    "planned": ("running", "finished", "stopped"),
    "running": ("finished", "stopped"),
    "finished": (),
    "stopped": (),
}
_VOG: Final = "credential/vog"


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity that a step of a route asks for."""

    step: int
    kind: Kind
    label: str
    concept: str
    begins: date | None
    ends: date | None


def kind_of_step(step: Mapping[str, Any]) -> Kind:
    """What kind of activity a step of a route is."""
    if step["kind"] in ("job", "target"):
        return "work"
    if any(str(gives["id"]).endswith(_VOG) for gives in step.get("gives", ())):
        return "vog"
    return "practice" if step.get("mode") == "practice" else "training"


def planned_of(steps: Sequence[Mapping[str, Any]], begins: date | None) -> list[Planned]:
    """Every step as an activity, one after the other from a day on.

    After a step of unknown length no day is known any more. A job that is learned in (bbl) begins with its training.
    """
    found: list[Planned] = []
    day = begins
    together: date | None = None  # the day on which a leerbaan began: its job did too
    for number, step in enumerate(steps):
        weeks = step.get("weeks")
        start = together if step["kind"] != "training" and together is not None else day
        if step["kind"] == "training":
            together = day if step.get("mode") == "bbl" else None
        end = day + timedelta(weeks=weeks) if day is not None and weeks is not None else None
        is_last = step["kind"] == "target"
        found.append(Planned(number, kind_of_step(step), step["label"], step["id"], start, None if is_last else end))
        if step["kind"] == "job":
            together = None
        day = end
    return found


def check_follows(now: str, then: str, reason: str | None) -> None:
    """Refuse a state that can't follow, and stopping without a reason.

    Raises:
        PlanConflict: with the states that may follow.
    """
    if then not in FOLLOWS[now]:
        may = ", ".join(FOLLOWS[now]) or "nothing: add a new activity"
        raise PlanConflict(f"found an activity that is {now} and should become {then}; after {now} comes {may}")
    if then == "stopped" and not reason:
        raise PlanConflict("found an activity that is stopped without a reason, expected the reason")


class Dated(Protocol):
    """What a warning needs of an activity."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def planned_end(self) -> date | None: ...  # noqa: D102


def outlasting(activities: Iterable[Dated], benefit_end: date | None) -> list[dict[str, Any]]:
    """What goes on after the benefit ends, with how many days; nothing stops because of it."""
    if benefit_end is None:
        return []
    return [
        {
            "kind": "outlasts-benefit",
            "activityId": activity.id,
            "days": (activity.planned_end - benefit_end).days,
            "text": f"“{activity.label}” duurt langer dan de uitkering: die stopt op {benefit_end.isoformat()}. "
            "Bespreek op tijd hoe het daarna verder gaat.",
        }
        for activity in activities
        if activity.state in OPEN and activity.planned_end is not None and activity.planned_end > benefit_end
    ]
