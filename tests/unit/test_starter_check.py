"""``check starter``: everything that is wrong with a set, with file and line, and an exit code that says so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.cli import main
from loaders import contract
from loaders.contract import iter_breaches
from loaders.starter import checking, read_starter
from loaders.starter.checking import check_starter
from ontology.concepts import Occupation
from ontology.records import Record, key_of
from tests.kit.starter_files import edit, write_starter

Run = tuple[int, str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_starter(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Run:
    code = main(["check", "starter", *arguments])
    return code, capsys.readouterr().out


def test_a_clean_set_is_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, str(folder)) == (0, "0 fouten, 0 waarschuwingen.\n")


def test_the_set_that_comes_along_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys) == (0, "0 fouten, 0 waarschuwingen.\n")


def test_a_warning_is_told_with_file_and_line_and_is_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, "occupations/horeca.yaml", "  names: [kokkin, keukenbaas, restaurantkok]", "  names: [kokkin]")
    code, out = run(capsys, str(folder))
    assert code == 0
    assert out.splitlines() == [
        "warning occupations/horeca.yaml:4: has 1 other names, expected at least 3",
        "0 fouten, 1 waarschuwingen.",
    ]


def test_a_mistake_is_told_with_file_and_line_and_is_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = edit(folder, "occupations/horeca.yaml", "  essential: [koken]", "  essential: [kokken]")
    code, out = run(capsys, str(folder))
    assert code == 3
    assert f"error occupations/horeca.yaml:{line}: 'essential' names 'kokken'" in out
    assert "zijn nog niet nagekeken" in out


def test_a_duration_outside_the_law_stands_on_its_own_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = edit(folder, "trainings.yaml", "    weeks: 104", "    weeks: 30")
    code, out = run(capsys, str(folder))
    assert (code, f"error trainings.yaml:{line}: 30 weeks is outside the legal span" in out) == (3, True)


def test_what_the_rules_across_records_say_has_its_line_too(folder: Path) -> None:
    edit(folder, "trainings.yaml", "  gives: [diploma-kok]", "  gives: [diploma-kok]\n  entry_level: 3")
    found = check_starter(folder).findings
    assert {(one.severity, one.file, one.line) for one in found} == {("warning", "trainings.yaml", 3)}
    assert {one.message for one in found} == {"asks level 3 and is itself level 2"}


def test_a_breach_of_the_shapes_is_an_error_on_the_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(records: tuple[Record, ...]) -> list[tuple[object, str]]:
        return [(key_of(one), "iscoUnit: four digits") for one in records if isinstance(one, Occupation)][:1]

    monkeypatch.setattr(checking, "iter_breaches", broken)
    (finding,) = check_starter(folder).findings
    assert str(finding) == "error occupations/horeca.yaml:4: iscoUnit: four digits"


def test_the_shapes_find_what_the_types_would_refuse(folder: Path) -> None:
    records = read_starter(folder).records
    assert list(iter_breaches(records)) == []
    kok = next(one for one in records if isinstance(one, Occupation))
    wrong = replace(kok)
    object.__setattr__(wrong, "isco", "12")
    ((key, message),) = iter_breaches([wrong if one is kok else one for one in records])
    assert (key, message.partition(":")[0]) == (key_of(kok), "iscoUnit")


def test_without_an_engine_one_line_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(contract, "find_spec", lambda name: None)
    code, out = run(capsys, str(folder))
    assert code == 0
    assert out.splitlines() == [
        "0 fouten, 0 waarschuwingen.",
        "De vormen (SHACL) zijn niet nagekeken: pyshacl is niet geïnstalleerd.",
    ]


def test_a_program_gets_the_same_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, "skills/basis.yaml", "  description: Je kookt.", "  description: Je kookt")
    code, out = run(capsys, str(folder), "--json")
    told = json.loads(out)
    assert (code, told["errors"], told["warnings"], told["notDone"]) == (0, 0, 1, None)
    assert (told["findings"][0]["file"], told["findings"][0]["line"]) == ("skills/basis.yaml", 3)


def test_another_word_than_starter_is_wrong_use() -> None:
    assert main(["check", "esco"]) == 2


def test_a_folder_without_a_set_is_bad_data(tmp_path: Path) -> None:
    assert main(["check", "starter", str(tmp_path)]) == 3
