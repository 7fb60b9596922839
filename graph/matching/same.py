"""Names that are the same but for their endings, found by a hash of each; a few megabytes instead of a text a name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.matching.words import same_name, same_plain


class SameNames:
    """The rows of names by what they have in common; see ``same_name``."""

    def __init__(self, texts: Sequence[str], plains: Sequence[str]) -> None:
        """``plains``: the plain text of each name."""
        keys = np.fromiter((hash(same_plain(text)) for text in plains), np.int64, len(plains))
        self._order = np.argsort(keys, kind="stable").astype(np.int32)
        self._keys, self._texts = keys[self._order], texts

    def rows(self, text: str) -> list[int]:
        """The rows of the names that are the same as a text, in order."""
        wanted = same_name(text)
        low, high = np.searchsorted(self._keys, hash(wanted)), np.searchsorted(self._keys, hash(wanted), "right")
        return [row for row in self._order[low:high].tolist() if same_name(self._texts[row]) == wanted]
