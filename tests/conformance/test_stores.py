"""One contract, every backend, memory as the oracle."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from graph.stores.base import Change, KnowledgeStore, Put, Retract, Revision
from graph.stores.memory import MemoryStore
from ontology.errors import DanglingReference, NotFound, StaleRevision
from ontology.ids import ConceptId
from ontology.records import digest_of, key_of
from tests.conformance.conftest import BACKENDS, REQUIRED, OpenEmpty
from tests.conformance.draws import IDS, SOURCES, change_logs
from tests.conformance.samples import KOK, RECORDS, SOURCE, occupation, requirements, skill
from tests.kit.servers.running import SERVERS


def put(store: KnowledgeStore, *changes: Change) -> Revision:
    return store.apply(list(changes), expected=store.revision(), by="toets", reason="proef")


def outcome(store: KnowledgeStore, batch: list[Change]) -> object:
    """What came of a batch: the revision, or what was missing."""
    try:
        return put(store, *batch)
    except DanglingReference as error:
        return error.missing


def filled(open_empty: OpenEmpty) -> KnowledgeStore:
    store = open_empty()
    put(store, *map(Put, RECORDS))
    return store


def test_what_must_start_is_tested() -> None:
    assert REQUIRED - BACKENDS.keys() == set()


def test_an_empty_store_is_at_revision_0(open_empty: OpenEmpty) -> None:
    store = open_empty()
    assert (store.revision(), store.snapshot().records, store.history()) == (0, (), ())
    assert store.snapshot().digest == digest_of(())


def test_every_kind_comes_back(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    assert store.snapshot().by_key == {key_of(record): record for record in RECORDS}
    assert store.snapshot().digest == digest_of(RECORDS)


def test_find_gives_what_every_source_states_and_no_more(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    for id in {record.id for record in RECORDS}:
        expected = sorted((record for record in RECORDS if record.id == id), key=key_of)
        assert store.find(id) == tuple(expected)
    assert store.find(ConceptId("https://nergens.example/x")) == ()
    assert store.find(ConceptId("geen iri")) == ()


def test_a_refused_batch_leaves_no_trace(open_empty: OpenEmpty) -> None:
    store = open_empty()
    batch = [Put(SOURCE), Put(occupation("kok")), Put(requirements("kok", "nergens"))]
    with pytest.raises(DanglingReference) as refused:
        store.apply(batch, expected=Revision(0), by="toets", reason="proef")
    assert refused.value.missing == ((KOK, "https://loopbaanpad.example/id/skill/nergens"),)
    assert (store.revision(), store.snapshot().records, store.history()) == (0, (), ())


def test_a_change_for_an_older_revision_is_refused(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    with pytest.raises(StaleRevision) as refused:
        store.apply([Put(skill("snijden"))], expected=Revision(0), by="toets", reason="proef")
    assert (refused.value.expected, refused.value.actual) == (0, 1)
    assert store.revision() == 1


def test_what_others_refer_to_is_not_taken_away(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    with pytest.raises(DanglingReference):
        put(store, Retract(key_of(skill("koken"))))
    assert store.snapshot().digest == digest_of(RECORDS)


def test_changes_that_change_nothing_make_no_revision(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    assert put(store, *map(Put, RECORDS)) == 1
    assert put(store) == 1
    assert put(store, Retract(key_of(skill("nooit-gezien")))) == 1
    assert len(store.history()) == 1


def test_taking_one_kind_away_leaves_the_others_on_that_subject(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    put(store, Retract(key_of(requirements("kok"))))
    kept = [record for record in RECORDS if key_of(record) != key_of(requirements("kok"))]
    assert store.snapshot().by_key == {key_of(record): record for record in kept}
    assert store.snapshot().digest == digest_of(kept)


def test_every_revision_can_be_read_again(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    put(store, Put(replace(occupation("kok"), sector="zorg")), Put(skill("snijden")))
    put(store, Put(replace(SOURCE, version="2")))  # a new version has a graph of its own
    put(store, Retract(key_of(skill("snijden"))))
    digests = [digest_of(store.snapshot(Revision(at)).by_key.values()) for at in range(5)]
    assert digests[1] == digest_of(RECORDS)
    assert digests[1:] == [info.digest for info in store.history()]
    assert [store.snapshot(Revision(at)).digest for at in range(5)] == digests
    assert len(set(digests)) == 5


def test_a_revision_that_is_not_there_is_not_found(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    for at in (-1, 2):
        with pytest.raises(NotFound):
            store.snapshot(Revision(at))


def test_history_says_who_when_and_why(open_empty: OpenEmpty) -> None:
    store = open_empty()
    store.apply([Put(SOURCE)], expected=Revision(0), by='An "x" \\', reason="eerste\nregel")
    store.apply([Put(occupation("kok")), Put(skill("koken"))], expected=Revision(1), by="Bo", reason="tweede")
    first, second = store.history()
    assert (first.revision, first.by, first.reason, first.changed) == (1, 'An "x" \\', "eerste\nregel", 1)
    assert (second.revision, second.by, second.reason, second.changed) == (2, "Bo", "tweede", 2)
    assert first.at <= second.at
    assert first.at.utcoffset() is not None
    assert second.digest == store.snapshot().digest


def test_a_snapshot_never_changes(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    before = store.snapshot()
    put(store, Put(skill("snijden")))
    assert digest_of(before.by_key.values()) == before.digest == digest_of(RECORDS)


def test_closing_twice_is_fine(open_empty: OpenEmpty) -> None:
    store = filled(open_empty)
    store.close()
    store.close()


@pytest.mark.parametrize("backend", sorted(BACKENDS.keys() - SERVERS.keys()), indirect=True, scope="session")
@given(log=change_logs())
def test_every_store_agrees_with_memory(open_empty: OpenEmpty, log: list[list[Change]]) -> None:
    assert_agrees(open_empty(), log)


@pytest.mark.parametrize("backend", sorted(SERVERS), indirect=True, scope="session")
@settings(max_examples=min(settings.default.max_examples, 300))  # a server takes a second for each
@given(log=change_logs())
def test_every_store_on_a_server_agrees_with_memory(open_empty: OpenEmpty, log: list[list[Change]]) -> None:
    assert_agrees(open_empty(), log)


def assert_agrees(store: KnowledgeStore, log: list[list[Change]]) -> None:
    reference = MemoryStore()
    for batch in log:
        assert outcome(store, batch) == outcome(reference, batch)
    for at in range(reference.revision() + 1):
        read, expected = store.snapshot(Revision(at)), reference.snapshot(Revision(at))
        assert read.by_key == expected.by_key
        assert (read.digest, read.records) == (expected.digest, expected.records)
    for id in (*IDS, *SOURCES):
        assert store.find(id) == reference.find(id)
    assert [info.changed for info in store.history()] == [info.changed for info in reference.history()]
