"""Commands that keep stores true: copy one into another, and verify one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import options as use
from api.cli.exits import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.stores.comparing import Verdict


def copy(
    source: Annotated[str, typer.Option("--from", help="The URL of the store to copy; it is only read.")],
    target: Annotated[str, typer.Option("--to", help="The URL of the store to copy into.")],
    newest: Annotated[
        bool, typer.Option("--newest", help="Only the newest state, as one revision, into an empty store.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Into a store with other data: its newest state is made equal.")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Who copies, for the history.")] = "loopbaanpad copy",
    json: use.AsJson = False,
) -> None:
    """Copy a store into another, with its history, and prove by digest that both are equal.

    Example: loopbaanpad copy --from oxigraph:data/kg --to oxigraph:backup/kg
    """
    from api.cli.loading import progress_bar
    from graph.planner import Planner
    from graph.stores.copying import copy as run

    with progress_bar("kopiëren") as advance:
        done = run(source, target, by=by, newest=newest, replace=replace, progress=advance)
    Planner.open(target)
    if json:
        use.print_json(
            {
                "before": int(done.before),
                "after": int(done.after),
                "sourceRevision": int(done.source_revision),
                "records": done.records,
                "digest": done.digest,
                "history": done.keeps_history,
            }
        )
        return
    what = "met de hele geschiedenis" if done.keeps_history else "alleen de nieuwste stand"
    use.out().print(f"{done.records} gegevens, revisie {done.before} naar {done.after}, {what}.")
    use.out().print(f"Beide kenmerken zijn gelijk: {done.digest}")


def verify(
    every: Annotated[bool, typer.Option("--all", help="Every revision, not only the newest.")] = False,
    against: Annotated[str | None, typer.Option("--against", help="Another store that should hold the same.")] = None,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Compare what a store holds with the digest that was recorded; say where it differs.

    Example: loopbaanpad verify --all
    """
    from api.cli.loading import progress_bar
    from api.cli.looking import open_to_read
    from graph.stores.comparing import content_of, differences_of, place_of
    from graph.stores.comparing import verify as run
    from ontology.errors import ContentDiffers
    from ontology.records import digest_of

    with closing(open_to_read(store)) as opened, progress_bar("controleren") as advance:
        verdicts = run(opened, every=every, progress=advance)
        wrong = [verdict for verdict in verdicts if verdict.recorded != verdict.found]
        place = place_of(opened, advance) if wrong else None
        own = content_of(opened, opened.revision()) if against is not None else {}
    if json:
        use.print_json([_row(verdict) for verdict in verdicts])
    else:
        _print(verdicts)
    if place:
        use.err().print(f"Revisie {place.revision} is de eerste die niet klopt; toen geschreven: {place.written}.")
        for key in place.candidates[:SHOWN]:
            use.err().print(f"  {key.kind} {key.id} (bron {key.source})", soft_wrap=True)
        if len(place.candidates) > SHOWN:
            use.err().print(f"  en nog {len(place.candidates) - SHOWN}")
    for verdict in verdicts:
        for subject, missing in verdict.dangling[:SHOWN]:
            use.err().print(f"  revisie {verdict.revision}: {subject} verwijst naar {missing}, dat er niet is")
    if against is not None:
        with closing(open_to_read(against)) as other:
            expected = other.snapshot()
        if differences := differences_of(expected.by_key, own):
            raise ContentDiffers("the store", differences, expected.digest, digest_of(own.values()))
        use.err().print("Beide bewaarplaatsen hebben dezelfde inhoud.")
    if failed := [verdict for verdict in verdicts if not verdict.holds]:
        raise ContentDiffers(f"revision {failed[0].revision}", (), failed[0].recorded, failed[0].found)


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "revision": int(verdict.revision),
        "recorded": verdict.recorded,
        "found": verdict.found,
        "records": verdict.records,
        "dangling": [list(pair) for pair in verdict.dangling],
        "holds": verdict.holds,
    }


def _print(verdicts: Sequence[Verdict]) -> None:
    if not verdicts:
        use.out().print("Er is nog niets geschreven.")
    for verdict in verdicts:
        said = "klopt" if verdict.holds else "KLOPT NIET"
        use.out().print(f"revisie {verdict.revision}: {verdict.records} gegevens, kenmerk {verdict.found[:12]}, {said}")
