"""What only a store in a folder has to do: processes, checkpoints, damage, generations, SPARQL."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given

from graph.stores import folder, graph_writes, open_store
from graph.stores.base import Change, Put, Retract, Revision
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from graph.stores.rdf_terms import GRAPHS
from ontology.errors import ConfigError, StoreUnavailable
from ontology.records import digest_of, key_of
from tests.conformance.conftest import ROOT
from tests.conformance.draws import change_logs
from tests.conformance.samples import DERIVED, EVIDENCE, KOK, RECORDS, skill
from tests.conformance.test_stores import outcome, put


def run(code: str, *args: object) -> subprocess.CompletedProcess[str]:
    """A process of its own that runs this code on these arguments."""
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, args)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def names_in(path: Path) -> dict[str, bytes]:
    return {str(one.relative_to(path)): one.read_bytes() for one in path.rglob("*") if one.is_file()}


@pytest.fixture
def store(tmp_path: Path) -> OxigraphStore:
    opened = OxigraphStore(tmp_path / "kg")
    put(opened, *map(Put, RECORDS))
    return opened


def test_what_was_written_is_there_after_reopening(store: OxigraphStore, tmp_path: Path) -> None:
    put(store, Put(skill("snijden")))
    before = store.snapshot()
    history = store.history()
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.snapshot()
    again = OxigraphStore(tmp_path / "kg")
    assert again.revision() == 2
    assert again.snapshot().by_key == before.by_key
    assert digest_of(again.snapshot().by_key.values()) == before.digest == again.snapshot().digest
    assert again.history() == history
    put(again, Retract(key_of(skill("snijden"))))
    assert again.snapshot().digest == digest_of(RECORDS)
    again.close()


def test_forgetting_reads_the_same_again(store: OxigraphStore) -> None:
    before = store.snapshot()
    store.forget()
    assert store.snapshot().by_key == before.by_key
    assert store.snapshot() is not before


_folders = count()


@given(log=change_logs())
def test_generations_reopening_and_changes_in_place_agree(
    tmp_path_factory: pytest.TempPathFactory, log: list[list[Change]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_writes, "BULK", 3)
        path = tmp_path_factory.getbasetemp() / f"generations-{next(_folders)}"
        reference, store = MemoryStore(), OxigraphStore(path)
        for batch in log:
            assert outcome(store, batch) == outcome(reference, batch)
            store.forget()
        store.close()
        store = OxigraphStore(path)
        for at in range(reference.revision() + 1):
            assert store.snapshot(Revision(at)).by_key == reference.snapshot(Revision(at)).by_key
        store.close()


def test_evidence_that_nobody_rests_on_any_more_goes(store: OxigraphStore) -> None:
    assert _count(store, "?e lp:how ?how") == 1
    put(store, *(Put(replace(record, evidence=EVIDENCE)) for record in RECORDS if _rests_on_derived(record)))
    assert _count(store, "?e lp:how ?how") == 0
    assert store.snapshot().digest == digest_of(
        replace(record, evidence=EVIDENCE) if _rests_on_derived(record) else record  # type: ignore[call-arg]
        for record in RECORDS
    )


def _rests_on_derived(record: object) -> bool:
    return getattr(record, "evidence", None) == DERIVED


def _count(store: OxigraphStore, pattern: str, at: Revision | None = None) -> int:
    (row,) = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}", at)
    return int(row["n"].value)


def test_a_second_process_is_told_the_way_out(store: OxigraphStore, tmp_path: Path) -> None:
    code = """
        import sys
        from graph.stores.oxigraph import OxigraphStore
        from ontology.errors import StoreUnavailable
        try:
            OxigraphStore(sys.argv[1])
        except StoreUnavailable as error:
            print(error)
        """
    said = run(code, tmp_path / "kg").stdout
    assert "in use by another process" in said
    assert "stop it first, or use a command that only reads" in said
    with pytest.raises(StoreUnavailable, match="in use"):
        OxigraphStore(tmp_path / "kg")
    assert put(store, Put(skill("snijden"))) == 2


def test_another_process_reads_while_this_one_writes(store: OxigraphStore, tmp_path: Path) -> None:
    code = """
        import sys
        from graph.stores import open_store
        from ontology.records import digest_of
        store = open_store(f"oxigraph:{sys.argv[1]}", read_only=True)
        snapshot = store.snapshot()
        assert digest_of(snapshot.by_key.values()) == snapshot.digest
        print(store.revision(), snapshot.digest, len(store.history()))
        """
    for step in range(3):
        said = run(code, tmp_path / "kg")
        assert said.stdout.split() == [str(step + 1), store.snapshot().digest, str(step + 1)], said.stderr
        put(store, Put(skill(f"nieuw-{step}")))


def test_a_reader_keeps_its_revision_and_its_files(store: OxigraphStore, tmp_path: Path) -> None:
    reader = OxigraphStore.open_readonly(tmp_path / "kg")
    for step in range(5):
        put(store, Put(skill(f"nieuw-{step}")))
    assert reader.snapshot().digest == digest_of(RECORDS)
    assert reader.find(KOK) == store.find(KOK)
    kept = {one.name for one in (tmp_path / "kg" / "readers").iterdir() if one.is_dir()}
    assert kept == {"r0000000001", "r0000000006"}
    reader.close()
    put(store, Put(skill("later")))
    kept = {one.name for one in (tmp_path / "kg" / "readers").iterdir() if one.is_dir()}
    assert kept == {"r0000000007"}


def test_a_reader_changes_nothing(store: OxigraphStore, tmp_path: Path) -> None:
    reader = open_store(f"oxigraph:{tmp_path / 'kg'}", read_only=True)
    with pytest.raises(StoreUnavailable, match="reading only"):
        reader.apply([Put(skill("x"))], expected=Revision(1), by="toets", reason="proef")
    reader.close()


def test_a_reader_finds_a_revision_that_was_left_without_a_checkpoint(
    store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(folder.StoreFolder, "publish", lambda *args: None)
        put(store, Put(skill("snijden")))
    store.close()
    reader = OxigraphStore.open_readonly(tmp_path / "kg")
    assert reader.revision() == 2
    reader.close()


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="no store yet"):
        OxigraphStore.open_readonly(tmp_path / "kg")
    assert not (tmp_path / "kg").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van mij")
    for open_it in (OxigraphStore, OxigraphStore.open_readonly):
        with pytest.raises(StoreUnavailable, match="no loopbaanpad store"):
            open_it(tmp_path)
    assert names_in(tmp_path) == {"brief.txt": b"van mij"}
    with pytest.raises(StoreUnavailable, match="is a file"):
        OxigraphStore(tmp_path / "brief.txt")


@pytest.mark.parametrize("damage", ["no CURRENT", "broken MANIFEST", "broken marker", "other format"])
def test_damage_is_said_and_nothing_is_touched(store: OxigraphStore, tmp_path: Path, damage: str) -> None:
    store.close()
    path = tmp_path / "kg"
    marker = path / "loopbaanpad-store.json"
    if damage == "no CURRENT":
        (path / "kg" / "CURRENT").unlink()
    elif damage == "broken MANIFEST":
        next((path / "kg").glob("MANIFEST-*")).write_bytes(b"\x00" * 100)
    elif damage == "broken marker":
        marker.write_text("{")
    else:
        marker.write_text(json.dumps({"format": 99, "state": "ready"}))
    before = {name for name in names_in(path) if name.endswith((".sst", ".json"))}
    with pytest.raises(StoreUnavailable, match=r"damaged|format 99"):
        OxigraphStore(path)
    assert {name for name in names_in(path) if name.endswith((".sst", ".json"))} == before


def test_a_start_that_was_cut_off_is_started_again(tmp_path: Path) -> None:
    path = tmp_path / "kg"
    OxigraphStore(path).close()
    (path / "loopbaanpad-store.json").write_text(json.dumps({"format": 1, "state": "creating"}))
    (path / "kg" / "CURRENT").unlink()
    again = OxigraphStore(path)
    assert again.revision() == 0
    again.close()


def test_graphs_that_no_revision_names_are_swept(store: OxigraphStore, tmp_path: Path) -> None:
    assert store._store is not None
    store._store.update(f"INSERT DATA {{ GRAPH <{GRAPHS}half/1/r9> {{ <urn:a> <urn:b> <urn:c> }} }}")
    store.close()
    again = OxigraphStore(tmp_path / "kg")
    assert again._store is not None
    assert not [graph for graph in again._store.named_graphs() if "half" in str(graph)]
    assert again.snapshot().digest == digest_of(RECORDS)
    again.close()


@pytest.mark.parametrize("trouble", [RuntimeError, KeyboardInterrupt])
def test_a_load_that_fails_half_way_can_be_done_again(
    store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[BaseException]
) -> None:
    monkeypatch.setattr(graph_writes, "BULK", 3)
    changes = [Put(skill(f"nieuw-{number}")) for number in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr("graph.stores.ledger.one_update", _raising(trouble))
        with pytest.raises((StoreUnavailable, KeyboardInterrupt)):
            put(store, *changes)
    if trouble is KeyboardInterrupt:
        store = OxigraphStore(tmp_path / "kg")
    assert store.snapshot().digest == digest_of(RECORDS)
    assert put(store, *changes[:4]) == 2
    store.forget()
    assert store.snapshot().digest == digest_of([*RECORDS, *(change.record for change in changes[:4])])
    store.close()


def _raising(trouble: type[BaseException]) -> Callable[..., str]:
    def fail(*args: object) -> str:
        raise trouble

    return fail


def test_a_first_load_that_was_stopped_leaves_nothing(tmp_path: Path) -> None:
    first = OxigraphStore(tmp_path / "kg")
    assert first._store is not None
    first._store.update(f"INSERT DATA {{ GRAPH <{GRAPHS}half/1/r1> {{ <urn:a> <urn:b> <urn:c> }} }}")
    first.close()
    again = OxigraphStore(tmp_path / "kg")
    assert again._store is not None
    assert len(again._store) == 0
    assert put(again, *map(Put, RECORDS)) == 1
    again.close()


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ConfigError, match="memory:, oxigraph:PATH or neo4j:"):
        open_store("ftp://x")
