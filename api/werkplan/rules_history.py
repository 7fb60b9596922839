"""Who coordinated at any moment, read from the history of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class Told(Protocol):
    """What the rules need of an event."""

    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def data(self) -> dict[str, Any]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which one party coordinated; ``until`` is None while it still does."""

    party: str
    begins: datetime
    until: datetime | None


def spans_of(events: Iterable[Told]) -> list[Span]:
    """The parties that coordinated, one after the other, without gap or overlap.

    A plan begins with who opened it; only an accepted hand-over moves it on.
    """
    spans: list[Span] = []
    for event in events:
        if event.kind == "plan-opened" and not spans:
            spans.append(Span(str(event.data["coordinator"]), event.at, None))
        elif event.kind == "hand-over-accepted" and spans:
            last = spans[-1]
            spans[-1] = Span(last.party, last.begins, event.at)
            spans.append(Span(str(event.data["to"]), event.at, None))
    return spans


def coordinator_at(events: Iterable[Told], moment: datetime) -> str | None:
    """The one party that coordinated at a moment; None before the plan was opened."""
    for span in spans_of(events):
        if span.begins <= moment and (span.until is None or moment < span.until):
            return span.party
    return None
