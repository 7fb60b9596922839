"""The command that shows the monitor: figures for regional and national beraad."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
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
    publish: Annotated[
        bool, typer.Option("--publish", help="Publish every half-year that is over and wasn't yet, and show nothing.")
    ] = False,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Show plans, goals, routes, steps and help in whole half-years; no number under ten.

    Example: loopbaanpad monitor --region Rijnmond --from 2025-2 --to 2026-1
    """
    from api.cli.asking import open_planner
    from api.werkplan.operations_monitor import monitor_answer
    from api.werkplan.processings import REGISTER, Processing, during
    from api.werkplan.releasing import publish_due

    if publish and (region or begin or end):
        raise typer.BadParameter("--publish is about all half-years and regions, expected it without the others")
    told = Processing("monitor", REGISTER["count"], "administrator", always=True)
    with closing(opened_plans()) as plans, during(told):
        if publish:
            made = [str(half_year) for half_year in publish_due(plans, open_planner(store).network)]
            if json:
                use.print_json({"published": made})
            else:
                use.out().print(f"Gepubliceerd: {', '.join(made)}." if made else "Er is niets nieuws te publiceren.")
            return
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


def observed(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what is ready, and change nothing.")] = False,
    propose: Annotated[
        Path | None, typer.Option("--propose", help="Write it to a file, as a body for POST /v1/changes.")
    ] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Write it into the graph, once.")] = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Bring moves that enough people made from plans to the graph, as observed transitions.

    Example: loopbaanpad observed --dry-run
    """
    from api.cli.asking import open_planner
    from api.werkplan import observed as counted
    from api.werkplan.processings import REGISTER, Processing, during

    if sum((dry_run, propose is not None, publish)) != 1:
        raise typer.BadParameter("expected one of --dry-run, --propose FILE and --publish")
    told = Processing("observed", REGISTER["count"], "administrator", always=True)
    with closing(opened_plans()) as plans, during(told):
        network = open_planner(store).network
        releases = counted.waiting(plans, network)
        if not releases:
            use.out().print("Niets nieuws voor de graaf.")
        for release in releases:
            for record in counted.records_of(release)[1:]:
                use.out().print(_told(record, network.texts), soft_wrap=True)
        if propose is not None:
            import orjson

            propose.write_bytes(orjson.dumps(counted.proposed(releases), option=orjson.OPT_INDENT_2) + b"\n")
        if publish and releases:
            from graph.stores import open_store

            with closing(open_store(store)) as opened:
                use.out().print(f"Gepubliceerd in revisie {counted.publish(plans, opened, releases)}.")


def _told(record: Any, texts: Mapping[str, Any]) -> str:
    label = [texts[id]["label"] for id in (record.origin, record.target, record.region)]
    return f"{record.period}: van {label[0]} naar {label[1]}, {label[2]}: {record.count} mensen"
