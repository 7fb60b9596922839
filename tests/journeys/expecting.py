"""What a cell of the journeys says, and whether an answer does so; the words stand in ``README.md``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.ask import Ask
from graph.matching import plain
from graph.planner import Planner

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Journey:
    """One row: a question, what its answer must say and what it must not."""

    number: str
    origin: str
    target: str
    limits: str
    must: tuple[str, ...]
    never: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.number} {self.origin} ~ {self.target}"


def parts_of(cell: str) -> tuple[str, ...]:
    """The statements in one cell."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def ask_of(planner: Planner, journey: Journey) -> Ask:
    """The question in ids; an unknown name or limit is an error."""
    given: dict[str, Any] = {"credentials": (), "without": (), "modes": ()}
    for part in parts_of(journey.limits):
        word, _, value = part.partition(" ")
        if word in ("maanden", "euro", "uren"):
            given[{"maanden": "months", "euro": "euro", "uren": "hours"}[word]] = int(value)
        elif word == "betaald":
            given["paid"] = True
        elif word == "soort":
            given["modes"] += (value,)
        elif word == "bewijs":
            given["credentials"] += (planner.match(value, "credential"),)
        elif word == "zonder":
            given["without"] += (planner.match(value, "occupation"),)
        else:
            raise ValueError(f"{journey.number}: {part!r} is no limit")
    origin, target = (planner.match(name, "occupation") for name in (journey.origin, journey.target))
    return Ask(origins=(origin,), target=target, **given)


def routes_of(answer: Answer) -> list[Answer]:
    """The routes of every group."""
    return [route for group in answer["groups"] for route in group["routes"]]


def says(answer: Answer, statement: str) -> bool:
    """Whether an answer does what a statement says."""
    for form, holds in FORMS.items():
        if found := re.fullmatch(form, statement):
            return holds(answer, *found.groups())
    raise ValueError(f"{statement!r} is no statement")


def _has(text: str, wanted: str) -> bool:
    return any(plain(one) in plain(text) for one in wanted.split("/"))


def _trainings(steps: list[Answer]) -> Iterator[Answer]:
    return (step for step in steps if step["kind"] == "training")


def _training(answer: Answer, wanted: str) -> bool:
    steps = [step for way in (*routes_of(answer), *answer["paths"]) for step in _trainings(way["steps"])]
    others = [other for step in steps for other in step.get("alternatives", ())]
    return any(_has(step["label"], wanted) for step in (*steps, *others))


def _always(answer: Answer, wanted: str) -> bool:
    def on(route: Answer) -> bool:
        given = (item for step in _trainings(route["steps"]) for item in (step, *step["gives"]))
        return any(_has(item["label"], wanted) for item in given)

    return bool(routes_of(answer)) and all(map(on, routes_of(answer)))


def _demand(answer: Answer, wanted: str) -> bool:
    demands = [demand for route in routes_of(answer) for step in route["steps"] for demand in step["demands"]]
    walls = answer["none"]["walls"] if answer["none"] else []
    return any(_has(demand["label"], wanted) for demand in (*demands, *walls))


def _stone(answer: Answer, wanted: str) -> bool:
    routes = (step for route in routes_of(answer) for step in route["steps"] if step["kind"] == "job")
    paths = (step for path in answer["paths"] for step in path["steps"][1:-1] if step["kind"] == "job")
    return any(_has(step["label"], wanted) for step in (*routes, *paths))


def _known_weeks(answer: Answer) -> list[int]:
    return [route["totals"]["weeks"] for route in routes_of(answer) if route["totals"]["weeksKnown"]]


FORMS: dict[str, Callable[..., bool]] = {
    "route": lambda answer: bool(routes_of(answer)),
    "geen route": lambda answer: bool(not routes_of(answer) and answer["none"] and answer["none"]["reason"]),
    "opleiding (.+)": _training,
    "altijd (.+)": _always,
    "eis (.+)": _demand,
    "tussenbaan (.+)": _stone,
    "pad (.+)": lambda answer, wanted: any(_has(path["label"], wanted) for path in answer["paths"]),
    r"binnen (\d+) weken": lambda answer, most: any(weeks <= int(most) for weeks in _known_weeks(answer)),
    r"korter dan (\d+) weken": lambda answer, least: any(weeks < int(least) for weeks in _known_weeks(answer)),
}
