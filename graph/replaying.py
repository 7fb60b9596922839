"""Asking the question of a receipt again: the same answer, byte for byte, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from graph.ask import ask_of
from graph.cohort.asked import cohort_of
from graph.compiling import compile_network
from graph.impact.asked import impact_of, openings_of
from graph.stores.base import KnowledgeStore, Revision
from graph.version import program_version
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
            f"{planner.network.revision} ({planner.network.digest[:12]}): the command loopbaanpad replay opens the "
            "revision of a receipt and asks there"
        )
    try:
        answer = _asked_again(planner, kind, ask, limit)
    except QueryError as error:
        raise ReceiptMismatch(f"the receipt's question can't be asked here: {error}") from error
    if answer["receipt"]["answer"] != receipt.get("answer"):
        raise ReceiptMismatch(
            f"the same question on the same data gives another answer: the code has changed. This is version "
            f"{program_version()}; the answer and a pinned route name theirs. What was pinned stays readable as it was"
        )
    if answer["receipt"] != receipt:
        raise ReceiptMismatch("the receipt was changed: its answer is the same, other parts of it are not")
    return answer


def planner_of_receipt(store: KnowledgeStore, receipt: dict[str, Any]) -> Planner:
    """The planner of the revision that a receipt is of, compiled now from what the store keeps of it.

    Raises:
        ReceiptMismatch: the store has no such revision, or it has other content.
    """
    from graph.planner import Planner

    revision, digest = receipt.get("revision"), receipt.get("digest")
    there = {int(info.revision): info.digest for info in store.history()}
    if not isinstance(revision, int) or there.get(revision) != digest:
        newest = f"revisions 1 to {max(there)}" if there else "nothing"
        raise ReceiptMismatch(
            f"the receipt is of revision {revision} ({str(digest)[:12]}), which this store doesn't have; "
            f"it holds {newest}: ask the store that gave the answer"
        )
    return Planner(compile_network(store.snapshot(Revision(revision))))


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
