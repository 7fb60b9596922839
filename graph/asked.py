"""What can be asked, in a module of its own that imports nothing heavy: a command line needs it at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What can be asked, told once for names as typed and for ids.

    Units: whole months, whole euros that the person pays, hours of study a week outside paid work.
    ``skills`` come on top of what follows from ``origins``; ``without_skills`` unticks some of those.
    ``without`` and ``must`` are trainings or occupations. None is no limit, or not told.
    """

    origins: tuple[str, ...] = ()
    target: str | None = None
    skills: tuple[str, ...] = ()
    without_skills: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    level: int | None = None
    dutch: str | None = None
    months: int | None = None
    euro: int | None = None
    hours: int | None = None
    modes: tuple[str, ...] = ()
    paid: bool = False
    region: str | None = None
    other_regions: bool = False
    without: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    reading: str = "elapsed"
    theta: int = 75
