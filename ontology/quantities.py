"""Units: whole weeks, euro cents, hours a week, NLQF levels, and how others are turned into them."""

from __future__ import annotations

from typing import NewType

Weeks = NewType("Weeks", int)  #: whole weeks; loaders turn months and years into them
EuroCent = NewType("EuroCent", int)  #: 125_00 is EUR 125.00; a float never stands for money
WeeklyHours = NewType("WeeklyHours", int)  #: study load in hours a week
Nlqf = NewType("Nlqf", int)  #: 1 to 8; the entry level (instroom) is 0

WEEKS_PER_YEAR = 52

#: Nominal weeks by kind of mbo programme. Source: WEB art. 7.2.4a (entree at most one year,
#: basisberoepsopleiding one to two, vakopleiding two to three, middenkader three to four,
#: specialist one year); the nominal figure is the span's upper bound where it has one.
MBO_LEVEL_BY_KIND = {
    "entreeopleiding": 1,
    "basisberoepsopleiding": 2,
    "vakopleiding": 3,
    "middenkaderopleiding": 4,
    "specialistenopleiding": 4,
}

#: ISCO-08 skill level (1 to 4) of a major group. Source: ISCO-08 volume 1, table 1.
ISCO_SKILL_LEVEL = {"1": 4, "2": 4, "3": 3, "4": 2, "5": 2, "6": 2, "7": 2, "8": 2, "9": 1, "0": 2}


def weeks_of_months(months: int) -> Weeks:
    """Whole weeks in a number of months: floor(months × 52 / 12)."""
    return Weeks(months * WEEKS_PER_YEAR // 12)


def isco_skill_level(unit: str | None) -> int | None:
    """ISCO skill level 1 to 4 of a unit or major group; None when there is no code."""
    return ISCO_SKILL_LEVEL.get(unit[0]) if unit else None


def nlqf_of_isco_skill_level(level: int) -> tuple[Nlqf, Nlqf]:
    """The span of NLQF levels that fits an ISCO skill level (1 to 4).

    Source: ISCO-08 volume 1 (ISCED mapping) read against the NLQF levels of mbo, hbo and wo.
    """
    spans = {1: (0, 1), 2: (1, 4), 3: (4, 6), 4: (5, 8)}
    low, high = spans[level]
    return Nlqf(low), Nlqf(high)


def isco_skill_level_of_nlqf(level: int) -> int:
    """The ISCO skill level (1 to 4) that somebody with this NLQF level may be taken to have."""
    return 1 if level < 1 else 2 if level <= 3 else 3 if level <= 5 else 4
