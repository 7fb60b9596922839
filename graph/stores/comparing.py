"""Whether a store holds what it says: its content against the recorded digest, or against another store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.stores.base import KnowledgeStore, Revision
from ontology.errors import Difference
from ontology.records import CONCEPT_KINDS, Record, RecordKey, digest_of, references_of

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One revision: the digest that was recorded with it, and the one that its content has now."""

    revision: Revision
    recorded: str
    found: str
    records: int
    dangling: tuple[tuple[str, str], ...]  #: (subject, target) pairs that point at nothing

    @property
    def holds(self) -> bool:
        """True if the content is what was written."""
        return self.recorded == self.found and not self.dangling


def verify(store: KnowledgeStore, *, every: bool = False, progress: Progress) -> tuple[Verdict, ...]:
    """Work out the digest of the newest revision, or of every one, from the content that is read now."""
    history = store.history()
    wanted = history if every else history[-1:]
    verdicts = []
    for done, info in enumerate(wanted, start=1):
        progress("check", done, len(wanted))
        content = content_of(store, info.revision)
        found = digest_of(content.values())
        verdicts.append(Verdict(info.revision, info.digest, found, len(content), tuple(sorted(_dangling(content)))))
    return tuple(verdicts)


def content_of(store: KnowledgeStore, at: Revision) -> Mapping[RecordKey, Record]:
    """What a store holds of a revision, also when it isn't what was written, and the store would refuse it."""
    unchecked: Callable[[Revision], Mapping[RecordKey, Record]] | None = getattr(store, "unchecked", None)
    return store.snapshot(at).by_key if unchecked is None else unchecked(at)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store stops holding what was written: the first revision that fails, and what was written in it."""

    revision: Revision
    written: int  #: records that its history says were changed in it
    candidates: tuple[RecordKey, ...]  #: those that can be told apart now; a lost one is no longer among them


def place_of(store: KnowledgeStore, progress: Progress) -> Place:
    """Narrow damage down: a damaged record spoils every revision since the one in which it was last written."""
    history = store.history()
    before: Mapping[RecordKey, Record] = {}
    for info in history:
        progress("narrow", int(info.revision), len(history))
        after = content_of(store, info.revision)
        if digest_of(after.values()) != info.digest:
            changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
            return Place(info.revision, info.changed, tuple(sorted(changed)))
        before = after
    return Place(store.revision(), 0, ())


def differences_of(expected: Mapping[RecordKey, Record], found: Mapping[RecordKey, Record]) -> tuple[Difference, ...]:
    """Every record that is missing, that is there too much, or that is another one; by key."""
    keys = sorted({key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)})
    return tuple(
        Difference("missing" if key not in found else "extra" if key not in expected else "other", *key) for key in keys
    )


def _dangling(content: Mapping[RecordKey, Record]) -> Iterator[tuple[str, str]]:
    existing = {key.id for key in content if key.kind in CONCEPT_KINDS}
    for key, record in content.items():
        for target in references_of(record) - existing:
            yield key.id, target
