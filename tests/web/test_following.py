"""Following a server: newer revisions come by themselves, a server that is away is waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from api import following
from api.following import Follower
from api.holding import PlannerHolder
from graph import cache
from graph.keeping import cache_folder
from graph.planner import Planner
from graph.stores.base import Change, Put, Revision, Snapshot
from graph.stores.memory import MemoryStore
from ontology.errors import RevisionNotThere, StaleRevision, StoreUnavailable
from ontology.records import Record
from tests.kit.small import job, skill, store

URL = "neo4j://an:geheimpje@127.0.0.1:1/proef"


class Server(MemoryStore):
    """A store that can be away, or keep whoever asks waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.away = False
        self.reading, self.asking = threading.Event(), threading.Event()
        self.reading.set()
        self.asking.set()

    def _reach(self) -> None:
        if self.away:
            raise StoreUnavailable("127.0.0.1:1/proef can't be reached")

    def revision(self) -> Revision:
        self._reach()
        self.asking.wait()
        return super().revision()

    def snapshot(self, at: Revision | None = None) -> Snapshot:
        self._reach()
        self.reading.wait()
        return super().snapshot(at)

    def apply(
        self, changes: Sequence[Change], *, expected: Revision, by: str, reason: str, at: datetime | None = None
    ) -> Revision:
        self._reach()
        return super().apply(changes, expected=expected, by=by, reason=reason, at=at)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    until(lambda: not [one for one in threading.enumerate() if one.name == "index-names"], 60)  # of an earlier test
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = Server()
    put(made, *store(job("kok", "a")).snapshot().records)
    return made


@pytest.fixture
def holders(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], PlannerHolder]]:
    """Opens what a process would have: each has its own thread, and all ask the one server."""

    def opened(url: str) -> Server:
        server._reach()
        return server

    made: list[PlannerHolder] = []

    def make() -> PlannerHolder:
        holder = PlannerHolder(URL, follow_seconds=0.1)
        assert holder._follower is not None
        holder._follower._opening = opened
        made.append(holder)
        return holder

    yield make
    server.reading.set()
    server.asking.set()
    for holder in made:
        holder.close()


def put(store: MemoryStore, *records: Record) -> Revision:
    return store.apply([Put(record) for record in records], expected=store.revision(), by="test", reason="test")


