"""From a question in people's words to one in ids: every name is matched, all problems at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.asked import Asked
from ontology.errors import QueryError, ReceiptMismatch, UnknownConcept

if TYPE_CHECKING:
    from graph.ask import Ask
    from graph.planner import Planner


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Asked):
    """What somebody asks: names or ids as typed; None is no limit, or not told."""


class NamesUnclear(QueryError):
    """Names in a question that fit no concept, or several; each with the field it stood in."""

    def __init__(self, problems: Iterable[tuple[str, UnknownConcept]]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{field}: {problem}" for field, problem in self.problems))


def match_any(planner: Planner, text: str, kinds: Iterable[str]) -> str:
    """The one concept of these kinds that a name or id fits.

    Raises:
        UnknownConcept: it fits none, or several; all candidates are with it.
    """
    found: dict[str, str] = {}
    near: dict[str, str] = {}
    several = False
    for kind in kinds:
        try:
            id = planner.match(text, kind)
            found[id] = planner.network.label(id)
        except UnknownConcept as problem:
            (found if problem.several else near).update(problem.suggestions)
            several = several or problem.several
    if len(found) == 1 and not several:
        return next(iter(found))
    raise UnknownConcept(text, tuple((found or near).items()), bool(found))


def ask_of(planner: Planner, question: Question) -> Ask:
    """The question with every name matched.

    Raises:
        NamesUnclear: with each name that fits no concept, or several.
    """
    from graph.ask import Ask

    problems: list[tuple[str, UnknownConcept]] = []

    def matched(field: str, texts: Iterable[str], *kinds: str) -> tuple[str, ...]:
        ids = (_try(problems, field, lambda text=text: match_any(planner, text, kinds)) for text in texts)  # type: ignore[misc]
        return tuple(id for id in ids if id is not None)

    def one(field: str, text: str | None, kind: str) -> str | None:
        return next(iter(matched(field, [text], kind)), None) if text else None

    ask = Ask(
        origins=matched("from", question.origins, "occupation"),
        target=one("to", question.target, "occupation"),
        skills=matched("skills", question.skills, "skill"),
        without_skills=matched("withoutSkills", question.without_skills, "skill"),
        credentials=matched("credentials", question.credentials, "credential"),
        level=question.level,
        dutch=question.dutch,
        months=question.months,
        euro=question.euro,
        hours=question.hours,
        modes=question.modes,
        paid=question.paid,
        region=one("region", question.region, "region"),
        other_regions=question.other_regions,
        without=matched("without", question.without, "training", "occupation"),
        must=matched("must", question.must, "training", "occupation"),
        reading=question.reading,
        theta=question.theta,
    )
    if problems:
        raise NamesUnclear(problems)
    return ask


def choice_of(planner: Planner, text: str) -> str:
    """A limit by its name, or the one training or occupation that a text names.

    Raises:
        UnknownConcept: it fits none, or several.
    """
    from graph.ask import LIMIT_NAMES

    return text if text in LIMIT_NAMES else match_any(planner, text, ("training", "occupation"))


def checked_receipt(receipt: dict[str, Any]) -> dict[str, Any]:
    """The receipt, once its question is known to be of the right types.

    Raises:
        ReceiptMismatch: it was changed by hand, or is of another service.
    """
    from pydantic import TypeAdapter, ValidationError
    from pydantic_core import to_json

    from graph.ask import Ask

    if receipt.get("question") in ("groups", "impact", "openings"):
        return receipt  # the planner reads these with checks of its own
    try:
        TypeAdapter(Ask).validate_json(to_json(receipt.get("query")), strict=True)
    except (ValidationError, ValueError) as error:
        raise ReceiptMismatch("the question in the receipt can't be read") from error
    if not re.fullmatch(r"routes|(targets|sources):\d{1,3}", str(receipt.get("question"))):
        raise ReceiptMismatch("the receipt does not say what was asked")
    return receipt


def _try(problems: list[tuple[str, UnknownConcept]], field: str, match: Callable[[], str]) -> str | None:
    try:
        return match()
    except UnknownConcept as problem:
        problems.append((field, problem))
        return None
