"""The occupations of a network as the ranker of titles sees them: names, units, texts, head words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.matching.index import LexicalIndex, best_of
from graph.matching.lexical import Floats
from graph.matching.same import SameNames
from graph.matching.topics import FUNCTIONS
from graph.matching.words import STOP, stem, tokens
from graph.network import Network
from ontology.ids import ESCO_ISCO

KIND: Final = "occupation"
_LEADING: Final = """
    medewerker medewerkster operator hoofd monteur docent leraar ingenieur assistent manager directeur officier
    adviseur specialist technicus chef verkoper bediener afdelingsmanager bedrijfsleider coordinator hoogleraar
    leidinggevende teamleider opzichter inspecteur vertegenwoordiger"""
#: Words that say the kind of job when a title begins with them; else the last word does.
LEADING: Final = frozenset(_LEADING.split())


class Occupations:
    """Everything here is by place among the occupations, or by row among their names, both from 0."""

    def __init__(self, network: Network, index: LexicalIndex, plains: Sequence[str], same: SameNames) -> None:
        """``plains``: the plain text of each name of the index; ``same``: which of them are the same."""
        entries = index.entries
        first, last = entries.span[KIND]
        ids = entries.ids[first:last]
        self._index, self._entries = index, entries
        self.count = len(ids)
        self.rows = entries.rows_of(KIND)
        self._starts = entries.start[first : last + 1] - entries.start[first]
        self._owner = np.repeat(np.arange(len(ids)), np.diff(self._starts))
        langs = np.array(entries.langs[self.rows], dtype=object)
        self.tier: NDArray[np.int8] = entries.tier[self.rows]
        self.masks: dict[str, NDArray[np.bool_]] = {
            "preferred": self.tier == 0,
            "dutch": (langs == "nl") & (self.tier < 2),
            "english": (langs == "en") & (self.tier < 2),
            "other-lists": self.tier == 2,
        }
        self._texts = entries.texts[self.rows]
        self._same = same
        units = [str(network.texts[id].get("isco") or "") for id in ids]
        order = {unit: at for at, unit in enumerate(sorted(set(units)))}
        self.unit = np.array([order[unit] for unit in units], np.int64)
        self.rest = np.array([unit.endswith("9") for unit in units], np.float32)
        self.descriptions = [str(network.texts[id].get("description") or "") for id in ids]
        self.groups = [_group_names(network, unit) for unit in units]
        self.skills = [_skill_names(network, id) for id in ids]
        self.topics = [self._topics_of(place, plains) for place in range(len(ids))]  #: fields in its Dutch names
        self.targets = [
            frozenset(
                {
                    *(f"word:{one}" for one in self.text_features(network.label(id))),
                    *(f"isco:{unit[:size]}" for size in (1, 3, 4) if unit),
                    f"job:{id}",
                }
            )
            for id, unit in zip(ids, units, strict=True)
        ]
        self.shown: slice = slice(first, last)  #: where their shown names stand among the vectors
        place_of = {id: at for at, id in enumerate(entries.ids)}
        self.skill_places = [_skill_places(network, id, place_of) for id in ids]  #: among the vectors of shown names
        self._vectors_from = 0
        self._features: dict[int, frozenset[str]] = {}
        self._heads: dict[int, frozenset[str]] = {}

    def _topics_of(self, place: int, plains: Sequence[str]) -> str:
        first, last = self.run(place)
        words = (plains[self.rows.start + row].split() for row in range(first, last) if self.masks["dutch"][row])
        return " ".join(dict.fromkeys(word for one in words for word in one if word not in FUNCTIONS))

    def dutch_rows(self) -> list[NDArray[np.int64]]:
        """For each occupation the rows of its Dutch names that are its own."""
        return [
            np.flatnonzero(self.masks["dutch"][low:high]) + low
            for low, high in zip(self._starts[:-1], self._starts[1:], strict=True)
        ]

    def place_vectors(self, first: int) -> None:
        """Say where the vectors of Dutch names begin; they stand in the order of ``dutch_rows``."""
        self._vectors_from = first

    def vector_runs(self) -> tuple[slice, NDArray[np.int64], NDArray[np.int64]]:
        """The vectors of all Dutch names, where each occupation's begin among them, and which occupations have any."""
        sizes = np.array([len(rows) for rows in self.dutch_rows()], np.int64)
        named = np.flatnonzero(sizes)
        starts = np.cumsum(sizes) - sizes
        return slice(self._vectors_from, self._vectors_from + int(sizes.sum())), starts[named], named

    def same(self, text: str) -> list[int]:
        """The rows of the names that are the same as a text but for their endings."""
        first, stop = self.rows.start, self.rows.stop
        return [row - first for row in self._same.rows(text) if first <= row < stop]

    def best(self, values: Floats) -> Floats:
        """The highest value of each occupation's names."""
        return best_of(values, self._entries, KIND)

    def run(self, place: int) -> tuple[int, int]:
        """The rows of an occupation's names: from and to."""
        return int(self._starts[place]), int(self._starts[place + 1])

    def owner(self, row: int) -> int:
        """The occupation that has a name."""
        return int(self._owner[row])

    def text_features(self, text: str) -> frozenset[str]:
        """The stems of a text's words and of their parts."""
        return frozenset(one for word in tokens(text) if word not in STOP for one in self._index.features(word))

    def row_features(self, row: int) -> frozenset[str]:
        """The same for one name, kept."""
        if row not in self._features:
            self._features[row] = self.text_features(self._texts[row])
        return self._features[row]

    def heads_of(self, place: int) -> frozenset[str]:
        """The head words of an occupation's names, kept."""
        if place not in self._heads:
            first, last = self.run(place)
            self._heads[place] = frozenset(self.head(tokens(text)) for text in self._texts[first:last]) - {""}
        return self._heads[place]

    def head(self, words: Sequence[str]) -> str:
        """The stem of the word that says the kind of job: of a compound its last part."""
        words = [word for word in words if word not in STOP]
        if not words:
            return ""
        word = words[0] if words[0] in LEADING else words[-1]
        parts = self._index.lexicon.parts(word)
        return stem(parts[-1] if parts else word)


def _group_names(network: Network, unit: str) -> str:
    ids = [ESCO_ISCO + unit[:size] for size in (4, 3)] if unit else []
    return " ".join(name[2] for id in ids if id in network.texts for name in network.texts[id]["names"])


def _skill_names(network: Network, id: str) -> str:
    row = network.occupations.row_by_id.get(id)
    if row is None:
        return ""
    return " ".join(network.label(network.skills.ids[int(skill)]) for skill in network.essential[row])


def _skill_places(network: Network, id: str, place_of: Mapping[str, int]) -> NDArray[np.int64]:
    row = network.occupations.row_by_id.get(id)
    known = [] if row is None else [network.skills.ids[int(skill)] for skill in network.essential[row]]
    return np.array([place_of[skill] for skill in known if skill in place_of], np.int64)
