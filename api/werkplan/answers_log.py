"""What is answered about the log: who looked in a plan or changed it, when and what for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.v1.parts import Answer

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class PlanSeen(Answer):
    """Who did what with the plan: how often, and when last."""

    role: str
    organisation: str | None
    activity: str
    label: str
    purpose: str
    times: int
    last: Moment


class LogLineView(Answer):
    """Somebody looked in the plan, or changed it; `status` is Ok (done), Unset (refused) or Error."""

    number: int
    at: Moment
    role: str
    organisation: str | None
    activity: str
    label: str
    purpose: str
    operation: str
    status: str
    processor: str | None
    trace_id: str


class LogAnswer(Answer):
    """Who looked in a plan; ``next`` is what to send as ``after`` for more."""

    lines: list[LogLineView]
    next: int | None
