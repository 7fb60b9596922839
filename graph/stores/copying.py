"""From any store to any other: the history revision by revision, each proved by its digest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass

from graph.stores import open_store
from graph.stores.base import Change, KnowledgeStore, Put, Retract, Revision, Snapshot
from graph.stores.comparing import differences_of
from ontology.errors import ConfigError, ContentDiffers
from ontology.records import Record, RecordKey

Progress = Callable[[str, int, int | None], None]  #: what is done, how much of how much


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy did: the target's revisions before and after, and the digest that both now have."""

    before: Revision
    after: Revision
    source_revision: Revision
    records: int
    digest: str

    @property
    def keeps_history(self) -> bool:
        """True if every revision of the source is in the target under the same number."""
        return self.after == self.source_revision


def copy(
    source_url: str, target_url: str, *, by: str, newest: bool = False, replace: bool = False, progress: Progress
) -> Copied:
    """Copy one store into another, and read the copy back to prove it.

    An empty target gets the whole history: numbers, who, when, why and digest of each revision stay. A target
    that holds the beginning of that history, from an earlier or an interrupted copy, gets the rest of it. With
    ``newest`` an empty target gets the newest state as one revision; with ``replace`` so does one that holds
    other data, whose own history stays.

    Raises:
        ConfigError: both are one store, or the target holds other data and may not be replaced.
        ContentDiffers: the copy is not equal; with the records that differ.
        StaleRevision: somebody wrote into the target meanwhile.
    """
    if target_url.partition(":")[0] == "memory":
        raise ConfigError("memory: keeps nothing after the copy; name a store that stays")
    if source_url == target_url:
        raise ConfigError("found one store as source and as target, expected two")
    with closing(open_store(source_url, read_only=True)) as source:
        with closing(open_store(target_url)) as target:
            before = target.revision()
            write_into(target, source, by=by, newest=newest, replace=replace, progress=progress)
        progress("check", 0, None)
        with closing(open_store(target_url, read_only=True)) as read_back:
            expected, found = source.snapshot(), read_back.snapshot()
            recorded = newest_digest(read_back)
    differences = differences_of(expected.by_key, found.by_key)
    if differences or recorded != expected.digest:
        raise ContentDiffers("the copy", differences, expected.digest, recorded)
    return Copied(before, found.revision, expected.revision, len(found.by_key), recorded)


def write_into(
    target: KnowledgeStore,
    source: KnowledgeStore,
    *,
    by: str,
    newest: bool = False,
    replace: bool = False,
    progress: Progress,
) -> None:
    """Write what ``copy`` says into an open store; see there."""
    history, there = source.history(), target.history()
    shared = [info.digest for info in there] == [info.digest for info in history[: len(there)]]
    if there and there[-1].digest == newest_digest(source):
        return
    if shared and (there or not newest):
        known: Mapping[RecordKey, Record] = source.snapshot(Revision(len(there))).by_key
        for info in history[len(there) :]:
            progress("copy", int(info.revision), len(history))
            after = source.snapshot(info.revision).by_key
            written = target.apply(
                changes_between(known, after),
                expected=Revision(info.revision - 1),
                by=info.by,
                reason=info.reason,
                at=info.at,
            )
            if written != info.revision or newest_digest(target) != info.digest:
                found = target.snapshot()
                raise ContentDiffers(
                    f"the copy of revision {info.revision}",
                    differences_of(after, found.by_key),
                    info.digest,
                    found.digest,
                )
            known = after
    elif replace or not there:
        _replace(target, source.snapshot(), by, progress)
    else:
        raise ConfigError(
            f"the target is at revision {len(there)} and holds other data: name an empty store, "
            "or use --replace to make its newest state equal (its history stays)"
        )


def _replace(target: KnowledgeStore, wanted: Snapshot, by: str, progress: Progress) -> None:
    progress("copy", 0, 1)
    current = target.snapshot()
    target.apply(
        changes_between(current.by_key, wanted.by_key),
        expected=current.revision,
        by=by,
        reason=f"copy of revision {wanted.revision} with digest {wanted.digest[:12]}",
    )


def changes_between(before: Mapping[RecordKey, Record], after: Mapping[RecordKey, Record]) -> list[Change]:
    """What makes one state of a store into another."""
    puts: list[Change] = [Put(record) for key, record in after.items() if before.get(key) != record]
    return puts + [Retract(key) for key in before if key not in after]


def newest_digest(store: KnowledgeStore) -> str:
    """The digest that was written with the newest revision; that of nothing for an empty store."""
    history = store.history()
    return history[-1].digest if history else Snapshot(Revision(0), {}).digest
