"""What is answered about plans; real answers are held against these types by a test."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.v1.parts import Answer, Receipt
from api.werkplan.answers_activities import Day, Moment, PlanActivity
from api.werkplan.answers_log import LogLineView, PlanSeen


class PlanChanged(Answer):
    """A change that was written: the plan with its new version, and what was made or changed."""

    id: str
    version: int
    person_id: str | None = None
    made_id: str | None = None
    activity_ids: list[str] = Field(default_factory=list)
    to_decide: list[str] = Field(default_factory=list)


class PlanSituation(Answer):
    """A situation from a day on."""

    id: str
    begins: Day
    codes: list[str]
    benefit_end: Day | None


class PlanPin(Answer):
    """A route that was pinned."""

    id: str
    number: int
    kind: str
    revision: int
    at: Moment


class PlanGoal(Answer):
    """A goal with the routes that were pinned to it, the last one valid."""

    id: str
    label: str
    occupation: str | None
    by_role: str
    state: str
    reason: str | None
    pins: list[PlanPin]


class PlanCommitment(Answer):
    """A promise out of a budget."""

    id: str
    activity_id: str
    amount_eurocent: int
    committed_at: Moment
    released_at: Moment | None


class PlanBudget(Answer):
    """Money set apart, and what is left of it."""

    id: str
    party: str
    label: str
    amount_eurocent: int
    left_eurocent: int
    begins: Day | None
    ends: Day | None
    commitments: list[PlanCommitment]


class PlanDecision(Answer):
    """Something to decide, or decided."""

    id: str
    kind: str
    subject: str | None
    question: str
    party: str
    due: Day | None
    asked_at: Moment
    outcome: str | None
    reason: str | None
    begins: Day | None
    ends: Day | None
    decided_at: Moment | None


class PlanNote(Answer):
    """A note."""

    id: str
    by_role: str
    party: str | None
    text: str
    at: Moment


class PlanConsent(Answer):
    """A consent."""

    id: str
    party: str
    parts: list[str]
    purpose: str
    given_at: Moment
    withdrawn_at: Moment | None


class PlanHandOver(Answer):
    """A hand-over, and how it was answered."""

    id: str
    from_: str
    to: str
    reason: str
    legal_task: str
    consent_id: str | None
    along: list[str]
    state: str
    offered_at: Moment
    answered_at: Moment | None
    answer_reason: str | None


class PlanWarning(Answer):
    """Something to talk about in time."""

    kind: str
    activity_id: str
    days: int
    text: str


class PlanAnswer(Answer):
    """A plan; ``whole`` is false for who carries a part only, and then sees that part."""

    id: str
    person_id: str
    version: int
    whole: bool
    coordinator: str
    created_at: Moment
    closed_at: Moment | None
    close_reason: str | None
    benefit_end: Day | None
    situations: list[PlanSituation]
    goals: list[PlanGoal]
    activities: list[PlanActivity]
    budgets: list[PlanBudget]
    decisions: list[PlanDecision]
    notes: list[PlanNote]
    consents: list[PlanConsent]
    hand_overs: list[PlanHandOver]
    warnings: list[PlanWarning]
    seen_by: list[PlanSeen] = Field(description="For the person alone; others have the log.")


class PlanLine(Answer):
    """A plan in a list."""

    id: str
    version: int
    coordinator: str
    created_at: Moment
    closed_at: Moment | None


class PlansAnswer(Answer):
    """Plans by id; ``next`` is what to send as ``after`` for more."""

    plans: list[PlanLine]
    next: str | None


class PinAnswer(Answer):
    """A pinned route as it was; ``intact``: it is the same to the byte."""

    id: str
    goal_id: str
    number: int
    kind: str
    pinned_at: Moment
    revision: int
    digest: str
    code_version: str
    sha256: str
    intact: bool
    route: dict[str, Any]
    receipt: Receipt


class DriftChange(Answer):
    """One thing that is different from when the route was pinned."""

    kind: str
    id: str
    label: str
    before: str | None
    after: str | None
    text: str


class DriftAnswer(Answer):
    """What has changed since a route was pinned, and what could be pinned instead; nothing is applied."""

    goal_id: str
    pin_id: str
    pinned_revision: int
    revision: int
    changed: bool
    standing: str
    changes: list[DriftChange]
    proposals: list[dict[str, Any]]
    receipt: Receipt | None


class PlanSpan(Answer):
    """A time in which one party coordinated."""

    party: str
    begins: Moment
    until: Moment | None


class PlanEvent(Answer):
    """Something that happened."""

    number: int
    at: Moment
    kind: str
    role: str
    organisation: str | None
    data: dict[str, Any]


class HistoryAnswer(Answer):
    """What happened in a plan, and which party coordinated when."""

    plan_id: str
    coordinators: list[PlanSpan]
    events: list[PlanEvent]


class ExportAnswer(Answer):
    """Everything that is kept of a plan, for the person."""

    schema_: str
    exported_at: Moment
    plan: PlanAnswer
    history: HistoryAnswer
    pins: list[PinAnswer]
    log: list[LogLineView]


class TextAnswer(Answer):
    """A text to copy."""

    text: str


class CaseloadAnswer(Answer):
    """A caseload as CSV text, by the organisation's own case keys."""

    csv: str


class CaseloadChanged(Answer):
    """How many plans a caseload opened and changed."""

    opened: int
    changed: int
