"""A sector's own catalogue: the documented CSV, and OOAPI JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from graph.stores.base import Put, Revision
from graph.stores.memory import MemoryStore
from loaders.ooapi import duration_weeks
from loaders.pipeline import Report, load
from ontology.concepts import (
    Credential,
    CredentialKind,
    Label,
    LabelKind,
    Mode,
    Occupation,
    Skill,
    SkillKind,
    Training,
    TrainingKind,
)
from ontology.errors import DatasetRejected, SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import own_id
from ontology.records import Record
from ontology.relations import Region

DOCS = Path(__file__).resolve().parents[2] / "docs" / "trainings-csv.md"
SOURCE = Source(id=own_id("source", "kit/1"), name="kit", publisher="wij", version="1", licence="CC0")
EVIDENCE = (Evidence(source=SOURCE.id, kind=EvidenceKind.CURATED),)


def named(text: str) -> tuple[Label, ...]:
    return (Label(LabelKind.PREF, "nl", text),)


def store_with_concepts() -> MemoryStore:
    store = MemoryStore()
    records: list[Record] = [SOURCE]
    for id, text in (("orders", "orders verzamelen"), ("heftruck", "heftruck besturen"), ("veilig", "veilig werken")):
        records.append(Skill(id=own_id("skill", id), labels=named(text), skill_kind=SkillKind.SKILL, evidence=EVIDENCE))
    for id, text in (
        ("heftruck", "heftruckcertificaat"),
        ("reach", "reachtruckcertificaat"),
        ("crebo-25371", "mbo-diploma Logistiek medewerker"),
    ):
        records.append(
            Credential(
                id=own_id("credential", id),
                labels=named(text),
                credential_kind=CredentialKind.LICENCE,
                evidence=EVIDENCE,
            )
        )
    records.append(Occupation(id=own_id("occupation", "lm"), labels=named("logistiek medewerker"), evidence=EVIDENCE))
    for code, text in (("am13", "Midden-Utrecht"), ("am14", "Utrecht-Oost")):
        records.append(Region(id=own_id("region", code), labels=named(text), code=code.upper(), evidence=EVIDENCE))
    store.apply([Put(record) for record in records], expected=Revision(0), by="t", reason="r")
    return store


def run(store: MemoryStore, path: Path, text: str, **options: str) -> Report:
    path.write_text(text, encoding="utf-8")
    return load(store, "trainings", [path], by="t", reason="r", **options)


def only(store: MemoryStore) -> Training:
    (training,) = store.snapshot().iter_kind("training")
    assert isinstance(training, Training)
    return training


def row(**cells: str) -> str:
    values = {"id": "x", "name": "Cursus", "kind": "course", "mode": "classroom", **cells}
    return ",".join(values) + "\n" + ",".join(f'"{value}"' for value in values.values()) + "\n"


def test_the_example_in_the_docs_loads_without_a_finding(tmp_path: Path) -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    store = store_with_concepts()
    report = run(store, tmp_path / "voorbeeld.csv", example)
    assert report.findings == ()
    assert report.summary == {
        "trainings": 2,
        "teaching skills of the graph": 2,
        "with known duration": 2,
        "with known cost": 1,
        "rows left out": 0,
    }
    bbl, short = sorted(
        (one for one in store.snapshot().iter_kind("training") if isinstance(one, Training)), key=lambda one: one.mode
    )
    assert (short.cost, short.duration, short.load, short.paid) == (39500, 1, 16, False)
    assert short.regions == {own_id("region", "am13"), own_id("region", "am14")}
    assert short.gives == {own_id("credential", "heftruck")}
    assert short.teaches == {own_id("skill", "heftruck"), own_id("skill", "veilig")}
    assert (bbl.mode, bbl.cost, bbl.paid, bbl.national, bbl.entry_dutch) == (Mode.BBL, None, True, True, "2F")
    assert bbl.demands == (frozenset({own_id("credential", "heftruck"), own_id("credential", "reach")}),)
    assert bbl.starts == ("september", "februari")


def test_an_empty_cell_is_unknown_and_zero_is_zero(tmp_path: Path) -> None:
    store = store_with_concepts()
    run(store, tmp_path / "a.csv", row(teaches="veilig werken", euro="0", weeks="", hours=""))
    training = only(store)
    assert (training.cost, training.duration, training.load, training.level) == (0, None, None, None)


def test_every_column_in_the_docs_is_known_and_the_other_way_round() -> None:
    from loaders.training_rows import OPTIONAL, REQUIRED

    documented = {
        name
        for line in DOCS.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([a-z_]+)`", line.split("|")[1])
    }
    assert documented == set(REQUIRED) | set(OPTIONAL)


LEFT_OUT = {
    "no name": {"name": " "},
    "an unknown kind": {"kind": "seminar"},
    "an unknown mode": {"mode": "avond"},
    "half a week": {"weeks": "1.5"},
    "a negative price": {"euro": "-5"},
    "no number": {"hours": "veel"},
    "level 9": {"level": "9"},
    "Dutch that isn't a level": {"entry_dutch": "B1"},
    "a bbl for no job": {"mode": "bbl"},
    "an unpaid bbl": {"mode": "bbl", "leads_to": "logistiek medewerker", "paid": "nee"},
    "a demand that nobody knows": {"demands": "vliegbrevet"},
    "a job that nobody knows": {"after_jobs": "astronaut"},
    "a date that is none": {"stated": "gisteren"},
    "an id that is none": {"id": "http://a b"},
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_a_row_that_is_wrong_is_left_out_with_its_line(tmp_path: Path, case: str) -> None:
    good = {"id": "goed", "name": "Goed", "kind": "course", "mode": "online", "teaches": "veilig werken"}
    bad = {"id": "x", "name": "Cursus", "kind": "course", "mode": "classroom", **LEFT_OUT[case]}
    columns = list(dict.fromkeys([*good, *bad]))
    text = "\n".join([",".join(columns), *(",".join(one.get(name, "") for name in columns) for one in (good, bad))])
    store = store_with_concepts()
    report = run(store, tmp_path / "a.csv", text + "\n")
    assert only(store).id == own_id("training", "a/goed")
    assert [finding.line for finding in report.findings if finding.severity == "error"] == [3]


def test_a_skill_that_nobody_knows_is_left_off_with_a_warning(tmp_path: Path) -> None:
    store = store_with_concepts()
    report = run(store, tmp_path / "a.csv", row(teaches="veilig werken|zweven", regions="Mars"))
    assert only(store).teaches == {own_id("skill", "veilig")}
    assert [finding.message for finding in report.findings] == [
        "no skill is called 'zweven': not used",
        "no region is called 'Mars': not used",
    ]


def test_an_unknown_column_is_reported(tmp_path: Path) -> None:
    report = run(store_with_concepts(), tmp_path / "a.csv", row(teaches="veilig werken", week="3"))
    assert [finding.message.split(";")[0] for finding in report.findings] == ["column 'week' is not used"]


def test_the_same_catalogue_again_replaces_what_it_held(tmp_path: Path) -> None:
    store = store_with_concepts()
    run(store, tmp_path / "a.csv", row(teaches="veilig werken"))
    assert run(store, tmp_path / "a.csv", row(teaches="veilig werken")).changed == 0
    run(store, tmp_path / "b.csv", row(teaches="veilig werken", id="b"))
    run(store, tmp_path / "a.csv", row(teaches="veilig werken", id="y"))
    assert {record.id for record in store.snapshot().iter_kind("training")} == {
        own_id("training", "a/y"),
        own_id("training", "b/b"),
    }


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (row(name="=HYPERLINK(1)"), DatasetRejected),
        ("name,kind,mode\nx,course,online\n", SourceUnreadable),
        (row(mode="avond"), DatasetRejected),
    ],
)
def test_a_refused_catalogue_leaves_the_store_as_it_was(tmp_path: Path, text: str, error: type[Exception]) -> None:
    store = store_with_concepts()
    with pytest.raises(error):
        run(store, tmp_path / "a.csv", text)
    assert store.revision() == 1


COURSE: dict[str, Any] = {
    "courseId": "c-1",
    "name": [{"language": "nl-NL", "value": "Heftruck"}, {"language": "en-GB", "value": "Forklift"}],
    "description": [{"language": "nl-NL", "value": "Leren rijden"}],
    "duration": "P10W",
    "studyLoad": {"studyLoadUnit": "sbu", "value": 85},
    "modeOfDelivery": ["hybrid", "online"],
    "level": "secondary vocational education 2",
    "learningOutcomes": [
        [{"language": "nl-NL", "value": "Heftruck besturen"}],
        [{"language": "nl", "value": "zweven"}],
    ],
}
PROGRAM: dict[str, Any] = {
    "programId": "p-1",
    "programType": "program",
    "name": [{"language": "nl-NL", "value": "Logistiek medewerker"}],
    "levelOfQualification": "2",
    "sector": "secondary vocational education",
    "duration": "P1Y6M",
    "studyLoad": {"studyLoadUnit": "contacttime", "value": 100},
    "primaryCode": {"codeType": "crebo", "code": "25371"},
    "admissionRequirements": [{"language": "nl-NL", "value": "Een vooropleiding"}],
}


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"pageSize": 10, "items": [one]}])
def test_an_ooapi_course(tmp_path: Path, wrap: Any) -> None:
    store = store_with_concepts()
    report = run(store, tmp_path / "c.json", json.dumps(wrap(COURSE)))
    training = only(store)
    assert {label.lang: label.text for label in training.labels} == {"nl": "Heftruck", "en": "Forklift"}
    assert (training.training_kind, training.mode, training.level) == (TrainingKind.COURSE, Mode.CLASSROOM, 2)
    assert (training.duration, training.load, training.cost, training.paid) == (10, 9, None, False)
    assert training.teaches == {own_id("skill", "heftruck")}
    assert [finding.message for finding in report.findings] == [
        "item 1: 1 of 2 learning outcomes are no skill by that name"
    ]


def test_an_ooapi_programme_of_either_version(tmp_path: Path) -> None:
    newer = {**PROGRAM, "programmeId": "p-2", "programmeType": "programme"}
    del newer["programId"], newer["programType"]
    store = store_with_concepts()
    run(store, tmp_path / "p.json", json.dumps([PROGRAM, newer]))
    for training in store.snapshot().iter_kind("training"):
        assert isinstance(training, Training)
        assert (training.training_kind, training.level, training.duration) == (TrainingKind.MBO, 2, 78)
        assert (training.load, training.code) == (None, "25371")
        assert training.gives == {own_id("credential", "crebo-25371")}
        assert training.note == "toelating volgens de aanbieder: Een vooropleiding"


@pytest.mark.parametrize(
    ("text", "weeks"), [("P1Y", 52), ("P6M", 26), ("P10W", 10), ("P8D", 2), ("PT4H", 1), ("", None), (None, None)]
)
def test_durations(text: str | None, weeks: int | None) -> None:
    assert duration_weeks(text) == weeks


@pytest.mark.parametrize("text", ["P", "10 weken", "P-1W", 5])
def test_no_duration(text: object) -> None:
    with pytest.raises(ValueError):
        duration_weeks(text)


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"items": []}', '[{"name": "x"}]', "[" * 100_000, '"x"', '{"courseId": 1e999'],
)
def test_json_that_is_no_ooapi(tmp_path: Path, text: str) -> None:
    store = store_with_concepts()
    with pytest.raises(SourceUnreadable):
        run(store, tmp_path / "a.json", text)
    assert store.revision() == 1


@pytest.mark.parametrize(
    "change",
    [{"name": 5}, {"name": None}, {"duration": "snel"}, {"learningOutcomes": 7, "name": []}, {"courseId": ["x"]}],
)
def test_a_strange_item_is_left_out(tmp_path: Path, change: dict[str, Any]) -> None:
    store = store_with_concepts()
    report = run(store, tmp_path / "a.json", json.dumps([{**COURSE, "courseId": "ok"}, {**COURSE, **change}]))
    assert report.summary["trainings"] == 1
    assert report.count("error") == 1


def test_a_formula_in_json_is_refused(tmp_path: Path) -> None:
    store = store_with_concepts()
    with pytest.raises(DatasetRejected, match="formula-like"):
        run(store, tmp_path / "a.json", json.dumps({**COURSE, "name": "=cmd()"}))
    assert store.revision() == 1
