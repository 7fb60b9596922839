"""What is answered about the activities of a plan, and the instruments that they use."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.v1.parts import Answer

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]


class PlanInstrument(Answer):
    """An instrument as the graph had it when the activity was added; ``ended`` is by that text, today."""

    id: str
    revision: int
    digest: str
    label: str
    description: str | None
    provider: str
    decides: str
    law: str | None
    bwb: str | None
    article: str | None
    amount_note: str | None
    valid_from: Day | None
    valid_until: Day | None
    conditions: list[str]
    ended: bool


class PlanActivity(Answer):
    """Something that is done, and who carries it."""

    id: str
    goal_id: str | None
    pin_id: str | None
    step: int | None
    kind: str
    label: str
    concept: str | None
    party: str
    state: str
    planned_begin: Day | None
    planned_end: Day | None
    real_begin: Day | None
    real_end: Day | None
    stop_reason: str | None
    instrument: PlanInstrument | None = Field(description="What it uses, where that was named.")