def until(what: Callable[[], Any], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it didn't come"
        time.sleep(0.02)


def revision_of(holder: PlannerHolder) -> int:
    return holder.current().network.revision


def test_a_revision_is_followed(server: Server, holders: Callable[[], PlannerHolder]) -> None:
    holder = holders()
    before = holder.current()
    put(server, skill("nieuw"))
    until(lambda: revision_of(holder) == 2)
    assert before.network.revision == 1


def test_what_is_being_read_is_used_by_nobody(server: Server, holders: Callable[[], PlannerHolder]) -> None:
    holder = holders()
    holder.current()
    server.reading.clear()
    put(server, skill("nieuw"))
    time.sleep(0.5)
    assert (revision_of(holder), holder.away_since()) == (1, None)
    server.reading.set()
    until(lambda: revision_of(holder) == 2)


def test_revisions_that_come_while_one_is_compiled_come_too(
    server: Server, holders: Callable[[], PlannerHolder]
) -> None:
    holder = holders()
    holder.current()
    server.reading.clear()
    for name in ("een", "twee", "drie"):
        put(server, skill(name))
        time.sleep(0.15)
    server.reading.set()
    until(lambda: revision_of(holder) == 4)


def test_who_writes_reads_what_was_written(server: Server, holders: Callable[[], PlannerHolder]) -> None:
    writer, reader = holders(), holders()
    writer.current()
    reader.current()
    for number in range(5):
        expected = server.revision()
        written = writer.write([Put(skill(f"s{number}"))], expected=expected, by="An", reason="proef")
        assert revision_of(writer) >= written
        assert reader.at_least(int(written)).network.revision >= written


def test_a_writer_that_lost_is_told(server: Server, holders: Callable[[], PlannerHolder]) -> None:
    holder = holders()
    holder.current()
    put(server, skill("eerder"))
    with pytest.raises(StaleRevision):
        holder.write([Put(skill("later"))], expected=Revision(1), by="An", reason="proef")


def test_a_revision_that_nobody_wrote_is_not_waited_for(server: Server, holders: Callable[[], PlannerHolder]) -> None:
    holder = holders()
    holder.current()
    begin = time.monotonic()
    with pytest.raises(RevisionNotThere):
        holder.at_least(9)
    assert time.monotonic() - begin < 1


def test_away_and_back(server: Server, holders: Callable[[], PlannerHolder]) -> None:
    holder = holders()
    assert (revision_of(holder), holder.away_since()) == (1, None)
    server.away = True
    until(lambda: holder.away_since() is not None)
    assert revision_of(holder) == 1
    with pytest.raises(StoreUnavailable):
        holder.write([Put(skill("x"))], expected=Revision(1), by="An", reason="proef")
    with pytest.raises(RevisionNotThere):
        holder.at_least(2)
    server.away = False
    until(lambda: holder.away_since() is None)
    assert holder.write([Put(skill("x"))], expected=Revision(1), by="An", reason="proef") == 2
    assert revision_of(holder) == 2


def test_a_server_that_says_nothing_is_away(
    server: Server, holders: Callable[[], PlannerHolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SILENT", 0.3)
    holder = holders()
    holder.current()
    server.asking.clear()
    until(lambda: holder.away_since() is not None)
    server.asking.set()
    until(lambda: holder.away_since() is None)


def test_a_start_without_the_server_uses_what_was_compiled_before(
    server: Server, holders: Callable[[], PlannerHolder]
) -> None:
    assert revision_of(holders()) == 1
    server.away = True
    holder = holders()
    assert revision_of(holder) == 1
    assert holder.away_since() is not None
    server.away = False
    put(server, skill("nieuw"))
    until(lambda: revision_of(holder) == 2)


def test_a_start_without_the_server_and_without_anything_compiled(
    server: Server, holders: Callable[[], PlannerHolder]
) -> None:
    server.away = True
    holder = holders()
    with pytest.raises(StoreUnavailable):
        holder.current()
    server.away = False
    assert revision_of(holder) == 1


def test_what_was_compiled_before_is_read_ahead_and_a_revision_is_served_before_it_is_kept(
    server: Server, holders: Callable[[], PlannerHolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    holders().current()
    read: list[Revision | None] = []
    found = server.snapshot
    monkeypatch.setattr(server, "snapshot", lambda at=None: (read.append(at), found(at))[1])
    holder = holders()
    assert revision_of(holder) == 1
    until(lambda: read)  # nothing had to be compiled, and it is known what the next revision changes
    served: list[int] = []
    monkeypatch.setattr(following, "keep", lambda *_: served.append(revision_of(holder)))
    put(server, skill("nieuw"))
    until(lambda: 2 in served)


def test_one_index_is_made_at_a_time_and_the_last_is_of_the_newest_revision(
    server: Server, holders: Callable[[], PlannerHolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, going_on = list[int](), threading.Event()

    def matcher(planner: Planner) -> None:
        begun.append(planner.network.revision)
        going_on.wait(10)

    monkeypatch.setattr(Planner, "matcher", matcher)
    holder = holders()
    holder.current()
    assert not begun  # nobody searched yet
    holder.current().search("kok")
    until(lambda: begun)
    for number in range(2, 5):
        put(server, skill(f"nieuw-{number}"))
        until(lambda number=number: revision_of(holder) == number)
    assert begun == [1]
    going_on.set()
    until(lambda: begun == [1, 4])


def test_what_breaks_does_not_end_the_following(
    server: Server, holders: Callable[[], PlannerHolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = holders()
    holder.current()
    found = following.network_of

    def broken(*_: Any) -> Any:
        monkeypatch.setattr(following, "network_of", found)
        raise RuntimeError("out of order")

    monkeypatch.setattr(following, "network_of", broken)
    put(server, skill("nieuw"))
    until(lambda: revision_of(holder) == 2)


def test_a_network_of_another_database_at_the_same_address_is_not_used(
    server: Server, holders: Callable[[], PlannerHolder]
) -> None:
    holders().current()
    folder = cache_folder(URL)
    assert folder is not None
    kept = cache.newest(folder)
    assert kept is not None
    cache.save(replace(kept, digest="0" * 64), folder)
    assert holders().current().network.digest == server.snapshot().digest


def test_closing_ends_the_thread(server: Server) -> None:
    follower = Follower(URL, lambda planner: None, 0.1, opening=lambda url: server)
    follower.start()
    (thread,) = [one for one in threading.enumerate() if one.name == "follow-store"]
    follower.close()
    thread.join(5)
    assert not thread.is_alive()
