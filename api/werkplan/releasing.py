"""Publishing a half-year: counted once, made safe, and kept as it is from then on.

Who could ask for the same half-year before and after a plan came in late, or was erased, would see that one person in
the difference. So the first publication stands (decision 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from api.werkplan.counting import count_half_year
from api.werkplan.disclosure import LEAST
from api.werkplan.halfyears import HalfYear
from api.werkplan.keeping import Werkplan
from api.werkplan.monitor import Frame, figures_of
from api.werkplan.tables import Outbox, Plan
from api.werkplan.tables_monitor import Release
from graph.network import Network

OBSERVED: Final = "observed"  #: the row of the outbox that says that a half-year has counts for the graph
_BATCH: Final = 500


def sectors_of(network: Network) -> dict[str, str]:
    """The sector of each occupation that has one."""
    found = ((id, network.texts[id].get("sector")) for id in network.occupations.ids)
    return {id: str(sector) for id, sector in found if sector}


def releases_of(plans: Werkplan, network: Network, wanted: Sequence[HalfYear]) -> list[Release]:
    """The figures of half-years that are over, oldest first; what wasn't published before is published now."""
    database = plans.database
    with database.reading() as session:
        found = {row.half_year: row for row in session.scalars(_asked(wanted))}
        session.expunge_all()
    for half_year in wanted:
        if str(half_year) not in found:
            found[str(half_year)] = _publish(plans, network, half_year)
    return [found[str(half_year)] for half_year in wanted]


def publish_due(plans: Werkplan, network: Network) -> list[HalfYear]:
    """Publish every half-year that is over and settled and wasn't yet, from that of the first plan on; gives those."""
    newest = HalfYear.settled(plans.now().date())
    with plans.database.reading() as session:
        first = session.scalar(select(func.min(Plan.created_at)))
        there = set(session.scalars(select(Release.half_year)))
    due: list[HalfYear] = []
    half_year = HalfYear.of(first.date()) if first is not None else newest.after()
    while half_year <= newest:
        if str(half_year) not in there:
            _publish(plans, network, half_year)
            due.append(half_year)
        half_year = half_year.after()
    return due


def _asked(wanted: Sequence[HalfYear]) -> Any:
    return select(Release).where(Release.half_year.in_([str(half_year) for half_year in wanted]))


def _publish(plans: Werkplan, network: Network, half_year: HalfYear) -> Release:
    """Count and keep; who does so at the same moment elsewhere comes first or second, and both get what was kept."""
    sector_of = sectors_of(network)
    with plans.database.reading() as session:
        counts = count_half_year(session, half_year, sector_of, LEAST)
    sectors = tuple(sorted(set(sector_of.values())))
    frame = Frame(tuple(network.regions.ids), sectors, tuple(sorted(counts.parties)))
    kept: dict[str, Any] = {
        "sectors": list(sectors),
        "parties": list(frame.parties),
        "regions": {id: network.texts[id]["label"] for id in frame.regions},
        "cells": figures_of(frame, counts, sector_of),
    }
    made = Release(half_year=str(half_year), published_at=plans.now(), figures=kept)
    try:
        with plans.database.writing() as session:
            session.add(made)
            session.flush()
            for start in range(0, len(counts.drained), _BATCH):
                ids = counts.drained[start : start + _BATCH]
                session.execute(update(Outbox).where(Outbox.id.in_(ids)).values(taken_by=f"monitor {half_year}"))
            if any(cell[1] == "pair" for cell in kept["cells"]["moves"]):
                session.add(Outbox(kind=OBSERVED, data={"halfYear": str(half_year)}))
        return made
    except IntegrityError:
        with plans.database.reading() as session:
            found: Release = session.scalars(_asked([half_year])).one()
            session.expunge_all()
            return found
