"""The instruments for a step: what is open, what must be asked, what is meant for another group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graph.menukaart.costs import costs_of
from graph.menukaart.rules import ABOUT_GROUP, ASK, NO, WEIGHERS, YES, Answer, any_of
from graph.menukaart.situation import Situation, StepAsked
from graph.menukaart.words import DECIDER, code_words, rule_words
from graph.network import Network
from ontology.instruments import Condition, Instrument, Reach, Rule
from ontology.records import record_of

#: What a card leaves open until somebody asks: a copy then only fills in, which is quicker than adding.
_PER_QUESTION = ("answer", "conditions", "costs")
_ANSWERS = (YES, ASK, NO)  #: in the order in which offers are shown; answers are numbers here, for speed
_NUMBER: Mapping[Answer, int] = {answer: number for number, answer in enumerate(_ANSWERS)}
_SAID = tuple(answer.value for answer in _ANSWERS)
_YES, _ASK, _NO = range(3)


class _Line:
    """One condition as it is told: each way in which its rules can answer is made once, and never changed."""

    __slots__ = ("_made", "_places", "_rules", "_said", "groupish")

    def __init__(self, record: Instrument, condition: Condition, rows: dict[Rule, int]) -> None:
        self._places = tuple(rows.setdefault(rule, len(rows)) for rule in condition.any_of)
        self._rules = tuple(rule_words(rule) for rule in condition.any_of)
        self._made: list[tuple[int, dict[str, Any]] | None] = [None] * 3 ** len(self._places)
        self.groupish = any(rule.rule_kind in ABOUT_GROUP for rule in condition.any_of)
        own = condition.law is not None
        self._said = {
            "text": condition.text,
            "question": condition.question,
            "law": condition.law or record.law,
            "bwb": condition.bwb or (None if own else record.bwb),
            "article": condition.article or record.article,
            "asOf": condition.as_of.isoformat() if condition.as_of else None,
        }

    def told(self, weighed: Sequence[int]) -> tuple[int, dict[str, Any]]:
        """What it answers, and the line with its trace; the question only where there is something to ask."""
        way = 0
        for place in self._places:
            way = way * 3 + weighed[place]
        return self._made[way] or self._make(way, [weighed[place] for place in self._places])

    def _make(self, way: int, answers: Sequence[int]) -> tuple[int, dict[str, Any]]:
        answer = _NUMBER[any_of(_ANSWERS[one] for one in answers)]
        trace = [{**words, "answer": _SAID[one]} for words, one in zip(self._rules, answers, strict=True)]
        line = {**self._said, "answer": _SAID[answer], "rules": trace}
        made = (answer, line if answer == _ASK else {**line, "question": None})
        self._made[way] = made
        return made


class _Card:
    """One instrument with all that is said of it in every answer, made once."""

    __slots__ = ("about", "amount", "conditions", "everywhere", "label", "record")

    def __init__(
        self, record: Instrument, label: str, evidence: Sequence[Mapping[str, Any]], rows: dict[Rule, int]
    ) -> None:
        self.record, self.label = record, label
        self.everywhere = record.reach is Reach.NATIONAL
        pays, per = record.pays and record.pays.value, record.per and record.per.value
        self.amount = (pays, record.amount, per)  #: what its costs follow from
        self.conditions = tuple(_Line(record, condition, rows) for condition in record.conditions)
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
            **dict.fromkeys(_PER_QUESTION),
        }

    def is_open_on(self, day: date) -> bool:
        """Whether it can be asked for on this day."""
        begun = self.record.valid_from is None or self.record.valid_from <= day
        return begun and (self.record.valid_until is None or day <= self.record.valid_until)


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
        self._weighers = [(rule, WEIGHERS[rule.rule_kind]) for rule in self._rows]
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
        weighed = [_weighed(rule, weigher(rule, told, step)) for rule, weigher in self._weighers]
        region, kinds = region or self.region_of(told.gemeente), step.kinds
        groups: dict[str, list[tuple[int, int, str, str, dict[str, Any]]]] = {"offers": [], "others": [], "closed": []}
        costs: dict[tuple[Any, bool], dict[str, Any]] = {}
        for card in self._cards:
            record = card.record
            if kinds.isdisjoint(record.supports) or not card.is_open_on(on):
                continue
            if audience is not None and record.audience != audience:
                continue
            place = None if card.everywhere else self._place(record, region, told.gemeente)
            if place is not None and place["answer"] == "no":
                continue
            key, rank, asks, offer = _offer(card, place, weighed)
            paid = (card.amount, rank == _NO)
            if paid not in costs:
                costs[paid] = costs_of(step, record, offer["answer"])
            offer["costs"] = costs[paid]
            groups[key].append((rank, asks, card.label, record.id, offer))
        for found in groups.values():
            found.sort()  # open ones first, then the fewest questions left; nothing about the person counts
        return {key: [row[-1] for row in found] for key, found in groups.items()}

    def _place(self, record: Instrument, region: str | None, gemeente: str | None) -> dict[str, Any]:
        """Whether a regional or local instrument is offered there, as a condition of its own."""
        if record.reach is Reach.REGIONAL:
            answer = ASK if region is None else YES if region in record.regions else NO
            names = sorted(self._labels.get(id, id) for id in record.regions)
        else:
            inside = {self._gemeenten.get(code) for code in record.gemeenten} | set(record.regions)
            known = ASK if region is None or region in inside else NO
            answer = known if gemeente is None else YES if gemeente in record.gemeenten else NO
            names = sorted(record.gemeenten)
        return {
            "text": f"U woont in: {', '.join(names)}.",
            "question": "In welke gemeente woont u?" if answer is ASK else None,
            "law": record.law,
            "bwb": record.bwb,
            "article": record.article,
            "asOf": None,
            "answer": answer.value,
            "rules": [],
        }


def _weighed(rule: Rule, answer: Answer) -> int:
    """A rule's answer as a number, turned around where the rule is."""
    if answer is ASK:
        return _ASK
    return _YES if (answer is YES) is not rule.negated else _NO


def _offer(card: _Card, place: dict[str, Any] | None, weighed: Sequence[int]) -> tuple[str, int, int, dict[str, Any]]:
    """One instrument with its conditions answered: the group it belongs in, its rank, and what is left to ask."""
    conditions = [] if place is None else [place]
    key, rank = "offers", _YES if place is None or place["answer"] == "yes" else _ASK
    asks = rank
    for condition in card.conditions:
        answer, told = condition.told(weighed)
        if answer == _NO:
            key = "others" if condition.groupish or key == "others" else "closed"
        asks += answer == _ASK
        rank = max(rank, answer)
        conditions.append(told)
    offer = card.about.copy()
    offer["answer"], offer["conditions"] = _SAID[rank], conditions
    return key, rank, asks, offer


def instrument_of(entry: Mapping[str, Any]) -> Instrument:
    """The record that a network's texts keep of an instrument."""
    record = record_of("instrument", entry["record"])
    assert isinstance(record, Instrument)
    return record
