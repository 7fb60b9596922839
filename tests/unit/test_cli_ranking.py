"""The commands on files of moves and on public sets: what they write, say and refuse."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from api.cli import main
from graph.planner import Planner
from tests.kit.small import starter


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    planner = Planner(starter())
    monkeypatch.setattr(Planner, "open", classmethod(lambda cls, url: planner))

    def called(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


def test_a_ranking_is_written_and_unknown_ids_are_said(run, tmp_path: Path) -> None:
    origin = starter().occupations.ids[0]
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f"origin_uri\n{origin}\nhttp://x/weg\n", encoding="utf-8")
    code, _, err = run("rank", "--origins", str(source), "--top", "3", "--out", str(out))
    assert code == 0
    assert "Niet bekend in de graaf: http://x/weg" in err
    with out.open(encoding="utf-8", newline="") as stream:
        assert [row["rank"] for row in csv.DictReader(stream)] == ["1", "2", "3"]


@pytest.mark.parametrize("command", ["fit", "evaluate"])
def test_without_the_sets_a_command_says_so_in_one_line(run, tmp_path: Path, command: str) -> None:
    code, out, err = run(command, "--data", str(tmp_path))
    assert (code, out) == (4, "")
    assert len(err.strip().splitlines()) == 1
    assert str(tmp_path) in err


def test_a_file_that_is_not_there_is_wrong_data(run, tmp_path: Path) -> None:
    code, _, err = run("score", "--pairs", str(tmp_path / "weg.csv"), "--out", str(tmp_path / "out.csv"))
    assert code == 3
    assert "weg.csv" in err
    assert not (tmp_path / "out.csv").exists()
