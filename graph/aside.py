"""The routes of an answer in groups, and which stand aside: no other beats those, but they add little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from graph.network import UNKNOWN_DEMANDS, UNKNOWN_UNPAID, UNKNOWN_WEEKS, Network
from graph.query import Found, Query

LONGER_WEEKS: Final = 26  #: so much longer for only less to learn stands aside
UNPAID_WEEKS: Final = 156  #: so much longer without pay stands aside for a route of unknown length
SUPPLY_PERCENT: Final = 33  #: of what a later entry lacks; a stepping stone that teaches less is a detour
_JOBS, _LEFT = 3, 4  #: places in a vector
GROUPS: Final = (
    ("known", "Alles bekend"),
    ("unknown", "Er is iets niet bekend"),
    ("demands-unknown", "Toelatingseisen onbekend"),
)


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a route stands aside, in words; ``than`` is the place of the route that does without."""

    kind: Literal["longer", "detour"]
    text: str
    than: int


@dataclass(frozen=True, slots=True)
class _Stone:
    """A job on the way: of what the job ``later`` lacks it teaches ``taught`` of ``lacking``."""

    job: int
    later: int
    taught: int
    lacking: int

    @property
    def is_weak(self) -> bool:
        """True when it teaches less than a third."""
        return self.taught * 100 < self.lacking * SUPPLY_PERCENT


def asides_of(network: Network, query: Query, routes: Sequence[Found]) -> dict[int, Aside]:
    """The routes that stand aside, by place; at least one of an answer never does.

    A *detour* has a stepping stone that teaches less than a third of what each later job on the route lacks and that
    no demand asks for, while a route without such a stone has fewer jobs. A route is *longer* when another takes at
    least half a year less and is nowhere else behind, but leaves more to learn at work; nothing may be unknown of the
    other that is known of this one. Only how long trainings take may be unknown of it where this one takes three more
    years without pay than what is known of the other.
    """
    weak = [_weakest(network, query, route) for route in routes]
    straight = [place for place, stone in enumerate(weak) if stone is None]
    quicker = [[at for at in straight if _is_longer(route, routes[at])] for route in routes]
    found: dict[int, Aside] = {}
    for place, (route, stone) in enumerate(zip(routes, weak, strict=True)):
        shorter = [
            at for at in straight if _is_known(route, routes[at]) and routes[at].vector[_JOBS] < route.vector[_JOBS]
        ]
        if stone is not None and shorter:
            found[place] = Aside("detour", _detour(network, stone), _end(quicker, shorter[0]))
        elif quicker[place]:
            than = _end(quicker, place)
            found[place] = Aside("longer", _longer(route, routes[than]), than)
    return found


def _end(quicker: Sequence[Sequence[int]], place: int) -> int:
    """From a route to the quicker one, until there is none; each is quicker than all before it."""
    while quicker[place]:
        place = quicker[place][-1]
    return place


def grouped(
    network: Network, query: Query, routes: Sequence[Found], told: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Routes as told, in the groups of an answer; each with why it stands aside (or null), those that do come last."""
    asides = asides_of(network, query, routes)
    groups: dict[str, list[dict[str, Any]]] = {key: [] for key, _ in GROUPS}
    for place in sorted(range(len(routes)), key=lambda place: place in asides):
        aside, unknown = asides.get(place), routes[place].unknown
        why = {"kind": aside.kind, "text": aside.text, "than": told[aside.than]["id"]} if aside else None
        key = "demands-unknown" if unknown & UNKNOWN_DEMANDS else "unknown" if unknown else "known"
        groups[key].append({**told[place], "aside": why})
    return [{"key": key, "label": label, "routes": groups[key]} for key, label in GROUPS]


def _is_known(route: Found, other: Found) -> bool:
    """True when nothing is unknown of the other that is known of the route."""
    return not other.unknown & ~route.unknown


def _is_longer(route: Found, other: Found) -> bool:
    if any(other.vector[place] > route.vector[place] for place in range(len(route.vector)) if place != _LEFT):
        return False
    if _is_known(route, other):
        return other.weeks + LONGER_WEEKS <= route.weeks
    lengths = UNKNOWN_WEEKS | UNKNOWN_UNPAID
    return not other.unknown & ~route.unknown & ~lengths and other.unpaid + UNPAID_WEEKS <= route.unpaid


def _weakest(network: Network, query: Query, route: Found) -> _Stone | None:
    """The stone of a route that teaches least, when it is a weak one."""
    weak = [stone for stone in _stones(network, query, route) if stone.is_weak]
    return min(weak, key=lambda stone: stone.taught / stone.lacking, default=None)


def _stones(network: Network, query: Query, route: Found) -> Iterator[_Stone]:
    """Each stone with the later job for which it does most; one that meets a demand of a later job is left out."""
    known, groups = set(query.skills), set(query.groups)
    for place, job in enumerate(route.jobs[:-1]):
        skills = _numbers(network.essential[job])
        grants = _numbers(network.occupation_grants[job]) - groups
        later = route.jobs[place + 1 :]
        if not grants & _demanded(network, later, route.trainings):
            yield from _best(network, job, skills, known, later)
        known |= skills
        groups |= grants


def _best(network: Network, stone: int, skills: set[int], known: set[int], later: Sequence[int]) -> Iterator[_Stone]:
    """The stone with the later job for which it does most; nothing when none of them lacks anything."""
    found = []
    for job in later:
        lacking = _numbers(network.essential[job]) - known
        if lacking:
            found.append(_Stone(stone, job, len(lacking & skills), len(lacking)))
    if found:
        yield max(found, key=lambda one: one.taught / one.lacking)


def _demanded(network: Network, jobs: Sequence[int], trainings: Sequence[int]) -> set[int]:
    """All groups of proofs that these jobs and trainings demand."""
    found: set[int] = set()
    for job in jobs:
        found |= _numbers(network.occupation_demands[job])
    for row in trainings:
        found |= _numbers(network.training_demands[row])
    return found


def _numbers(rows: Any) -> set[int]:
    return {int(row) for row in rows}


def _detour(network: Network, stone: _Stone) -> str:
    job, later = (network.label(network.occupations.ids[row]) for row in (stone.job, stone.later))
    return f"Als {job} leert u {stone.taught} van de {stone.lacking} vaardigheden die u als {later} nog mist."


def _longer(route: Found, other: Found) -> str:
    more = route.weeks - other.weeks
    if not _is_known(route, other):
        return f"{more} weken langer dan wat bekend is van een andere route. Vraag bij die route hoe lang zij duurt."
    known = " (voor zover bekend)" if (route.unknown | other.unknown) & UNKNOWN_WEEKS else ""
    return (
        f"{more} weken langer{known} dan een route die verder nergens minder is. "
        "Daar staat tegenover dat u later op het werk minder hoeft te leren."
    )
