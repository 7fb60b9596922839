"""The command ``loopbaanpad``: each command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from api.cli import (
    asking,
    checking,
    exits,
    keeping,
    loading,
    looking,
    matching,
    menus,
    monitoring,
    options,
    plans,
    proposing,
    ranking,
    serving,
    wide,
)

app = typer.Typer(
    name="loopbaanpad",
    help="Side-entry routes on the Dutch labour market, with the training they need.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    asking.route,
    asking.replay,
    asking.targets,
    asking.sources,
    wide.group,
    wide.impact,
    proposing.propose,
    menus.menukaart,
    monitoring.monitor,
    monitoring.observed,
    ranking.score,
    ranking.rank,
    ranking.fit,
    ranking.evaluate,
    looking.show,
    looking.search,
    matching.match,
    looking.sparql,
    looking.cypher,
    loading.export,
    looking.status,
    loading.load,
    checking.check,
    checking.report,
    keeping.copy,
    keeping.verify,
    serving.serve,
    looking.attribution,
):
    app.command()(_command)

app.add_typer(plans.log)
app.add_typer(plans.retention)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: see ``exits.TABLE``."""
    try:
        app(None if arguments is None else list(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except Exception as error:
        code = exits.exit_code_of(error)
        if code is None:
            raise
        exits.report(error, options.err())
        return code
    return exits.ANSWER
