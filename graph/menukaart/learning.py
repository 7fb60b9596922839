"""May somebody learn and keep a benefit: yes, no or ask, with the rule's source; told per benefit."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.menukaart.rules import Answer, all_of, weigh_condition
from graph.menukaart.situation import Situation, StepAsked, benefits_of
from graph.menukaart.words import DECIDER
from ontology.codes import DOELGROEPEN
from ontology.errors import InvalidRecord
from ontology.instruments import Condition, Party
from ontology.rule_lines import parse_rule
from ontology.situations import BENEFITS

FILE = Path(__file__).with_name("learning.yaml")
_LEARNS = ("training", "practice")


@cache
def _rows() -> dict[str, tuple[dict[str, Any], tuple[Condition, ...]]]:
    try:
        return {row["benefit"]: (row, tuple(map(_condition, row["conditions"]))) for row in _read()}
    except (KeyError, TypeError) as error:
        raise InvalidRecord(FILE.name, f"a row can't be used: {error}") from error


def _read() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))["rows"]
    return rows


def _condition(row: dict[str, Any]) -> Condition:
    rules = tuple(parse_rule(line) for line in row["any"])
    return Condition(text=row["text"], question=row["question"], any_of=rules, article=row["article"])


def may_learn(told: Situation, step: StepAsked) -> list[dict[str, Any]]:
    """One line for each benefit that somebody gets or may get; empty when the step is no training.

    A benefit whose rule nobody read says so and asks. Without any benefit there is nothing to keep.
    """
    if step.kind not in _LEARNS:
        return []
    names = sorted(told.benefits) if told.benefits is not None else _possible(told)
    return [_line(name, told, step) for name in names]


def _possible(told: Situation) -> list[str]:
    """The benefits that the doelgroepen that were told of bring along; none told is not one to ask about."""
    return sorted({name for code in DOELGROEPEN if told.doelgroepen.get(code) for name in benefits_of(code)})


def _line(name: str, told: Situation, step: StepAsked) -> dict[str, Any]:
    benefit = BENEFITS[name]
    found = _rows().get(name)
    if found is None:
        return {
            "benefit": name,
            "label": benefit.label,
            "answer": Answer.ASK.value,
            "text": "Hiervoor is nog geen regel gelezen. Vraag het vóór u begint aan wie uw uitkering betaalt.",
            "law": benefit.law,
            "bwb": benefit.bwb,
            "article": None,
            "asOf": None,
            "decides": None,
            "check": True,
            "conditions": [],
        }
    row, conditions = found
    told_conditions = [_told(row, condition, weigh_condition(condition, told, step)) for condition in conditions]
    answer = all_of(Answer(one["answer"]) for one in told_conditions)
    return {
        "benefit": name,
        "label": benefit.label,
        "answer": answer.value,
        "text": row["text"],
        "law": row["law"],
        "bwb": row["bwb"],
        "article": row["article"],
        "asOf": row["as_of"].isoformat(),
        "decides": DECIDER[Party(row["decides"])],
        "check": bool(row.get("check", False)),
        "conditions": told_conditions,
    }


def _told(row: dict[str, Any], condition: Condition, answer: Answer) -> dict[str, Any]:
    return {
        "text": condition.text,
        "answer": answer.value,
        "question": condition.question if answer is Answer.ASK else None,
        "law": row["law"],
        "bwb": row["bwb"],
        "article": condition.article,
        "asOf": row["as_of"].isoformat(),
    }
