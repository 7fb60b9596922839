"""All names of a network in one lexical index, and a question's likeness to each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.matching.beginnings import Beginnings
from graph.matching.entries import Entries
from graph.matching.lexical import Floats, Lexicon, Space, Weights, added, letter_features, word_features
from graph.matching.spelling import Spelling
from graph.matching.words import STOP, tokens, tokens_of

#: How the two sorts of likeness add up to one.
BY_WORDS, BY_LETTERS = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the index sees it."""

    words: tuple[str, ...]
    by_words: tuple[tuple[int, float], ...]
    by_letters: tuple[tuple[int, float], ...]
    known: bool  #: False when no word of it is in any name, nor nearly so
    whole: bool  #: a word of it stands whole in some name; else it is at most the beginning of one
    corrected: tuple[tuple[str, str], ...]  #: what was typed, and what was taken for it


class LexicalIndex:
    """Words and letters of every name."""

    def __init__(self, entries: Entries, plains: Sequence[str]) -> None:
        """``plains``: the plain text of each name."""
        tokenised = tokens_of(entries.texts, plains)
        self.entries = entries
        self.lexicon = Lexicon(tokenised, entries.langs)
        words_of = self.lexicon.matrix(tokenised)
        self.spelling = Spelling(self.lexicon)
        self.beginnings = Beginnings(entries.texts, plains, self.lexicon, words_of)
        self.words = Space((self.features(word) for word in self.lexicon.words), words_of)
        self.letters = Space((letter_features(word) for word in self.lexicon.words), words_of)

    def features(self, word: str) -> Weights:
        """The stem of a word, and those of its parts."""
        return word_features(word, self.lexicon.parts(word))

    def usual(self, asked: Asked) -> str:
        """A question in the most used spelling of each word: feminine and masculine names are the same text."""
        return " ".join(self.lexicon.usual(word) for word in asked.words)

    def asked(self, text: str) -> Asked:
        """A question in the index's features; a word that no name has is taken for the nearest one that has it."""
        words: list[str] = []
        corrected: list[tuple[str, str]] = []
        known = whole = False
        for word in tokens(text):
            if word in STOP:
                words.append(word)
                continue
            if self.lexicon.knows(word) or self.lexicon.parts(word):
                known = whole = True
                words.append(word)
            elif nearest := self.spelling.nearest(word):
                known = whole = True
                words.append(nearest)
                corrected.append((word, nearest))
            else:
                known = known or self.spelling.starts(word)
                words.append(word)
        by_words = added(self.features(word) for word in words)
        by_letters = added(letter_features(word) for word in words)
        return Asked(
            tuple(words),
            tuple(self.words.weighed(by_words)[0]),
            tuple(self.letters.weighed(by_letters)[0]),
            known,
            whole,
            tuple(corrected),
        )

    def likeness(self, asked: Asked, within: slice) -> tuple[Floats, Floats]:
        """By words and by letters: 0 to 1 for each name in a run of rows."""
        return self.words.columns.sums(asked.by_words, within), self.letters.columns.sums(asked.by_letters, within)


class TextIndex:
    """Longer texts (descriptions, skills, groups), one a concept, by words alone."""

    def __init__(self, texts: Sequence[str], features: Callable[[str], Weights]) -> None:
        tokenised = [tokens(text) for text in texts]
        lexicon = Lexicon(tokenised, ["nl"] * len(tokenised))
        self.space = Space((features(word) for word in lexicon.words), lexicon.matrix(tokenised))
        self._features = features
        self._all = slice(0, len(texts))

    def likeness(self, words: Sequence[str]) -> Floats:
        """0 to 1 for each text."""
        found = self.space.weighed(added(self._features(word) for word in words))[0]
        return self.space.columns.sums(found, self._all)


def best_of(values: Floats, entries: Entries, kind: str) -> Floats:
    """The highest value of the names of each concept of a kind."""
    first, last = entries.span[kind]
    starts = entries.start[first:last] - entries.start[first]
    return np.maximum.reduceat(values, starts) if last > first else np.zeros(0, np.float32)
