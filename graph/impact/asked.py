"""What can be asked about a training's impact, and about what nobody teaches: the course, and between which jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from graph.impact.adding import Course
from graph.network import MODES
from ontology.concepts import DUTCH_LEVELS
from ontology.errors import ReceiptMismatch, UnsupportedCriterion

PAIRS: Final = 200  #: of origin and target that are looked at, unless it is said
MOST_PAIRS: Final = 5_000
ORIGINS: Final = 10  #: nearest occupations of origin a target, where none are named
SECONDS: Final = 60  #: after which no more pairs are looked at, unless it is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Between which jobs is looked, for whom: ids; ``sector`` is a name, or the first digits of ISCO units.

    Without origins, those nearest to each target; without targets and sector, every target to which it may matter.
    Who goes holds what the origin asks and no proof, and is in ``region`` if one is named.
    """

    origins: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sector: str | None = None
    region: str | None = None
    pairs: int = PAIRS

    def checked(self) -> Scope:
        """The scope itself.

        Raises:
            UnsupportedCriterion: a number of pairs that is out of range.
        """
        if not 1 <= self.pairs <= MOST_PAIRS:
            raise UnsupportedCriterion(f"found {self.pairs} pairs, expected 1 to {MOST_PAIRS}")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What if this course were there, or (``gone``: its id) this training weren't."""

    course: Course | None = None
    gone: str | None = None
    scope: Scope = Scope()
    looked: int | None = None  #: in a receipt: how many of the pairs were looked at before the time was up

    def as_json(self) -> dict[str, Any]:
        """Plain values for a receipt."""
        course = None if self.course is None else _plain(asdict(self.course))
        return {"course": course, "gone": self.gone, "scope": _plain(asdict(self.scope)), "looked": self.looked}


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """Which skills, if somebody taught them, would open most routes in a scope; ``limit`` of them are tried."""

    scope: Scope = Scope()
    limit: int = 10
    looked: int | None = None  #: as of ``Impact``

    def as_json(self) -> dict[str, Any]:
        """Plain values for a receipt."""
        return {"scope": _plain(asdict(self.scope)), "limit": self.limit, "looked": self.looked}


def checked_course(course: Course) -> Course:
    """The course itself.

    Raises:
        UnsupportedCriterion: it brings nothing, or a figure or word is not what it may be.
    """
    if not course.teaches and not course.gives:
        raise UnsupportedCriterion("found a course that teaches no skill and gives no proof, expected one of them")
    for name, most in (("weeks", 520), ("cents", 100_000_000), ("hours", 80), ("entry_level", 8)):
        value = getattr(course, name)
        if value is not None and not 0 <= value <= most:
            raise UnsupportedCriterion(f"found {name} {value}, expected 0 to {most}, or unknown")
    if course.mode not in MODES:
        raise UnsupportedCriterion(f"found mode {course.mode!r}, expected one of {', '.join(MODES)}")
    if course.entry_dutch is not None and course.entry_dutch not in DUTCH_LEVELS:
        raise UnsupportedCriterion(f"found Dutch {course.entry_dutch!r}, expected one of {', '.join(DUTCH_LEVELS)}")
    if (course.mode == "bbl") != bool(course.leads_to):
        raise UnsupportedCriterion("a bbl is a job too: say for which occupation; other trainings are for none")
    if any(not group for group in course.demands):
        raise UnsupportedCriterion("found a demand that nothing can meet, expected at least one proof in each")
    return course


def impact_of(values: Mapping[str, Any]) -> Impact:
    """The question in a receipt.

    Raises:
        ReceiptMismatch: it is not one of ours.
    """
    given = _looked(_of(Impact, values))
    course = None if given["course"] is None else checked_course(Course(**_of(Course, given["course"])))
    if (course is None) == (given["gone"] is None):
        raise ReceiptMismatch("found a course and a training, or neither, expected one of them")
    scope = Scope(**_of(Scope, given["scope"])).checked()
    return Impact(course=course, gone=given["gone"], scope=scope, looked=given["looked"])


def openings_of(values: Mapping[str, Any]) -> Openings:
    """The question in a receipt; raises as ``impact_of``."""
    given = _looked(_of(Openings, values))
    scope = Scope(**_of(Scope, given["scope"])).checked()
    return Openings(scope=scope, limit=given["limit"], looked=given["looked"])


def _looked(given: dict[str, Any]) -> dict[str, Any]:
    """A receipt says how many pairs were looked at, so that it asks for no more than was answered."""
    if given["looked"] is None or not 0 <= given["looked"] <= MOST_PAIRS:
        raise ReceiptMismatch(f"found {given['looked']!r} pairs looked at in the receipt, expected 0 to {MOST_PAIRS}")
    return given


def _of(kind: Any, values: Any) -> dict[str, Any]:
    """The values of a dataclass, each of the JSON type that its field has."""
    names = {field.name: str(field.type) for field in fields(kind)}
    if not isinstance(values, dict) or set(values) != set(names):
        raise ReceiptMismatch(f"the question in the receipt is no {kind.__name__.lower()} as it is known here")
    made = {}
    for name, value in values.items():
        wanted = {"str": str, "int": int, "bool": bool}.get(names[name].split(" | ")[0])
        if wanted and not (type(value) is wanted or (value is None and "None" in names[name])):
            raise ReceiptMismatch(f"found {value!r} for {name} in the receipt, which is not of its kind")
        if names[name].startswith("tuple") and not isinstance(value, list):
            raise ReceiptMismatch(f"found {value!r} for {name} in the receipt, expected a list")
        made[name] = tuple(tuple(v) if isinstance(v, list) else v for v in value) if isinstance(value, list) else value
    return made


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        return [plain(one) for one in value] if isinstance(value, tuple) else value

    return {key: plain(value) for key, value in values.items()}
