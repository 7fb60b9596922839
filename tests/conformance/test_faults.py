"""A server that is killed, a line that is cut: never half a revision, never a lost one that was acknowledged."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graph.stores import neo4j as adapter
from graph.stores import open_store
from graph.stores.base import KnowledgeStore, Put, Revision
from graph.stores.neo4j import Neo4jStore
from ontology.errors import StaleRevision, StoreUnavailable
from ontology.records import digest_of
from tests.conformance.conftest import BACKENDS, ROOT
from tests.conformance.killed import batch
from tests.conformance.samples import SOURCE
from tests.conformance.test_kill import Oracle, killed_after
from tests.kit.faults import Note
from tests.kit.servers.proxy import Cut, Proxy
from tests.kit.servers.running import SERVERS, Neo4jServer, Server, running

SOAK = bool(os.environ.get("SOAK"))
SERVER_KILLS = int(os.environ.get("KILLS") or (30 if SOAK else 3))
CLIENT_KILLS = 10 if SOAK else 2
CUTS = 10 if SOAK else 2
BY = {"by": "toets", "reason": "proef"}


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A Neo4j that a test may kill."""
    server = Neo4jServer(tmp_path / "neo4j")
    server.start()
    yield server
    server.kill()


def is_whole(store: KnowledgeStore, oracle: Oracle) -> bool:
    """True if the newest revision, and an earlier one, hold exactly what was written."""
    revision = store.revision()
    earlier = Revision(max(revision - 1, 0))
    return all(digest_of(store.snapshot(at).by_key.values()) == oracle.digest(at) for at in (revision, earlier)) and [
        info.revision for info in store.history()
    ] == list(range(1, revision + 1))


def test_a_server_is_killed_while_it_writes(own_server: Server, note: Note, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "SETTLE_SECONDS", 120.0)
    dice, oracle, found = random.Random(20260501), Oracle(), Counter[str]()
    proxy = Proxy(own_server.port)
    store = open_store(own_server.url_at(proxy.port))
    while store.revision() < 2:
        store.apply(batch(store.revision() + 1), expected=store.revision(), **BY)
    begin = time.perf_counter()
    store.apply(batch(3), expected=Revision(2), **BY)
    store.apply(batch(4), expected=Revision(3), **BY)
    usual = time.perf_counter() - begin
    for kill in range(SERVER_KILLS):
        before = store.revision()
        proxy.committing.clear()
        said: list[object] = []

        def write(expected: Revision = before, said: list[object] = said) -> None:
            try:
                said.append(store.apply(batch(expected + 1), expected=expected, **BY))
            except StoreUnavailable as error:
                said.append(error)

        writer = threading.Thread(target=write)
        writer.start()
        if kill % 2:  # while it works on the commit, or has just answered
            assert proxy.committing.wait(120)
            time.sleep(dice.uniform(0, 0.3))
        else:
            time.sleep(dice.uniform(0, usual))
        own_server.kill()
        own_server.start()
        writer.join()
        after = store.revision()
        if isinstance(said[0], int):  # acknowledged: there, once, also for who comes anew
            assert after == said[0] == before + 1
            found["acknowledged, and there"] += 1
        else:
            assert after in (before, before + 1)
            found["refused; the old one found" if after == before else "refused; the new one found"] += 1
        fresh = open_store(own_server.url, read_only=True)
        assert is_whole(fresh, oracle)
        fresh.close()
        assert is_whole(store, oracle)
    store.close()
    proxy.close()
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in sorted(found.items()))
    note("neo4j killed (kill -9) during a write", SERVER_KILLS, f"{outcomes}; none half, none lost")
    assert sum(found.values()) == SERVER_KILLS


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_a_writer_is_killed(name: str, note: Note) -> None:
    BACKENDS[name](ROOT).close()  # emptied
    dice, oracle, found = random.Random(20260502), Oracle(), Counter[str]()
    for _ in range(CLIENT_KILLS):
        said = killed_after(running(name).url, dice.uniform(0.3, 3))
        begun = max(int(number) for word, number in said if word == "begin")
        done = max((int(number) for word, number in said if word == "done"), default=begun - 1)
        store = open_store(running(name).url)
        assert isinstance(store, Neo4jStore)
        with suppress(StaleRevision):  # a change of nothing waits for what is still being written
            store.apply([], expected=store.revision(), **BY)
        assert done <= store.revision() <= begun
        assert is_whole(store, oracle)
        found["new" if store.revision() == begun else "old"] += 1
        store.close()
    note(f"the writing process is killed ({name})", CLIENT_KILLS, f"{found['old']} old found, {found['new']} new found")


@pytest.mark.parametrize("moment", [Cut.IN_BATCH, Cut.BEFORE_COMMIT, Cut.WITH_COMMIT, Cut.AFTER_COMMIT])
@pytest.mark.parametrize("name", sorted(SERVERS))
def test_the_line_is_cut(name: str, moment: Cut, note: Note) -> None:
    BACKENDS[name](ROOT).close()
    proxy, oracle, dice = Proxy(running(name).port), Oracle(), random.Random(20260503)
    store = open_store(running(name).url_at(proxy.port))
    store.apply(batch(1), expected=Revision(0), **BY)
    for number in range(2, CUTS + 2):
        proxy.cut(moment, bytes=dice.randrange(1_000, 200_000) if number % 2 == 0 else 2_000)
        assert store.apply(batch(number), expected=Revision(number - 1), **BY) == number
        assert proxy.cuts == number - 1
        assert is_whole(store, oracle)
    store.close()
    proxy.close()
    note(f"line cut {moment.value} ({name})", CUTS, f"{CUTS} written once, the writer was told so")


@pytest.mark.parametrize("moment", [Cut.BEFORE_COMMIT, Cut.AFTER_COMMIT])
def test_the_line_stays_cut(moment: Cut, note: Note, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer hears that it isn't known; giving the same change again settles it."""
    monkeypatch.setattr(adapter, "SETTLE_SECONDS", 1.0)
    BACKENDS["neo4j"](ROOT).close()
    proxy, oracle = Proxy(running("neo4j").port), Oracle()
    store = open_store(running("neo4j").url_at(proxy.port))
    store.apply(batch(1), expected=Revision(0), **BY)
    proxy.cut(moment, then=Cut.ALWAYS)
    with pytest.raises(StoreUnavailable, match="is not known"):
        store.apply(batch(2), expected=Revision(1), **BY)
    proxy.cut(Cut.NEVER)
    if moment is Cut.AFTER_COMMIT:  # it landed, so anything else comes too late
        with pytest.raises(StaleRevision):
            store.apply([Put(SOURCE)], expected=Revision(1), **BY)
    assert store.apply(batch(2), expected=Revision(1), **BY) == 2
    assert is_whole(store, oracle)
    store.close()
    proxy.close()
    note(f"line cut {moment.value}, and stays cut", 1, "not known, said so; the same again: written once")


def test_a_store_goes_on_after_a_restart(own_server: Server, note: Note) -> None:
    store = open_store(own_server.url)
    store.apply(batch(1), expected=Revision(0), **BY)
    own_server.stop()
    begin = time.perf_counter()
    with pytest.raises(StoreUnavailable, match="can't be reached"):
        store.revision()
    with pytest.raises(StoreUnavailable, match="can't be reached"):
        store.apply(batch(2), expected=Revision(1), **BY)
    assert time.perf_counter() - begin < 20
    own_server.start()
    assert store.apply(batch(2), expected=Revision(1), **BY) == 2
    assert is_whole(store, Oracle())
    store.close()
    note("neo4j stopped and started", 1, "refused while away, then the same store goes on")
