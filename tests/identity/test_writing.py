"""Writing to the graph as somebody who signed in: which roles, which records, and the token beside it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.v1 import examples
from api.v1.changes import sector_key
from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.records import canonical_bytes
from tests.identity.small_provider import SmallProvider

TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    made = MemoryStore()
    load(made, "starter", [], by="test", reason="test")
    return made


@pytest.fixture
def client(store: MemoryStore, small: SmallProvider) -> TestClient:
    small.restore()
    settings = Settings(store="memory:", oidc_issuer=small.issuer, write_token=TOKEN)
    return TestClient(create_app(settings, planner=Planner.of(store), store=store), raise_server_exceptions=False)


def path_of(store: MemoryStore, sector: str) -> dict[str, Any]:
    found = next(
        one for one in store.snapshot().records if one.kind == "path" and sector_key(one.sector or "") == sector
    )
    return dict(json.loads(canonical_bytes(found)))


def write(client: TestClient, store: MemoryStore, token: str, **change: Any) -> tuple[int, str]:
    body = {"by": "test", "reason": "test", "changes": [change]}
    headers = {"Authorization": f"Bearer {token}", "If-Match": f'"{store.revision()}"'}
    answer = client.post("/v1/changes", json=body, headers=headers)
    return answer.status_code, answer.json().get("type", "").rpartition("#problem-")[2]


def test_a_publisher_writes_paths_of_the_own_sector(
    client: TestClient, store: MemoryStore, small: SmallProvider
) -> None:
    token = small.token(roles=["publisher"], organisation=None, sector="techniek")
    skill = examples.CHANGES_ASK["changes"][0]["put"]
    own, other = path_of(store, "techniek"), path_of(store, "welzijn-en-kinderopvang")
    key = {"kind": "path", "id": own["id"], "source": own["evidence"][0]["source"]}
    assert write(client, store, token, put=own) == (200, "")
    assert write(client, store, token, put=other) == (403, "not-allowed")
    assert write(client, store, token, put={**own, "sector": "zorg"}) == (403, "not-allowed")
    assert write(client, store, token, put={**other, "sector": "techniek"}) == (403, "not-allowed")
    assert write(client, store, token, put=skill) == (403, "not-allowed")
    assert write(client, store, token, retract=key) == (403, "not-allowed")


def test_an_administrator_and_the_token_write_all(client: TestClient, store: MemoryStore, small: SmallProvider) -> None:
    skill = examples.CHANGES_ASK["changes"][0]["put"]
    assert write(client, store, small.token(roles=["administrator"]), put=skill) == (200, "")
    assert write(client, store, TOKEN, put=skill) == (200, "")


def test_others_write_nothing(client: TestClient, store: MemoryStore, small: SmallProvider) -> None:
    own = path_of(store, "techniek")
    assert write(client, store, small.token(), put=own) == (403, "not-allowed")
    assert write(client, store, "some-token-of-nobody", put=own) == (401, "token-needed")
    assert client.post("/v1/changes", json=examples.CHANGES_ASK).status_code == 401


def test_the_description_names_the_provider_and_no_demo_users(client: TestClient, small: SmallProvider) -> None:
    document = client.get("/v1/openapi.json").json()
    scheme = document["components"]["securitySchemes"]["SignIn"]
    assert scheme["openIdConnectUrl"] == f"{small.issuer}/.well-known/openid-configuration"
    assert document["paths"]["/changes"]["post"]["security"] == [{"WriteToken": []}, {"SignIn": []}]
    assert "Loopbaanpad-Demo" not in json.dumps(document)
