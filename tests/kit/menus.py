"""Reading the worked tables of the menukaart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.menukaart.situation import StepAsked

FOLDER = Path(__file__).resolve().parents[1] / "scenarios" / "menukaart"


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of every table in a file, by the headings above them."""
    head: list[str] = []
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if not line.startswith("|"):
            head = []
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not head:
            head = cells
        elif not set("".join(cells)) <= {"-"} or len(set(cells)) > 1:
            yield dict(zip(head, cells, strict=True))


def step_of(text: str) -> StepAsked:
    """``training mode=bbl kind=mbo weeks=52 hours=8`` as a step."""
    kind, *words = text.split()
    given = dict(word.split("=") for word in words)
    return StepAsked(
        kind=kind,
        mode=given.get("mode"),
        training_kind=given.get("kind"),
        weeks=int(given["weeks"]) if "weeks" in given else None,
        hours=int(given["hours"]) if "hours" in given else None,
    )
