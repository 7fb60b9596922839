"""What somebody told of a situation, and the step that is asked about; None is not told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache

from ontology.codes import DOELGROEPEN
from ontology.errors import UnsupportedCriterion
from ontology.situations import BENEFITS, TOPICS, WORK

#: Doelgroepen that follow from how somebody stands in work.
WORK_BY_DOELGROEP: Mapping[str, frozenset[str]] = {
    "DD06": frozenset({"business"}),
    "DD07": frozenset({"self-employed"}),
    "DD08": frozenset({"threatened"}),
    "ED10": frozenset({"self-employed"}),
    "ED11": frozenset({"threatened"}),
    "ED14": frozenset({"employee"}),
}


_IN_PRACTICE = frozenset({"derde-leerweg", "practice"})


@cache
def benefits_of(doelgroep: str) -> frozenset[str]:
    """The benefits that make somebody one of this doelgroep; none where it isn't about a benefit."""
    return frozenset(name for name, benefit in BENEFITS.items() if benefit.doelgroep == doelgroep)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Situation:
    """What somebody told; it has no text form, so that it can't end up in a log.

    ``benefits`` and ``work``: empty is none, None is not told. ``age`` in years, ``level`` NLQF,
    ``benefit_months`` whole months, ``hours`` a week that somebody can study. ``doelgroepen``, ``topics``
    and ``decisions`` (by party): yes or no per code, what isn't in them is not told. ``gemeente`` is a
    CBS code.

    Raises:
        UnsupportedCriterion: a code that no list has.
    """

    benefits: frozenset[str] | None = None
    work: frozenset[str] | None = None
    age: int | None = None
    level: int | None = None
    dutch: str | None = None
    benefit_months: int | None = None
    hours: int | None = None
    doelgroepen: Mapping[str, bool] = field(default_factory=dict)
    topics: Mapping[str, bool] = field(default_factory=dict)
    decisions: Mapping[str, bool] = field(default_factory=dict)
    gemeente: str | None = None

    def __post_init__(self) -> None:
        lists = (
            ("benefits", self.benefits or (), BENEFITS),
            ("work", self.work or (), WORK),
            ("doelgroepen", self.doelgroepen, DOELGROEPEN),
            ("topics", self.topics, TOPICS),
        )
        for name, found, known in lists:
            unknown = sorted(set(found) - set(known))
            if unknown:
                raise UnsupportedCriterion(f"found {', '.join(unknown)} in {name}, expected {', '.join(sorted(known))}")

    def __repr__(self) -> str:
        told = sum(getattr(self, one.name) not in (None, {}) for one in fields(self))
        return f"Situation({told} told)"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAsked:
    """The step that is to be supported: its kind, and for a training what is known of it.

    Units: whole weeks, hours of study a week, euro cents that the person pays.
    """

    kind: str
    label: str | None = None
    id: str | None = None
    mode: str | None = None
    training_kind: str | None = None
    weeks: int | None = None
    hours: int | None = None
    cost: int | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of step that this is: learning in practice is practice as well."""
        also = {"practice"} if self.mode in _IN_PRACTICE or self.training_kind == "praktijkverklaring" else set()
        return frozenset({self.kind, *also})
