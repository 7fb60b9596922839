"""Three whole answers on the starter set, as text with their receipt; ``make golden`` rewrites them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.ask import Ask
from graph.planner import Planner
from tests.kit.small import starter

HERE = Path(__file__).parent
#: What changes with every edit of the starter set, and says nothing about the answer.
VOLATILE = ("revision", "digest", "answer")

#: Origin, target and limits by the name of the file.
QUESTIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "verkoper-verzorgende": ("verkoper", "verzorgende IG", {}),
    "tussenbaan": ("keukenhulp", "zelfstandig werkend kok", {}),
    "geen-route": ("verkoper", "verzorgende IG", {"months": 12, "euro": 500, "level": 2}),
}


def told(answer: dict[str, Any]) -> str:
    """An answer as lines that a person can review."""
    return "\n".join(_lines(answer)) + "\n"


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{' + '.join(item['label'] for item in answer['from'])} -> {answer['to']['label']}"
    yield f"niveau {answer['level']}, compleet: {'ja' if answer['complete'] else 'nee'}"
    yield f"meegenomen: {', '.join(item['label'] for item in answer['suggested'])}"
    for group in answer["groups"]:
        if group["routes"]:
            yield f"\n== {group['label']}"
        for route in group["routes"]:
            yield f"\n{route['line']}"
            yield from (f"  onbekend: {line['text']} ({line['who']})" for line in route["unknown"])
            for step in route["steps"]:
                yield from _step(step)
    if answer["none"]:
        yield f"\n== Geen route\n\n{answer['none']['reason']}"
        for wall in answer["none"]["walls"]:
            yield f"  eis: {wall['label']} ({wall['law']}, {wall['article']})"
        yield from (f"  ontbreekt: {skill['label']}" for skill in answer["none"]["missing"])
        yield from (f"  {line['label']}: {line['routes']} routes" for line in answer["none"]["opens"])
    for ask in answer["asks"]:
        yield f"\nvraag: {ask['text']}"
    for path in answer["paths"]:
        weeks = f"{path['weeks']}w{'' if path['weeksKnown'] else '+?'}"
        yield f"\npad: {path['label']} [{weeks}] {' ~ '.join(step['label'] for step in path['steps'])}"
    yield "\n== Bewijs van het antwoord\n"
    receipt = {key: value for key, value in answer["receipt"].items() if key not in VOLATILE}
    yield json.dumps(receipt, ensure_ascii=False, indent=2, sort_keys=True)


def _step(step: dict[str, Any]) -> Iterator[str]:
    weeks = "?" if step["weeks"] is None else step["weeks"]
    euro = "?" if step["costEurocent"] is None else step["costEurocent"] // 100
    paid = "met loon" if step["paid"] else "zonder loon"
    yield f"  {step['kind']}: {step['label']}, {weeks}w, €{euro}, {paid}" + (f", {step['fee']}" if step["fee"] else "")
    for name, key in (
        ("leert", "teaches"),
        ("geeft", "gives"),
        ("op het werk", "learnedAtWork"),
        ("of", "alternatives"),
    ):
        if step[key]:
            yield f"    {name}: {', '.join(item['label'] for item in step[key])}"
    for demand in step["demands"]:
        yield f"    vraagt: {demand['label']} ({'is er' if demand['held'] else 'niet aangetoond'})"
    yield from (f"    {step[key]}" for key in ("ask", "note") if step[key])


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_is_as_it_was_reviewed(name: str) -> None:
    origin, target, limits = QUESTIONS[name]
    planner = Planner(starter())
    ask = Ask(origins=(planner.match(origin, "occupation"),), target=planner.match(target, "occupation"), **limits)
    text, file = told(planner.routes(ask)), HERE / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), "make golden writes it"
    assert text == file.read_text(encoding="utf-8"), "if the change is right: make golden, and review it as text"
