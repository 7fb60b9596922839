"""What can be asked for a group at once: jobs with how many people, what they share, and places that there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.ask import Ask, ask_of
from ontology.errors import ReceiptMismatch, UnsupportedCriterion

CANDIDATES: Final = 8  #: of its nearest occupations that are looked at for each line, unless it is said
MOST_LINES, MOST_PAIRS, MOST_PEOPLE = 60, 600, 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """So many people who come from one job and share region, limits, skills and proofs; nothing about a person."""

    ask: Ask
    people: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """One question for a group, in ids. ``places``: occupation and for how many there is room; empty is not told."""

    lines: tuple[Line, ...]
    places: tuple[tuple[str, int], ...] = ()
    candidates: int = CANDIDATES

    def as_json(self) -> dict[str, Any]:
        """Plain values for a receipt."""
        lines = [{**line.ask.as_json(), "people": line.people} for line in self.lines]
        places = [{"target": target, "people": people} for target, people in self.places]
        return {"lines": lines, "places": places, "candidates": self.candidates}

    @property
    def people(self) -> int:
        """How many people there are."""
        return sum(line.people for line in self.lines)


def tidied(lines: list[Line], places: list[tuple[str, int]], candidates: int = CANDIDATES) -> Cohort:
    """The question in one order, however it was typed: equal lines and places are added up.

    Raises:
        UnsupportedCriterion: nobody, too many lines or people, or more pairs than are looked at.
    """
    people: dict[Ask, int] = {}
    for line in lines:
        if line.people < 1:
            raise UnsupportedCriterion(f"found {line.people} people in a line, expected 1 or more")
        people[line.ask] = people.get(line.ask, 0) + line.people
    room: dict[str, int] = {}
    for target, count in places:
        if count < 0:
            raise UnsupportedCriterion(f"found {count} places, expected 0 or more")
        room[target] = room.get(target, 0) + count
    if not people or sum(people.values()) > MOST_PEOPLE:
        raise UnsupportedCriterion(f"found {sum(people.values())} people, expected 1 to {MOST_PEOPLE}")
    if len(people) > MOST_LINES:
        raise UnsupportedCriterion(
            f"found {len(people)} different lines, expected at most {MOST_LINES}: split the group"
        )
    if not 1 <= candidates <= 50:
        raise UnsupportedCriterion(f"found {candidates} candidates, expected 1 to 50")
    pairs = len(people) * (len(room) + candidates)
    if pairs > MOST_PAIRS:
        raise UnsupportedCriterion(
            f"found {len(people)} lines with {candidates} candidates and {len(room)} targets with places, which is "
            f"{pairs} pairs; expected at most {MOST_PAIRS}: ask for fewer candidates or split the group"
        )
    ordered = sorted(people.items(), key=lambda item: _order(item[0]))
    return Cohort(tuple(Line(ask, count) for ask, count in ordered), tuple(sorted(room.items())), candidates)


def _order(ask: Ask) -> tuple[Any, ...]:
    return (ask.origins, sorted((key, str(value)) for key, value in ask.as_json().items()))


def cohort_of(values: Mapping[str, Any]) -> Cohort:
    """The question in a receipt.

    Raises:
        ReceiptMismatch: it is not one of ours.
    """
    try:
        lines = [
            Line(ask_of({k: v for k, v in line.items() if k != "people"}), line["people"]) for line in values["lines"]
        ]
        places = [(place["target"], place["people"]) for place in values["places"]]
        candidates = values["candidates"]
        numbers = [*(line.people for line in lines), *(count for _, count in places), candidates]
        names = [target for target, _ in places]
    except (AttributeError, KeyError, TypeError) as error:
        raise ReceiptMismatch(f"the question about a group in the receipt can't be read: {error}") from error
    if set(values) != {"lines", "places", "candidates"} or any(type(number) is not int for number in numbers):
        raise ReceiptMismatch("the question about a group in the receipt has parts that are not known here")
    if any(type(name) is not str for name in names):
        raise ReceiptMismatch("a place in the receipt names no occupation")
    return tidied(lines, places, candidates)
