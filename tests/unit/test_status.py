"""What ``status`` counts: records by the kind of evidence they rest on, and those that somebody should look at."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from api.cli import main
from api.status import network_status, snapshot_status
from graph.compiling import compile_network
from graph.stores import open_store
from graph.stores.base import Put, Snapshot
from ontology.evidence import Evidence, EvidenceKind
from ontology.records import Record
from tests.kit.small import CURATED, id_of, job, skill, store


def resting_on(record: Record, *kinds: EvidenceKind, check: bool = False) -> Record:
    source = id_of("source", CURATED)
    said = tuple(Evidence(source=source, kind=kind, how="test", check=check) for kind in kinds)
    return replace(record, evidence=said)  # type: ignore[arg-type]


@pytest.fixture
def snapshot() -> Snapshot:
    return store(
        *job("kok", "koken bakken"),
        resting_on(skill("koken"), EvidenceKind.OFFICIAL),
        resting_on(skill("bakken"), EvidenceKind.DERIVED, EvidenceKind.DERIVED, check=True),
    ).snapshot()


EXPECTED = {"official": 1, "curated": 2, "observed": 0, "derived": 1}


def test_records_are_counted_once_for_each_kind_they_rest_on(snapshot: Snapshot) -> None:
    state = snapshot_status(snapshot)
    assert (state["evidence"], state["toCheck"]) == (EXPECTED, 1)


def test_the_service_counts_the_same(snapshot: Snapshot) -> None:
    state = network_status(compile_network(snapshot))
    assert (state["evidence"], state["toCheck"]) == (EXPECTED, 1)


def test_the_command_says_how_many_are_to_be_checked(
    snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"oxigraph:{tmp_path / 'kg'}"
    with closing(open_store(url)) as opened:
        puts = [Put(record) for record in snapshot.records]
        opened.apply(puts, expected=opened.revision(), by="test", reason="test")
    assert main(["status", "--store", url]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["officieel", "1"] in rows
    assert ["waarvan", "na", "te", "kijken", "1"] in rows
