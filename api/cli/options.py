"""Options that several commands share, and the consoles they print on."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from rich.console import Console

from ontology.concepts import Mode

Store = Annotated[
    str, typer.Option("--store", envvar="LOOPBAANPAD_STORE", help="The store's URL, such as oxigraph:data/kg.")
]
DEFAULT_STORE = "oxigraph:data/kg"
AsJson = Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=200, help="At most this many.")]

From = Annotated[list[str], typer.Option("--from", help="An occupation that the person has or had; may be repeated.")]
To = Annotated[str, typer.Option("--to", help="The occupation to get to.")]
Skills = Annotated[list[str], typer.Option("--skill", help="A skill that the person has; may be repeated.")]
WithoutSkills = Annotated[
    list[str], typer.Option("--without-skill", help="A skill that the occupation suggests but the person lacks.")
]
Credentials = Annotated[list[str], typer.Option("--credential", help="A diploma, certificate or licence that is held.")]
Level = Annotated[int | None, typer.Option("--level", min=0, max=8, help="The NLQF level that the person has.")]
Dutch = Annotated[str | None, typer.Option("--dutch", help="The person's level of Dutch: 1F, 2F, 3F or 4F.")]
Months = Annotated[int | None, typer.Option("--months", min=0, max=600, help="At most this many months in all.")]
Euro = Annotated[int | None, typer.Option("--euro", min=0, max=1_000_000, help="At most this many euros of one's own.")]
Hours = Annotated[int | None, typer.Option("--hours", min=0, max=168, help="At most this many hours of study a week.")]
Modes = Annotated[list[Mode], typer.Option("--mode", help="Only this kind of training; may be repeated.")]
Paid = Annotated[bool, typer.Option("--paid", help="Only trainings with pay.")]
InRegion = Annotated[str | None, typer.Option("--region", help="The person's labour-market region.")]
OtherRegions = Annotated[bool, typer.Option("--other-regions", help="Use trainings in other regions too.")]
Without = Annotated[list[str], typer.Option("--without", help="A training or occupation that may not be used.")]
Must = Annotated[list[str], typer.Option("--must", help="A training or occupation that must be used.")]
Reading = Annotated[str, typer.Option("--reading", help="Count all time (elapsed) or training weeks only (training).")]
Theta = Annotated[int, typer.Option("--theta", min=0, max=100, help="Share of skills needed to enter, in percent.")]


def out() -> Console:
    """Where answers go; text is printed as it is, without markup or colours of its own."""
    return Console(highlight=False, markup=False, emoji=False)


def err() -> Console:
    """Where everything goes that is not the answer."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def print_json(value: Any) -> None:
    """A value as JSON on standard output."""
    import orjson

    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")


def one_of(value: str | None, allowed: tuple[str, ...], option: str) -> str | None:
    """The value, or a complaint about the option that names what is allowed."""
    if value is not None and value not in allowed:
        raise typer.BadParameter(f"found {value!r}, expected one of {', '.join(allowed)}", param_hint=option)
    return value
