"""How well titles are matched: the measures of the title set, a title at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from ontology.errors import InvalidRecord

FIRST: Final = 5  #: hits that count
NEAR: Final = frozenset(("skos:exactMatch", "skos:closeMatch"))


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


def score_titles(index: Finder, rows: Iterable[Mapping[str, str]], first: int = 10) -> list[Scored]:
    """Each title with the rank at which the first right occupation was found, among the ``first`` ones."""
    scored = []
    for title in titles_of(rows):
        ids = [str(hit["id"]) for hit in index.find(title.text, ("occupation",), first)]
        scored.append(Scored(title, next((at for at, id in enumerate(ids, 1) if id in title.right), None)))
    return scored


def hit_rates(scored: Iterable[Scored]) -> dict[str, float]:
    """The share of titles with a hit: ``near`` those with an exact or close match, ``other`` the rest."""
    parts: dict[str, list[bool]] = {"near": [], "other": []}
    for one in scored:
        parts["near" if one.title.is_near else "other"].append(one.hit)
    return {name: sum(hits) / len(hits) if hits else float("nan") for name, hits in parts.items()}
