"""Commands that ask the planner: route, replay, targets, sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.asking import Question, ask_of, choice_of
from api.cli import options as use

if TYPE_CHECKING:
    from graph.planner import Planner


def open_planner(store: str) -> Planner:
    """The planner on a store; from its compiled cache when that is fresh."""
    from graph.planner import Planner

    return Planner.open(store)


def route(
    to: use.To,
    origins: use.From = [],  # noqa: B006
    months: use.Months = None,
    euro: use.Euro = None,
    hours: use.Hours = None,
    modes: use.Modes = [],  # noqa: B006
    paid: use.Paid = False,
    region: use.InRegion = None,
    other_regions: use.OtherRegions = False,
    skills: use.Skills = [],  # noqa: B006
    without_skills: use.WithoutSkills = [],  # noqa: B006
    credentials: use.Credentials = [],  # noqa: B006
    level: use.Level = None,
    dutch: use.Dutch = None,
    without: use.Without = [],  # noqa: B006
    must: use.Must = [],  # noqa: B006
    reading: use.Reading = "elapsed",
    theta: use.Theta = 75,
    steps: Annotated[bool, typer.Option("--steps", help="Show every step with what it teaches and demands.")] = False,
    why_not: Annotated[
        str | None, typer.Option("--why-not", help="Why this training, occupation or limit is not in the answer.")
    ] = None,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Find the routes from one occupation to another, with their trainings.

    Example: loopbaanpad route --from verkoper --to verzorgende --months 36
    """
    use.one_of(dutch, ("1F", "2F", "3F", "4F"), "--dutch")
    use.one_of(reading, ("elapsed", "training"), "--reading")
    from api.cli import printing

    question = Question(
        origins=tuple(origins),
        target=to,
        skills=tuple(skills),
        without_skills=tuple(without_skills),
        credentials=tuple(credentials),
        level=level,
        dutch=dutch,
        months=months,
        euro=euro,
        hours=hours,
        modes=tuple(mode.value for mode in modes),
        paid=paid,
        region=region,
        other_regions=other_regions,
        without=tuple(without),
        must=tuple(must),
        reading=reading,
        theta=theta,
    )
    planner = open_planner(store)
    ask = ask_of(planner, question)
    if why_not is not None:
        answer = planner.why_not(ask, choice_of(planner, why_not))
        if json:
            use.print_json(answer)
        else:
            printing.print_why_not(use.out(), answer)
        return
    answer = planner.routes(ask)
    if json:
        use.print_json(answer)
    else:
        printing.print_routes(use.out(), answer, steps)


def replay(
    receipt: Annotated[Path, typer.Argument(help="A file with a receipt, or with a whole answer; - reads from input.")],
    steps: Annotated[bool, typer.Option("--steps", help="Show every step with what it teaches and demands.")] = False,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Give the answer of a receipt again, on the revision that it is of; another answer is an error.

    Example: loopbaanpad replay receipt.json
    """
    from api.asking import checked_receipt
    from api.cli import printing

    told = checked_receipt(_read_receipt(receipt))
    answer = _planner_for(store, told).replay(told)
    if json:
        use.print_json(answer)
    elif answer["receipt"]["question"] in ("groups", "impact", "openings"):
        from api.cli.printing_wide import print_again

        print_again(use.out(), answer)
    elif "groups" not in answer:
        printing.print_near(use.out(), answer.get("targets") or answer.get("sources") or [])
    else:
        printing.print_routes(use.out(), answer, steps)


def _planner_for(store: str, receipt: dict[str, Any]) -> Planner:
    """The planner of the store's newest revision, or of an earlier one where the receipt is of that."""
    planner = open_planner(store)
    if receipt.get("revision") == planner.network.revision:
        return planner
    from contextlib import closing

    from graph.replaying import planner_of_receipt
    from graph.stores import open_store

    with closing(open_store(store, read_only=True)) as opened:
        return planner_of_receipt(opened, receipt)


def _read_receipt(path: Path) -> dict[str, Any]:
    import sys

    import orjson

    try:
        content = orjson.loads(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
    except FileNotFoundError:
        raise typer.BadParameter(f"there is no file {path}", param_hint="RECEIPT") from None
    except orjson.JSONDecodeError as error:
        raise typer.BadParameter(f"{path} is no JSON: {error}", param_hint="RECEIPT") from None
    receipt = content.get("receipt", content) if isinstance(content, dict) else None
    if not isinstance(receipt, dict) or "query" not in receipt:
        raise typer.BadParameter(f"{path} holds no receipt", param_hint="RECEIPT")
    return receipt


def targets(
    origins: use.From,
    skills: use.Skills = [],  # noqa: B006
    without_skills: use.WithoutSkills = [],  # noqa: B006
    credentials: use.Credentials = [],  # noqa: B006
    level: use.Level = None,
    months: use.Months = None,
    euro: use.Euro = None,
    hours: use.Hours = None,
    region: use.InRegion = None,
    limit: use.Limit = 15,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Rank all occupations by how near they are to a person.

    Example: loopbaanpad targets --from verkoper --limit 10
    """
    from api.cli import printing

    planner = open_planner(store)
    question = Question(
        origins=tuple(origins),
        skills=tuple(skills),
        without_skills=tuple(without_skills),
        credentials=tuple(credentials),
        level=level,
        months=months,
        euro=euro,
        hours=hours,
        region=region,
    )
    answer = planner.targets(ask_of(planner, question), limit)
    if json:
        use.print_json(answer)
    else:
        printing.print_near(use.out(), answer["targets"])


def sources(
    to: use.To,
    region: use.InRegion = None,
    limit: use.Limit = 15,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Rank from which occupations people could come in, for an employer.

    Example: loopbaanpad sources --to verzorgende --limit 10
    """
    from api.cli import printing

    planner = open_planner(store)
    answer = planner.sources(ask_of(planner, Question(target=to, region=region)), limit)
    if json:
        use.print_json(answer)
    else:
        printing.print_near(use.out(), answer["sources"])
