"""Proposals over HTTP and on the command line: limits with a clear error, and no trace of the text."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.settings import Settings
from api.v1 import answers
from graph.planner import Planner
from graph.proposals import Proposer
from graph.stores.memory import MemoryStore
from loaders.pipeline import load

SECRET = "zonnebloemkwekersvereniging"
TEXT = f"Ik heb vloeren gedweild bij de {SECRET}. Ik heb geen rijbewijs."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("propose")
    assert main(["load", "starter", "--store", f"oxigraph:{folder / 'kg'}"]) == 0
    return folder


def test_an_answer_has_its_type_and_the_words(real: TestClient) -> None:
    answer = real.post("/v1/proposals", json={"text": TEXT})
    assert answer.status_code == 200, answer.text
    answers.ProposalsAnswer.model_validate_json(answer.content)
    held, apart = answer.json()["proposals"], answer.json()["apart"]
    assert [(item["label"], item["words"][0]["text"]) for item in held] == [("vloeren onderhouden", "vloeren gedweild")]
    assert [(item["label"], item["mention"]) for item in apart] == [("rijbewijs B", "negated")]


def test_a_text_that_is_too_long_is_refused_clearly(real: TestClient) -> None:
    answer = real.post("/v1/proposals", json={"text": "a" * 20_001})
    assert answer.status_code == 400
    assert "20000 characters" in answer.json()["detail"]


def test_a_body_beyond_the_limit_is_not_read_whole(real: TestClient) -> None:
    answer = real.post("/v1/proposals", content=b'{"text": "' + b"a" * 400_000 + b'"}')
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "20,000 characters" in answer.json()["detail"]
    assert real.post("/v1/proposals", json={"text": "é" * 20_000}).status_code == 200


def test_the_text_is_neither_logged_nor_stored(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    before = store.snapshot()
    client = TestClient(create_app(Settings(store="memory:"), planner=Planner.of(store)), raise_server_exceptions=False)
    with caplog.at_level(logging.DEBUG):
        assert client.post("/v1/proposals", json={"text": TEXT}).status_code == 200
        assert client.post("/v1/proposals", json={"text": TEXT, "questions": SECRET}).status_code == 400
        refused = client.post("/v1/proposals", json={"text": TEXT * 1_000})
        assert SECRET not in refused.text
        monkeypatch.setattr(Proposer, "proposals_of", _broken)
        broken = client.post("/v1/proposals", json={"text": TEXT})
        assert broken.status_code == 500
        assert SECRET not in broken.text
    assert caplog.records
    told = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert SECRET not in told
    assert store.snapshot() == before
    assert SECRET not in str(store.history())


def _broken(self: Proposer, text: str, *, questions: bool) -> None:
    raise KeyError("something of ours")


def test_the_command_shows_what_to_confirm_and_what_stands_apart(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = f"oxigraph:{folder / 'kg'}"
    file = folder / "cv.txt"
    file.write_text(TEXT, "utf-8")
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(["propose", "--file", str(file), "--no-questions", "--store", store]) == 0
    from_file = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert main(["propose", "--no-questions", "--store", store]) == 0
    assert capsys.readouterr().out == from_file
    assert "uw woorden: “vloeren gedweild”" in from_file
    assert from_file.index("Apart gehouden") < from_file.index("De tekst ontkent dit.")
    new = {path for path in folder.rglob("*") if path.is_file() and kept.get(path) != path.read_bytes()}
    assert [path for path in new if SECRET.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(("content", "said"), [(None, "there is no file"), (b"\xff\xfe\x00", "no UTF-8 text")])
def test_a_file_that_cannot_be_read_says_why(
    content: bytes | None, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "odd.txt"
    if content is not None:
        file.write_bytes(content)
    assert main(["propose", "--file", str(file), "--store", f"oxigraph:{folder / 'kg'}"]) == 2
    assert said in capsys.readouterr().err
    file.unlink(missing_ok=True)
