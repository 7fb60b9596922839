"""The command that shows the monitor: figures for regional and national beraad."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import options as use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from api.werkplan.keeping import Werkplan

Begin = Annotated[str | None, typer.Option("--from", help="The first half-year, such as 2026-1; else the last one.")]
End = Annotated[str | None, typer.Option("--to", help="The last half-year; else the newest that is published.")]
_SPLITS = (("bySector", "sector"), ("byParty", "partij"), ("byRegion", "regio"))


def opened_plans() -> Werkplan:
    """The plans that the setting names.

    Raises:
        ConfigError: there is no such setting.
    """
    from api.settings import Settings
    from api.werkplan.keeping import Werkplan
    from ontology.errors import ConfigError

    settings = Settings()
    if not settings.werkplan:
        raise ConfigError("found no LOOPBAANPAD_WERKPLAN, expected where the plans are kept")
    return Werkplan(settings.werkplan)


def monitor(
    region: use.InRegion = None,
    begin: Begin = None,
    end: End = None,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Show plans, goals, routes, steps and help in whole half-years; no number under ten.

    Example: loopbaanpad monitor --region Rijnmond --from 2025-2 --to 2026-1
    """
    from api.cli.asking import open_planner
    from api.werkplan.operations_monitor import monitor_answer
    from api.werkplan.processings import REGISTER, Processing, during

    told = Processing("monitor", REGISTER["count"], "administrator", always=True)
    with closing(opened_plans()) as plans, during(told):
        answer = monitor_answer(open_planner(store), plans, region, begin, end)
    if json:
        use.print_json(answer)
    else:
        _print(use.out(), answer)


def _print(console: Console, answer: Mapping[str, Any]) -> None:
    from api.cli.printing import table

    console.print(f"Monitor van {answer['region']['label'] if answer['region'] else 'heel Nederland'}")
    for half_year in answer["halfYears"]:
        console.print(f"\n== {half_year['halfYear']}, gepubliceerd op {half_year['publishedAt'][:10]}")
        made = table("cijfer", "uitsplitsing", "mensen", "weken", right=("mensen", "weken"))
        for figure in half_year["figures"]:
            made.add_row(figure["label"], "alle", *_numbers(figure))
            for key, name in _SPLITS:
                for cell in figure[key]:
                    if cell["people"] is not None:
                        made.add_row("", f"{name} {cell['label']}", *_numbers(cell))
            for pair in figure["pairs"]:
                made.add_row("", f"van {pair['from']['label']} naar {pair['to']['label']}", str(pair["people"]), "")
        console.print(made)
    for text in answer["rules"]:
        console.print(text, soft_wrap=True)
    console.print()
    for figure in answer["definitions"]:
        time = f" Weken: {figure['time']}." if figure["time"] else ""
        console.print(f"{figure['label']}: {figure['definition']}{time}", soft_wrap=True)


def _numbers(cell: Mapping[str, Any]) -> tuple[str, str]:
    people, weeks = cell["people"], cell["medianWeeks"]
    return "–" if people is None else str(people), "" if weeks is None else str(weeks)
