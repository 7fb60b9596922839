"""The operations of version 1: thin functions around the planner.

The search runs in the thread pool (it lets other threads work meanwhile), and the planner's
dictionary is written out as it is: the answer types are there for the documentation and the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

import orjson
from fastapi import APIRouter, Path, Query, Request, Response

from api.asking import ask_of, checked_receipt, choice_of
from api.computing import computing
from api.deps import PlannerDep
from api.status import network_status
from api.v1 import examples
from api.v1.answers import (
    ProposalsAnswer,
    RoutesAnswer,
    SearchAnswer,
    SourcesAnswer,
    StatusAnswer,
    TargetsAnswer,
    WhyNotAnswer,
)
from api.v1.asks import ProposalsAsk, TargetsAsk, WhyNotAsk
from api.v1.concepts import OccupationAnswer, SkillAnswer, TrainingAnswer
from api.v1.menu_parts import Menukaart
from api.v1.menus import Include, MenukaartAsk, RoutesOffersAsk, SourcesOffersAsk, menukaart_of, with_offers
from api.v1.parts import Receipt
from ontology.errors import UnknownConcept

router = APIRouter(prefix="/v1")
KindName = Literal["occupation", "skill", "training", "credential", "region", "fee", "instrument"]
_ID: Final[dict[str, Any]] = {"max_length": 300, "description": "The id, whole or short, or the exact name."}
OccupationId = Annotated[str, Path(**_ID, examples=["verzorgende"])]
SkillId = Annotated[str, Path(**_ID, examples=["samenwerken"])]
TrainingId = Annotated[str, Path(**_ID, examples=["verzorgende-ig-bbl"])]


def json_response(body: Any) -> Response:
    """A planner's answer as bytes, without a second check on the way out."""
    return Response(orjson.dumps(body), media_type="application/json")


def documented(model: type[Any], example: object, *errors: int) -> dict[str, Any]:
    """What an operation answers, and which problems it knows beside those that all know."""
    content = {"application/json": {"example": example}}
    every = sorted({*errors, 400, 412, 503})  # any may ask for a revision, and that may not be there
    return {
        "response_model": model,
        "responses": {200: {"content": content, "description": model.__doc__}, **{code: {} for code in every}},
    }


@router.post("/routes", tags=["routes"], summary="Find routes", **documented(RoutesAnswer, examples.ROUTES, 400))
def find_routes(planner: PlannerDep, body: RoutesOffersAsk, include: Include = None) -> Response:
    """All routes from what somebody has to an occupation that no other route beats, or why there are none."""
    ask = ask_of(planner, body.question())
    answer = planner.routes(ask)
    return json_response(with_offers(planner, answer, body, ask.region) if include else answer)


@router.post("/why-not", tags=["routes"], summary="Ask why not", **documented(WhyNotAnswer, examples.WHY_NOT, 400, 404))
def ask_why_not(planner: PlannerDep, body: WhyNotAsk) -> Response:
    """Why a training, an occupation or a limit is not in the answer."""
    return json_response(planner.why_not(ask_of(planner, body.question()), choice_of(planner, body.choice)))


@router.post(
    "/replay", tags=["routes"], summary="Replay a receipt", **documented(RoutesAnswer, examples.ROUTES, 400, 409)
)
def replay_receipt(planner: PlannerDep, body: Receipt) -> Response:
    """The same answer as when the receipt was made, as long as the data is the same."""
    return json_response(planner.replay(checked_receipt(body.model_dump(by_alias=True))))


@router.post("/targets", tags=["near"], summary="Rank where to", **documented(TargetsAnswer, examples.TARGETS, 400))
@computing
def rank_targets(planner: PlannerDep, body: TargetsAsk) -> Response:
    """All occupations, ranked by how near they are to a person."""
    return json_response(planner.targets(ask_of(planner, body.question()), body.limit))


