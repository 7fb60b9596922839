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


def fits_of(told: Situation, step: StepAsked) -> list[dict[str, Any]]:
    """Whether a training fits what else somebody has to do: hours a week, childcare, shifts.

    Hours are also a limit of the route search; days and times of lessons are in no data, so they are asked.
    """
    if step.kind not in _LEARNS:
        return []
    found = []
    if told.hours is not None:
        fits = Answer.ASK if step.hours is None else Answer.YES if step.hours <= told.hours else Answer.NO
        asked = "is niet bekend" if step.hours is None else f"is {step.hours} uur"
        text = f"U kunt {told.hours} uur per week leren; wat de opleiding naast werk vraagt, {asked}."
        found.append({"limit": "hours", "answer": fits.value, "text": text, "inSearch": True})
    for topic, what in (("childcare", "de opvang van uw kinderen"), ("shift-work", "uw werktijden")):
        if told.topics.get(topic):
            text = f"Vraag de opleider op welke dagen en tijden de lessen zijn, en of dat past bij {what}."
            found.append({"limit": topic, "answer": Answer.ASK.value, "text": text, "inSearch": False})
    return found
