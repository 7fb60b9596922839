"""Commands for curators of the starter set: check it, and report on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import options as use
from api.cli.exits import BAD_DATA

if TYPE_CHECKING:
    from loaders.starter.dataset import Starter

What = Annotated[str, typer.Argument(help="Which set: starter.")]
Folder = Annotated[
    Path | None, typer.Argument(help="A folder in the starter format; none for the set that comes along.")
]
SETS = ("starter",)


def check(what: What, folder: Folder = None, json: use.AsJson = False) -> None:
    """Check a set of data: shapes, rules across records, and sense. Nothing is stored.

    Example: loopbaanpad check starter loaders/starter
    """
    from api import wording
    from api.cli.loading import progress_bar
    from loaders.starter.checking import check_starter

    use.one_of(what, SETS, "SET")
    with progress_bar("nakijken") as advance:
        found = check_starter(folder, advance)
    errors, warnings = found.count("error"), found.count("warning")
    if json:
        findings = [
            {"severity": f.severity, "file": f.file, "line": f.line, "message": f.message} for f in found.findings
        ]
        use.print_json({"errors": errors, "warnings": warnings, "findings": findings, "notDone": found.not_done})
    else:
        console = use.out()
        for finding in found.findings:
            console.print(str(finding), soft_wrap=True)
        console.print(f"{wording.thousands(errors)} fouten, {wording.thousands(warnings)} waarschuwingen.")
        if found.not_done:
            console.print(NOT_DONE[found.not_done], soft_wrap=True)
    if errors:
        raise typer.Exit(BAD_DATA)


def report(
    what: What,
    folder: Folder = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="Write to this file; what it says of measured parts is kept.")
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Measure the routes between all pairs of occupations anew (minutes).")
    ] = False,
    esco: Annotated[
        list[Path], typer.Option("--esco", help="Measure the walls on all of ESCO anew, from these files or folders.")
    ] = [],  # noqa: B006
    answers: Annotated[
        int, typer.Option("--answers", min=0, max=1000, help="Instead: so many answers, drawn at random, to judge.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="Another seed draws other answers.")] = 1,
) -> None:
    """Report on a set of data: what it holds, what it rests on, what is to be checked, how far routes reach.

    Example: loopbaanpad report starter --output docs/starter.md
    """
    from loaders.starter import read_starter

    use.one_of(what, SETS, "SET")
    found = read_starter(folder)
    if answers:
        _print_answers(found, answers, seed)
        return
    from loaders.starter import reporting

    measured = reporting.measured_in(output.read_text(encoding="utf-8")) if output and output.is_file() else {}
    if pairs:
        measured[reporting.PAIRS] = _measure_pairs(found)
    if esco:
        measured[reporting.WALLS] = _measure_walls(found, esco)
    text = reporting.report_text(found, measured)
    if output is None:
        use.out().print(text, end="", soft_wrap=True)
    else:
        output.write_text(text, encoding="utf-8")


def _measure_pairs(found: Starter) -> str:
    from datetime import UTC, datetime

    from api.cli.loading import progress_bar
    from loaders.starter.reach import STONES_ASKED, network_of, pairs_of, reach_of, sample_of, sectors_of, stones_of
    from loaders.starter.reporting import reach_text

    network, sectors = network_of(found), sectors_of(found)
    inside, outside = pairs_of(sectors, within=True), pairs_of(sectors, within=False)
    with progress_bar("paren") as advance:
        within, across = reach_of(network, inside, advance), reach_of(network, outside, advance)
        stones = stones_of(network, sample_of([*inside, *outside], STONES_ASKED, seed=1), advance)
    return reach_text(within, across, stones, len(sectors), datetime.now(UTC).date())


def _measure_walls(found: Starter, esco: list[Path]) -> str:
    from datetime import UTC, datetime

    from api.cli.loading import progress_bar
    from loaders.starter.reporting import walls_text
    from loaders.starter.walls import walls_on_esco

    with progress_bar("ESCO") as advance:
        walls = walls_on_esco(found, esco, advance)
    return walls_text(walls, datetime.now(UTC).date())


def _print_answers(found: Starter, count: int, seed: int) -> None:
    """Answers to pairs drawn from all pairs; the same seed and set give the same."""
    from api.cli.printing import print_routes
    from graph.ask import Ask
    from graph.planner import Planner
    from loaders.starter.reach import network_of, pairs_of, sample_of, sectors_of

    planner, sectors = Planner(network_of(found)), sectors_of(found)
    everything = sorted(pairs_of(sectors, within=True) + pairs_of(sectors, within=False))
    console = use.out()
    for number, (origin, target) in enumerate(sample_of(everything, count, seed), start=1):
        console.print(f"── {number} van {count} " + "─" * 40)
        print_routes(console, planner.routes(Ask(origins=(origin,), target=target)))
        console.print()


#: What is said when a part of a check was not done.
NOT_DONE = {
    "rejected": "Verbanden en vormen (SHACL) zijn nog niet nagekeken: eerst moeten de fouten hierboven weg.",
    "no-engine": "De vormen (SHACL) zijn niet nagekeken: pyshacl is niet geïnstalleerd.",
}