@router.post("/sources", tags=["near"], summary="Rank where from", **documented(SourcesAnswer, examples.SOURCES, 400))
@computing
def rank_sources(planner: PlannerDep, body: SourcesOffersAsk, include: Include = None) -> Response:
    """For an employer: from which occupations people could come in."""
    ask = ask_of(planner, body.question())
    answer = planner.sources(ask, body.limit)
    return json_response(with_offers(planner, answer, body, ask.region) if include else answer)


@router.post(
    "/menukaart", tags=["menukaart"], summary="Ask the menukaart", **documented(Menukaart, examples.MENUKAART, 400)
)
def ask_menukaart(planner: PlannerDep, body: MenukaartAsk) -> Response:
    """What can support a step, here and on this day, for this situation, and who arranges it."""
    return json_response(menukaart_of(planner, body))


@router.post(
    "/proposals",
    tags=["concepts"],
    summary="Propose from a text",
    **documented(ProposalsAnswer, examples.PROPOSALS, 400, 413),
)
def propose(planner: PlannerDep, body: ProposalsAsk) -> Response:
    """What a CV or some sentences propose, each with its exact words; nothing counts before it is confirmed."""
    return json_response(planner.proposals(body.text, body.questions))


def match_in_path(planner: Any, text: str, kind: str) -> str:
    """The id meant by the last part of a path; our own short ids may leave their kind out."""
    match: Callable[[str, str], str] = planner.match
    try:
        return match(text, kind)
    except UnknownConcept as problem:
        if problem.several or ":" in text:
            raise
        try:
            return match(f"{kind}/{text}", kind)
        except UnknownConcept:
            raise problem from None


@router.get(
    "/occupations/{id:path}",
    tags=["concepts"],
    summary="Show one occupation",
    **documented(OccupationAnswer, examples.CONCEPT["occupation"], 400, 404),
)
def get_occupation(planner: PlannerDep, id: OccupationId) -> Response:
    """An occupation with everything the graph knows of it, and who says so."""
    return json_response(planner.describe(match_in_path(planner, id, "occupation")))


@router.get(
    "/skills/{id:path}",
    tags=["concepts"],
    summary="Show one skill",
    **documented(SkillAnswer, examples.CONCEPT["skill"], 400, 404),
)
def get_skill(planner: PlannerDep, id: SkillId) -> Response:
    """A skill with everything the graph knows of it, and who says so."""
    return json_response(planner.describe(match_in_path(planner, id, "skill")))


@router.get(
    "/trainings/{id:path}",
    tags=["concepts"],
    summary="Show one training",
    **documented(TrainingAnswer, examples.CONCEPT["training"], 400, 404),
)
def get_training(planner: PlannerDep, id: TrainingId) -> Response:
    """A training with everything the graph knows of it, and who says so."""
    return json_response(planner.describe(match_in_path(planner, id, "training")))


@router.get("/search", tags=["concepts"], summary="Search by name", **documented(SearchAnswer, examples.SEARCH, 400))
def search_names(
    planner: PlannerDep,
    q: Annotated[str, Query(min_length=1, max_length=200, description="What to look for.", examples=["kok"])],
    kind: Annotated[KindName | None, Query(description="Only this kind.")] = None,
    limit: Annotated[int, Query(ge=1, le=50, description="At most this many.")] = 10,
    typing: Annotated[
        bool, Query(description="The text isn't finished: names alone are looked at, which is quicker.")
    ] = False,
) -> Response:
    """Concepts that a text may mean, best first, each with why; nothing for a text that means nothing here."""
    return json_response(planner.search(q, [kind] if kind else None, limit, typing=typing))


@router.get("/status", tags=["service"], summary="Show the state", **documented(StatusAnswer, examples.STATUS))
def show_status(planner: PlannerDep, request: Request) -> Response:
    """Which data this service answers from, and whether its store can be reached."""
    answer = json_response(network_status(planner.network, request.app.state.planner.away_since()))
    answer.headers["ETag"] = f'"{planner.network.revision}"'
    return answer
