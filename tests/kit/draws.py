"""Random small questions as text tables, so that a disagreement prints as something to read.

One generator serves Hypothesis (``tables``, which shrinks) and a plain seed (``seeded``, which is
fast). Numbers are small multiples of the buckets, so that ties are many.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Pick = Callable[[int], int]  #: a number from 0 up to, not including, the given one

SKILLS = "abcdefghijklmnopqrstuvwxyz"
CREDENTIALS = ("w1", "w2", "w3", "w4")
MODES = ("classroom", "online", "bol", "practice")


@dataclass(frozen=True, slots=True)
class Flavour:
    """What a table has much of; shapes that plain draws rarely hold get a flavour of their own."""

    jobs: tuple[int, int] = (3, 6)
    trainings: tuple[int, int] = (4, 8)
    skills: tuple[int, int] = (5, 10)
    needs: tuple[int, int] = (4, 8)  #: skills of a job; the first job asks for half
    teaches: int = 3  #: skills of a training at most
    taught: int = 85  #: percent of the skills that some training may teach
    demands: tuple[int, int] = (35, 35)  #: percent of jobs, of trainings
    gives: int = 55
    weeks: tuple[int, ...] = (4, 8, 12, 2, 6, 26, 52, 60)
    euros: tuple[int, ...] = (0, 100, 200, 300, 50, 250)


FLAVOURS = (
    Flavour(),
    Flavour(weeks=(4, 5, 7, 3, 8, 0), euros=(0, 99, 100, 50, 150)),  # ties
    Flavour(trainings=(6, 8), demands=(45, 65), gives=75),  # one training opens the way for another
    Flavour(jobs=(5, 7), trainings=(3, 5), taught=45, demands=(20, 25)),  # stepping stones
    Flavour((4, 6), (4, 6), skills=(18, 24), needs=(8, 20), teaches=9, taught=65, demands=(15, 15)),  # small shares
)


class Dice:
    """Choices out of one source of numbers; 0 is the plainest, so that shrinking makes tables plainer."""

    def __init__(self, pick: Pick) -> None:
        self._pick = pick

    def number(self, low: int, high: int) -> int:
        return low + self._pick(high - low + 1)

    def chance(self, percent: int) -> bool:
        return self._pick(100) >= 100 - percent

    def one(self, items: Sequence[Any]) -> Any:
        return items[self._pick(len(items))]

    def some(self, items: Sequence[str], count: int) -> list[str]:
        rest = list(items)
        return sorted(rest.pop(self._pick(len(rest))) for _ in range(min(count, len(rest))))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Text tables for ``tables.case_of``."""
    return table(Dice(lambda size: draw(st.integers(0, size - 1))))


def seeded(seed: int) -> str:
    """The text table of one seed."""
    return table(Dice(random.Random(seed).randrange))


def table(dice: Dice) -> str:
    """A network of a few jobs and trainings, a person who holds one job, and limits."""
    flavour = dice.one(FLAVOURS)
    skills = SKILLS[: dice.number(*flavour.skills)]
    jobs = [f"j{number}" for number in range(dice.number(*flavour.jobs))]
    taught = _share(dice, skills, flavour.taught)
    lines = [_job(dice, job, skills, jobs, flavour) for job in jobs]
    lines += [training(dice, f"t{n}", taught, jobs, flavour) for n in range(dice.number(*flavour.trainings))]
    lines += ["credentials w1 > w2"] if dice.chance(40) else []
    lines += ["credentials w3@3 > w4@2"] if dice.chance(40) else []
    target = dice.one(jobs[1:])
    lines += [_person(dice, skills), f"target {target}"]
    return "\n".join(lines + _limits(dice, jobs))


def _share(dice: Dice, skills: str, percent: int) -> str:
    return "".join(skill for skill in skills if not dice.chance(100 - percent)) or skills


def _groups(dice: Dice, jobs: Sequence[str]) -> str:
    """A demand or two: any-of, now and then a job held before."""
    groups = []
    for _ in range(1 + dice.chance(20)):
        if dice.chance(25):
            groups.append("|".join(f"job:{job}" for job in dice.some(jobs, dice.number(1, 2))))
        else:
            groups.append("|".join(dice.some(CREDENTIALS, dice.number(1, 2))))
    return ",".join(f"[{group}]" for group in groups)


