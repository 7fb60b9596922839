"""Each request about plans is a processing: what it is called, who asks, and which trace it belongs to."""

from __future__ import annotations

from fastapi import Request

from api.identity.acting import ActorDep
from api.werkplan.processings import Processing, activity_of, begin


async def logged(request: Request, actor: ActorDep) -> None:
    """From here on the request's reading and writing is logged; whether who asks may do it, the operation itself tells.

    It has to be asynchronous: what a thread sets, the operation that runs in another thread would not see. Of what the
    caller sends only ``traceparent`` is used: it holds ids alone, ``tracestate`` and baggage could hold anything.
    """
    name = str(request.scope["route"].name)
    activity = activity_of(name)
    begin(
        Processing(
            name,
            activity,
            actor.role,
            actor.organisation,
            request.app.state.werkplan.now,
            {"traceparent": request.headers.get("traceparent", "")},
            request.app.state.werkplan.website_of(actor.organisation),
            always=activity.about_nobody,
        )
    )
