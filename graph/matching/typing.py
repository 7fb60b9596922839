"""What somebody is still typing: names with a word that begins with the last one."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.matching.entries import Entries
from graph.matching.lexical import Lexicon
from graph.matching.words import folded

#: A name with such a word, at least; what a name gains when it begins so; what it gains by how much of it is typed.
FOUND, BEGINS, TYPED = 0.5, 0.15, 0.3


class Beginnings:
    """For each word the names that have it; words stand in order, so a beginning is one run of them."""

    def __init__(self, entries: Entries, lexicon: Lexicon, words_of: sparse.csr_matrix) -> None:
        columns = words_of.tocsc()
        self._start, self._rows = columns.indptr.astype(np.int64), columns.indices.astype(np.int32)
        self._words = lexicon.words
        plains = folded("\n".join(text.replace("\n", " ") for text in entries.texts)).split("\n")
        self._plain = plains
        self._length = np.array([len(text) for text in plains], np.int32)

    def scores(self, typed: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The names that fit what is typed so far (plain text), and how well: 0.5 to 0.95."""
        *before, last = typed.split() or [""]
        rows = self._with(last, True)
        for word in before:
            rows = np.intersect1d(rows, self._with(word, False), assume_unique=True)
        score = FOUND + TYPED * np.minimum(len(typed) / np.maximum(self._length[rows], 1), 1.0)
        if len(rows) <= _MOST:
            begins = np.fromiter((self._plain[row].startswith(typed) for row in rows), np.bool_, len(rows))
            score = score + BEGINS * begins
        return rows, score.astype(np.float32)

    def _with(self, word: str, begins: bool) -> NDArray[np.int32]:
        low = bisect_left(self._words, word)
        high = bisect_left(self._words, word + "\uffff") if begins else low + (self._words[low : low + 1] == [word])
        return np.unique(self._rows[self._start[low] : self._start[high]])


_MOST = 20_000  #: names whose beginning is looked at
