"""The command that asks the menukaart: what can support a step, and who arranges it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import options as use
from ontology.errors import QueryError

if TYPE_CHECKING:
    from rich.console import Console

_KINDS = ("orientation", "training", "practice", "work", "business")
_ANSWERS = {"yes": "ja", "ask": "vragen", "no": "nee"}
_GROUPS = (("offers", "Wat kan helpen"), ("others", "Voor een andere groep"), ("closed", "Past nu niet"))


def menukaart(
    step: Annotated[str | None, typer.Option("--step", help="A training or an occupation, by name or id.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="A kind of step, when no step is given.")] = None,
    region: use.InRegion = None,
    situation: Annotated[
        list[str], typer.Option("--situation", help="One thing to tell; may be repeated: see docs/menukaart.md.")
    ] = [],  # noqa: B006
    on: Annotated[str | None, typer.Option("--on", help="The day that is asked about, such as 2026-01-31.")] = None,
    conditions: Annotated[bool, typer.Option("--conditions", help="Show every condition with its source.")] = False,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Show what can support a step, here and now, and who arranges it.

    Example: loopbaanpad menukaart --step verzorgende-ig-bbl --region Rijnmond --situation ww
    """
    use.one_of(kind, _KINDS, "--kind")
    from api.cli.asking import open_planner
    from api.situations import parse_situation
    from api.v1.menus import match_region, match_step

    try:
        told = parse_situation(situation)
    except QueryError as error:
        raise typer.BadParameter(str(error), param_hint="--situation") from None
    planner = open_planner(store)
    answer = planner.menukaart(
        told,
        step=match_step(planner, step) if step else None,
        kind=kind or (None if step else "orientation"),
        region=match_region(planner, region),
        on=_day(on),
    )
    if json:
        use.print_json(answer)
    else:
        print_menukaart(use.out(), answer, conditions)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError:
        raise typer.BadParameter(f"found {text!r}, expected a date such as 2026-01-31", param_hint="--on") from None


def print_menukaart(console: Console, answer: Mapping[str, Any], conditions: bool = False) -> None:
    """A whole answer: who arranges, then the instruments in groups, each with what is still to ask."""
    step = answer["step"]
    console.print(f"Menukaart voor: {step['label'] or _STEPS[step['kind']]}, op {answer['on']}", soft_wrap=True)
    _print_arrangeur(console, answer["arrangeur"])
    for line in answer["learning"]:
        console.print(f"\nLeren met een {line['label']}: {_ANSWERS[line['answer']]}. {line['text']}", soft_wrap=True)
    for line in answer["fits"]:
        console.print(f"Past het? {_ANSWERS[line['answer']]}. {line['text']}", soft_wrap=True)
    for key, title in _GROUPS:
        if answer[key]:
            console.print(f"\n== {title}")
        for offer in answer[key]:
            _print_offer(console, offer, conditions)
    console.print(f"\nKosten van de stap: {_euro(answer['costs']['costEurocent'])}.")


_STEPS = {
    "orientation": "oriëntatie",
    "training": "een opleiding",
    "practice": "leren in de praktijk",
    "work": "werk",
    "business": "een eigen bedrijf",
}


def _print_arrangeur(console: Console, found: Mapping[str, Any]) -> None:
    console.print("\n== Wie regelt het")
    for part in found["parts"]:
        console.print(f"{part['label']}: {part['carries']}.", soft_wrap=True)
        console.print(f"  Grond: {_source(part['basis'])}. Loket: {part['desk']}.", soft_wrap=True)
        console.print(f"  Volgende stap: {part['next']}", soft_wrap=True)
    if found["coordinates"]:
        console.print(f"{found['label']} {found['coordinates']}.", soft_wrap=True)
    for ask in found["asks"]:
        console.print(f"  Vraag: {ask}", soft_wrap=True)
    console.print(found["door"]["text"], soft_wrap=True)


def _print_offer(console: Console, offer: Mapping[str, Any], conditions: bool) -> None:
    mark = " (voorbeeld)" if offer["example"] else ""
    console.print(
        f"{_ANSWERS[offer['answer']]}: {offer['label']}{mark}. Beslist: {offer['decides']['label']}.", soft_wrap=True
    )
    for condition in offer["conditions"]:
        if conditions or condition["answer"] == "no":
            text = f"  {_ANSWERS[condition['answer']]}: {condition['text']} [{_source(condition)}]"
            console.print(text, soft_wrap=True)
        elif condition["question"]:
            console.print(f"  Vraag: {condition['question']}", soft_wrap=True)


def _source(found: Mapping[str, Any]) -> str:
    article = f", artikel {found['article']}" if found["bwb"] and found["article"] else ""
    as_of = f", tekst van {found['asOf']}" if found["asOf"] else ""
    return f"{found['law'] or 'geen wet genoemd'}{article}{as_of}"


def _euro(cents: int | None) -> str:
    return "niet bekend" if cents is None else f"€ {cents // 100}"
