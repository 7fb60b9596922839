"""The log of processings: lines with the fields of Logboek Dataverwerkingen, made with OpenTelemetry.

A line is a span. Nothing is sampled and nothing is batched: a span that ends becomes a row at once, in the
transaction of what it tells of, or in one of its own before the answer to a question. So what was answered is logged.
Source: Logboek Dataverwerkingen (Logius, draft), components Logboek and Applicatie; W3C Trace Context.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanLimits, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.version import API_VERSION
from api.werkplan.processings import BY_URI, PARTY, SUBJECT_TYPE, Processing, pseudonym_of
from api.werkplan.tables_log import LogLine
from ontology.errors import StoreUnavailable

ACTIVITY: Final = "dpl.core.processing_activity_id"
SUBJECT: Final = "dpl.core.data_subject_id"
SUBJECT_KIND: Final = "dpl.core.data_subject_id_type"
FOREIGN_SPAN: Final = "dpl.core.foreign_operation.span_id"
PROCESSOR: Final = "dpl.core.foreign_operation.processor"
#: OK: done. Unset: refused as it was asked. Error: something of ours broke.
STATUS: Final = {"Ok": trace.StatusCode.OK, "Unset": trace.StatusCode.UNSET, "Error": trace.StatusCode.ERROR}
_NAMES: Final = {code: name for name, code in STATUS.items()}
_ENDED: ContextVar[list[ReadableSpan] | None] = ContextVar("ended", default=None)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class _Given(SpanProcessor):
    """Hands a span that ended to who is writing it; a failure there is theirs, and is not swallowed here."""

    def on_end(self, span: ReadableSpan) -> None:
        ended = _ENDED.get()
        if ended is not None:
            ended.append(span)


_PROVIDER: Final = TracerProvider(
    sampler=ALWAYS_ON,  # the default drops what the caller's flag says it doesn't sample
    resource=Resource({"service.name": "loopbaanpad", "service.version": API_VERSION}),
    span_limits=SpanLimits(max_span_attributes=SpanLimits.UNSET, max_span_attribute_length=SpanLimits.UNSET),
    shutdown_on_exit=False,
)
_PROVIDER.add_span_processor(_Given())
_TRACER: Final = _PROVIDER.get_tracer("loopbaanpad.werkplan")


def lines_of(processing: Processing, persons: Iterable[str], status: str) -> list[LogLine]:
    """The lines of what was done: one for each person; above several stands one for the whole.

    Raises:
        StoreUnavailable: a line could not be made, so what it tells of may not be answered.
    """
    subjects = [pseudonym_of(person) for person in persons]
    if not subjects and not processing.always:
        return []
    expected = len(subjects) + (len(subjects) > 1) if subjects else 1
    ended: list[ReadableSpan] = []
    token = _ENDED.set(ended)
    try:
        context = TraceContextTextMapPropagator().extract(processing.carrier, Context())
        if len(subjects) == 1:
            _span(processing, context, subjects[0], status)
        else:
            above = _span(processing, context, None, status)
            inside = trace.set_span_in_context(above, Context())
            for subject in subjects:
                _span(processing, inside, subject, status)
    finally:
        _ENDED.reset(token)
    if len(ended) != expected:
        raise StoreUnavailable(
            "the log of processings can't be written, so nothing is answered: look at OTEL_ settings"
        )
    return [_line(span, processing) for span in ended]


def _span(processing: Processing, context: Context, subject: str | None, status: str) -> trace.Span:
    attributes = {ACTIVITY: processing.activity.uri}
    if subject is not None:
        attributes |= {SUBJECT: subject, SUBJECT_KIND: SUBJECT_TYPE}
    caller = trace.get_current_span(context).get_span_context()
    if caller.is_valid and caller.is_remote:
        attributes[FOREIGN_SPAN] = trace.format_span_id(caller.span_id)
        attributes[PROCESSOR] = processing.processor or f"{PARTY}{processing.organisation or processing.role}"
    span = _TRACER.start_span(
        processing.name, context, attributes=attributes, start_time=_nanoseconds(processing.started)
    )
    span.set_status(STATUS[status])
    span.end(_nanoseconds(processing.clock()))
    return span


def _nanoseconds(moment: datetime) -> int:
    passed = moment - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000_000 + passed.microseconds * 1_000


def _moment(nanoseconds: int | None) -> datetime:
    return datetime.fromtimestamp((nanoseconds or 0) // 1_000 / 1_000_000, UTC)


def _line(span: ReadableSpan, processing: Processing) -> LogLine:
    told: dict[str, Any] = dict(span.attributes or {})
    own, above = span.context, span.parent
    return LogLine(
        trace_id=trace.format_trace_id(own.trace_id),
        span_id=trace.format_span_id(own.span_id),
        parent_span_id=trace.format_span_id(above.span_id) if above and not above.is_remote else None,
        status=_NAMES[span.status.status_code],
        name=span.name,
        start_time=_moment(span.start_time),
        end_time=_moment(span.end_time),
        activity=told[ACTIVITY],
        subject=told.get(SUBJECT),
        foreign_span_id=told.get(FOREIGN_SPAN),
        processor=told.get(PROCESSOR),
        role=processing.role,
        organisation=processing.organisation,
        version=str(span.resource.attributes["service.version"]),
    )


def erase_lines(session: Session, person: str) -> None:
    """Take away what the log says of a person; the line of the erasure itself comes after this."""
    session.execute(delete(LogLine).where(LogLine.subject == pseudonym_of(person)))


def lines_about(session: Session, person: str, after: int = 0, most: int | None = None) -> Sequence[LogLine]:
    """What the log says of a person, oldest first."""
    asked = select(LogLine).where(LogLine.subject == pseudonym_of(person), LogLine.id > after).order_by(LogLine.id)
    return session.scalars(asked.limit(most)).all()


def seen_by(session: Session, person: str) -> list[dict[str, Any]]:
    """Who did what with a person's plan, how often and when last; the newest first."""
    what = (LogLine.role, LogLine.organisation, LogLine.activity)
    last = func.max(LogLine.end_time)
    asked = select(*what, func.count(), last).where(LogLine.subject == pseudonym_of(person))
    rows = session.execute(asked.group_by(*what).order_by(last.desc(), *what)).all()
    return [
        {
            "role": role,
            "organisation": organisation,
            "activity": uri,
            "label": BY_URI[uri].label if uri in BY_URI else uri,
            "purpose": BY_URI[uri].purpose if uri in BY_URI else "",
            "times": times,
            "last": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for role, organisation, uri, times, at in rows
    ]


def log_view(line: LogLine) -> dict[str, Any]:
    """A line as the person reads it: who did what with the plan, when, and what for."""
    activity = BY_URI.get(line.activity)
    return {
        "number": line.id,
        "at": line.end_time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "role": line.role,
        "organisation": line.organisation,
        "activity": line.activity,
        "label": activity.label if activity else line.activity,
        "purpose": activity.purpose if activity else "",
        "operation": line.name,
        "status": line.status,
        "processor": line.processor,
        "traceId": line.trace_id,
    }


def standard_of(line: LogLine) -> dict[str, Any]:
    """A line in the names of the standard; who acted stands among the attributes of the resource, which are free."""
    attributes = {ACTIVITY: line.activity}
    for name, value in (
        (SUBJECT, line.subject),
        (SUBJECT_KIND, SUBJECT_TYPE if line.subject else None),
        (FOREIGN_SPAN, line.foreign_span_id),
        (PROCESSOR, line.processor),
    ):
        if value is not None:
            attributes[name] = value
    resource = {"service.name": "loopbaanpad", "service.version": line.version, "loopbaanpad.role": line.role}
    if line.organisation is not None:
        resource["loopbaanpad.organisation"] = line.organisation
    told = {
        "trace_id": line.trace_id,
        "span_id": line.span_id,
        "status": line.status,
        "name": line.name,
        "start_time": _written(line.start_time),
        "end_time": _written(line.end_time),
        "resource": {"attributes": resource},
        "attributes": attributes,
    }
    return {**told, "parent_span_id": line.parent_span_id} if line.parent_span_id else told


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