def _job(dice: Dice, job: str, skills: str, jobs: Sequence[str], flavour: Flavour) -> str:
    words = [f"job {job}"]
    low, high = flavour.needs if job != jobs[0] else (flavour.needs[0] // 2, flavour.needs[1] // 2)
    if not dice.chance(7):
        words.append(f"needs={','.join(dice.some(skills, dice.number(low, high)))}")
    if dice.chance(60):
        words.append(f"isco={dice.one((5, 7, 4, 3, 2, 9))}000")
    if dice.chance(flavour.demands[0]):
        words.append(f"demands={_groups(dice, [other for other in jobs if other != job])}")
    if dice.chance(6):
        words.append(f"level={dice.number(2, 4)}")
    if dice.chance(12):
        words.append(f"market={dice.number(1, 5)}")
    words += [word for word, percent in (("open", 4), ("unknown", 10)) if dice.chance(percent)]
    return " ".join(words)


def training(dice: Dice, id: str, taught: str, jobs: Sequence[str], flavour: Flavour = FLAVOURS[0]) -> str:
    """One training; a quarter are a leerbaan for a job or two."""
    words = [f"train {id}"]
    words.append("?w" if dice.chance(7) else f"{dice.one(flavour.weeks)}w")
    words.append("€?" if dice.chance(9) else f"€{dice.one(flavour.euros)}")
    if dice.chance(30):
        words.append(f"{dice.one((8, 16, 24))}h")
    if dice.chance(28):
        words.append(f"bbl job={','.join(dice.some(jobs[1:], 1 + dice.chance(20)))}")
    else:
        words.append(dice.one(MODES))
        words += ["paid"] if dice.chance(12) else []
    words.append(f"teaches={','.join(dice.some(taught, dice.number(0 if dice.chance(20) else 1, flavour.teaches)))}")
    if dice.chance(flavour.gives):
        words.append(f"gives={','.join(dice.some(CREDENTIALS, 1 + dice.chance(15)))}")
    if dice.chance(flavour.demands[1]):
        words.append(f"demands={_groups(dice, jobs)}")
    if dice.chance(5):
        words.append(f"level={dice.number(2, 4)}")
    if dice.chance(15):
        words.append(f"region={dice.one(('oost', 'west', 'oost,west', '?'))}")
    return " ".join(words)


def _person(dice: Dice, skills: str) -> str:
    clauses = ["has j0"]
    if dice.chance(25):
        clauses.append(f"skills +{dice.one(skills)}")
    if dice.chance(15):
        clauses.append(f"skills -{dice.one(skills)}")
    if dice.chance(25):
        clauses.append(f"holds {dice.one(CREDENTIALS)}")
    if dice.chance(25):
        clauses.append(f"level {dice.number(1, 3)}")
    return "person " + "; ".join(clauses)


def _limits(dice: Dice, jobs: Sequence[str]) -> list[str]:
    words = []
    if dice.chance(15):
        words.append(dice.one(("weeks=60", "weeks=24", "weeks=110", "months=18")))
    if dice.chance(15):
        words.append(f"euro={dice.one((300, 100, 450))}")
    if dice.chance(8):
        words.append(f"hours={dice.one((16, 8))}")
    if dice.chance(5):
        words.append(f"modes={dice.one(('bbl', 'bbl,online,bol', 'classroom,practice'))}")
    words += [word for word, percent in (("paid", 4), ("training-weeks", 30), ("elsewhere", 5)) if dice.chance(percent)]
    if dice.chance(12):
        words.append("region=oost")
    if dice.chance(12):
        words.append(f"avoid={dice.one(['t0', 't1', *jobs[1:]])}")
    if dice.chance(9):
        words.append(f"must={dice.one(['t0', 't1', *jobs[1:]])}")
    if dice.chance(20):
        words.append(f"theta={dice.one((80, 60, 100, 50, 0))}")
    if dice.chance(10):
        words.append(f"jobs={dice.number(1, 2)}")
    if dice.chance(20):
        words.append(f"dwell={dice.one((26, 0, 4))}")
    return [f"limits {' '.join(words)}"] if words else []
