"""Text to concepts: names first, then meaning, fused by one stated rule; each hit says why it is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np

from graph.matching.encoders import Encoder
from graph.matching.entries import KINDS, TIERS, entries_of
from graph.matching.index import BY_LETTERS, BY_WORDS, Asked, LexicalIndex
from graph.matching.lexical import Floats
from graph.matching.names import NameIndex
from graph.matching.occupations import Occupations
from graph.matching.ranker import Ranker
from graph.matching.same import SameNames
from graph.matching.vectors import Matrix, Tell, vectors_of
from graph.matching.words import plain, plains_of, stem
from graph.network import Network

#: Scores of a name that is the text, of one that differs in its endings only, and the least that is shown.
EXACT, SAME, LEAST = 1.0, 0.97, 0.34
#: What the sort of name adds: preferred, another, only for finding; and a name that people drew up.
BY_TIER, CURATED = (0.02, 0.0, -0.02), 0.01
#: For titles: how many hits are shown at any share, and the least share of the others.
SURE, SHARE = 5, 0.001
#: Meaning joins in from this nearness on, and counts for this much of what names leave open.
NEAR, BY_MEANING = 0.45, 0.6
WHY: Final = {"pref": "naam", "alt": "andere naam", "hidden": "zoeknaam"}


class Matcher:
    """Everything that can be found in one network. Building it takes seconds; asking takes milliseconds.

    ``encoder`` is the one that works out meaning, None when names alone are used.
    """

    def __init__(
        self,
        network: Network,
        encoder: Encoder | None = None,
        folder: Path | None = None,
        tell: Tell | None = None,
        names: NameIndex | None = None,
    ) -> None:
        self.network, self.encoder = network, encoder
        self._folder, self._tell = folder, tell
        self.entries = entries_of(network)
        plains = plains_of(self.entries.texts)
        self.index = LexicalIndex(self.entries, plains)
        found = max((self.entries.span[kind][1] for kind in KINDS), default=0)
        self._all = slice(0, int(self.entries.start[found]))
        self._same = SameNames(self.entries.texts, plains[self._all])
        self.occupations = Occupations(network, self.index, plains, self._same)
        self._names = names or NameIndex(network)
        starts = self.entries.start[:found]
        self._starts = starts
        self._bonus = np.array(BY_TIER, np.float32)[self.entries.tier[self._all]]
        self._bonus += CURATED * self.entries.curated[self._all]

    def prepare(self) -> None:
        """Make or read what the first question would wait for, and forget what only the making needed."""
        _ = self.vectors, self.ranker
        stem.cache_clear()

    @cached_property
    def vectors(self) -> Matrix | None:
        """A vector of each concept's shown name, then of each Dutch name of an occupation; None without an encoder."""
        if self.encoder is None:
            return None
        texts = [self.network.label(id) for id in self.entries.ids[: len(self._starts)]]
        self.occupations.place_vectors(len(texts))
        base = self.occupations.rows.start
        texts += [self.entries.texts[base + row] for rows in self.occupations.dutch_rows() for row in rows]
        return vectors_of(texts, self.encoder, self._folder, self._tell)

    @cached_property
    def ranker(self) -> Ranker:
        """What orders occupations for a title."""
        return Ranker(self.occupations, self.index, self.vectors, self.encoder)

    def match(self, text: str, kind: str) -> str:
        """The id of the one concept of a kind that a text names; see ``NameIndex.match``.

        Raises:
            UnknownConcept: no concept has that name, or several do; with the candidates.
        """
        return self._names.match(text, kind)

    def find(
        self, text: str, kinds: Sequence[str] | None, limit: int, *, typing: bool = False, lang: str = "nl"
    ) -> list[dict[str, Any]]:
        """Concepts that a text may mean, best first; empty when it means nothing here.

        Each is ``id, label, lang, kind, matched, why, score`` (0 to 1): ``lang`` is the language of the label,
        ``matched`` the name that fitted and ``why`` what sort of name that is, or that it lies near in meaning.
        ``typing``: the text isn't finished, so names alone are held against it, which is quicker. A finished
        Dutch text about occupations alone is a title: those are ordered by the fitted ranker.
        """
        wanted = plain(text)
        if not wanted:
            return []
        asked = self.index.asked(text)
        if not typing and lang == "nl" and tuple(kinds or ()) == ("occupation",) and asked.whole:
            return self._titles(text, asked, limit)
        scores = self._lexical(wanted, asked, text)
        first, last = self._starts, np.append(self._starts[1:], self._all.stop)
        concept = np.maximum.reduceat(scores, first) if len(first) else np.zeros(0, np.float32)
        names_only = concept
        if not typing and asked.whole and self.vectors is not None and len(concept):
            concept = self._fused(concept, asked)
        for kind in KINDS:
            if kinds and kind not in kinds:
                low, high = self.entries.span[kind]
                concept[low:high] = 0
        hits: list[dict[str, Any]] = []
        size = min(len(concept), max(4 * limit, 50))
        top = np.argpartition(-concept, size - 1)[:size] if size else np.zeros(0, np.int64)
        for place in sorted(top, key=lambda at: (-round(float(concept[at]), 4), self._length(int(at)), int(at)))[
            :limit
        ]:
            if concept[place] < LEAST:
                break
            row = int(first[place]) + int(np.argmax(scores[first[place] : last[place]]))
            by_name = names_only[place] >= LEAST
            hits.append(self._hit(int(place), row, float(concept[place]), self._why(row, asked, by_name)))
        return hits

    def _length(self, place: int) -> int:
        return len(self.network.label(self.entries.ids[place]))

    def _lexical(self, wanted: str, asked: Asked, text: str) -> Floats:
        """How well each name fits: the best of what it shares, that it begins so, and that it is the text."""
        scores = np.zeros(self._all.stop, np.float32)
        if asked.known:
            words, letters = self.index.likeness(asked, self._all)
            scores = (0.9 * (BY_WORDS * words + BY_LETTERS * letters)).astype(np.float32)
        rows, fit = self.index.beginnings.scores(wanted)
        inside = rows < self._all.stop
        rows, fit = rows[inside], fit[inside]
        scores[rows] = np.maximum(scores[rows], fit)
        for row in self._same.rows(text):
            scores[row] = EXACT if plain(self.entries.texts[row]) == wanted else SAME
        return np.where(scores > 0, np.clip(scores + self._bonus, 0, 1), 0).astype(np.float32)

    def _fused(self, by_name: Floats, asked: Asked) -> Floats:
        """Names and meaning as one: what names leave open is filled by how far meaning lies above ``NEAR``."""
        assert self.encoder is not None
        assert self.vectors is not None
        near = self.vectors[: len(by_name)] @ self.encoder.encode([self.index.usual(asked)])[0]
        extra = np.clip((near - NEAR) / (1 - NEAR), 0, 1)
        found: Floats = (by_name + (1 - by_name) * BY_MEANING * extra).astype(np.float32)
        return found

    def _why(self, row: int, asked: Asked, by_name: bool) -> str:
        if not by_name:
            return "betekenis"
        if asked.corrected:
            return "lijkt erop"
        return WHY[TIERS[int(self.entries.tier[row])]]

    def _hit(self, place: int, row: int, score: float, why: str) -> dict[str, Any]:
        id = self.entries.ids[place]
        entry = self.network.texts[id]
        label = self.network.label(id)
        lang = next((name[1] for name in entry["names"] if name[0] == "pref" and name[2] == label), "nl")
        return {
            "id": id,
            "label": label,
            "lang": lang,
            "kind": self.entries.kind_of[place],
            "matched": self.entries.texts[row],
            "why": why,
            "score": round(score, 4),
        }

    def _titles(self, text: str, asked: Asked, limit: int) -> list[dict[str, Any]]:
        """The ranker's order, after the occupations that people gave this very name."""
        named = self._named(text)
        hits = [self._hit(place, row, score, self._why(row, asked, True)) for place, (score, row) in named.items()]
        for found in self.ranker.rank(text, asked):
            if len(hits) >= limit or (len(hits) >= SURE and found.score < SHARE):
                break
            place = self.entries.span["occupation"][0] + found.place
            if place not in named:
                hits.append(self._hit(place, found.row, found.score, found.why or self._why(found.row, asked, True)))
        return hits[:limit]

    def _named(self, text: str) -> dict[int, tuple[float, int]]:
        """The occupations with this name among those that people drew up: the score and the row, best first."""
        low, high = self.entries.span["occupation"]
        found = []
        for row in self._same.rows(text):
            place, tier = int(self.entries.owner[row]), int(self.entries.tier[row])
            if low <= place < high and self.entries.curated[row] and TIERS[tier] != "hidden":
                is_same = plain(self.entries.texts[row]) == plain(text)
                found.append((EXACT if is_same else SAME, -tier, place, row))
        best: dict[int, tuple[float, int]] = {}
        for score, _, place, row in sorted(found, key=lambda item: (-item[0], -item[1], item[2])):
            best.setdefault(place, (score, row))
        return best
