"""Writing over HTTP: who may, on which revision, what is refused, and that later answers rest on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.v1 import examples
from graph.stores import open_store
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.errors import ConfigError, StoreUnavailable

TOKEN = "a-token-of-the-tests"
ASK = examples.CHANGES_ASK


def client_on(store: MemoryStore | str, **given: Any) -> TestClient:
    settings = {"write_token": TOKEN, **given}
    if isinstance(store, str):
        return TestClient(create_app(Settings(store=store, **settings)), raise_server_exceptions=False)
    return TestClient(create_app(Settings(store="memory:", **settings), store=store), raise_server_exceptions=False)


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    load(made, "starter", [], by="test", reason="test")
    return made


@pytest.fixture
def client(store: MemoryStore) -> TestClient:
    return client_on(store)


def send(client: TestClient, body: Any = ASK, revision: int | str | None = 1, token: str | None = TOKEN) -> Any:
    headers = {} if revision is None else {"If-Match": f'"{revision}"' if isinstance(revision, int) else revision}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return client.post("/v1/changes", json=body, headers=headers)


def asked(**record: Any) -> dict[str, Any]:
    return {**ASK, "changes": [{"put": {**ASK["changes"][0]["put"], **record}}]}


def test_a_change_is_written_and_answered_from(client: TestClient, store: MemoryStore) -> None:
    assert client.get("/v1/skills/bijen-houden").status_code == 404
    answer = send(client)
    assert (answer.status_code, answer.json()) == (200, {"revision": 2, "written": True})
    assert (answer.headers["etag"], answer.headers["loopbaanpad-revision"]) == ('"2"', "2")
    found = client.get("/v1/skills/bijen-houden", headers={"Loopbaanpad-Min-Revision": "2"})
    assert (found.status_code, found.headers["loopbaanpad-revision"]) == (200, "2")
    told = store.history()[-1]
    assert (told.by, told.reason, told.changed) == (ASK["by"], ASK["reason"], 1)


def test_the_same_again_changes_nothing(client: TestClient, store: MemoryStore) -> None:
    send(client)
    answer = send(client, revision=2)
    assert answer.json() == {"revision": 2, "written": False}
    assert len(store.history()) == 2


def test_who_lost_the_race_is_told_and_nothing_is_written(client: TestClient, store: MemoryStore) -> None:
    send(client)
    answer = send(client, asked(id="https://loopbaanpad.example/id/skill/imkeren"), revision=1)
    assert (answer.status_code, answer.json()["type"]) == (412, "/docs#problem-stale-revision")
    assert len(store.history()) == 2


@pytest.mark.parametrize("revision", [None, "", "*", "seven", '"-1"', 'W/"1"'])
def test_a_revision_must_be_named(client: TestClient, revision: str | None) -> None:
    answer = send(client, revision=revision)
    assert (answer.status_code, answer.json()["type"]) == (428, "/docs#problem-revision-needed")


def test_without_a_token_in_the_settings_nobody_writes(store: MemoryStore) -> None:
    answer = send(client_on(store, write_token=None))
    assert (answer.status_code, answer.json()["type"]) == (403, "/docs#problem-writing-off")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", "é" * 20])
def test_who_has_no_token_does_not_write(client: TestClient, store: MemoryStore, token: str | None) -> None:
    header = {} if token is None else {"Authorization": f"Bearer {token}".encode()}
    answer = client.post("/v1/changes", json=ASK, headers={"If-Match": '"1"', **header})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert TOKEN not in answer.text
    assert len(store.history()) == 1


def test_the_token_may_stand_in_a_file_that_is_read_anew(store: MemoryStore, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("first-token-of-the-tests\n", "utf-8")
    client = client_on(store, write_token=None, write_token_file=file)
    assert send(client, token="first-token-of-the-tests").status_code == 200
    file.write_text("other-token-of-the-tests\n", "utf-8")
    assert send(client, token="first-token-of-the-tests").status_code == 401
    assert send(client, revision=2, token="other-token-of-the-tests").status_code == 200


@pytest.mark.parametrize("content", ["", "short"])
def test_a_token_that_guards_nothing_is_refused_at_the_start(tmp_path: Path, content: str) -> None:
    file = tmp_path / "token"
    file.write_text(content, "utf-8")
    with pytest.raises(ConfigError):
        create_app(Settings(store="memory:", write_token_file=file))
    with pytest.raises(ConfigError):
        create_app(Settings(store="memory:", write_token_file=tmp_path / "nothing"))


def test_settings_show_no_secret() -> None:
    shown = repr(Settings(store="neo4j://an:geheimpje@host/db", write_token=TOKEN))
    assert TOKEN not in shown
    assert "geheimpje" not in shown


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"kind": "thing"}, "changes.0.put.kind: expected one of"),
        ({"evidence": []}, "evidence"),
        ({"colour": "red"}, "changes.0.put.colour: there is no such field"),
        ({"labels": "bijen"}, "changes.0.put.labels"),
        ({"labels": [{"kind": "pref", "lang": "nl", "text": 7}]}, "changes.0.put.labels.0.text"),
        ({"labels": [{"kind": "alt", "lang": "nl", "text": "imker"}]}, "preferred name"),
        ({"id": "geen iri"}, "absolute IRI"),
        ({"broader": ["geen iri"]}, "absolute IRI"),
        ({"broader": "abc"}, "changes.0.put.broader: expected a list"),
    ],
)
def test_a_record_that_is_none_is_told(client: TestClient, store: MemoryStore, record: Any, told: str) -> None:
    answer = send(client, asked(**record))
    assert (answer.status_code, answer.json()["type"]) == (400, "/docs#problem-record-invalid"), answer.text
    assert told in answer.json()["detail"]
    assert len(store.history()) == 1


def test_a_record_that_points_at_nothing_is_told(client: TestClient, store: MemoryStore) -> None:
    answer = send(client, asked(broader=["https://loopbaanpad.example/id/skill/nergens"]))
    assert (answer.status_code, answer.json()["type"]) == (409, "/docs#problem-dangling-reference")
    assert len(store.history()) == 1


@pytest.mark.parametrize("changes", [[], [{}], [{"put": {}, "retract": {"kind": "a", "id": "b", "source": "c"}}], [3]])
def test_a_batch_that_is_none_is_told(client: TestClient, changes: Any) -> None:
    answer = send(client, {**ASK, "changes": changes})
    assert (answer.status_code, answer.json()["type"]) == (400, "/docs#problem-request-invalid")


def test_a_record_is_taken_away_again(client: TestClient, store: MemoryStore) -> None:
    send(client)
    put = ASK["changes"][0]["put"]
    key = {"kind": "skill", "id": put["id"], "source": put["evidence"][0]["source"]}
    answer = send(client, {**ASK, "changes": [{"retract": key}]}, revision=2)
    assert answer.json() == {"revision": 3, "written": True}
    assert store.history()[0].digest == store.history()[2].digest
    assert client.get("/v1/skills/bijen-houden").status_code == 404


def test_a_folder_that_the_service_writes_itself(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path / 'kg'}"
    kept = open_store(url)
    load(kept, "starter", [], by="test", reason="test")
    kept.close()
    client = client_on(url)
    assert send(client).json() == {"revision": 2, "written": True}
    assert client.get("/v1/skills/bijen-houden").headers["loopbaanpad-revision"] == "2"
    assert open_store(url, read_only=True).history()[-1].by == ASK["by"]


def test_a_folder_that_another_process_writes_to(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path / 'kg'}"
    kept = open_store(url)
    load(kept, "starter", [], by="test", reason="test")
    client = client_on(url)
    answer = send(client)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert client.get("/v1/skills/samenwerken").status_code == 200
    kept.close()
    assert send(client).json() == {"revision": 2, "written": True}


def test_a_revision_that_is_not_there_is_told(client: TestClient) -> None:
    answer = client.get("/v1/status", headers={"Loopbaanpad-Min-Revision": "2"})
    assert (answer.status_code, answer.json()["type"]) == (412, "/docs#problem-revision-not-there")
    assert answer.headers["retry-after"] == "1"
    assert client.get("/v1/status", headers={"Loopbaanpad-Min-Revision": "1"}).status_code == 200
    assert client.get("/v1/status", headers={"Loopbaanpad-Min-Revision": "x"}).status_code == 400


def test_a_store_that_breaks_writes_nothing_and_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise StoreUnavailable("the store is away")

    monkeypatch.setattr(MemoryStore, "apply", away)
    answer = send(client)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
