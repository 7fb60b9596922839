"""Asking the question of a receipt again: the same answer, byte for byte, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from graph.ask import ask_of
from graph.cohort.asked import cohort_of
from graph.impact.asked import impact_of, openings_of
from ontology.errors import QueryError, ReceiptMismatch

if TYPE_CHECKING:
    from graph.planner import Planner

#: Questions that are asked in a form of their own, by the name of the method that answers them.
READERS: dict[str, Any] = {"groups": cohort_of, "impact": impact_of, "openings": openings_of}


def replay(planner: Planner, receipt: dict[str, Any]) -> dict[str, Any]:
    """See ``Planner.replay``."""
    try:
        kind, _, limit = str(receipt["question"]).partition(":")
        revision, digest, ask = receipt["revision"], receipt["digest"], READERS.get(kind, ask_of)(receipt["query"])
    except (AttributeError, KeyError, TypeError) as error:
        raise ReceiptMismatch(f"found no receipt: {error}") from error
    if (revision, digest) != (planner.network.revision, planner.network.digest):
        raise ReceiptMismatch(
            f"the receipt is of revision {revision} ({str(digest)[:12]}), the graph is at "
            f"{planner.network.revision} ({planner.network.digest[:12]}): open that revision and try again"
        )
    try:
        answer = _asked_again(planner, kind, ask, limit)
    except QueryError as error:
        raise ReceiptMismatch(f"the receipt's question can't be asked here: {error}") from error
    if answer["receipt"]["answer"] != receipt.get("answer"):
        raise ReceiptMismatch("the same question on the same data gives another answer: the code has changed")
    if answer["receipt"] != receipt:
        raise ReceiptMismatch("the receipt was changed: its answer is the same, other parts of it are not")
    return answer


def _asked_again(planner: Planner, kind: str, ask: Any, limit: str) -> dict[str, Any]:
    if kind in READERS and not limit:
        again: dict[str, Any] = getattr(planner, kind)(ask)
        return again
    if kind == "routes" and not limit:
        return planner.routes(ask)
    if kind in ("targets", "sources") and limit.isdecimal() and len(limit) < 7:
        return planner.targets(ask, int(limit)) if kind == "targets" else planner.sources(ask, int(limit))
    raise ReceiptMismatch(f"found question {kind}:{limit}, expected routes, targets:N or sources:N")


def answer_bytes(answer: dict[str, Any]) -> bytes:
    """The bytes of an answer without what changes beside it (the code's version)."""
    kept = {key: value for key, value in answer.items() if key != "code"}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
