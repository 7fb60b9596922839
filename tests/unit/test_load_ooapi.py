"""OOAPI JSON as a catalogue: both versions, offerings, and what is no OOAPI."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.ooapi_words import duration_weeks
from ontology.concepts import Mode, Training, TrainingKind
from ontology.errors import DatasetRejected, SourceUnreadable
from ontology.ids import own_id
from tests.kit.catalogue import only, run, store_with_concepts

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


def test_an_ooapi_6_programme_in_its_own_words(tmp_path: Path) -> None:
    store = store_with_concepts()
    programme = {
        "programmeId": "p-6",
        "programmeType": "programme",
        "name": [{"language": "nl-NL", "value": "Logistiek medewerker"}],
        "primaryCode": {"codeType": "programme_code", "code": "25371"},
        "level": "secondary_vocational_education_2",
        "levelOfQualification": "eqf_2",
        "modesOfDelivery": ["project_based", "work_based"],
        "studyLoad": [{"studyLoadUnit": "contact_time", "value": 3}, {"studyLoadUnit": "sbu", "value": 520}],
        "duration": "P1Y",
        "learningOutcomes": [
            {
                "learningOutcomeId": "123e4567-e89b-12d3-a456-426614174000",
                "primaryCode": {"codeType": "identifier", "code": "LO 1"},
                "name": [{"language": "nl-NL", "value": "Heftruck besturen"}],
            }
        ],
    }
    run(store, tmp_path / "p.json", json.dumps({"pageSize": 10, "items": [programme]}))
    training = only(store)
    assert (training.training_kind, training.level, training.mode) == (TrainingKind.MBO, 2, Mode.PRACTICE)
    assert (training.load, training.code) == (10, "25371")
    assert training.teaches == {own_id("skill", "heftruck")}
    assert training.gives == {own_id("credential", "crebo-25371")}


def offering(amount: str, start: str, **more: Any) -> dict[str, Any]:
    return {
        "offeringId": f"o-{start}",
        "startDateTime": f"{start}T08:30:00+01:00",
        "priceInformation": [
            {"costType": "stap_eligible", "amount": "99", "currency": "EUR"},
            {"costType": "total_costs", "amount": amount, "currency": "EUR"},
        ],
        "course": COURSE,
        **more,
    }


def test_offerings_bring_price_and_starts(tmp_path: Path) -> None:
    store = store_with_concepts()
    items = [offering("340.84", "2026-09-01"), offering("340.84", "2026-02-01")]
    run(store, tmp_path / "o.json", json.dumps({"items": items}))
    training = only(store)
    assert (training.cost, training.starts) == (34_084, ("2026-02-01", "2026-09-01"))


def test_offerings_that_differ_in_price_leave_it_unknown(tmp_path: Path) -> None:
    store = store_with_concepts()
    dollars = [{"costType": "total costs", "amount": 10, "currency": "USD"}]
    items = [
        offering("340.84", "2026-09-01"),
        offering("400", "2026-02-01"),
        offering("1", "2026-03-01", priceInformation=dollars),
        offering("veel", "2026-04-01"),
    ]
    report = run(store, tmp_path / "o.json", json.dumps({"items": items}))
    assert only(store).cost is None
    told = [finding.message for finding in report.findings]
    assert "item 4: its price is not used: found amount 'veel', expected a number such as 340.84" in told
    assert "item 1: its offerings have 2 prices: left unknown" in told


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
