"""How well titles are matched: the measures of the title set, a title at a time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from graph.feasibility.measures import interval
from graph.matching.ranker import fitted
from ontology.errors import InvalidRecord

FIRST: Final = 5  #: hits that count
FILE: Final = "uwv_titles_dev.csv"
#: Per part its name, and the plain baseline, known good and goal on the other half of the titles.
PARTS: Final = {
    "near": ("everyday titles with an exact or close match, hit@5", "0.775", "0.834", "0.90"),
    "other": ("all other everyday titles, any mapped concept, hit@5", "0.525", "0.641", "0.70"),
}
NEAR: Final = frozenset(("skos:exactMatch", "skos:closeMatch"))


Progress = Callable[[str, int, int], None]  #: what is done, how far, of how many


class Finder(Protocol):
    """Anything that finds concepts for a text, best first; ``Matcher`` does."""

    def find(self, text: str, kinds: tuple[str, ...], limit: int) -> list[dict[str, object]]:
        """Hits with an ``id``."""
        ...


@dataclass(frozen=True, slots=True)
class Title:
    """A title with the occupations it was mapped to; with exact or close ones, those alone count."""

    id: str
    text: str
    right: frozenset[str]
    is_near: bool  #: it has an exact or close match


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of one title: the rank of the first right occupation, None when it isn't among the first."""

    title: Title
    rank: int | None

    @property
    def hit(self) -> bool:
        """True if a right one is among the first five."""
        return self.rank is not None and self.rank <= FIRST


def titles_of(rows: Iterable[Mapping[str, str]]) -> list[Title]:
    """Titles from rows with title_id, title, esco_uri and relation (seen from the ESCO side).

    Raises:
        InvalidRecord: a row lacks one of them.
    """
    texts: dict[str, str] = {}
    near: dict[str, set[str]] = {}
    mapped: dict[str, set[str]] = {}
    for number, row in enumerate(rows):
        try:
            id, uri = row["title_id"], row["esco_uri"]
            texts[id] = row["title"]
            if row["relation"] in NEAR:
                near.setdefault(id, set()).add(uri)
        except KeyError as error:
            raise InvalidRecord(f"row {number}", f"it has no {error.args[0]}") from error
        mapped.setdefault(id, set()).add(uri)
    return [Title(id, text, frozenset(near.get(id) or mapped[id]), id in near) for id, text in texts.items()]


def score_titles(
    index: Finder, rows: Iterable[Mapping[str, str]], first: int = 10, progress: Progress | None = None
) -> list[Scored]:
    """Each title with the rank at which the first right occupation was found, among the ``first`` ones."""
    titles = titles_of(rows)
    scored = []
    for number, title in enumerate(titles, 1):
        ids = [str(hit["id"]) for hit in index.find(title.text, ("occupation",), first)]
        scored.append(Scored(title, next((at for at, id in enumerate(ids, 1) if id in title.right), None)))
        if progress:
            progress("titels", number, len(titles))
    return scored


def hit_rates(scored: Iterable[Scored]) -> dict[str, float]:
    """The share of titles with a hit: ``near`` those with an exact or close match, ``other`` the rest."""
    parts: dict[str, list[bool]] = {"near": [], "other": []}
    for one in scored:
        parts["near" if one.title.is_near else "other"].append(one.hit)
    return {name: sum(hits) / len(hits) if hits else float("nan") for name, hits in parts.items()}


def title_lines(folder: Path, index: Finder, progress: Progress) -> list[str]:
    """The lines of the scorecard on titles; one that says so where the file of titles is away.

    *Fitted* are the titles that the ranker was fitted on, with a 95 % interval by drawing titles again.
    """
    path = folder / FILE
    if not path.is_file():
        return [f"Everyday titles: not judged, because {FILE} is not there."]
    with path.open(encoding="utf-8", newline="") as stream:
        scored = score_titles(index, csv.DictReader(stream), FIRST, progress)
    checked = fitted()["hit@5"]["cross-validated"]
    lines = [
        "| set | plain | known good | goal | cross-validated | fitted | 95 % interval |",
        "|---|---|---|---|---|---|---|",
    ]
    rates = hit_rates(scored)
    for part, (name, plain, good, goal) in PARTS.items():
        hits = np.array([one.hit for one in scored if one.title.is_near == (part == "near")], np.float64)
        low, high = interval(hits)
        figures = f"{checked[part]:.3f} | {rates[part]:.3f} | {low:.3f} to {high:.3f}"
        lines.append(f"| {name} | {plain} | {good} | {goal} | {figures} |")
    return lines
