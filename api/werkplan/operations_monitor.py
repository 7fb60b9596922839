"""The monitor: figures for regional and national beraad, about nobody."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Response

from api.deps import PlannerDep
from api.identity.acting import may
from api.identity.actors import Actor
from api.v1.menus import match_region
from api.v1.operations import documented, json_response
from api.werkplan.answers_monitor import MonitorAnswer
from api.werkplan.halfyears import PATTERN, half_years
from api.werkplan.headers import WerkplanDep
from api.werkplan.keeping import Werkplan
from api.werkplan.monitor_view import monitor_view
from api.werkplan.operations import EXAMPLES
from api.werkplan.releasing import releases_of
from graph.planner import Planner

router = APIRouter(prefix="/v1/monitor", tags=["plans"])
_FROM: Final = Query(
    alias="from", pattern=PATTERN, description="The first half-year, such as 2026-1; the last one unless given."
)
_TO: Final = Query(
    alias="to", pattern=PATTERN, description="The last half-year; the newest that is published unless given."
)
_REGION: Final = Query(max_length=300, description="A labour-market region, by name or id; the whole country without.")


@router.get("", summary="Read the monitor", **documented(MonitorAnswer, EXAMPLES["monitor"], 401, 403))
def read_monitor(
    planner: PlannerDep,
    plans: WerkplanDep,
    actor: Annotated[Actor, Depends(may("adviser"))],
    region: Annotated[str | None, _REGION] = None,
    begin: Annotated[str | None, _FROM] = None,
    end: Annotated[str | None, _TO] = None,
) -> Response:
    """Plans, goals, routes, steps and offers of whole half-years, by sector and party; no number under ten."""
    return json_response(monitor_answer(planner, plans, region, begin, end))


def monitor_answer(planner: Planner, plans: Werkplan, region: str | None, begin: str | None, end: str | None) -> Any:
    """The figures of half-years that are over; those that weren't published yet are published with it.

    Raises:
        NamesUnclear: there is no such region.
        UnsupportedCriterion: there are no figures of such half-years.
    """
    id = match_region(planner, region)
    wanted = half_years(begin, end, plans.now().date())
    releases = releases_of(plans, planner.network, wanted)
    texts = planner.network.texts
    labels = {found: texts[found]["label"] for found in planner.network.occupations.ids}
    return monitor_view(releases, None if id is None else (id, texts[id]["label"]), labels)
