"""The compiled network on disk: read when fresh, made anew when stale or damaged, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph import cache
from graph.compiling import compile_network
from graph.keeping import cache_folder
from graph.network import Network
from graph.planner import Planner
from graph.stores import open_store
from graph.stores.base import Put, Revision
from graph.stores.memory import MemoryStore
from tests.kit.small import demands, id_of, job, network, skill, store, training
from tests.unit.test_compiling import same

SERVER = "neo4j://an:geheimpje@127.0.0.1:1/proef"


def kitchen() -> Network:
    return network(job("kok", "a b"), demands("kok", "x|y"), training("t", 1, None, "a", gives="x", entry_level=3))


def test_what_is_saved_reads_back_the_same(tmp_path: Path) -> None:
    net = kitchen()
    cache.save(net, tmp_path)
    found = cache.find(tmp_path, net.revision)
    assert found is not None
    assert same(net, found)


def test_an_empty_network_reads_back(tmp_path: Path) -> None:
    net = compile_network(MemoryStore().snapshot())
    cache.save(net, tmp_path)
    found = cache.find(tmp_path, 0)
    assert found is not None
    assert same(net, found)


def test_nothing_there_is_none(tmp_path: Path) -> None:
    assert cache.find(tmp_path / "nowhere", 1) is None


def test_another_revision_is_none(tmp_path: Path) -> None:
    cache.save(kitchen(), tmp_path)
    assert cache.find(tmp_path, 2) is None


def test_a_file_under_the_name_of_another_revision_is_none(tmp_path: Path) -> None:
    cache.save(kitchen(), tmp_path).rename(cache.cache_path(tmp_path, 2))
    assert cache.find(tmp_path, 2) is None


def test_another_code_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.save(kitchen(), tmp_path)
    monkeypatch.setattr(cache, "code_digest", lambda: "another")
    assert cache.find(tmp_path, 1) is None


def test_saving_removes_what_is_stale(tmp_path: Path) -> None:
    stale = tmp_path / "network-0-abc.npz"
    stale.write_bytes(b"old")
    assert [path.name for path in tmp_path.iterdir()] == [stale.name]
    path = cache.save(kitchen(), tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = cache.save(kitchen(), tmp_path)
    before = path.read_bytes()

    def full(stream: Any, **arrays: Any) -> None:
        stream.write(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="no space"):
        cache.save(kitchen(), tmp_path)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [before]


DAMAGES: dict[str, Any] = {
    "empty": lambda data: b"",
    "first half": lambda data: data[: len(data) // 2],
    "last half": lambda data: data[len(data) // 2 :],
    "zeros": lambda data: bytes(len(data)),
    "text": lambda data: b"hello",
    "a zip of nothing": lambda data: b"PK\x05\x06" + bytes(18),
    "head overwritten": lambda data: b"XXXX" + data[4:],
    "end cut": lambda data: data[:-10],
    "a numpy array": lambda data: b"\x93NUMPY\x01\x00v\x00{'descr': '<i4', 'fortran_order': False, 'shape': (0,), }",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_none(tmp_path: Path, damage: str) -> None:
    path = cache.save(kitchen(), tmp_path)
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    assert cache.find(tmp_path, 1) is None


def test_a_flipped_byte_anywhere_is_none_or_harmless(tmp_path: Path) -> None:
    net = kitchen()
    path = cache.save(net, tmp_path)
    data = path.read_bytes()
    for place in range(0, len(data), 41):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        found = cache.find(tmp_path, 1)
        assert found is None or same(net, found), place


def test_a_file_with_a_part_left_out_is_none(tmp_path: Path) -> None:
    path = cache.save(kitchen(), tmp_path)
    with np.load(path) as arrays:
        kept = {name: arrays[name] for name in arrays.files if name != "weeks"}
    with path.open("wb") as stream:
        np.savez(stream, **kept)
    assert cache.find(tmp_path, 1) is None


def test_a_folder_in_its_place_is_none(tmp_path: Path) -> None:
    cache.cache_path(tmp_path, 1).mkdir(parents=True)
    assert cache.find(tmp_path, 1) is None


# Through the planner


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    made: list[int] = []

    def compiled(snapshot: Any) -> Network:
        made.append(int(snapshot.revision))
        return compile_network(snapshot)

    monkeypatch.setattr("graph.keeping.compile_network", compiled)
    return made


def test_a_fresh_file_is_not_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, kept = counted(monkeypatch), store(job("kok", "a"))
    Planner.of(kept, tmp_path)
    Planner.of(kept, tmp_path)
    assert made == [1]


def test_a_new_revision_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, kept = counted(monkeypatch), store(job("kok", "a"))
    Planner.of(kept, tmp_path)
    kept.apply([Put(skill("new"))], expected=Revision(1), by="test", reason="test")
    Planner.of(kept, tmp_path)
    assert made == [1, 2]


def test_a_damaged_file_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, kept = counted(monkeypatch), store(job("kok", "a"))
    path = cache.save(Planner.of(kept).network, tmp_path)
    path.write_bytes(b"damaged")
    Planner.of(kept, tmp_path)
    assert made == [1, 1]


def test_what_was_made_anew_is_kept(tmp_path: Path) -> None:
    kept = store(job("kok", "a"))
    cache.cache_path(tmp_path, 1).write_bytes(b"damaged")
    Planner.of(kept, tmp_path)
    assert cache.find(tmp_path, 1) is not None


def test_the_newest_revision_is_by_number_not_by_name(tmp_path: Path) -> None:
    for revision in (9, 10):
        cache.cache_path(tmp_path, revision).write_bytes(b"")
    cache.save(kitchen(), tmp_path / "aside").rename(cache.cache_path(tmp_path, 9))
    assert cache.newest(tmp_path) is None  # the newest, of revision 10, can't be read


def test_another_snapshot_of_the_same_revision_is_told_by_its_digest(tmp_path: Path) -> None:
    cache.save(network(job("kok", "a")), tmp_path)
    other = store(job("chef", "a"))
    assert id_of("occupation", "chef") in Planner.of(other, tmp_path).network.occupations.row_by_id


def test_a_store_on_disk_finds_what_it_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, url = counted(monkeypatch), f"oxigraph:{tmp_path / 'kg'}"
    kept = open_store(url)
    records = store(job("kok", "a")).snapshot().records
    kept.apply([Put(record) for record in records], expected=Revision(0), by="test", reason="test")
    kept.close()
    Planner.open(url)
    Planner.open(url)
    assert made == [1]


def test_the_folder_of_compiled_networks_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = cache_folder(SERVER)
    assert folder is not None
    assert folder.parent == tmp_path / "loopbaanpad" / "networks"
    assert "geheimpje" not in str(folder)
    assert folder == cache_folder(SERVER.replace("geheimpje", "ander").replace("an:", "bo:"))
    assert folder != cache_folder(SERVER.replace("proef", "ander"))
