"""Drift: what has changed in the graph since a route was pinned, and which newer route could take its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from graph.describe import describe
from graph.explain import group_named

if TYPE_CHECKING:
    from graph.network import Network

_MOST: Final = 3  #: newer routes that are proposed
_CHANGES: Final = (
    ("label", "renamed", "heet nu anders"),
    ("weeks", "length-changed", "duurt nu anders lang"),
    ("costEurocent", "price-changed", "kost nu iets anders"),
    ("fee", "price-changed", "kost nu iets anders"),
    ("demands", "demands-changed", "heeft andere toelatingseisen"),
    ("steps", "path-changed", "heeft nu andere stappen"),
)


def facts_of(network: Network, ids: Sequence[str]) -> dict[str, Any]:
    """What the graph says now of each step: name, length, price and entry demands; None for what isn't there."""
    return {id: _fact(network, id) for id in dict.fromkeys(ids)}


def _fact(network: Network, id: str) -> dict[str, Any] | None:
    entry = network.texts.get(id)
    if entry is None or entry["kind"] not in ("training", "occupation", "path"):
        return None
    fact: dict[str, Any] = {"kind": entry["kind"], "label": network.label(id)}
    if entry["kind"] == "path":
        return {**fact, "steps": [step[0] or step[1] for step in entry["steps"]]}
    if entry["kind"] == "training":
        if id not in network.trainings.row_by_id:
            return None
        told = describe(network, id)
        demands = sorted(item["label"] for item in told["demands"])
        return {
            **fact,
            "weeks": told["weeks"],
            "costEurocent": told["costEurocent"],
            "fee": told["fee"],
            "demands": demands,
        }
    if id not in network.occupations.row_by_id:
        return None
    row = network.occupations.row(id)
    return {**fact, "demands": sorted(group_named(network, int(g))["label"] for g in network.occupation_demands[row])}


def changes_of(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is different, step by step: what it was and what it is, as they are stored."""
    found: list[dict[str, Any]] = []
    for id, before in then.items():
        after = now.get(id)
        if before is None:
            continue
        if after is None:
            gone = {"kind": "gone", "id": id, "label": before["label"], "before": before["label"], "after": None}
            found.append({**gone, "text": f"“{before['label']}” is er niet meer."})
            continue
        for field, kind, words in _CHANGES:
            if before.get(field) != after.get(field):
                change = {"kind": kind, "id": id, "label": after["label"]}
                change |= {"before": _shown(before.get(field)), "after": _shown(after.get(field))}
                found.append({**change, "text": f"“{after['label']}” {words}."})
    return found


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def better_of(pinned: Mapping[str, Any], answer: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """How a pinned route stands among today's answers to the same question, and the routes that could replace it.

    ``same``: it is still in the answer. ``beaten``: others take no more of anything and less of something, with at
    least as much known; those are given. ``not-in-answer``: it is there no longer; the first of today's are given.
    """
    routes = [route for group in answer["groups"] for route in group["routes"]]
    if any(route["id"] == pinned["id"] for route in routes):
        return "same", []
    beating = [route for route in routes if _beats(route["totals"], pinned["totals"])]
    return ("beaten", beating[:_MOST]) if beating else ("not-in-answer", routes[:_MOST])


def _beats(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if not (one["weeksKnown"] >= other["weeksKnown"] and one["costKnown"] >= other["costKnown"]):
        return False
    keys = ("weeks", "unpaidWeeks", "costEurocent", "jobs", "leftPercent")
    return all(one[key] <= other[key] for key in keys) and any(one[key] < other[key] for key in keys)
