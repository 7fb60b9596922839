"""Commands on the feasibility model: fit it, judge it, and work out whole files with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import options as use
from api.cli.asking import open_planner

if TYPE_CHECKING:
    from graph.feasibility.batch import Done
    from graph.feasibility.origins import Ground

Data = Annotated[Path, typer.Option("--data", help="The folder with the public ranking sets.")]
Out = Annotated[Path, typer.Option("--out", help="Write to this CSV file.")]
Isco = Annotated[bool, typer.Option("--isco", help="Between ISCO-08 units instead of occupations.")]
DEFAULT_DATA = Path("../shared/eval")


def _ground(store: str) -> Ground:
    from graph.feasibility.persons import ground_of

    planner = open_planner(store)
    return ground_of(planner.network, planner.folder)


def score(
    pairs: Annotated[Path, typer.Option("--pairs", help="CSV with origin_uri and destination_uri.")],
    out: Out,
    isco: Isco = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Give each pair of occupations in a file its feasibility (0 to 1) and every feature.

    Example: loopbaanpad score --pairs paren.csv --out scores.csv
    """
    from api.cli.loading import progress_bar
    from graph.feasibility.batch import score_pairs

    ground = _ground(store)
    with progress_bar("paren") as advance:
        done = score_pairs(ground, pairs, out, isco, advance)
    _tell(done, out)


def rank(
    origins: Annotated[Path, typer.Option("--origins", help="CSV with origin_uri.")],
    out: Out,
    top: Annotated[int, typer.Option("--top", min=1, help="So many targets for each origin.")] = 100,
    candidates: Annotated[
        Path | None, typer.Option("--candidates", help="CSV with destination_uri: only these are targets.")
    ] = None,
    exclude_pairs: Annotated[
        Path | None, typer.Option("--exclude-pairs", help="CSV with pairs that are left out.")
    ] = None,
    isco: Isco = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Give each occupation in a file its best targets, best first.

    Example: loopbaanpad rank --origins beroepen.csv --top 100 --out lijst.csv
    """
    from api.cli.loading import progress_bar
    from graph.feasibility.batch import rank_origins

    ground = _ground(store)
    with progress_bar("beroepen") as advance:
        done = rank_origins(ground, origins, out, top, isco, candidates, exclude_pairs, advance)
    _tell(done, out)


def fit(
    data: Data = DEFAULT_DATA,
    out: Annotated[Path | None, typer.Option("--out", help="Another file than the one that comes along.")] = None,
    date: Annotated[str | None, typer.Option("--date", help="The fit date to write; default that of the file.")] = None,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Fit the feasibility model anew, on a store with full ESCO; the same data gives the same bytes.

    Example: loopbaanpad fit --data ../shared/eval --store oxigraph:data/esco
    """
    from api.cli.alone import on_one_thread
    from api.cli.loading import progress_bar
    from graph.feasibility.refit import fit_to_file
    from graph.feasibility.sets import check_sets

    check_sets(data)
    given = {"--data": str(data), "--out": str(out) if out else None, "--date": date, "--store": store}
    if (code := on_one_thread("fit", given)) is not None:
        raise typer.Exit(code)
    ground = _ground(store)
    with progress_bar("model") as advance:
        content = fit_to_file(ground, data, out, date, advance)
    console = use.out()
    for name, figures in content["scores"].items():
        console.print(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in figures.items()), soft_wrap=True)


def evaluate(
    data: Data = DEFAULT_DATA,
    output: Annotated[Path | None, typer.Option("--output", help="Write the scorecard to this file too.")] = None,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Judge ranking on public sets, each beside its published baseline, with 95 % intervals.

    Example: loopbaanpad evaluate --data ../shared/eval --output docs/scorecard.md
    """
    from api.cli.loading import progress_bar
    from graph.feasibility.persons import ground_of
    from graph.feasibility.scorecard import scorecard
    from graph.feasibility.sets import check_sets
    from graph.matching.evaluation import title_lines

    check_sets(data)
    planner = open_planner(store)
    with progress_bar("meten") as advance:
        matcher = planner.matcher(lambda done, total: advance("betekenis van namen", done, total))
        titles = title_lines(data, matcher, advance)
        text = scorecard(ground_of(planner.network, planner.folder), data, advance, titles)
    if output is not None:
        output.write_text(text, encoding="utf-8")
    use.out().print(text, end="", soft_wrap=True, markup=False)


def _tell(done: Done, out: Path) -> None:
    console = use.err()
    console.print(f"{done.rows} regels geschreven naar {out}.", markup=False, soft_wrap=True)
    for id in done.unknown:
        console.print(f"Niet bekend in de graaf: {id}", markup=False, soft_wrap=True)
