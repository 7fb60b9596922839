"""A sector's own catalogue: the documented CSV."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontology.concepts import Mode, Training
from ontology.errors import DatasetRejected, SourceUnreadable
from ontology.ids import own_id
from tests.kit.catalogue import only, run, store_with_concepts

DOCS = Path(__file__).resolve().parents[2] / "docs" / "trainings-csv.md"


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
