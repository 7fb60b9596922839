"""Writing what was loaded: one revision or nothing, versions replaced, what others need kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.stores.memory import MemoryStore
from loaders.base import Loaded
from loaders.pipeline import LOADERS, load, loader_of, write
from ontology.concepts import Label, LabelKind, Mode, Skill, SkillKind, Training, TrainingKind
from ontology.errors import ConfigError, DatasetRejected, Finding
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import ConceptId, own_id, short_of
from ontology.records import Record
from ontology.relations import Names


def source(version: str, family: str = "test") -> Source:
    return Source(
        id=own_id("source", f"{family}/{version}"), name=family, publisher="wij", version=version, licence="CC0"
    )


def skill(name: str, version: str, **more: object) -> Skill:
    values: dict[str, object] = {
        "id": own_id("skill", name),
        "labels": (Label(LabelKind.PREF, "nl", name),),
        "skill_kind": SkillKind.SKILL,
        "evidence": (Evidence(source=source(version).id, kind=EvidenceKind.CURATED),),
    }
    return Skill(**{**values, **more})  # type: ignore[arg-type]


def loaded(version: str, *names: str) -> Loaded:
    return Loaded(sources=(source(version),), records=tuple(skill(name, version) for name in names))


def training(*teaches: str) -> Loaded:
    other = source("1", "aanbieder")
    record = Training(
        id=own_id("training", "t"),
        labels=(Label(LabelKind.PREF, "nl", "t"),),
        training_kind=TrainingKind.COURSE,
        mode=Mode.ONLINE,
        duration=None,
        cost=None,
        teaches=frozenset(own_id("skill", name) for name in teaches),
        evidence=(Evidence(source=other.id, kind=EvidenceKind.CURATED, stated=date(2026, 1, 1)),),
    )
    return Loaded(sources=(other,), records=(record,))


def ids(store: MemoryStore) -> set[str]:
    return {short_of(record.id) for record in store.snapshot().records}


def test_a_load_is_one_revision_with_who_and_why() -> None:
    store = MemoryStore()
    report = write(store, loaded("1", "a", "b"), by="jan", reason="eerste keer")
    assert (report.before, report.after, report.changed) == (0, 1, 3)
    assert [(info.by, info.reason, info.changed) for info in store.history()] == [("jan", "eerste keer", 3)]


def test_the_same_again_makes_no_revision() -> None:
    store = MemoryStore()
    write(store, loaded("1", "a"), by="t", reason="r")
    report = write(store, loaded("1", "a"), by="t", reason="r")
    assert (report.before, report.after, report.changed) == (1, 1, 0)


def test_a_newer_version_is_one_revision_that_retracts_what_vanished() -> None:
    store = MemoryStore()
    write(store, loaded("1", "a", "b"), by="t", reason="r")
    report = write(store, loaded("2", "b", "c"), by="t", reason="r")
    assert (report.after, report.changed) == (2, 6)
    assert ids(store) == {"source/test/2", "skill/b", "skill/c"}
    assert [str(finding) for finding in report.findings] == ["note source/test/1: version 1 made way for this one"]


def test_a_corrected_file_of_the_same_version_retracts_too() -> None:
    store = MemoryStore()
    write(store, loaded("1", "a", "b"), by="t", reason="r")
    write(store, loaded("1", "a"), by="t", reason="r")
    assert ids(store) == {"source/test/1", "skill/a"}


def test_what_vanished_and_is_still_referred_to_is_kept_with_a_warning() -> None:
    store = MemoryStore()
    write(store, loaded("1", "a", "b", "c"), by="t", reason="r")
    write(store, training("a"), by="t", reason="r")
    report = write(store, loaded("2", "c"), by="t", reason="r")
    assert ids(store) == {
        *("source/test/1", "source/test/2", "source/aanbieder/1"),
        *("skill/a", "skill/c", "training/t"),
    }
    assert [finding.message for finding in report.findings if finding.severity == "warning"] == [
        "skill/a is gone from the new version, but 1 still refer to it (training/t): kept as it was"
    ]


def test_what_a_kept_concept_needs_is_kept_as_well() -> None:
    store = MemoryStore()
    first = loaded("1", "a", "b", "c")
    under_b = replace(first.records[0], broader=frozenset({own_id("skill", "b")}))  # type: ignore[type-var]
    write(store, replace(first, records=(under_b, *first.records[1:])), by="t", reason="r")
    write(store, training("a"), by="t", reason="r")
    write(store, loaded("2", "c"), by="t", reason="r")
    assert {"skill/a", "skill/b", "source/test/1"} <= ids(store)


def test_what_was_kept_goes_when_nobody_needs_it_any_more() -> None:
    store = MemoryStore()
    write(store, loaded("1", "a", "c"), by="t", reason="r")
    write(store, training("a"), by="t", reason="r")
    write(store, loaded("2", "c"), by="t", reason="r")
    write(store, replace(training("c"), sources=(source("1", "aanbieder"),)), by="t", reason="r")
    write(store, loaded("3", "c"), by="t", reason="r")
    assert ids(store) == {"source/test/3", "source/aanbieder/1", "skill/c", "training/t"}


REFUSED: dict[str, Loaded] = {
    "nothing in it": Loaded(sources=(source("1"),), records=()),
    "refers to nothing": Loaded(
        sources=(source("1"),), records=(skill("a", "1", broader=frozenset({own_id("skill", "weg")})),)
    ),
    "an evidence without its source": Loaded(sources=(), records=(skill("a", "1"),), families=("x",)),
    "stated twice": Loaded(sources=(source("1"),), records=(skill("a", "1"), skill("a", "1", description="anders"))),
    "no preferred name": Loaded(sources=(source("1"),), records=(skill("a", "1", labels=()),)),
    "a formula": replace(loaded("1", "a"), refused=(Finding("error", "t.csv", 2, "a formula-like text"),)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_leaves_the_store_as_it_was(case: str) -> None:
    store = MemoryStore()
    write(store, loaded("0", "z"), by="t", reason="r")
    before = store.snapshot().digest
    with pytest.raises(DatasetRejected):
        write(store, REFUSED[case], by="t", reason="r")
    assert (store.revision(), store.snapshot().digest) == (1, before)


def test_a_rejection_carries_all_findings() -> None:
    with pytest.raises(DatasetRejected) as caught:
        write(MemoryStore(), REFUSED["a formula"], by="t", reason="r")
    assert [str(finding) for finding in caught.value.findings] == ["error t.csv:2: a formula-like text"]


def test_names_of_a_source_do_not_replace_anothers() -> None:
    store = MemoryStore()
    write(store, loaded("1", "a"), by="t", reason="r")
    names = Names(
        id=own_id("skill", "a"),
        labels=(Label(LabelKind.ALT, "nl", "aa"),),
        evidence=(Evidence(source=source("1", "titels").id, kind=EvidenceKind.CURATED),),
    )
    more: tuple[Record, ...] = (names,)
    write(store, Loaded(sources=(source("1", "titels"),), records=more), by="t", reason="r")
    assert len(store.find(ConceptId(own_id("skill", "a")))) == 2


@pytest.mark.parametrize("name", sorted(LOADERS))
def test_every_loader_can_be_imported(name: str) -> None:
    assert callable(loader_of(name))


def test_an_unknown_loader_or_option() -> None:
    with pytest.raises(ConfigError, match="expected one of brc"):
        load(MemoryStore(), "escoo", [], by="t", reason="r")
    with pytest.raises(ConfigError, match="no option colour"):
        load(MemoryStore(), "esco", [], by="t", reason="r", colour="red")
