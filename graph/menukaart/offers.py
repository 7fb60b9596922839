"""The instruments for a step: what is open, what must be asked, what is meant for another group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graph.menukaart.costs import costs_of
from graph.menukaart.rules import ABOUT_GROUP, NO, YES, Answer, all_of, any_of, weigh
from graph.menukaart.situation import Situation, StepAsked
from graph.menukaart.words import DECIDER, code_words, rule_words
from graph.network import Network
from ontology.ids import ConceptId
from ontology.instruments import Condition, Instrument, Reach, Rule
from ontology.records import record_of

_ORDER = {"yes": 0, "ask": 1, "no": 2}


class _Card:
    """One instrument with all that is said of it in every answer, made once."""

    __slots__ = ("about", "conditions", "groupish", "record", "rules")

    def __init__(
        self, record: Instrument, label: str, evidence: Sequence[Mapping[str, Any]], rows: dict[Rule, int]
    ) -> None:
        self.record = record
        self.rules = tuple(
            tuple(rows.setdefault(rule, len(rows)) for rule in condition.any_of) for condition in record.conditions
        )
        self.groupish = tuple(
            any(rule.rule_kind in ABOUT_GROUP for rule in condition.any_of) for condition in record.conditions
        )
        self.conditions = tuple(_condition(record, condition) for condition in record.conditions)
        self.about = {
            "id": record.id,
            "label": label,
            "description": record.description,
            "goal": record.goal,
            "provider": record.provider,
            "decides": DECIDER[record.decides],
            "audience": record.audience.value,
            "reach": record.reach.value,
            "forms": code_words(record.uitvoeringsvormen),
            "doelgroepen": code_words(record.doelgroepen),
            "pays": record.pays.value if record.pays else None,
            "amountEurocent": record.amount,
            "per": record.per.value if record.per else None,
            "amountNote": record.amount_note,
            "law": record.law,
            "bwb": record.bwb,
            "article": record.article,
            "apply": record.apply,
            "url": record.url,
            "validFrom": record.valid_from.isoformat() if record.valid_from else None,
            "validUntil": record.valid_until.isoformat() if record.valid_until else None,
            "example": record.example,
            "note": record.note,
            "check": any(item["check"] for item in evidence),
            "evidence": list(evidence),
        }

    def is_open_on(self, day: date) -> bool:
        """Whether it can be asked for on this day."""
        begun = self.record.valid_from is None or self.record.valid_from <= day
        return begun and (self.record.valid_until is None or day <= self.record.valid_until)


def _condition(record: Instrument, condition: Condition) -> dict[str, Any]:
    own = condition.article is not None or condition.law is not None
    return {
        "text": condition.text,
        "question": condition.question,
        "law": condition.law or record.law,
        "bwb": condition.bwb or (None if own and condition.law else record.bwb),
        "article": condition.article or record.article,
        "asOf": condition.as_of.isoformat() if condition.as_of else None,
    }


class Menu:
    """All instruments of a network, ready to be asked; holds nothing about anybody.

    A rule that several instruments share is weighed once for each question.
    """

    def __init__(self, network: Network) -> None:
        self._rows: dict[Rule, int] = {}
        self._cards = [
            _Card(instrument_of(entry), entry["label"], entry["evidence"], self._rows)
            for _, entry in sorted(network.texts.items())
            if entry["kind"] == "instrument"
        ]
        self._words = [rule_words(rule) for rule in self._rows]
        self._gemeenten = {
            code: id
            for id, entry in network.texts.items()
            if entry["kind"] == "region"
            for code, _ in entry.get("gemeenten", ())
        }
        self._labels = {id: entry["label"] for id, entry in network.texts.items() if entry["kind"] == "region"}

    def __len__(self) -> int:
        return len(self._cards)

    def region_of(self, gemeente: str | None) -> str | None:
        """The region that a gemeente lies in, None when that isn't known."""
        return self._gemeenten.get(gemeente) if gemeente else None

    def offers(
        self, step: StepAsked, told: Situation, *, region: str | None, on: date, audience: str | None = None
    ) -> dict[str, Any]:
        """What can support this step, in this region, on this day.

        ``offers`` are open or must be asked about, in that order; ``others`` are meant for another group, with
        who decides on them; ``closed`` don't fit for another reason. What has ended is in none of them.
        """
        weighed = [weigh(rule, told, step) for rule in self._rows]
        region, kinds = region or self.region_of(told.gemeente), step.kinds
        groups: dict[str, list[dict[str, Any]]] = {"offers": [], "others": [], "closed": []}
        for card in self._cards:
            record = card.record
            if kinds.isdisjoint(record.supports) or not card.is_open_on(on):
                continue
            if audience is not None and record.audience != audience:
                continue
            place = self._place(record, region, told.gemeente)
            if place is not None and place["answer"] is NO:
                continue
            key, offer = self._offer(card, place, weighed)
            offer["costs"] = costs_of(step, record, offer["answer"])
            groups[key].append(offer)
        for found in groups.values():
            found.sort(key=_order)
        return {**groups}

    def _offer(
        self, card: _Card, place: dict[str, Any] | None, weighed: Sequence[Answer]
    ) -> tuple[str, dict[str, Any]]:
        conditions = [place] if place is not None else []
        key = "offers"
        for said, rows, groupish in zip(card.conditions, card.rules, card.groupish, strict=True):
            answer = any_of(weighed[row] for row in rows)
            if answer is NO:
                key = "others" if groupish or key == "others" else "closed"
            trace = [{**self._words[row], "answer": weighed[row].value} for row in rows]
            conditions.append({**said, "answer": answer, "rules": trace})
        answer = all_of(condition["answer"] for condition in conditions)
        return key, {**card.about, "answer": answer.value, "conditions": [_told(one) for one in conditions]}

    def _place(self, record: Instrument, region: str | None, gemeente: str | None) -> dict[str, Any] | None:
        """Whether it is offered there: nothing to say for the whole country, else a condition of its own."""
        if record.reach is Reach.NATIONAL:
            return None
        if record.reach is Reach.REGIONAL:
            answer = Answer.ASK if region is None else YES if region in record.regions else NO
            names = sorted(self._labels.get(id, id) for id in record.regions)
        else:
            inside = {self._gemeenten.get(code) for code in record.gemeenten} | set(record.regions)
            known = Answer.ASK if region is None or region in inside else NO
            answer = known if gemeente is None else YES if gemeente in record.gemeenten else NO
            names = sorted(record.gemeenten)
        return {
            "text": f"U woont in: {', '.join(names)}.",
            "question": "In welke gemeente woont u?",
            "law": record.law,
            "bwb": record.bwb,
            "article": record.article,
            "asOf": None,
            "answer": answer,
            "rules": [],
        }


def _order(offer: dict[str, Any]) -> tuple[int, int, str]:
    """Open ones first, then those with the fewest questions left; nothing about the person counts."""
    asks = sum(condition["question"] is not None for condition in offer["conditions"])
    return _ORDER[offer["answer"]], asks, offer["label"]


def _told(condition: dict[str, Any]) -> dict[str, Any]:
    """A condition as it is shown: its question only where there is something to ask."""
    answer: Answer = condition["answer"]
    return {**condition, "answer": answer.value, "question": condition["question"] if answer is Answer.ASK else None}


def instrument_of(entry: Mapping[str, Any]) -> Instrument:
    """The record that a network's texts keep of an instrument."""
    record = record_of("instrument", entry["record"])
    assert isinstance(record, Instrument)
    return record


def ids_of(network: Network) -> list[ConceptId]:
    """The ids of all instruments, in order."""
    return sorted(ConceptId(id) for id, entry in network.texts.items() if entry["kind"] == "instrument")
