"""What speaks for an occupation given a title: one number a signal, each said in a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.matching.associations import Associations, Counts
from graph.matching.bridges import Bridges, Found
from graph.matching.encoders import Encoder
from graph.matching.index import BY_LETTERS, BY_WORDS, Asked, LexicalIndex, TextIndex
from graph.matching.lexical import Floats
from graph.matching.occupations import Occupations
from graph.matching.vectors import Matrix
from graph.matching.words import STOP, same_name

CANDIDATES: Final = 100  #: that are weighed, out of all
#: Every signal and what it means; the fitted file has one weight a name.
SIGNALS: Final[dict[str, str]] = {
    "words": "its likest name, by words and parts of compounds",
    "letters": "its likest name, by runs of three letters",
    "preferred": "its preferred names, by words and letters",
    "dutch": "its likest Dutch name",
    "english": "its likest English name",
    "other-lists": "its likest name in other lists: titles mapped to it, wide or close",
    "second": "the mean of its three likest names",
    "covered": "how much of the title its likest name holds",
    "filled": "how much of its likest name the title holds",
    "head": "one of its names has the same head word",
    "same": "one of its names is the title, endings aside",
    "bridge": "a name of a CompetentNL occupation with this title is like one of its names",
    "bridge-preferred": "the same for that occupation's preferred name",
    "bridge-same": "a name of that CompetentNL occupation is one of its names",
    "description": "words of the title in its description",
    "skills": "words of the title in the skills that it needs",
    "group": "words of the title in the names of its ISCO group and the one above",
    "group-mates": "the mean of the five likest occupations in its ISCO unit",
    "unit-share": "the share of the twenty likest occupations that its ISCO unit has",
    "rest": "its ISCO unit is one of leftovers (not elsewhere classified)",
    "learned-words": "words of its preferred name that words of the title went with",
    "learned-group": "its ISCO group is one that words of the title went with",
    "meaning": "nearness in meaning of its shown name",
    "meaning-names": "nearness in meaning of its nearest Dutch name",
    "lead": "how near it comes to the likest of all",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The candidates for one title: their places among the entries, the row of their likest name, their signals."""

    places: NDArray[np.int64]
    rows: NDArray[np.int64]
    signals: Floats

    def of(self, at: int) -> dict[str, float]:
        """The signals of one candidate by name."""
        return {name: float(value) for name, value in zip(SIGNALS, self.signals[at], strict=True)}


