"""The command line on the starter set: what is printed, and with which exit code."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from api.cli import main
from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology import errors


@pytest.fixture(scope="module")
def planner() -> Planner:
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    return Planner.of(store)


@pytest.fixture
def run(planner: Planner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(Planner, "open", classmethod(lambda cls, url: planner))
    monkeypatch.setenv("COLUMNS", "120")

    def called(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


def test_a_route_with_its_line_and_figures(run) -> None:
    code, out, _ = run("route", "--from", "verkoper", "--to", "verzorgende")
    assert code == 0
    assert "Van verkoper naar verzorgende IG" in out
    assert "1. verkoper ~ mbo Verzorgende IG (bbl)" in out
    assert "onbekend" in out
    assert "== Pad door mensen opgesteld" in out
    assert "zonder wachttijd" in out


def test_steps_show_what_is_learned_and_demanded(run) -> None:
    _, out, _ = run("route", "--from", "verkoper", "--to", "verzorgende", "--steps")
    assert "- opleiding: mbo Verzorgende IG (bbl)" in out
    assert "leert: " in out
    assert "geeft: diploma mbo Verzorgende IG" in out


def test_no_route_is_an_answer(run) -> None:
    code, out, _ = run("route", "--from", "verkoper", "--to", "verpleegkundige", "--months", "6")
    assert code == 0
    assert "Geen route." in out
    assert "opent wel: zonder grens aan de tijd" in out


def test_json_has_the_whole_answer_and_replays(run, tmp_path: Path) -> None:
    code, out, _ = run("route", "--from", "verkoper", "--to", "vakkenvuller", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["receipt"]["question"] == "routes"
    path = tmp_path / "answer.json"
    path.write_text(out, encoding="utf-8")
    code, again, _ = run("replay", str(path), "--json")
    assert (code, again) == (0, out)


def test_a_receipt_is_read_from_input(run, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, _ = run("targets", "--from", "verkoper", "--limit", "3", "--json")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(out.encode())))
    code, again, _ = run("replay", "-", "--json")
    assert (code, again) == (0, out)


@pytest.mark.parametrize("change", [{"digest": "0" * 64}, {"query": {"months": "x"}}, {"query": 3}, {"question": "?"}])
def test_a_changed_receipt_is_wrong_use(run, tmp_path: Path, change: dict[str, object]) -> None:
    _, out, _ = run("route", "--from", "verkoper", "--to", "vakkenvuller", "--json")
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps({**json.loads(out)["receipt"], **change}), encoding="utf-8")
    assert run("replay", str(path))[0] == 2


@pytest.mark.parametrize("content", ["no json", "[]", "{}"])
def test_a_file_without_a_receipt_is_wrong_use(run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "receipt.json"
    path.write_text(content, encoding="utf-8")
    assert run("replay", str(path))[0] == 2
    assert run("replay", str(tmp_path / "nothing.json"))[0] == 2


def test_all_names_that_fit_nothing_are_told_at_once(run) -> None:
    code, out, err = run("route", "--from", "verkoperr", "--to", "vakkenvullerr")
    assert (code, out) == (2, "")
    assert "“verkoperr” (from) is niet bekend." in err
    assert "vakkenvuller  <" in err


def test_why_not(run) -> None:
    code, out, _ = run("route", "--from", "verkoper", "--to", "vakkenvuller", "--why-not", "months")
    assert code == 0
    assert "Deze grens is niet gesteld." in out
    assert run("route", "--from", "verkoper", "--to", "vakkenvuller", "--why-not", "xyzxyz")[0] == 2


def test_targets_and_sources(run) -> None:
    code, out, _ = run("targets", "--from", "verkoper", "--limit", "3")
    assert code == 0
    assert out.count(" van ") >= 3
    code, out, _ = run("sources", "--to", "verzorgende", "--limit", "3")
    assert code == 0
    assert "vaardigheden" in out


def test_show_and_search(run) -> None:
    code, out, _ = run("show", "verzorgende")
    assert code == 0
    assert "label: verzorgende IG" in out
    assert "evidence:" in out
    code, out, _ = run("search", "verzorg", "--kind", "occupation")
    assert code == 0
    assert "verzorgende IG" in out
    code, out, _ = run("search", "qqqqqqqq")
    assert (code, out.startswith("Niets gevonden.")) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["route", "--from", "verkoper"],
        ["route", "--from", "verkoper", "--to", "vakkenvuller", "--months", "-1"],
        ["route", "--from", "verkoper", "--to", "vakkenvuller", "--mode", "magic"],
        ["route", "--from", "verkoper", "--to", "vakkenvuller", "--dutch", "9F"],
        ["search", "x", "--kind", "thing"],
        ["export", "--format", "pdf"],
        ["nothing"],
    ],
)
def test_wrong_use_is_2(run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.StoreUnavailable("held by another process"), 4),
        (errors.SourceUnreadable("a.csv", "nothing", "something"), 3),
        (errors.DatasetRejected("ESCO", [errors.Finding("error", "a.csv", 7, "odd")]), 3),
        (errors.ConfigError("no such store"), 2),
        (errors.NotFound("x"), 2),
    ],
)
def test_each_error_has_its_exit_code(run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int) -> None:
    def fail(cls: type, url: str) -> None:
        raise error

    monkeypatch.setattr(Planner, "open", classmethod(fail))
    got, out, err = run("search", "kok")
    assert (got, out) == (code, "")
    assert err
    if isinstance(error, errors.DatasetRejected):
        assert "a.csv:7: odd" in err


def test_every_command_has_help_with_an_example(run) -> None:
    from api.cli import app

    names = [str(command.callback.__name__) for command in app.registered_commands if command.callback]
    assert len(names) == 28
    for name in names:
        code, out, _ = run(name, "--help")
        assert code == 0
        assert f"Example: loopbaanpad {name}" in out
        assert ("--store" in out) is (name not in ("check", "report", "copy"))  # two read files, one takes two stores


def test_a_busy_port_is_told_before_anything_else(run) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("serve", "--port", str(taken.getsockname()[1]))
    assert code == 4
    assert "--port" in err
