"""One table from our errors to HTTP, and problem+json (RFC 9457) for every error on JSON paths."""

from __future__ import annotations

import json
import logging
import traceback
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.asking import NamesUnclear
from ontology.errors import (
    ConsentMissing,
    DanglingReference,
    DatasetRejected,
    InvalidRecord,
    KeyReused,
    NotAllowed,
    NotFound,
    NotInPlan,
    PersonalData,
    PlanClosed,
    PlanConflict,
    QueryError,
    ReceiptMismatch,
    RevisionNotThere,
    StalePlan,
    StaleRevision,
    StoreUnavailable,
    UnknownConcept,
)

log = logging.getLogger("loopbaanpad.api")

PROBLEM_JSON: Final = "application/problem+json"
_MOST_CAUSES: Final = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem: its status, the last part of its ``type`` and a title that never changes."""

    status: int
    key: str
    title: str


#: The first row whose type fits decides; everything else is ``BROKEN``.
TABLE: Final[tuple[tuple[type[Exception], Problem], ...]] = (
    (NamesUnclear, Problem(400, "name-unclear", "A name fits nothing, or several things")),
    (UnknownConcept, Problem(404, "not-found", "There is no such thing")),
    (ReceiptMismatch, Problem(409, "receipt-mismatch", "The receipt can't be replayed here")),
    (QueryError, Problem(400, "question-unclear", "The question can't be answered as it was put")),
    (RequestValidationError, Problem(400, "request-invalid", "The request is not valid")),
    (NotFound, Problem(404, "not-found", "There is no such thing")),
    (StaleRevision, Problem(412, "stale-revision", "Somebody else wrote first")),
    (RevisionNotThere, Problem(412, "revision-not-there", "That revision can't be answered from yet")),
    (DanglingReference, Problem(409, "dangling-reference", "A record points at what isn't there")),
    (InvalidRecord, Problem(400, "record-invalid", "A record is not what it should be")),
    (DatasetRejected, Problem(400, "record-invalid", "A record is not what it should be")),
    (StoreUnavailable, Problem(503, "store-away", "The data is away for a moment")),
)
#: The same for plans; they stand in the documentation only where there are plans.
PLAN_TABLE: Final[tuple[tuple[type[Exception], Problem], ...]] = (
    (PersonalData, Problem(400, "personal-data", "A text seems to name a person")),
    (NotAllowed, Problem(403, "not-allowed", "You may not do this")),
    (NotInPlan, Problem(404, "not-in-plan", "There is no such plan or part, or it is not for you")),
    (PlanClosed, Problem(409, "plan-closed", "The plan is closed")),
    (ConsentMissing, Problem(409, "consent-missing", "The person's consent is missing")),
    (KeyReused, Problem(409, "key-reused", "The key was used for another request")),
    (PlanConflict, Problem(409, "plan-conflict", "The change doesn't fit the plan as it is")),
    (StalePlan, Problem(412, "stale-plan", "Somebody changed the plan first")),
)
BROKEN: Final = Problem(500, "broken", "Something is broken on our side")
REFUSED: Final = Problem(403, "refused", "This is refused from here")
OTHER: Final[Mapping[int, Problem]] = {
    401: Problem(401, "token-needed", "Say who you are"),
    403: Problem(403, "writing-off", "Writing over HTTP is switched off"),
    429: Problem(429, "too-many", "Too many requests"),
    413: Problem(413, "text-too-long", "The body is too long"),
    428: Problem(428, "revision-needed", "Say which revision the change was made for"),
    404: Problem(404, "not-found", "There is no such thing"),
    405: Problem(405, "method-not-allowed", "This path does not know that method"),
}


class Refused(HTTPException):
    """Who asks may be right, but not from here or not like this."""

    def __init__(self, why: str) -> None:
        super().__init__(REFUSED.status, why)


def problem_of(error: Exception) -> Problem:
    """The row of the table for an error."""
    return next((problem for kind, problem in (*TABLE, *PLAN_TABLE) if isinstance(error, kind)), BROKEN)


def body_of(error: Exception) -> dict[str, Any]:
    """The problem document; what broke on our side is told by an id only, the rest is in the log."""
    if isinstance(error, HTTPException):
        other = REFUSED if isinstance(error, Refused) else None
        problem = other or OTHER.get(
            error.status_code, Problem(error.status_code, "http", "The request can't be served")
        )
        return _document(problem, str(error.detail))
    problem = problem_of(error)
    if problem is BROKEN:
        id = uuid.uuid4().hex[:12]
        log.error("broken %s: %s", id, trace_of(error))
        return _document(problem, f"Report this with the id {id}.")
    if isinstance(error, NamesUnclear):
        errors: list[dict[str, Any]] = [
            {"field": field, "message": message_of(item), "suggestions": suggestions_of(item)}
            for field, item in error.problems
        ]
        text = " ".join(f"{item['field']}: {item['message']}" for item in errors)
        return _document(problem, text, errors, [pair for _, item in error.problems for pair in suggestions_of(item)])
    if isinstance(error, RequestValidationError):
        errors = [{"field": _place(item["loc"]), "message": str(item["msg"])} for item in error.errors()]
        return _document(problem, " ".join(f"{item['field']}: {item['message']}." for item in errors), errors)
    if isinstance(error, UnknownConcept):
        return _document(problem, message_of(error), suggestions=suggestions_of(error))
    return _document(problem, str(error))


def trace_of(error: BaseException) -> str:
    """Where it broke, with the causes: types and places, never messages, which may hold what somebody sent."""
    told: list[str] = []
    found: BaseException | None = error
    while found is not None and len(told) < _MOST_CAUSES:
        places = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(found.__traceback__)
        ]
        told.append("\n".join([type(found).__name__, *places]))
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return "\ncaused by ".join(told)


def message_of(error: UnknownConcept) -> str:
    """What is wrong with a name, without the candidates."""
    return f"{error.text!r} fits {'several concepts' if error.several else 'no concept'}."


def suggestions_of(error: UnknownConcept) -> list[dict[str, str]]:
    """The candidates for a name."""
    return [{"id": id, "label": label} for id, label in error.suggestions]


def _document(
    problem: Problem,
    detail: str,
    errors: Sequence[Mapping[str, Any]] = (),
    suggestions: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": f"/docs#problem-{problem.key}",
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
    }
    if errors:
        body["errors"] = list(errors)
    if suggestions:
        body["suggestions"] = list(suggestions)
    return body


def _place(location: Sequence[Any]) -> str:
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def response_of(body: Mapping[str, Any], error: Exception) -> Response:
    """The answer with a problem document; ASCII only, so that odd text in it can always be sent."""
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if body["status"] == 503:
        headers["Retry-After"] = "5"
    elif isinstance(error, RevisionNotThere):
        headers["Retry-After"] = "1"
    return Response(json.dumps(body), body["status"], headers, PROBLEM_JSON)
