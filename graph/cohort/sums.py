"""Figures of many people together: what is known and what isn't, apart, and never filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.network import UNKNOWN_COST, UNKNOWN_UNPAID, UNKNOWN_WEEKS
from graph.query import Found


def together(moves: Iterable[tuple[Found, int]]) -> dict[str, Any]:
    """Weeks, weeks without pay and euro cents of so many people on each route.

    ``known`` is the sum over the ``people`` whose figure is wholly known; ``unknownPeople`` are the others, and
    ``knownPart`` is what of theirs is known: a lower bound.
    """
    routes = list(moves)
    return {
        "people": sum(people for _, people in routes),
        "weeks": _sum((found.weeks, bool(found.unknown & UNKNOWN_WEEKS), people) for found, people in routes),
        "unpaidWeeks": _sum((found.unpaid, bool(found.unknown & UNKNOWN_UNPAID), people) for found, people in routes),
        "costEurocent": _sum((found.cents, bool(found.unknown & UNKNOWN_COST), people) for found, people in routes),
    }


def _sum(parts: Iterable[tuple[int, bool, int]]) -> dict[str, int]:
    told = {"known": 0, "people": 0, "knownPart": 0, "unknownPeople": 0}
    for value, unknown, people in parts:
        told["knownPart" if unknown else "known"] += value * people
        told["unknownPeople" if unknown else "people"] += people
    return told


def trainings_together(routes: Iterable[tuple[dict[str, Any], int]]) -> list[dict[str, Any]]:
    """Each training with how many people follow it, per person and together; an unknown figure stays None."""
    found: dict[str, dict[str, Any]] = {}
    for route, people in routes:
        for training in route["trainings"]:
            entry = found.setdefault(training["id"], {**training, "people": 0})
            entry["people"] += people
    for entry in found.values():
        for key in ("weeks", "costEurocent"):
            entry[f"{key}Together"] = None if entry[key] is None else entry[key] * entry["people"]
    return sorted(found.values(), key=lambda entry: (-entry["people"], entry["id"]))
