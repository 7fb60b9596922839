"""What a mistyped word may be: the most used known word within one or two slips of the keys."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from rapidfuzz.distance import OSA

from graph.matching.lexical import Lexicon

_SHORTEST = 4  #: letters; a shorter word has too many neighbours


class Spelling:
    """Known words by their length, so that a word is held only against those it can be a slip of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        by_letters: dict[str, list[int]] = {}
        for at, word in enumerate(lexicon.words):
            if len(word) >= _SHORTEST and word.isalpha():
                for pair in {word[i : i + 2] for i in range(len(word) - 1)}:
                    by_letters.setdefault(pair, []).append(at)
        self._by_pair = {pair: np.array(rows, np.int32) for pair, rows in by_letters.items()}
        self._found: dict[str, str] = {}

    def nearest(self, word: str) -> str:
        """The word that was meant; empty when none is near, or the word is too short or not of letters."""
        if len(word) < _SHORTEST or not word.isalpha():
            return ""
        if word not in self._found:
            if len(self._found) > 10_000:
                self._found.clear()
            self._found[word] = self._search(word)
        return self._found[word]

    def starts(self, text: str) -> bool:
        """True if a known word begins with this."""
        words = self._lexicon.words
        at = bisect_left(words, text)
        return at < len(words) and words[at].startswith(text)

    def _search(self, word: str) -> str:
        slips = 1 if len(word) < 8 else 2
        pairs = [
            self._by_pair[pair] for pair in {word[i : i + 2] for i in range(len(word) - 1)} if pair in self._by_pair
        ]
        if not pairs:
            return ""
        shared = np.bincount(np.concatenate(pairs), minlength=1)
        least = max(1, len(word) - 1 - 3 * slips)
        best: tuple[int, bool, int, str] | None = None
        for at in np.flatnonzero(shared >= least):
            other = self._lexicon.words[at]
            if abs(len(other) - len(word)) > slips:
                continue
            far = OSA.distance(word, other, score_cutoff=slips)
            if far <= slips:
                found = (int(far), other[0] != word[0], -self._lexicon.counts[other], other)
                best = found if best is None else min(best, found)
        return best[3] if best else ""