class Signals:
    """Works out the signals of one network; built once."""

    def __init__(
        self,
        occupations: Occupations,
        index: LexicalIndex,
        counts: Counts,
        vectors: Matrix | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        self._occupations, self._index = occupations, index
        self._vectors, self._encoder = vectors, encoder
        self.learned = Associations(counts, occupations.targets)
        self._bridges = Bridges(index, occupations)
        self._descriptions = TextIndex(occupations.descriptions, index.features)
        self._groups = TextIndex(occupations.groups, index.features)
        self._skills = TextIndex(occupations.skills, index.features)

    def weigh(
        self, text: str, asked: Asked, without: tuple[frozenset[str], Mapping[str, float]] | None = None
    ) -> Weighed:
        """The signals of the candidates for a title.

        ``without`` is the title's own part in what was learned (words and targets), and then its rows in other
        lists don't count either: for testing on titles that are known.
        """
        jobs, index = self._occupations, self._index
        if not jobs.count:
            return Weighed(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, len(SIGNALS)), np.float32))
        words, letters = index.likeness(asked, jobs.rows)
        if without is not None:
            own = [row for row in jobs.same.get(same_name(text), ()) if jobs.tier[row] == 2]
            words[own] = letters[own] = 0
        both = (BY_WORDS * words + BY_LETTERS * letters).astype(np.float32)
        base = jobs.best(both)
        bridges = self._bridges.of(asked)
        bridge = self._bridges.reached(bridges)
        described = self._descriptions.likeness(asked.words)
        skilled = self._skills.likeness(asked.words)
        grouped = self._groups.likeness(asked.words)
        by_word, by_group = self.learned.scores(self.features(asked), without)
        vector = self._vector(asked)
        meaning = np.zeros_like(base) if vector is None else self._vectors[jobs.shown] @ vector  # type: ignore[index]
        first = base + 0.7 * bridge + 0.25 * described + 0.2 * grouped + 0.1 * skilled
        first += 0.4 * meaning + 0.12 * np.maximum(by_word, 0) + 0.12 * np.maximum(by_group, 0)
        size = min(CANDIDATES, jobs.count)
        places = np.argsort(-np.round(first, 5), kind="stable")[:size]
        rows = np.array([self._likest(both, int(place)) for place in places], np.int64)
        out = np.zeros((size, len(SIGNALS)), np.float32)
        put = {name: out[:, at] for at, name in enumerate(SIGNALS)}
        put["words"][:] = jobs.best(words)[places]
        put["letters"][:] = jobs.best(letters)[places]
        for name, mask in jobs.masks.items():
            put[name][:] = jobs.best(np.where(mask, both, 0).astype(np.float32))[places]
        put["bridge"][:] = bridge[places]
        put["bridge-preferred"][:] = self._bridges.reached([one for one in bridges if one.preferred])[places]
        put["description"][:], put["skills"][:] = described[places], skilled[places]
        put["group"][:] = grouped[places]
        put["rest"][:] = jobs.rest[places]
        put["learned-words"][:], put["learned-group"][:] = by_word[places], by_group[places]
        put["lead"][:] = first[places] / max(float(first.max()), 1e-6)
        put["meaning"][:] = meaning[places]
        if vector is not None:
            self._near(places, vector, put["meaning-names"])
        self._overlap(places, rows, asked, both, put)
        self._mates(places, first, put)
        self._exact(places, text, bridges, without is not None, put)
        return Weighed(places, rows + jobs.rows.start, out)

    def features(self, asked: Asked) -> frozenset[str]:
        """The stems of a title's words and of their parts."""
        return frozenset(one for word in asked.words if word not in STOP for one in self._index.features(word))

    def _vector(self, asked: Asked) -> Floats | None:
        if self._encoder is None or self._vectors is None:
            return None
        vector: Floats = self._encoder.encode([self._index.usual(asked)])[0]
        return vector

    def _near(self, places: NDArray[np.int64], vector: Floats, into: Floats) -> None:
        assert self._vectors is not None
        for at, place in enumerate(places):
            run = self._occupations.dutch_vectors(int(place))
            into[at] = float((self._vectors[run] @ vector).max(initial=0.0))

    def _likest(self, both: Floats, place: int) -> int:
        first, last = self._occupations.run(place)
        return first + int(np.argmax(both[first:last]))

    def _overlap(
        self, places: NDArray[np.int64], rows: NDArray[np.int64], asked: Asked, both: Floats, put: dict[str, Floats]
    ) -> None:
        jobs = self._occupations
        mine = self.features(asked)
        whole = sum(map(self._weight, mine)) or 1.0
        head = jobs.head(list(asked.words))
        for at, place in enumerate(places):
            first, last = jobs.run(int(place))
            put["second"][at] = float(np.sort(both[first:last])[-3:].mean())
            theirs = jobs.row_features(int(rows[at]))
            shared = sum(self._weight(one) for one in mine & theirs)
            put["covered"][at] = shared / whole
            put["filled"][at] = shared / max(sum(map(self._weight, theirs)), 1e-6)
            put["head"][at] = float(head in jobs.heads_of(int(place))) if head else 0.0

    def _weight(self, feature: str) -> float:
        return self._index.words.rarity(feature)

    def _mates(self, places: NDArray[np.int64], first: Floats, put: dict[str, Floats]) -> None:
        unit = self._occupations.unit
        top = np.argsort(-np.round(first, 5), kind="stable")[:20]
        share = np.bincount(unit[top], weights=first[top], minlength=int(unit.max()) + 1)
        put["unit-share"][:] = (share / max(float(share.sum()), 1e-6))[unit[places]]
        means = {int(one): float(np.sort(first[unit == one])[-5:].mean()) for one in np.unique(unit[places])}
        put["group-mates"][:] = [means[int(unit[place])] for place in places]

    def _exact(
        self, places: NDArray[np.int64], text: str, bridges: list[Found], strict: bool, put: dict[str, Floats]
    ) -> None:
        jobs = self._occupations
        exact = {jobs.owner(row) for row in jobs.same.get(same_name(text), ()) if jobs.tier[row] < 2}
        via: dict[int, float] = {}
        for one in bridges:
            for row in jobs.same.get(one.same, ()):
                if jobs.tier[row] < 2 or not strict or one.same != same_name(text):
                    owner = jobs.owner(row)
                    via[owner] = max(via.get(owner, 0.0), one.likeness)
        for at, place in enumerate(places):
            put["same"][at] = float(int(place) in exact)
            put["bridge-same"][at] = via.get(int(place), 0.0)
