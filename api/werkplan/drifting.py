"""Asking a pinned route's question again on today's graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from api.werkplan.rules_drift import better_of, changes_of, facts_of
from api.werkplan.tables import Pin
from graph.ask import ask_of
from ontology.errors import QueryError

if TYPE_CHECKING:
    from graph.planner import Planner


def drift_of(planner: Planner, goal_id: str, pin: Pin) -> dict[str, Any]:
    """What has changed since a route was pinned, and what could take its place.

    ``standing``: ``same``, ``beaten`` or ``not-in-answer`` (see ``better_of``); ``unanswerable`` when the question
    names what is not in the graph any more. The question is the one of then: what was finished since isn't counted.
    """
    told: dict[str, Any] = {
        "goalId": goal_id,
        "pinId": pin.id,
        "pinnedRevision": pin.revision,
        "revision": planner.network.revision,
        "changed": False,
        "standing": "same",
        "changes": [],
        "proposals": [],
        "receipt": None,
    }
    if planner.network.digest == pin.digest:
        return told
    changes = changes_of(pin.facts, facts_of(planner.network, list(pin.facts)))
    route = orjson.loads(pin.route)
    try:
        answer = planner.routes(ask_of(pin.receipt["query"]))
    except QueryError:
        return {**told, "changed": True, "standing": "unanswerable", "changes": changes}
    if pin.kind == "path":
        there = any(path["id"] == route["id"] for path in answer["paths"])
        standing = "same" if there else "not-in-answer"
        proposals = [] if there else list(answer["paths"])
    else:
        standing, proposals = better_of(route, answer)
    return {
        **told,
        "changed": bool(changes) or standing != "same",
        "standing": standing,
        "changes": changes,
        "proposals": proposals,
        "receipt": answer["receipt"] if proposals else None,
    }
