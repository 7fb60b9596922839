"""What somebody filled in on the page: kept as typed, so that the page can show it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.asking import Question
from api.wording import MODE

#: Numbers on the form: the query name, what it limits, the unit on screen, the most.
NUMBERS: Final = (("maanden", "months", 600), ("euro", "euro", 1_000_000), ("uren", "hours", 168))
#: Where a problem with a field of the question is shown on the form.
FIELD: Final[Mapping[str, str]] = {"from": "van", "to": "naar", "region": "regio"}
_LONGEST: Final = 200
_MOST_SKILLS: Final = 500


@dataclass(frozen=True, slots=True)
class RouteForm:
    """The form as typed; ``zonder`` are the skills that were unticked, ``problems`` is a message by field."""

    van: str = ""
    naar: str = ""
    maanden: str = ""
    euro: str = ""
    uren: str = ""
    vorm: tuple[str, ...] = ()
    betaald: bool = False
    regio: str = ""
    zonder: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, query: QueryParams) -> RouteForm:
        """The form of a page address; every problem is found at once."""
        problems: dict[str, str] = {}
        numbers: dict[str, int] = {}
        texts = {name: query.get(name, "").strip()[:_LONGEST] for name in ("van", "naar", "regio")}
        typed = {name: query.get(name, "").strip()[:20] for name, _, _ in NUMBERS}
        for name, limit, most in NUMBERS:
            digits = typed[name].replace(".", "") if name == "euro" else typed[name]
            if not digits:
                continue
            if digits.isascii() and digits.isdigit() and int(digits) <= most:
                numbers[limit] = int(digits)
            else:
                problems[name] = f"Vul een heel getal in van 0 tot en met {most}, of laat dit leeg."
        if not texts["naar"]:
            problems["naar"] = "Vul in welk werk u wilt doen."
        modes = tuple(mode for mode in query.getlist("vorm") if mode in MODE)
        paid = query.get("betaald") == "ja"
        unticked = _unticked(query)
        return cls(**texts, **typed, vorm=modes, betaald=paid, zonder=unticked, problems=problems, numbers=numbers)

    def question(self) -> Question:
        """The question that the form asks."""
        return Question(
            origins=(self.van,) if self.van else (),
            target=self.naar,
            modes=self.vorm,
            paid=self.betaald,
            region=self.regio or None,
            without_skills=self.zonder,
            **self.numbers,  # type: ignore[arg-type]
        )

    def query(self, **other: Any) -> str:
        """The same question as a page address, with some fields filled in otherwise."""
        values: dict[str, Any] = {
            "van": self.van,
            "naar": self.naar,
            "maanden": self.maanden,
            "euro": self.euro,
            "uren": self.uren,
            "vorm": list(self.vorm),
            "betaald": "ja" if self.betaald else "",
            "regio": self.regio,
            "zonder": list(self.zonder),
            **other,
        }
        return urlencode({name: value for name, value in values.items() if value}, doseq=True)


def _unticked(query: QueryParams) -> tuple[str, ...]:
    """The skills that somebody says not to have: those named so, and those that were shown and not ticked."""
    ticked = set(query.getlist("kan"))
    unticked = {*query.getlist("zonder"), *query.get("getoond", "").split()} - ticked
    return tuple(sorted(id for id in unticked if id and len(id) <= _LONGEST))[:_MOST_SKILLS]
