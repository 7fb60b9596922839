"""The pages: the form, the routes, and the receipt; ``/v1/routes`` gives the same as JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup

from api.asking import NamesUnclear, ask_of
from api.deps import PlannerDep
from api.pages.drawing import draw, stops_of
from api.pages.form import FIELD, RouteForm
from api.pages.render import page
from api.wording import label
from graph.explain import named
from ontology.errors import UnknownConcept
from ontology.ids import expand, short_of

router = APIRouter(include_in_schema=False)
MOST_SUGGESTIONS: Final = 600  #: names offered while typing; more makes the page heavy


@dataclass(frozen=True, slots=True)
class Choice:
    """A name that somebody may have meant, and the page that uses it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """One route with its drawing and its number on the page."""

    number: int
    route: dict[str, Any]
    drawing: Markup


@router.get("/", response_class=HTMLResponse)
def show_home(planner: PlannerDep) -> HTMLResponse:
    """The empty form."""
    return page("home.html", form=RouteForm(), choices={}, **_lists(planner))


@router.get("/routes", response_class=HTMLResponse, response_model=None)
def show_routes(request: Request, planner: PlannerDep) -> Response:
    """The routes for a filled-in form, or what to fill in otherwise."""
    form = known(planner, RouteForm.of(request.query_params))
    if "getoond" in request.query_params:  # skills were ticked or unticked: the same question, at a short address
        return RedirectResponse("/routes?" + form.query(), 303)
    lists = _lists(planner)
    if form.problems:
        return page("home.html", 400, form=form, choices={}, **lists)
    try:
        answer = planner.routes(ask_of(planner, form.question()))
    except NamesUnclear as error:
        return page("home.html", 400, form=form, choices=_choices(planner, form, error), **lists)
    number = 0
    groups: list[tuple[str, str, list[Card], list[Card]]] = []
    for group in answer["groups"]:
        cards: list[Card] = []
        for route in group["routes"]:
            number += 1
            title = f"Route {number} naar {answer['to']['label']}"
            drawing = draw(str(number), title, route["line"], stops_of(answer["from"], route["steps"]))
            cards.append(Card(number, route, drawing))
        if cards:
            first = [card for card in cards if not card.route["aside"]]
            groups.append((group["key"], group["label"], first, cards[len(first) :]))
    skills = [(short_of(item["id"]), label(item), True) for item in answer["suggested"]]
    skills += [(id, label(named(planner.network, expand(id))), False) for id in form.zonder]
    skills.sort(key=lambda skill: skill[1].casefold())
    given: dict[str, Any] = {"answer": answer, "groups": groups, "count": number, "skills": skills}
    return page("routes.html", form=form, choices={}, **given, **lists)


@router.get("/receipt")
def download_receipt(request: Request, planner: PlannerDep) -> Response:
    """The receipt of the routes on a page, to keep or to replay."""
    form = known(planner, RouteForm.of(request.query_params))
    answer = planner.routes(ask_of(planner, form.question()))
    headers = {"Content-Disposition": 'attachment; filename="loopbaanpad-receipt.json"'}
    body = orjson.dumps(answer["receipt"], option=orjson.OPT_INDENT_2)
    return Response(body, headers=headers, media_type="application/json")


def known(planner: Any, form: RouteForm) -> RouteForm:
    """The form without unticked skills that the graph does not have (any more)."""
    ids = frozenset(planner.network.skills.ids) if form.zonder else frozenset()
    return replace(form, zonder=tuple(id for id in form.zonder if expand(id) in ids))


def _lists(planner: Any) -> dict[str, Any]:
    """What the form offers: names of occupations, and the regions."""
    network = planner.network
    ids = network.occupations.ids
    if len(ids) > MOST_SUGGESTIONS:  # then only those that somebody named for this graph
        ids = [id for id in ids if any(name[3] for name in network.texts[id]["names"])][:MOST_SUGGESTIONS]
    names = sorted({network.label(id) for id in ids}, key=str.casefold)
    regions = sorted({network.label(id) for id in network.regions.ids}, key=str.casefold)
    return {"occupations": names, "regions": regions}


def _choices(planner: Any, form: RouteForm, error: NamesUnclear) -> dict[str, tuple[str, list[Choice]]]:
    """By form field: what is wrong with the name, and links with each name it may be."""
    found: dict[str, tuple[str, list[Choice]]] = {}
    for field, problem in error.problems:
        name = FIELD.get(field, field)
        kind = "region" if name == "regio" else "occupation"
        links = [
            Choice(label, "/routes?" + form.query(**{name: typed_for(planner, id, label, kind)}))
            for id, label in problem.suggestions
        ]
        if problem.several:
            text = f"Er zijn meer beroepen die “{problem.text}” heten. Kies er een."
        elif links:
            text = f"Wij kennen “{problem.text}” niet. Bedoelt u een van deze?"
        else:
            text = f"Wij kennen “{problem.text}” niet. Probeer een ander woord."
        found[name] = (text, links)
    return found


def typed_for(planner: Any, id: str, label: str, kind: str) -> str:
    """What to fill in for a concept: its name where that is enough, else its short id."""
    try:
        return label if planner.match(label, kind) == id else short_of(id)
    except UnknownConcept:
        return short_of(id)
