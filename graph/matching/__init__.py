"""Words to concepts: by name, by parts of words, by nearness of spelling, by meaning; and why each was found."""

from __future__ import annotations

from graph.matching.names import KINDS, NameIndex
from graph.matching.words import plain

__all__ = ["KINDS", "NameIndex", "plain"]
