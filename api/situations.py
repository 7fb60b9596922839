"""A situation as it is typed on a terminal, one word at a time; used once and kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from graph.menukaart.situation import Situation
from ontology.codes import DOELGROEPEN
from ontology.errors import UnsupportedCriterion
from ontology.instruments import Party
from ontology.situations import BENEFITS, TOPICS, WORK

_NUMBERS = {"age": "age", "level": "level", "months": "benefit_months", "hours": "hours"}
HELP = (
    "ww, bijstand, no-benefit; employee, flex, self-employed; age=30, level=2, dutch=2F, months=12, hours=16, "
    "gemeente=GM0014; a doelgroep (DD05), a topic (job-prospect) or decision:uwv, with not: before it for no"
)


def parse_situation(words: Iterable[str]) -> Situation:
    """``ww age=30 job-prospect not:liability-insured decision:uwv`` as a situation.

    Raises:
        UnsupportedCriterion: a word that is none of these; the message names what may be told.
    """
    told: dict[str, Any] = {"doelgroepen": {}, "topics": {}, "decisions": {}}
    for word in words:
        _add(told, word.strip())
    for name in ("benefits", "work"):
        if name in told:
            told[name] = frozenset(told[name])
    return Situation(**told)


def _add(told: dict[str, Any], word: str) -> None:
    plain, said = word.removeprefix("not:"), not word.startswith("not:")
    name, has_value, value = plain.partition("=")
    if said and plain in BENEFITS:
        told.setdefault("benefits", set()).add(plain)
    elif said and plain == "no-benefit":
        told.setdefault("benefits", set())
    elif said and plain in WORK:
        told.setdefault("work", set()).add(plain)
    elif plain in DOELGROEPEN:
        told["doelgroepen"][plain] = said
    elif plain in TOPICS:
        told["topics"][plain] = said
    elif plain.startswith("decision:") and plain.removeprefix("decision:") in set(Party):
        told["decisions"][plain.removeprefix("decision:")] = said
    elif said and has_value and name in _NUMBERS and value.isdecimal() and len(value) < 5:
        told[_NUMBERS[name]] = int(value)
    elif said and name == "dutch" and value in ("1F", "2F", "3F", "4F"):
        told["dutch"] = value
    elif said and name == "gemeente" and re.fullmatch(r"GM[0-9]{4}", value):
        told["gemeente"] = value
    else:
        raise UnsupportedCriterion(f"found {word!r} in the situation, expected {HELP}")
