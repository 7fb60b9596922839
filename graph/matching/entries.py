"""Every name of everything that can be found, as rows: kind by kind, concept by concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.network import Network

#: What can be looked for.
KINDS: Final = ("occupation", "skill", "training", "credential", "region", "fee", "instrument")
BRIDGE: Final = "bridge"  #: occupations of another classification: found by nobody, only followed
TIERS: Final = ("pref", "alt", "hidden")


@dataclass(frozen=True, slots=True)
class Entries:
    """Names as rows; the rows of one concept stand together, and so do the concepts of one kind.

    Shapes: ``ids`` and ``kind_of`` one a concept; ``texts`` and the arrays one a name; ``start`` concepts + 1.
    """

    ids: tuple[str, ...]
    kind_of: tuple[str, ...]
    texts: tuple[str, ...]
    langs: tuple[str, ...]
    tier: NDArray[np.int8]  #: place in ``TIERS``
    curated: NDArray[np.bool_]
    start: NDArray[np.int64]  #: concept -> its first name
    span: Mapping[str, tuple[int, int]]  #: kind -> its concepts, from and to

    @property
    def owner(self) -> NDArray[np.int64]:
        """The concept of each name."""
        return np.repeat(np.arange(len(self.ids)), np.diff(self.start))

    def rows_of(self, kind: str) -> slice:
        """The names of a kind."""
        first, last = self.span.get(kind, (0, 0))
        return slice(int(self.start[first]), int(self.start[last]))


def entries_of(network: Network) -> Entries:
    """All names in a network; a name that one concept has twice stands once, as the best of the two."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in (*KINDS, BRIDGE)}
    for id, entry in network.texts.items():
        kind = BRIDGE if _is_bridge(id, entry) else entry["kind"]
        if kind in by_kind and entry["names"]:
            by_kind[kind].append(id)
    ids: list[str] = []
    kinds: list[str] = []
    texts: list[str] = []
    langs: list[str] = []
    tiers: list[int] = []
    curated: list[bool] = []
    start = [0]
    span: dict[str, tuple[int, int]] = {}
    for kind, found in by_kind.items():
        first = len(ids)
        for id in sorted(found):
            for text, lang, tier, mark in _names(network.texts[id]["names"]):
                texts.append(text)
                langs.append(lang)
                tiers.append(tier)
                curated.append(mark)
            ids.append(id)
            kinds.append(kind)
            start.append(len(texts))
        span[kind] = (first, len(ids))
    return Entries(
        tuple(ids),
        tuple(kinds),
        tuple(texts),
        tuple(langs),
        np.array(tiers, np.int8),
        np.array(curated, np.bool_),
        np.array(start, np.int64),
        span,
    )


def _is_bridge(id: str, entry: Mapping[str, Any]) -> bool:
    return entry["kind"] == "group" and "competentnl" in id


def _names(names: list[list[Any]]) -> list[tuple[str, str, int, bool]]:
    best: dict[tuple[str, str], tuple[int, bool, str]] = {}
    for kind, lang, text, curated in names:
        key = (text.casefold(), lang)
        found = (TIERS.index(kind), not curated, text)
        if key not in best or found < best[key]:
            best[key] = found
    rows = [(text, lang, tier, not plainly) for (_, lang), (tier, plainly, text) in best.items()]
    return sorted(rows, key=lambda row: (row[2], row[1] != "nl", row[0]))
