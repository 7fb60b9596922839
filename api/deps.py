"""The planner that requests use: opened when first asked, swapped for a newer one as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Header, Request
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

if TYPE_CHECKING:
    from api.holding import PlannerHolder
    from graph.planner import Planner

MIN_REVISION = "Loopbaanpad-Min-Revision"  #: a request may say which revision it must be answered from at least


def get_planner(
    request: Request,
    at_least: Annotated[
        Annotated[int, Field(ge=0, le=2**53)] | SkipJsonSchema[None],
        Header(
            alias=MIN_REVISION,
            description="Answer from this revision or a newer one, such as the one that a change gave.",
        ),
    ] = None,
) -> Planner:
    """The planner for one request, which keeps it to the end; its revision goes into the answer's header."""
    holder: PlannerHolder = request.app.state.planner
    planner = holder.current() if at_least is None else holder.at_least(at_least)
    request.state.revision = planner.network.revision
    return planner


if TYPE_CHECKING:
    PlannerDep = Planner
else:
    PlannerDep = Annotated[object, Depends(get_planner)]
