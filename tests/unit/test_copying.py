"""Copying a store and verifying one: history, proof by digest, and where two states differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given

from graph.stores import comparing, copying, open_store
from graph.stores.base import Change, KnowledgeStore, Put, Retract, Revision, Snapshot
from graph.stores.memory import MemoryStore
from loaders.base import unheard
from ontology.errors import ConfigError, ContentDiffers, DanglingReference
from ontology.records import key_of
from tests.conformance.draws import change_logs
from tests.conformance.samples import RECORDS, SOURCE, occupation, requirements, skill

THEN = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def put(store: KnowledgeStore, *changes: Change, at: datetime | None = None) -> None:
    store.apply(list(changes), expected=store.revision(), by="An", reason="proef", at=at)


def three_revisions(store: KnowledgeStore) -> None:
    put(store, *map(Put, RECORDS), at=THEN)
    put(store, Put(replace(occupation("kok"), sector="zorg")), Put(skill("snijden")))
    put(store, Retract(key_of(skill("snijden"))))


def told(store: KnowledgeStore) -> list[tuple[object, ...]]:
    return [(i.revision, i.by, i.at, i.reason, i.digest, i.changed) for i in store.history()]


@pytest.fixture
def urls(tmp_path: Path) -> tuple[str, str]:
    source, target = (f"oxigraph:{tmp_path / name}" for name in ("a", "b"))
    store = open_store(source)
    three_revisions(store)
    store.close()
    return source, target


def both(urls: tuple[str, str]) -> tuple[KnowledgeStore, KnowledgeStore]:
    return open_store(urls[0], read_only=True), open_store(urls[1], read_only=True)


def test_an_empty_target_gets_the_history(urls: tuple[str, str]) -> None:
    done = copying.copy(*urls, by="test", progress=unheard)
    source, target = both(urls)
    assert told(source) == told(target)
    assert target.history()[0].at == THEN
    assert done.digest == source.snapshot().digest
    for at in range(4):
        assert target.snapshot(Revision(at)).by_key == source.snapshot(Revision(at)).by_key


def test_a_copy_that_stopped_goes_on(urls: tuple[str, str]) -> None:
    stopped = open_store(urls[1])
    stopped.apply([*map(Put, RECORDS)], expected=Revision(0), by="An", reason="proef", at=THEN)
    stopped.close()
    done = copying.copy(*urls, by="test", progress=unheard)
    assert (done.before, done.after, done.keeps_history) == (1, 3, True)
    source, target = both(urls)
    assert told(source) == told(target)


def test_the_same_again_writes_nothing(urls: tuple[str, str]) -> None:
    copying.copy(*urls, by="test", progress=unheard)
    done = copying.copy(*urls, by="test", progress=unheard)
    assert (done.before, done.after) == (3, 3)


def test_the_newest_state_alone(urls: tuple[str, str]) -> None:
    done = copying.copy(*urls, by="Bo", newest=True, progress=unheard)
    source, target = both(urls)
    assert (done.after, done.keeps_history) == (1, False)
    assert target.snapshot().by_key == source.snapshot().by_key
    assert "revision 3" in target.history()[0].reason


def test_other_data_is_only_replaced_when_asked(urls: tuple[str, str]) -> None:
    other = open_store(urls[1])
    put(other, Put(SOURCE), Put(skill("zwemmen")))
    other.close()
    with pytest.raises(ConfigError, match="--replace"):
        copying.copy(*urls, by="test", progress=unheard)
    assert len(open_store(urls[1], read_only=True).history()) == 1
    done = copying.copy(*urls, by="test", replace=True, progress=unheard)
    source, target = both(urls)
    assert (done.after, target.snapshot().digest) == (2, source.snapshot().digest)


@pytest.mark.parametrize("target", ["memory:", "same"])
def test_a_target_that_is_none_is_refused(urls: tuple[str, str], target: str) -> None:
    with pytest.raises(ConfigError):
        copying.copy(urls[0], urls[0] if target == "same" else target, by="test", progress=unheard)


class Forgetful(MemoryStore):
    """A store that writes all but the last change, as no store should."""

    def apply(
        self, changes: Sequence[Change], *, expected: Revision, by: str, reason: str, at: datetime | None = None
    ) -> Revision:
        return super().apply(changes[:-1], expected=expected, by=by, reason=reason, at=at)


def test_a_target_that_loses_something_fails_and_says_what() -> None:
    source = MemoryStore()
    put(source, Put(SOURCE), Put(skill("koken")), Put(skill("snijden")))
    with pytest.raises(ContentDiffers) as failed:
        copying.write_into(Forgetful(), source, by="test", progress=unheard)
    (difference,) = failed.value.differences
    assert (difference.how, difference.kind, difference.id) == ("missing", "skill", skill("snijden").id)


@given(log=change_logs())
def test_any_history_is_copied_as_it_was(log: list[list[Change]]) -> None:
    source, target = MemoryStore(), MemoryStore()
    for batch in log:
        try:
            put(source, *batch)
        except DanglingReference:
            continue
    copying.write_into(target, source, by="test", progress=unheard)
    assert told(target) == told(source)
    for at in range(source.revision() + 1):
        assert target.snapshot(Revision(at)).by_key == source.snapshot(Revision(at)).by_key


class Damaged(MemoryStore):
    """A store of which some content isn't what was written any more."""

    def __init__(self, since: int, gone: str) -> None:
        super().__init__()
        self._since, self._gone = since, gone

    def snapshot(self, at: Revision | None = None) -> Snapshot:
        whole = super().snapshot(at)
        if whole.revision < self._since:
            return whole
        kept = {key: record for key, record in whole.by_key.items() if not key.id.endswith(self._gone)}
        return Snapshot(whole.revision, kept, whole.digest)


def test_a_whole_store_holds() -> None:
    store = MemoryStore()
    three_revisions(store)
    verdicts = comparing.verify(store, every=True, progress=unheard)
    assert [(one.revision, one.holds) for one in verdicts] == [(1, True), (2, True), (3, True)]


def test_damage_is_found_and_narrowed_to_a_revision() -> None:
    store = Damaged(since=2, gone="/oven")
    put(store, Put(SOURCE), Put(skill("koken")))
    put(store, Put(skill("oven")), Put(skill("bakken")))
    put(store, Put(skill("zwemmen")))
    (newest,) = comparing.verify(store, progress=unheard)
    assert not newest.holds
    place = comparing.place_of(store, unheard)
    assert (place.revision, place.written) == (2, 2)
    assert [key.id for key in place.candidates] == [skill("bakken").id]


def test_what_points_at_nothing_is_named() -> None:
    store = Damaged(since=1, gone="skill/koken")
    put(store, Put(SOURCE), Put(occupation("kok")), Put(skill("koken")), Put(requirements("kok", "koken")))
    (newest,) = comparing.verify(store, progress=unheard)
    assert newest.dangling == ((occupation("kok").id, skill("koken").id),)


def test_an_empty_store_has_nothing_to_verify() -> None:
    assert comparing.verify(MemoryStore(), progress=unheard) == ()
