"""Names to concepts: exact first, then parts of words, then near misses; with why each matched."""

from __future__ import annotations

import difflib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from graph.matching import kept_names
from graph.matching.entries import KINDS
from graph.matching.words import plain, plains_of
from graph.network import Network
from ontology.errors import UnknownConcept
from ontology.ids import expand

SMALL = 10_000  #: names; fewer are made in a moment
_MANY = 3_000  #: hits in the text that are looked at, at most
_WHY = {"pref": "naam", "alt": "andere naam", "hidden": "zoeknaam"}


class _Name(NamedTuple):
    id: str
    kind: str
    name_kind: str
    text: str
    curated: bool


class NameIndex:
    """All names of one network in one long text, so that a look-up is one scan."""

    def __init__(self, network: Network, before: NameIndex | None = None, folder: Path | None = None) -> None:
        """``before``: the index of an earlier revision, from which names that stayed are taken as they are.

        ``folder``: where what takes long is kept.
        """
        self._network = network
        self._ids = [id for id, entry in network.texts.items() if entry["kind"] in KINDS]
        counts = (len(network.texts[id]["names"]) for id in self._ids)
        self._firsts = array("i", accumulate(counts, initial=0))  #: the first name of each concept
        self._text = self._kept(folder) if folder and before is None else self._made(before)
        ends = np.flatnonzero(np.frombuffer(self._text.encode("ascii"), np.uint8) == ord("\n"))
        self._starts = array("i", ends.astype(np.int32).tobytes())

    def _made(self, before: NameIndex | None) -> str:
        """The names, one a line, with a line's end before and after each."""
        return "\n".join(["", *self._plains(before), ""])

    def _kept(self, folder: Path) -> str:
        """The same from a file, which is made when it isn't there."""
        if self._firsts[-1] < SMALL:
            return self._made(None)
        text = kept_names.find(self._network, folder)
        if text is None or text.count("\n") != self._firsts[-1] + 1:
            text = self._made(None)
            kept_names.keep(self._network, folder, text)
        return text

    def _plains(self, before: NameIndex | None) -> list[str]:
        """Each name in lower case without accents."""
        ids, known = self._ids, before._ids if before else []
        texts, earlier = self._network.texts, before._network.texts if before else {}
        size = min(len(ids), len(known))

        def differs(one: str, other: str) -> bool:
            return one != other or bool(texts[one]["names"] != earlier[other]["names"])

        head = next((at for at in range(size) if differs(ids[at], known[at])), size)
        tail = next((at for at in range(size - head) if differs(ids[-1 - at], known[-1 - at])), size - head)
        new = ids[head : len(ids) - tail]
        plains = plains_of(name[2] for id in new for name in texts[id]["names"])
        if before is None or not known:
            return plains
        old = before._text[1:-1].split("\n")
        return [*old[: self._firsts[head]], *plains, *old[before._firsts[len(known) - tail] :]]

    def _name(self, place: int) -> _Name:
        """The name at a place."""
        concept = bisect_right(self._firsts, place) - 1
        id = self._ids[concept]
        entry = self._network.texts[id]
        kind, _, text, curated, *_ = entry["names"][place - self._firsts[concept]]
        return _Name(id, entry["kind"], kind, text, bool(curated))

    def match(self, text: str, kind: str) -> str:
        """The id of the one concept of this kind that a text names.

        An id (whole or short) is taken as it is. A preferred name goes before another name, a
        curated other name before the rest.

        Raises:
            UnknownConcept: no concept has that name, or several do; with the candidates.
        """
        id = expand(text.strip())
        if id in self._network.texts and self._network.texts[id]["kind"] == kind:
            return id
        exact = [name for name in self._hits("\n" + plain(text) + "\n", 1) if name.kind == kind] if plain(text) else []
        for tier in (
            lambda n: n.name_kind == "pref" and n.curated,
            lambda n: n.name_kind == "pref",
            lambda n: n.name_kind == "alt" and n.curated,
            lambda n: n.name_kind == "alt",
            lambda n: True,
        ):
            ids = sorted({name.id for name in exact if tier(name)})
            if len(ids) == 1:
                return ids[0]
            if ids:
                raise UnknownConcept(text, [(id, self._network.label(id)) for id in ids], several=True)
        near = [(hit["id"], hit["label"]) for hit in self.find(text, (kind,), 5)]
        raise UnknownConcept(text, near)

    def find(self, text: str, kinds: Sequence[str] | None, limit: int) -> list[dict[str, Any]]:
        """Concepts whose name has this text: whole, at the start, at the start of a word, within, or nearly."""
        wanted = plain(text)
        if not wanted:
            return []
        allowed = set(kinds or KINDS)
        best: dict[str, tuple[tuple[int, int, str], _Name]] = {}
        for name in self._hits(wanted, 0):
            if name.kind in allowed:
                self._keep(best, name, wanted)
        if not best:
            near = self._near(wanted, allowed)
            for rank, name in enumerate(near):
                best.setdefault(name.id, ((9, rank, name.text), name))
        found = sorted(best.values(), key=lambda item: (item[0], item[1].id))[:limit]
        return [
            {
                "id": name.id,
                "label": self._network.label(name.id),
                "lang": self._network.lang(name.id) or "nl",
                "kind": name.kind,
                "matched": name.text,
                "why": _WHY[name.name_kind] if rank[0] < 9 else "lijkt erop",
                "score": round(4 / (4 + max(rank[0], 0)), 4),
            }
            for rank, name in found
        ]

    def _keep(self, best: dict[str, tuple[tuple[int, int, str], _Name]], name: _Name, wanted: str) -> None:
        text = plain(name.text)
        place = 0 if text == wanted else 1 if text.startswith(wanted) else 2 if f" {wanted}" in text else 3
        kind = {"pref": 0, "alt": 1, "hidden": 2}[name.name_kind]
        rank = (2 * place + (kind > 0) - (name.curated and kind < 2), len(text), text)
        if name.id not in best or rank < best[name.id][0]:
            best[name.id] = (rank, name)

    def _hits(self, wanted: str, shift: int) -> Iterable[_Name]:
        """The names in whose text the wanted one stands, each once."""
        at, seen, last = self._text.find(wanted), 0, -1
        while at >= 0 and seen < _MANY:
            place = bisect_right(self._starts, at + shift - 1) - 1
            if place != last and 0 <= place < self._firsts[-1]:
                yield self._name(place)
                last, seen = place, seen + 1
            at = self._text.find(wanted, at + 1)

    def _near(self, wanted: str, allowed: set[str]) -> list[_Name]:
        by_text: dict[str, _Name] = {}
        for name in map(self._name, range(self._firsts[-1])):
            if name.kind in allowed and abs(len(name.text) - len(wanted)) <= 4:
                by_text.setdefault(plain(name.text), name)
        close = difflib.get_close_matches(wanted, by_text, n=8, cutoff=0.8)
        return [by_text[text] for text in close]
