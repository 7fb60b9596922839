"""``loopbaanpad match``: a file of titles in, a file of hits out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from api.cli import exits, main
from api.cli.matching import COLUMNS


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"oxigraph:{tmp_path_factory.mktemp('match')}/kg"
    assert main(["load", "starter", "--store", address]) == 0
    return address


def run(store: str, folder: Path, text: str | bytes, *more: str) -> tuple[int, list[dict[str, str]]]:
    given, out = folder / "in.csv", folder / "out.csv"
    given.write_bytes(text if isinstance(text, bytes) else text.encode())
    code = main(["match", "--file", str(given), "--out", str(out), "--store", store, *more])
    if not out.exists():
        return code, []
    with out.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        assert tuple(reader.fieldnames or ()) == COLUMNS
        return code, list(reader)


def test_every_row_of_data_has_its_hits_in_order(store: str, tmp_path: Path) -> None:
    code, rows = run(store, tmp_path, "id,title\n1,verkoopster\n2,asdfgh\n3,verzorgende\n", "--top", "3")
    assert code == 0
    assert {row["row"] for row in rows} == {"0", "2"}
    assert [row["rank"] for row in rows if row["row"] == "0"] == ["1", "2", "3"]
    assert rows[0]["query"] == "verkoopster"
    assert rows[0]["label"] == "verkoper"
    assert all(0 <= float(row["score"]) <= 1 and row["why"] for row in rows)
    assert all(row["iri"].startswith("http") for row in rows)


def test_another_column_and_kind(store: str, tmp_path: Path) -> None:
    code, rows = run(store, tmp_path, "naam\nsamenwerken\n", "--column", "naam", "--kind", "skill", "--top", "1")
    assert (code, [row["iri"].rsplit("/", 2)[1:] for row in rows]) == (0, [["skill", "samenwerken"]])


@pytest.mark.parametrize("text", ["job\nkok\n", "", b"title\n\xff\xfe\n", 'title\n"open\n'])
def test_a_file_that_cannot_be_used_leaves_nothing(store: str, tmp_path: Path, text: str | bytes) -> None:
    code, rows = run(store, tmp_path, text)
    assert (code, rows) == (exits.BAD_DATA, [])
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv"}


def test_a_file_that_is_not_there_is_told(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = tmp_path / "gone.csv"
    assert main(["match", "--file", str(gone), "--out", str(tmp_path / "o.csv"), "--store", store]) == exits.BAD_DATA
    assert "gone.csv" in capsys.readouterr().err
