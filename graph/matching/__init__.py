"""Words to concepts: by name, by parts of words, by nearness of spelling, by meaning; and why each was found.

Here is what every question needs: exact names. ``matcher`` has the index that searches use, which takes longer to load.
"""

from __future__ import annotations

from graph.matching.entries import KINDS
from graph.matching.names import NameIndex
from graph.matching.words import plain

__all__ = ["KINDS", "NameIndex", "plain"]
