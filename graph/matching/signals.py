"""What speaks for an occupation given a title: one number a signal, each said in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.matching.associations import Associations, Counts
from graph.matching.bridges import Bridges, Found
from graph.matching.encoders import Encoder
from graph.matching.index import BY_LETTERS, BY_WORDS, Asked, LexicalIndex, TextIndex
from graph.matching.lexical import Floats
from graph.matching.meanings import Meanings
from graph.matching.occupations import Occupations
from graph.matching.topics import topic_of
from graph.matching.vectors import Matrix
from graph.matching.words import STOP, same_name

CANDIDATES: Final = 120  #: that are weighed, out of all
#: What makes an occupation a candidate, by signal: the highest sums are weighed.
FIRST: Final = {
    "base": 1.0,
    "bridge": 0.7,
    "description": 0.25,
    "group": 0.2,
    "skills": 0.1,
    "topic": 0.2,
    "meaning": 0.4,
    "meaning-topic": 0.4,
    "meaning-skills": 0.3,
    "learned-words": 0.12,
    "learned-group": 0.12,
    "learned-job": 1.0,
}
#: Signals of what words of titles went with, and the sort of target that each is of.
LEARNED: Final = {
    "learned-words": "word",
    "learned-field": "isco-1",
    "learned-group": "isco-3",
    "learned-unit": "isco-4",
    "learned-job": "job",
}
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
    "learned-field": "its ISCO major group is one that words of the title went with",
    "learned-group": "the same for its ISCO group of three digits",
    "learned-unit": "the same for its ISCO unit",
    "learned-job": "words of the title went with this very occupation",
    "topic": "words of the title that say its field, without those of the function, in its names",
    "meaning": "nearness in meaning of its shown name",
    "meaning-names": "nearness in meaning of its nearest Dutch name",
    "meaning-topic": "the same for the field that the title says, without the function",
    "meaning-skills": "nearness in meaning of the skills that it needs, taken together",
    "meaning-bridge": "nearness in meaning to the CompetentNL occupation with this title, by all its names",
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


@dataclass(frozen=True, slots=True)
class Seen:
    """What needs no learning, for one title: by signal one number an occupation, and the likeness of each name."""

    text: str
    asked: Asked
    strict: bool  #: names of the title's own in other lists don't count: for testing on titles that are known
    both: Floats
    dense: dict[str, Floats]
    bridges: list[Found]


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
        self.learned = Associations(counts, occupations.targets)
        self._meanings = Meanings(occupations, index, vectors, encoder)
        self._bridges = Bridges(index, occupations)
        self._descriptions = TextIndex(occupations.descriptions, index.features)
        self._groups = TextIndex(occupations.groups, index.features)
        self._skills = TextIndex(occupations.skills, index.features)
        self._topics = TextIndex(occupations.topics, index.features)

    def weigh(self, text: str, asked: Asked) -> Weighed:
        """The signals of the candidates for a title."""
        return self.weighed(self.seen(text, asked), self.learned)

    def seen(self, text: str, asked: Asked, strict: bool = False) -> Seen:
        """What needs no learning; ``strict``: the title's own rows in other lists don't count."""
        jobs, index = self._occupations, self._index
        words, letters = index.likeness(asked, jobs.rows)
        if strict:
            own = [row for row in jobs.same(text) if jobs.tier[row] == 2]
            words[own] = letters[own] = 0
        both = (BY_WORDS * words + BY_LETTERS * letters).astype(np.float32)
        bridges = self._bridges.of(asked)
        dense = {"words": jobs.best(words), "letters": jobs.best(letters)}
        for name, mask in jobs.masks.items():
            dense[name] = jobs.best(np.where(mask, both, 0).astype(np.float32))
        dense["base"] = jobs.best(both)
        dense["bridge"] = self._bridges.reached(bridges)
        dense["bridge-preferred"] = self._bridges.reached([one for one in bridges if one.preferred])
        dense["description"] = self._descriptions.likeness(asked.words)
        dense["skills"] = self._skills.likeness(asked.words)
        dense["group"] = self._groups.likeness(asked.words)
        dense["topic"] = self._topics.likeness(topic_of(asked.words))
        dense["rest"] = jobs.rest
        dense.update(self._meanings.of(asked, bridges))
        return Seen(text, asked, strict, both, dense, bridges)

    def weighed(self, seen: Seen, learned: Associations) -> Weighed:
        """The candidates of a title and their signals, with what words of titles went with."""
        jobs, dense = self._occupations, dict(seen.dense)
        if not jobs.count:
            return Weighed(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, len(SIGNALS)), np.float32))
        went = learned.scores(self.features(seen.asked))
        dense |= {name: went[sort] for name, sort in LEARNED.items()}
        first = np.zeros(jobs.count, np.float32)
        for name, share in FIRST.items():
            first += np.float32(share) * np.maximum(dense[name], 0)
        size = min(CANDIDATES, jobs.count)
        places = np.argsort(-np.round(first, 5), kind="stable")[:size]
        rows = np.array([self._likest(seen.both, int(place)) for place in places], np.int64)
        dense["lead"] = first / max(float(first.max()), 1e-6)
        out = np.zeros((size, len(SIGNALS)), np.float32)
        put = {name: out[:, at] for at, name in enumerate(SIGNALS)}
        for name in SIGNALS.keys() & dense.keys():
            put[name][:] = dense[name][places]
        self._overlap(places, rows, seen.asked, seen.both, put)
        self._mates(places, first, put)
        self._exact(places, seen, put)
        return Weighed(places, rows + jobs.rows.start, out)

    def features(self, asked: Asked) -> frozenset[str]:
        """The stems of a title's words and of their parts."""
        return frozenset(one for word in asked.words if word not in STOP for one in self._index.features(word))

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

    def _exact(self, places: NDArray[np.int64], seen: Seen, put: dict[str, Floats]) -> None:
        jobs, mine = self._occupations, same_name(seen.text)
        exact = {jobs.owner(row) for row in jobs.same(seen.text) if jobs.tier[row] < 2}
        via: dict[int, float] = {}
        for one in seen.bridges:
            for row in jobs.same(one.text):
                if jobs.tier[row] < 2 or not seen.strict or one.same != mine:
                    owner = jobs.owner(row)
                    via[owner] = max(via.get(owner, 0.0), one.likeness)
        for at, place in enumerate(places):
            put["same"][at] = float(int(place) in exact)
            put["bridge-same"][at] = via.get(int(place), 0.0)
