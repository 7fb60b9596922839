"""Commands about many at once: group and impact."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import options as use
from api.cli.asking import open_planner
from ontology.concepts import Mode

PlaceOption = Annotated[
    list[str], typer.Option("--places", help="Room in an occupation, such as verzorgende=12; may be repeated.")
]


def group(
    file: Annotated[Path, typer.Argument(help="A CSV with the columns occupation and count, one line for each job.")],
    places: PlaceOption = [],  # noqa: B006
    candidates: Annotated[
        int, typer.Option("--candidates", min=1, max=50, help="Nearest occupations looked at for each line.")
    ] = 8,
    limit: use.Limit = 10,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Find targets for a group at once, and spread the people over them.

    Example: loopbaanpad group reorganisatie.csv --places verzorgende=12 --places vakkenvuller=20
    """
    from api.cli import printing_wide
    from api.cohort import cohort_of, read_lines

    lines, room = read_lines(file), [_place(text) for text in places]
    planner = open_planner(store)
    answer = planner.groups(cohort_of(planner, lines, room, candidates))
    if json:
        use.print_json(answer)
    else:
        printing_wide.print_group(use.out(), answer, limit)


def _place(text: str) -> tuple[str, int]:
    name, _, count = text.rpartition("=")
    if not name.strip() or not count.strip().isdecimal() or len(count.strip()) > 7:
        raise typer.BadParameter(f"found {text!r}, expected one such as verzorgende=12", param_hint="--places")
    return name.strip(), int(count)


def impact(
    teaches: Annotated[list[str], typer.Option("--teaches", help="A skill of the course; may be repeated.")] = [],  # noqa: B006
    gives: Annotated[list[str], typer.Option("--gives", help="A proof that the course gives; may be repeated.")] = [],  # noqa: B006
    demands: Annotated[
        list[str], typer.Option("--demands", help="A proof asked first, or several with / between; may be repeated.")
    ] = [],  # noqa: B006
    weeks: Annotated[int | None, typer.Option("--weeks", min=0, max=520, help="How long the course takes.")] = None,
    euro: Annotated[int | None, typer.Option("--euro", min=0, max=1_000_000, help="What the person pays.")] = None,
    hours: Annotated[int | None, typer.Option("--hours", min=0, max=80, help="Hours of study a week.")] = None,
    mode: Annotated[Mode, typer.Option("--mode", help="How it is followed.")] = Mode.CLASSROOM,
    job: Annotated[list[str], typer.Option("--job", help="For a bbl: the job that it is the leerbaan for.")] = [],  # noqa: B006
    entry_level: Annotated[int | None, typer.Option("--entry-level", min=0, max=8, help="NLQF level asked.")] = None,
    entry_dutch: Annotated[str | None, typer.Option("--entry-dutch", help="Dutch asked: 1F, 2F, 3F or 4F.")] = None,
    in_regions: Annotated[
        list[str], typer.Option("--only-in", help="A region where the course is given; none is everywhere.")
    ] = [],  # noqa: B006
    label: Annotated[str, typer.Option("--label", help="What the course is called.")] = "de geplande opleiding",
    gone: Annotated[str | None, typer.Option("--gone", help="Instead of a course: a training that would go.")] = None,
    openings: Annotated[
        bool, typer.Option("--openings", help="The reverse: which skills nobody teaches would open most routes.")
    ] = False,
    origins: Annotated[list[str], typer.Option("--from", help="Only from this occupation; may be repeated.")] = [],  # noqa: B006
    targets: Annotated[list[str], typer.Option("--to", help="Only to this occupation; may be repeated.")] = [],  # noqa: B006
    sector: Annotated[
        str | None, typer.Option("--sector", help="Only to this sector: its name, or the first digits of ISCO units.")
    ] = None,
    region: use.InRegion = None,
    pairs: Annotated[int, typer.Option("--pairs", min=1, max=5_000, help="At most this many pairs of jobs.")] = 200,
    seconds: Annotated[int, typer.Option("--seconds", min=1, max=3_600, help="Look at no more pairs after this.")] = 60,
    limit: use.Limit = 10,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Tell what a planned course would open, what goes when a training goes, or what nobody teaches.

    Example: loopbaanpad impact --teaches "helpen bij wassen en aankleden" --weeks 6 --to verzorgende
    """
    use.one_of(entry_dutch, ("1F", "2F", "3F", "4F"), "--entry-dutch")
    from api.cli import printing_wide
    from api.courses import CourseAsked, ScopeAsked, impact_of, openings_of

    course = CourseAsked(
        label=label,
        teaches=tuple(teaches),
        gives=tuple(gives),
        demands=tuple(tuple(one.strip() for one in text.split(" / ")) for text in demands),
        entry_level=entry_level,
        entry_dutch=entry_dutch,
        weeks=weeks,
        euro=euro,
        hours=hours,
        mode=mode.value,
        leads_to=tuple(job),
        regions=tuple(in_regions),
    )
    if (gone or openings) and course != CourseAsked():
        raise typer.BadParameter("a course goes neither with --gone nor with --openings", param_hint="impact")
    scope = ScopeAsked(origins=tuple(origins), targets=tuple(targets), sector=sector, region=region, pairs=pairs)
    planner = open_planner(store)
    if openings:
        if gone:
            raise typer.BadParameter("--gone and --openings are two questions", param_hint="impact")
        answer = planner.openings(openings_of(planner, scope, min(limit, 50)), seconds)
    else:
        answer = planner.impact(impact_of(planner, None if gone else course, gone, scope), seconds)
    if json:
        use.print_json(answer)
    elif openings:
        printing_wide.print_openings(use.out(), answer)
    else:
        printing_wide.print_impact(use.out(), answer, limit)
