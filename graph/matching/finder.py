"""What answers searches in one revision: names at once, meaning as soon as its index is made."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.matching.encoders import DEFAULT, find_encoder
from graph.matching.names import NameIndex
from graph.network import Network

if TYPE_CHECKING:  # it takes half a second to import, and only searches need it
    from graph.matching.matcher import Matcher
    from graph.matching.vectors import Tell

NOTHING_FOUND = "Niets gevonden. Kijk of het woord goed is getypt, of probeer een ander woord."


class Finder:
    """Finds concepts by text. The index of all names and their meaning is made once, when first needed or told to."""

    def __init__(self, network: Network, folder: Path | None = None) -> None:
        self.network = network
        self.folder = folder  #: where plain names and vectors are kept
        self.encoder = os.environ.get("LOOPBAANPAD_ENCODER") or DEFAULT  #: what works out meaning
        self.waits = True  #: False in a service: until the index is made, what is there answers
        self.wanted: Callable[[], None] | None = None  #: told when a search lacks it
        self._matcher: Matcher | None = None
        self._earlier: Matcher | None = None  #: of an earlier revision, in use until this one's is made
        self._making = threading.Lock()

    @cached_property
    def names(self) -> NameIndex:
        """The index of names alone."""
        return NameIndex(self.network, folder=self.folder)

    def follow(self, before: Finder) -> None:
        """Take over from an earlier revision what stayed; its index answers until this one's is made."""
        self.names = NameIndex(self.network, before.names)
        self._earlier = before._matcher or before._earlier

    @property
    def has_earlier(self) -> bool:
        """Whether the index of an earlier revision answers for now."""
        return self._earlier is not None

    def matcher(self, tell: Tell | None = None) -> Matcher:
        """The index of all names and their meaning; made at the first call, which may take a while: ``tell`` is told.

        Raises:
            ConfigError: the setting LOOPBAANPAD_ENCODER names no encoder that is here.
        """
        from graph.matching.matcher import Matcher

        with self._making:
            if self._matcher is None:
                made = Matcher(self.network, find_encoder(self.encoder), self.folder, tell, self.names)
                made.prepare()
                self._matcher, self._earlier = made, None
            return self._matcher

    def find(
        self, text: str, kinds: Sequence[str] | None = None, limit: int = 10, *, typing: bool = False
    ) -> list[dict[str, Any]]:
        """Concepts that a text may mean, best first, each with why it matched; see ``Matcher.find``."""
        earlier = self._earlier
        if self._matcher is not None or self.waits:
            return self.matcher().find(text, kinds, limit, typing=typing)
        if self.wanted is not None:
            self.wanted()
        by_name = self.names.find(text, kinds, limit)
        return (
            self._caught_up(earlier, earlier.find(text, kinds, limit, typing=typing), by_name, limit)
            if earlier
            else by_name
        )

    def search(
        self, text: str, kinds: Sequence[str] | None = None, limit: int = 10, *, typing: bool = False
    ) -> dict[str, Any]:
        """What ``find`` gives, with the encoder that answered (null: names alone) and what to do when empty."""
        found = self.find(text, kinds, limit, typing=typing)
        matcher = self._matcher or self._earlier
        encoder = matcher.encoder if matcher and not typing else None
        return {
            "query": text,
            "encoder": {"name": encoder.name, "digest": encoder.digest} if encoder else None,
            "found": found,
            "message": None if found else NOTHING_FOUND,
        }

    def _caught_up(
        self, earlier: Matcher, found: list[dict[str, Any]], by_name: list[dict[str, Any]], limit: int
    ) -> list[dict[str, Any]]:
        """What an earlier revision found, where that stayed; what is new or renamed goes by its names alone."""
        before, now = earlier.network.texts, self.network.texts

        def stayed(id: str) -> bool:
            return id in before and id in now and before[id]["names"] == now[id]["names"]

        kept = [hit for hit in found if stayed(hit["id"])]
        new = [hit for hit in by_name if not stayed(hit["id"])]
        return sorted([*new, *kept], key=lambda hit: -hit["score"])[:limit]
