"""Words to concepts: by name, by parts of words, by nearness of spelling, by meaning; and why each was found."""

from __future__ import annotations

from pathlib import Path

from graph.matching.encoders import Encoder
from graph.matching.entries import KINDS
from graph.matching.matcher import Matcher
from graph.matching.names import NameIndex
from graph.matching.vectors import Tell
from graph.matching.words import plain
from graph.network import Network

__all__ = ["KINDS", "Matcher", "NameIndex", "open_index", "plain"]


def open_index(
    network: Network,
    encoder: Encoder | None = None,
    *,
    folder: Path | None = None,
    tell: Tell | None = None,
    names: NameIndex | None = None,
) -> Matcher:
    """The index of everything that has a name in a network; without an encoder it goes by names alone.

    ``folder`` is where vectors of names are kept, ``tell`` hears how many are made; ``names`` is an index of exact
    names that is there already.
    """
    return Matcher(network, encoder, folder, tell, names)
