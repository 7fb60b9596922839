"""Commands that move data: load and export."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import options as use
from api.cli.exits import SHOWN

if TYPE_CHECKING:
    from graph.matching.encoders import Encoder
    from loaders.pipeline import Report

FORMATS = ("graphml", "gexf", "turtle", "json-ld", "sgr")


def load(
    name: Annotated[
        str,
        typer.Argument(
            help="What to load: esco, regions, brc, wages, tension, crebo, competentnl-labels, trainings, synonyms, "
            "instruments or starter."
        ),
    ],
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; none for the starter set.")] = None,
    findings: Annotated[Path | None, typer.Option("--findings", help="Write all findings to this file.")] = None,
    by: Annotated[str, typer.Option("--by", help="Who loads, for the history.")] = "loopbaanpad load",
    reason: Annotated[str | None, typer.Option("--reason", help="Why, for the history.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Own lists: what the list is called.")] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Own lists: who made it.")] = None,
    licence: Annotated[str | None, typer.Option("--licence", help="Own lists: its licence.")] = None,
    version: Annotated[str | None, typer.Option("--version", help="Which version, where the files don't say.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Synonyms: the language of the titles.")] = None,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Load a source into the store: all of it or nothing.

    Example: loopbaanpad load esco ESCO-nl.zip ESCO-relations.zip --findings findings.txt
    """
    given = {"title": title, "publisher": publisher, "licence": licence, "version": version, "lang": lang}
    stated = {key: value for key, value in given.items() if value is not None}
    report = load_into(store, name, paths or [], by=by, reason=reason or f"load {name}", **stated)
    if findings is not None:
        findings.write_text("".join(f"{finding}\n" for finding in report.findings), encoding="utf-8")
    if json:
        use.print_json(
            {
                "summary": report.summary,
                "before": int(report.before),
                "after": int(report.after),
                "changed": report.changed,
                "seconds": round(report.seconds, 2),
                "findings": [str(finding) for finding in report.findings],
            }
        )
    else:
        _print_report(name, report, findings)


def load_into(store: str, name: str, paths: Sequence[Path], *, by: str, reason: str, **stated: str) -> Report:
    """Load one source with a progress bar, and compile the network anew."""
    from graph.keeping import cache_folder
    from graph.planner import Planner
    from graph.stores import open_store
    from graph.stores.address import is_server
    from loaders.pipeline import load as run

    with closing(open_store(store)) as opened, progress_bar(f"laden: {name}") as advance:
        report = run(opened, name, paths, by=by, reason=reason, progress=advance, **stated)
    if cache_folder(store):
        planner = Planner.open(store)
        with progress_bar("namen") as advance:
            matcher = planner.matcher(lambda done, total: advance("betekenis van namen", done, total))
        if is_server(store) and matcher.encoder is not None:
            write_meaning(store, matcher.encoder)
    return report


def write_meaning(store: str, encoder: Encoder) -> None:
    """Give the names on a graph server their vectors: those that have none, or all when another encoder made them."""
    from graph.stores import open_store
    from graph.stores.embeddings import write_embeddings
    from graph.stores.neo4j import Neo4jStore

    with closing(open_store(store)) as opened, progress_bar("betekenis naar de server") as advance:
        if isinstance(opened, Neo4jStore):
            advance("namen", 0, None)
            write_embeddings(opened, lambda texts: encoder.encode(texts).tolist())


@contextmanager
def progress_bar(title: str) -> Iterator[Any]:
    """A bar on the error stream, so that the answer can be piped; only drawn on a terminal."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[what]}"), TimeElapsedColumn())
    with Progress(*columns, console=use.err(), transient=True) as bar:
        task = bar.add_task(title, total=None, what="")

        def advance(stage: str, done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total, what=stage)

        yield advance


def _print_report(name: str, report: Report, findings: Path | None) -> None:
    from api.cli import printing

    console = use.out()
    made = printing.table("wat", "aantal", right=("aantal",))
    for key, value in report.summary.items():
        made.add_row(str(key), str(value))
    console.print(made)
    if report.after != report.before:
        console.print(f"{report.changed} veranderd, revisie {report.after}, {report.seconds:.1f} s")
    else:
        console.print(f"Niets veranderd: dit was al geladen ({report.seconds:.1f} s).")
    if report.findings:
        console.print(f"{len(report.findings)} bevindingen:")
    for finding in report.findings[:SHOWN]:
        console.print(f"  {finding}", soft_wrap=True)
    if len(report.findings) > SHOWN:
        rest = f"alle staan in {findings}" if findings else "met --findings FILE staan ze alle in een bestand"
        console.print(f"  en nog {len(report.findings) - SHOWN}; {rest}", soft_wrap=True)


def export(
    format: Annotated[str, typer.Option("--format", help="graphml, gexf, turtle, json-ld or sgr (instruments).")],
    output: Annotated[Path | None, typer.Option("--output", help="Write to this file; else to the screen.")] = None,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Write the whole graph in a format that other programs read.

    Example: loopbaanpad export --format graphml --output graph.graphml
    """
    use.one_of(format, FORMATS, "--format")
    from api.cli.looking import open_to_read
    from graph.export import export as write
    from loaders.sgr_writing import write_sgr

    with closing(open_to_read(store)) as opened:
        snapshot = opened.snapshot()
    if output is None:
        write_sgr(snapshot, sys.stdout.buffer) if format == "sgr" else write(snapshot, format, sys.stdout.buffer)
        return
    partial = output.with_name(output.name + ".part")
    try:
        with partial.open("wb") as stream:
            write_sgr(snapshot, stream) if format == "sgr" else write(snapshot, format, stream)
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
