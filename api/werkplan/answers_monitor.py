"""What the monitor answers: figures of half-years, each with what it means."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.v1.parts import Answer

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class MonitorNamed(Answer):
    """A region or an occupation."""

    id: str
    label: str


class MonitorCell(Answer):
    """How many people; `null` is hidden: under ten, or it would give a number under ten away."""

    key: str
    label: str
    people: int | None
    median_weeks: int | None


class MonitorPair(Answer):
    """How many people went from one occupation to another."""

    from_: MonitorNamed
    to: MonitorNamed
    people: int


class MonitorFigure(Answer):
    """One figure of a half-year: the whole, and by sector and party; for the country also by region."""

    key: str
    label: str
    people: int | None
    median_weeks: int | None
    by_sector: list[MonitorCell]
    by_party: list[MonitorCell]
    by_region: list[MonitorCell]
    pairs: list[MonitorPair]


class MonitorHalfYear(Answer):
    """The figures of one half-year, as they were first published."""

    half_year: str
    published_at: Moment
    figures: list[MonitorFigure]


class MonitorDefinition(Answer):
    """What a figure means, and what its time is over."""

    key: str
    label: str
    definition: str
    time: str | None


class MonitorAnswer(Answer):
    """Figures of one region, or of the whole country, with the definition of each."""

    region: MonitorNamed | None
    half_years: list[MonitorHalfYear]
    definitions: list[MonitorDefinition]
    rules: list[str]
