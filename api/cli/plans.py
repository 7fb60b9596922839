"""Commands for who runs plans: the log of processings out, and retention."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import options as use

if TYPE_CHECKING:
    from api.settings import Settings
    from api.werkplan.database import Database

log = typer.Typer(name="log", help="The log of processings (Logboek Dataverwerkingen).", no_args_is_help=True)
retention = typer.Typer(name="retention", help="Remove plans and log lines that have had their term.")

Where = Annotated[Path | None, typer.Option("--output", help="A file to write to; standard output without one.")]


def _opened() -> tuple[Settings, Database]:
    from api.settings import Settings
    from api.werkplan.database import Database
    from ontology.errors import ConfigError

    settings = Settings()
    if not settings.werkplan:
        raise ConfigError("found no LOOPBAANPAD_WERKPLAN, expected where the plans are kept")
    return settings, Database.open(settings.werkplan)


@log.command("export")
def export_log(
    output: Where = None,
    after: Annotated[int, typer.Option("--after", min=0, help="Leave out so many of the oldest lines.")] = 0,
) -> None:
    """Write the log as JSON lines, in the field names of the standard; that is logged too.

    Example: loopbaanpad log export --output log.jsonl
    """
    import sys

    import orjson
    from sqlalchemy import select

    from api.werkplan.logboek import standard_of
    from api.werkplan.processings import REGISTER, Processing, during
    from api.werkplan.tables_log import LogLine

    _, database = _opened()
    told = Processing("export_log", REGISTER["export-log"], "administrator", always=True)
    with closing(database):
        with during(told), database.writing():
            pass  # who takes the log out stands in it, before it is out
        with database.reading() as session:
            asked = select(LogLine).order_by(LogLine.id).offset(after).execution_options(yield_per=1_000)
            lines = (orjson.dumps(standard_of(line)) + b"\n" for line in session.scalars(asked))
            if output is None:
                for line in lines:
                    sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()
            else:
                _write_whole(output, lines)


def _write_whole(output: Path, lines: Any) -> None:
    """The file is there whole, or as it was."""
    aside = output.with_name(f".{output.name}.part")
    try:
        with aside.open("wb") as file:
            file.writelines(lines)
        aside.replace(output)
    finally:
        aside.unlink(missing_ok=True)


DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would go, and change nothing.")]


@retention.callback(invoke_without_command=True)
def show_retention(context: typer.Context, dry_run: DryRun = False, json: use.AsJson = False) -> None:
    """Show what has had its term; remove it with: loopbaanpad retention run.

    Example: loopbaanpad retention --dry-run
    """
    if context.invoked_subcommand is not None:
        return
    if not dry_run:
        raise typer.BadParameter("expected --dry-run, or the command run or again")
    from api.werkplan.organisations import read_organisations
    from api.werkplan.retention import due_of

    settings, database = _opened()
    with closing(database):
        _told(due_of(database, read_organisations(settings.organisations), _now().date()), json, "te verwijderen")


@retention.command("run")
def run_retention(
    organisation: Annotated[str | None, typer.Option("--organisation", help="Only this one.")] = None,
    json: use.AsJson = False,
) -> None:
    """Remove what has had its term, and clear it from the database files; without a known term nothing goes.

    Example: loopbaanpad retention run
    """
    from api.werkplan.organisations import read_organisations
    from api.werkplan.retention import run

    settings, database = _opened()
    with closing(database):
        _told(run(database, read_organisations(settings.organisations), _now(), organisation), json, "verwijderd")


@retention.command("again")
def again_retention(
    file: Annotated[Path, typer.Argument(help="An exported log that is newer than the backup.")],
) -> None:
    """After a backup was put back: erase again who was erased since, as an exported log says.

    Example: loopbaanpad retention again log.jsonl
    """
    from api.werkplan.retention import erase_again, erased_in

    pseudonyms = erased_in(file.read_text("utf-8").splitlines())
    _, database = _opened()
    with closing(database):
        use.out().print(f"{erase_again(database, pseudonyms, _now())} plannen opnieuw gewist.")


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _told(found: Any, json: bool, what: str) -> None:
    if json:
        from dataclasses import asdict

        use.print_json([asdict(due) for due in found])
        return
    for due in found:
        for name, number, source in (
            ("plannen", due.plans, due.plans_source),
            ("regels in het logboek", due.lines, due.log_source),
        ):
            if number is None:
                use.out().print(
                    f"{due.organisation}: {name}: niets {what}, want de bewaartermijn is onbekend.", soft_wrap=True
                )
            else:
                use.out().print(f"{due.organisation}: {number} {name} {what} ({source})", soft_wrap=True)
