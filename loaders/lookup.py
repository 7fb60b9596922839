"""Finding concepts that the store already has, by id or by exactly the same name."""

from __future__ import annotations

from collections.abc import Iterator

from graph.stores.base import Snapshot
from ontology.concepts import Label, LabelKind
from ontology.ids import ConceptId, expand
from ontology.records import key_of
from ontology.relations import Names


def fold(text: str) -> str:
    """A name as it is compared: without case, surrounding or double white space."""
    return " ".join(text.split()).casefold()


class Lookup:
    """The concepts of one kind in a snapshot.

    A preferred name goes before other names; a name that several concepts have finds none of them.
    """

    def __init__(self, snapshot: Snapshot, kind: str, lang: str | None = None) -> None:
        self.kind = kind
        self.ids: set[ConceptId] = set()
        self.preferred: dict[str, set[ConceptId]] = {}
        self._other: dict[str, set[ConceptId]] = {}
        for record in snapshot.iter_kind(kind):
            key = key_of(record)
            self.ids.add(key.id)
            self._take(key.id, getattr(record, "labels", ()), lang)
            code = getattr(record, "code", None)
            if code and kind == "region":
                self.preferred.setdefault(fold(code), set()).add(key.id)
        for record in snapshot.iter_kind("names"):
            if isinstance(record, Names) and record.id in self.ids and record.relation == "exact":
                self._take(record.id, record.labels, lang)

    def _take(self, id: ConceptId, labels: tuple[Label, ...], lang: str | None) -> None:
        for label in labels:
            if lang is None or label.lang == lang:
                names = self.preferred if label.kind is LabelKind.PREF else self._other
                names.setdefault(fold(label.text), set()).add(id)

    def find(self, text: str) -> ConceptId | None:
        """The one concept with this id, short id or name; None when there is none or several."""
        ids = self.candidates(text)
        return next(iter(ids)) if len(ids) == 1 else None

    def candidates(self, text: str) -> frozenset[ConceptId]:
        """All concepts that this id or name fits."""
        id = ConceptId(expand(text.strip()))
        if id in self.ids:
            return frozenset({id})
        return frozenset(self.preferred.get(fold(text)) or self._other.get(fold(text)) or ())

    def problem(self, text: str) -> str:
        """Why ``find`` gave nothing."""
        found = sorted(self.candidates(text))
        return f"{text!r} fits {len(found)} {self.kind}s" if found else f"no {self.kind} is called {text!r}"


def split_list(text: str, by: str = "|") -> Iterator[str]:
    """The parts of a cell with several values."""
    return (part.strip() for part in text.split(by) if part.strip())
