"""Entry demands for what isn't loaded yet wait for it, whichever comes first."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from graph.compiling import compile_network
from graph.stores.base import Put, Retract, Revision
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.errors import DanglingReference
from ontology.ids import ESCO_ISCO, ConceptId
from ontology.records import Record, key_of, references_of
from ontology.relations import EntryDemands
from tests.kit.small import credential, demands, groups_of, id_of, network, occupation, said_by, store
from tests.kit.sources import KOK as ESCO_KOK
from tests.kit.sources import OCCUPATIONS, RELATIONS, as_folder, esco_tables

KOK = ConceptId(ESCO_KOK)
UNIT = ConceptId(ESCO_ISCO + "5120")
BY = "startset/1"


def about(id: ConceptId, groups: str) -> EntryDemands:
    return EntryDemands(id=id, groups=groups_of(groups), basis=demands("x", "y").basis, law="L", evidence=said_by(BY))


def holder(*more: Record) -> MemoryStore:
    """A store without ESCO that has the credentials and the source."""
    return store(credential("x"), credential("y"), occupation("ander", by=BY), *more)


def put(kept: MemoryStore, *records: Record) -> None:
    kept.apply([Put(record) for record in records], expected=kept.revision(), by="t", reason="t")


def walls(kept: MemoryStore, id: str) -> set[str]:
    net = compile_network(kept.snapshot())
    row = net.occupations.row(id)
    return {net.group_labels[group].rpartition("/")[2] for group in net.occupation_demands[row]}


@pytest.mark.parametrize("subject", [KOK, UNIT])
def test_demands_for_esco_may_come_before_esco(subject: ConceptId) -> None:
    kept = holder()
    put(kept, about(subject, "x"))
    assert compile_network(kept.snapshot()).occupations.ids == (id_of("occupation", "ander"),)


def test_demands_for_one_of_our_own_that_isnt_there_are_refused() -> None:
    with pytest.raises(DanglingReference) as caught:
        put(holder(), about(id_of("occupation", "kok"), "x"))
    assert list(caught.value.missing) == [(id_of("occupation", "kok"), id_of("occupation", "kok"))]


def test_demands_of_a_credential_that_isnt_there_are_refused() -> None:
    with pytest.raises(DanglingReference):
        put(holder(), about(KOK, "z"))


def esco(kept: MemoryStore, folder: Path, occupations: object = OCCUPATIONS, version: str = "1.1.1") -> None:
    tables = esco_tables(occupations=occupations, relations=[r for r in RELATIONS if r["occupationUri"] == ESCO_KOK])  # type: ignore[arg-type]
    load(kept, "esco", [as_folder(folder, tables)], by="t", reason="t", version=version)


@pytest.mark.parametrize("order", list(permutations(["esco", "unit", "own"])), ids="-".join)
def test_the_order_of_loading_changes_nothing(order: tuple[str, ...], tmp_path: Path) -> None:
    kept = holder()
    for step in order:
        if step == "esco":
            esco(kept, tmp_path / "esco")
        else:
            put(kept, about(UNIT, "x") if step == "unit" else about(KOK, "y"))
    assert walls(kept, KOK) == {"y"}


def test_the_unit_counts_where_nothing_is_said_of_the_occupation(tmp_path: Path) -> None:
    kept = holder(about(UNIT, "x"))
    esco(kept, tmp_path / "esco")
    assert walls(kept, KOK) == {"x"}


def test_a_stated_nothing_of_the_occupation_goes_before_the_wall_of_its_unit(tmp_path: Path) -> None:
    kept = holder(about(UNIT, "x"), about(KOK, ""))
    esco(kept, tmp_path / "esco")
    assert walls(kept, KOK) == set()
    assert network_is_sure(kept)


def network_is_sure(kept: MemoryStore) -> bool:
    net = compile_network(kept.snapshot())
    return not net.demands_unknown[net.occupations.row(KOK)]


def test_waiting_demands_hold_no_older_esco_back(tmp_path: Path) -> None:
    kept = holder(about(KOK, "x"))
    esco(kept, tmp_path / "one")
    esco(kept, tmp_path / "two", OCCUPATIONS[1:], "1.2.0")
    assert KOK not in {key.id for key in kept.snapshot().by_key if key.kind == "occupation"}
    assert KOK in {key.id for key in kept.snapshot().by_key if key.kind == "entry-demands"}


def test_taking_the_subject_away_leaves_the_demands_waiting() -> None:
    ours = occupation("kok")
    esco_job = type(ours)(id=KOK, labels=ours.labels, evidence=ours.evidence)
    kept = holder(esco_job, about(KOK, "x"))
    kept.apply([Retract(key_of(esco_job))], expected=kept.revision(), by="t", reason="t")
    assert kept.revision() == Revision(2)


def test_only_the_subject_of_demands_may_be_away() -> None:
    assert references_of(about(KOK, "x")) == {id_of("credential", "x"), said_by(BY)[0].source}
    assert id_of("occupation", "kok") in references_of(about(id_of("occupation", "kok"), "x"))


def test_an_occupation_that_only_demands_name_is_no_stranger_in_the_answers() -> None:
    net = network(occupation("kok", isco="5120"), about(KOK, "x"), about(UNIT, "y"))
    assert net.occupations.ids == (id_of("occupation", "kok"),)
    assert KOK not in net.texts
