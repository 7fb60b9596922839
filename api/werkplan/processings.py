"""What a processing of personal data is called: the register of processing activities, and who processes what now.

Source: Logboek Dataverwerkingen (Logius, draft), the register: a change of an activity gets a new identifier, so the
version is part of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from ontology.errors import ConfigError
from ontology.ids import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What kind of id a subject's is: a pseudonym of the person's random id.
SUBJECT_TYPE: Final = f"{BASE}subject-id-type/person-pseudonym/1"
PARTY: Final = f"{BASE}party/"  #: what a calling party is named by when its own site isn't known


@dataclass(frozen=True, slots=True)
class ProcessingActivity:
    """One kind of processing, in words for the person it is about.

    ``about_nobody``: who it is about can't be told, for what would say so is not kept; it is logged all the same.
    """

    uri: str
    label: str
    purpose: str
    operations: tuple[str, ...]
    about_nobody: bool = False


def _read() -> dict[str, ProcessingActivity]:
    rows: list[dict[str, Any]] = orjson.loads((Path(__file__).parent / "activities.json").read_bytes())
    return {
        row["id"]: ProcessingActivity(
            f"{BASE}processing-activity/{row['id']}/{row['version']}",
            row["label"],
            row["purpose"],
            tuple(row["operations"]),
            row.get("aboutNobody", False),
        )
        for row in rows
    }


REGISTER: Final[Mapping[str, ProcessingActivity]] = _read()
BY_URI: Final = {activity.uri: activity for activity in REGISTER.values()}
_BY_OPERATION: Final = {name: activity for activity in REGISTER.values() for name in activity.operations}


def activity_of(operation: str) -> ProcessingActivity:
    """The activity that an operation on plans is part of.

    Raises:
        ConfigError: the register doesn't know the operation: it may not be served.
    """
    if operation not in _BY_OPERATION:
        raise ConfigError(
            f"found the operation {operation} without a processing activity, expected it in "
            "api/werkplan/activities.json: add it there, so that what it does is logged"
        )
    return _BY_OPERATION[operation]


def check_register(operations: Iterable[str]) -> None:
    """Refuse to serve an operation that would not be logged.

    Raises:
        ConfigError: the register doesn't know one.
    """
    for operation in operations:
        activity_of(operation)


def pseudonym_of(person: str) -> str:
    """What the log calls a person: 64 hex digits that lead back to nobody without the person's id.

    The id is 128 random bits, so it can't be found by trying; and it goes when the plan goes.
    """
    return hashlib.sha256(f"loopbaanpad processing log {person}".encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Processing:
    """Somebody who does something with personal data now: what ends in the log when it is done."""

    name: str
    activity: ProcessingActivity
    role: str
    organisation: str | None = None
    clock: Callable[[], datetime] = _now
    carrier: Mapping[str, str] = field(default_factory=dict)  #: the caller's W3C trace context, as headers
    processor: str | None = None  #: where the caller's site is, when another application calls
    always: bool = False  #: a line also when it turns out to be about nobody
    started: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.clock()


_CURRENT: ContextVar[Processing | None] = ContextVar("processing", default=None)


def current() -> Processing | None:
    """What is being done now; None outside of any processing that is told."""
    return _CURRENT.get()


def begin(processing: Processing) -> None:
    """From here on, in this request, everything that is read or written is part of this processing."""
    _CURRENT.set(processing)


@contextmanager
def during(processing: Processing) -> Iterator[Processing]:
    """The same for a block, such as a command."""
    token = _CURRENT.set(processing)
    try:
        yield processing
    finally:
        _CURRENT.reset(token)
