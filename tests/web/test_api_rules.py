"""The rules of the NL API Design Rules that a program can check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.version import API_VERSION

PATHS_WITH_INPUT = {"post": 400, "get": 400}


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    answer = client.get("/v1/openapi.json")
    assert answer.status_code == 200
    return dict(answer.json())


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_the_document_is_public_with_cors(client: TestClient) -> None:
    answer = client.get("/v1/openapi.json", headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"] == "application/json"


def test_server_version_and_contact(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "/v1"}]
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert set(document["info"]["contact"]) == {"name", "email", "url"}


def test_paths_are_kebab_case_without_trailing_slash(document: dict[str, Any]) -> None:
    for path in document["paths"]:
        for part in path.strip("/").split("/"):
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*|\{[a-z][a-zA-Z]*\}", part), path
        assert not path.endswith("/")


def test_names_are_camel_case_and_schemas_pascal_case(document: dict[str, Any]) -> None:
    camel, pascal = re.compile(r"[a-z][a-zA-Z0-9]*"), re.compile(r"[A-Z][a-zA-Z0-9]*")
    for name, schema in document["components"]["schemas"].items():
        assert pascal.fullmatch(name)
        assert all(camel.fullmatch(field) for field in schema.get("properties", {})), name
    for path, _, operation in operations(document):
        named = [one["name"] for one in operation.get("parameters", ()) if one["in"] != "header"]
        assert all(camel.fullmatch(name) for name in named), path


def test_every_operation_documents_itself(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        assert operation["tags"], where
        assert "example" in operation["responses"]["200"]["content"]["application/json"], where
        has_input = "requestBody" in operation or operation.get("parameters")
        assert not has_input or "400" in operation["responses"], where
        assert "422" not in operation["responses"], where
        for code, response in operation["responses"].items():
            assert "API-Version" in response["headers"], where
            if code >= "400":
                assert list(response["content"]) == ["application/problem+json"], where


def test_request_bodies_have_an_example(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        if "requestBody" in operation and path != "/replay":
            name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
            assert "example" in document["components"]["schemas"][name], path


def test_every_operation_documents_what_its_answer_rests_on(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert {"Loopbaanpad-Revision", "Loopbaanpad-Store"} <= operation["responses"]["200"]["headers"].keys()
        asked = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
        assert asked & {"Loopbaanpad-Min-Revision", "If-Match"}, f"{method} {path}"


def test_who_may_write_is_documented(document: dict[str, Any]) -> None:
    guarded = [path for path, _, operation in operations(document) if operation.get("security")]
    assert guarded == ["/changes"]
    assert document["components"]["securitySchemes"]["WriteToken"]["scheme"] == "bearer"


def test_no_bare_times_and_dates_have_their_format(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        for name, field in schema.get("properties", {}).items():
            assert field.get("format") != "time"
            if name.endswith(("Date", "Datum")):
                assert field.get("format") == "date"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/status", 200),
        ("GET", "/v1/status/", 404),
        ("GET", "/v1/openapi.json", 200),
        ("GET", "/v1/nothing", 404),
        ("DELETE", "/v1/status", 405),
        ("POST", "/v1/routes", 400),
        ("GET", "/v1/search?q=", 400),
        ("POST", "/v1/changes", 403),
        ("GET", "/", 200),
        ("GET", "/docs", 200),
    ],
)
def test_every_answer_has_version_and_security_headers(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["api-version"] == API_VERSION
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= set(answer.json())
        assert answer.json()["status"] == status


def test_a_wrong_method_names_the_right_ones(client: TestClient) -> None:
    assert client.delete("/v1/status").headers["allow"] == "GET"
    assert client.get("/v1/routes").headers["allow"] == "POST"


def test_all_validation_errors_come_together(client: TestClient) -> None:
    answer = client.post("/v1/routes", json={"from": ["verkoper"], "months": "3", "paid": 1, "extra": 1})
    assert answer.status_code == 400
    assert {item["field"] for item in answer.json()["errors"]} == {"months", "paid", "extra", "to"}


def test_integers_are_strict(client: TestClient) -> None:
    for wrong in (True, 3.5, "3", -1):
        answer = client.post("/v1/routes", json={"from": ["verkoper"], "to": "verzorgende", "months": wrong})
        assert answer.status_code == 400, wrong


def test_what_breaks_is_a_problem_with_an_id_and_no_secrets(client: TestClient, monkeypatch: Any) -> None:
    from tests.web.fake_planner import FakePlanner

    def broken(*_: Any) -> None:
        raise RuntimeError("secret path /somewhere")

    monkeypatch.setattr(FakePlanner, "routes", broken)
    answer = client.post("/v1/routes", json={"from": ["verkoper"], "to": "verzorgende"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["api-version"] == API_VERSION
    assert "secret" not in answer.text
    page = client.get("/routes?van=verkoper&naar=verzorgende", headers={"Accept": "text/html"})
    assert page.status_code == 500
    assert "Er ging iets mis" in page.text
    assert "secret" not in page.text
