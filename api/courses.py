"""From a planned course, and the jobs to look between, in people's words to ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from api.asking import NamesUnclear, match_any
from ontology.errors import UnknownConcept, UnsupportedCriterion

if TYPE_CHECKING:
    from graph.impact.asked import Impact, Openings, Scope
    from graph.planner import Planner

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseAsked:
    """A planned course as typed: names or ids; None is unknown. ``demands``: any-of sets of proofs."""

    label: str = "de geplande opleiding"
    teaches: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    demands: tuple[tuple[str, ...], ...] = ()
    entry_level: int | None = None
    entry_dutch: str | None = None
    weeks: int | None = None
    euro: int | None = None
    hours: int | None = None
    mode: str = "classroom"
    paid: bool = False
    leads_to: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeAsked:
    """Between which jobs, as typed; see ``graph.impact.asked.Scope``."""

    origins: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sector: str | None = None
    region: str | None = None
    pairs: int | None = None


class _Names:
    """Matches names and keeps what is wrong, so that all problems come at once."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.problems: list[tuple[str, UnknownConcept]] = []

    def all(self, field: str, texts: Sequence[str], kind: str) -> tuple[str, ...]:
        found = []
        for text in texts:
            try:
                found.append(match_any(self.planner, text, (kind,)))
            except UnknownConcept as problem:
                self.problems.append((field, problem))
        return tuple(dict.fromkeys(found))

    def done(self, make: Callable[[], T]) -> T:
        if self.problems:
            raise NamesUnclear(self.problems)
        return make()


def impact_of(planner: Planner, course: CourseAsked | None, gone: str | None, scope: ScopeAsked) -> Impact:
    """The question with every name matched.

    Raises:
        NamesUnclear: with each name that fits no concept, or several.
        UnsupportedCriterion: a course and a training, or neither; a figure that is out of range.
    """
    from graph.impact.adding import Course
    from graph.impact.asked import Impact, checked_course

    if (course is None) == (gone is None):
        raise UnsupportedCriterion("found a course and a training that goes, or neither: ask about one of them")
    names = _Names(planner)
    within = _scope(names, scope)
    if course is None:
        ids = names.all("gone", [gone or ""], "training")
        return names.done(lambda: Impact(gone=ids[0], scope=within()))
    made: dict[str, Any] = {
        "teaches": names.all("teaches", course.teaches, "skill"),
        "gives": names.all("gives", course.gives, "credential"),
        "demands": tuple(names.all("demands", group, "credential") for group in course.demands),
        "leads_to": names.all("leadsTo", course.leads_to, "occupation"),
        "regions": names.all("regions", course.regions, "region"),
    }
    told = Course(
        label=course.label,
        entry_level=course.entry_level,
        entry_dutch=course.entry_dutch,
        weeks=course.weeks,
        cents=None if course.euro is None else course.euro * 100,
        hours=course.hours,
        mode=course.mode,
        paid=course.paid,
        **made,
    )
    return names.done(lambda: Impact(course=checked_course(told), scope=within()))


def openings_of(planner: Planner, scope: ScopeAsked, limit: int) -> Openings:
    """The question with every name matched; raises as ``impact_of``."""
    from graph.impact.asked import Openings

    if not scope.targets and scope.sector is None:
        raise UnsupportedCriterion("found no sector and no target, expected one of them")
    if not 1 <= limit <= 50:
        raise UnsupportedCriterion(f"found limit {limit}, expected 1 to 50")
    names = _Names(planner)
    within = _scope(names, scope)
    return names.done(lambda: Openings(scope=within(), limit=limit))


def _scope(names: _Names, scope: ScopeAsked) -> Callable[[], Scope]:
    from graph.impact.asked import PAIRS, Scope

    origins = names.all("origins", scope.origins, "occupation")
    targets = names.all("targets", scope.targets, "occupation")
    region = names.all("region", [scope.region] if scope.region else [], "region")
    pairs = PAIRS if scope.pairs is None else scope.pairs

    def made() -> Scope:
        where = region[0] if region else None
        return Scope(origins=origins, targets=targets, sector=scope.sector, region=where, pairs=pairs).checked()

    return made
