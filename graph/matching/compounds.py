"""Dutch compounds into the words they are made of: ``magazijnmedewerker`` is ``magazijn`` and ``medewerker``."""

from __future__ import annotations

import math
from collections.abc import Mapping

_LINKS = ("", "s", "en", "e", "n")
_LONGEST = 30
_NO_PART = frozenset(
    ("ter", "ster", "ing", "eren", "heid", "isch", "ende", "der", "den", "ten", "ren", "per")
)  #: endings


class Compounds:
    """Splits words into words that are names by themselves, most used ones first.

    The parts come from the names in the graph, so no list of words is needed. The split with the highest
    geometric mean of how often its parts are used is taken (Koehn and Knight, 2003).
    """

    def __init__(self, counts: Mapping[str, int], least: int = 4) -> None:
        self._log = {
            word: math.log(1 + count)
            for word, count in counts.items()
            if word.isalpha() and word not in _NO_PART and (len(word) >= least or (len(word) == 3 and count >= 8))
        }
        self._known: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The words in a compound, in their order; empty when it is none."""
        if word not in self._known:
            self._known[word] = self._split(word)
        return self._known[word]

    def _split(self, word: str) -> tuple[str, ...]:
        if not 6 <= len(word) <= _LONGEST or not word.isalpha():
            return ()
        best = self._best(word, 3)
        return best[1] if best and len(best[1]) > 1 else ()

    def _best(self, word: str, most: int) -> tuple[float, tuple[str, ...]] | None:
        found: tuple[float, tuple[str, ...]] | None = None
        for at in range(3, len(word) - 2):
            tail = word[at:]
            if tail not in self._log:
                continue
            for link in _LINKS:
                head = word[:at]
                if link and not head.endswith(link):
                    continue
                head = head[: len(head) - len(link)] if link else head
                if len(head) < 3:
                    continue
                options: list[tuple[float, tuple[str, ...]]] = []
                if head in self._log:
                    options.append((self._log[head], (head,)))
                if most > 2 and len(head) >= 6 and (inner := self._best(head, most - 1)):
                    options.append((inner[0], inner[1]))
                for score, parts in options:
                    mean = (score * len(parts) + self._log[tail]) / (len(parts) + 1) - 0.2 * bool(link)
                    mean += 0.05 * len(min((*parts, tail), key=len)) - 0.3 * (len(parts) - 1)
                    if found is None or mean > found[0]:
                        found = (mean, (*parts, tail))
        return found
