"""What somebody is still typing: names with a word that begins with the last one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.matching.lexical import Lexicon
from graph.matching.words import plain

#: A name with such a word, at least; what a name gains when it begins so; what it gains by how much of it is typed.
FOUND, BEGINS, TYPED = 0.5, 0.15, 0.3


class Beginnings:
    """For each word the names that have it; words stand in order, so a beginning is one run of them."""

    def __init__(
        self, texts: Sequence[str], plains: Sequence[str], lexicon: Lexicon, words_of: sparse.csr_matrix
    ) -> None:
        """``plains``: the plain text of each of the ``texts``; ``words_of``: how often each has each word."""
        columns = words_of.tocsc()
        self._start, self._rows = columns.indptr.astype(np.int64), columns.indices.astype(np.int32)
        self._words = lexicon.words
        self._length = np.array([max(len(text), 1) for text in plains], np.int32)
        self._order = np.array(sorted(range(len(plains)), key=plains.__getitem__), np.int32)
        self._texts = texts

    def scores(self, typed: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The names that fit what is typed so far (plain text), and how well: 0.5 to 0.95."""
        *before, last = typed.split() or [""]
        fits = self._with(last, True)
        for word in before:
            fits &= self._with(word, False)
        rows = np.flatnonzero(fits)
        score = FOUND + TYPED * np.minimum(len(typed) / self._length[rows], 1.0)
        begins = np.zeros(len(self._length), np.bool_)
        low, high = (bisect_left(self._order, end, key=self._plain) for end in (typed, typed + "\uffff"))
        begins[self._order[low:high]] = True
        return rows, (score + BEGINS * begins[rows]).astype(np.float32)

    def _plain(self, row: int) -> str:
        return plain(self._texts[row])

    def _with(self, word: str, begins: bool) -> NDArray[np.bool_]:
        low = bisect_left(self._words, word)
        high = bisect_left(self._words, word + "\uffff") if begins else low + (self._words[low : low + 1] == [word])
        found = np.zeros(len(self._length), np.bool_)
        found[self._rows[self._start[low] : self._start[high]]] = True
        return found
