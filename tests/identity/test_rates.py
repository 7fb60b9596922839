"""How often and how much: rates by address, bodies by path, and what the answer says."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.limits import LIMITS, OTHERS
from api.rates import counted_as
from api.settings import Settings
from ontology.errors import ConfigError
from tests.web.fake_planner import FakePlanner


def client(address: str = "203.0.113.7", **given: Any) -> TestClient:
    app = create_app(Settings(store="memory:", **given), planner=FakePlanner())  # type: ignore[arg-type]
    return TestClient(app, client=(address, 50_000), raise_server_exceptions=False)


def test_beyond_the_rate_an_address_waits() -> None:
    asking = client(rate_limit="3/minute")
    assert [asking.get("/v1/status").status_code for _ in range(5)] == [200] * 3 + [429] * 2
    answer = asking.get("/v1/status")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/docs#problem-too-many"
    assert 1 <= int(answer.headers["retry-after"]) <= 120
    assert answer.headers["x-content-type-options"] == "nosniff"
    other = TestClient(asking.app, client=("203.0.113.8", 50_000))
    assert other.get("/v1/status").status_code == 200


def test_who_guesses_tokens_waits_sooner() -> None:
    asking = client(refused_limit="2/minute", write_token="a-token-of-the-tests")
    body = {"by": "x", "reason": "x", "changes": [{"retract": {"kind": "skill", "id": "x", "source": "x"}}]}

    def guess(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"'}
        return asking.post("/v1/changes", json=body, headers=headers).status_code

    assert [guess(f"guess-{number}") for number in range(3)] == [401, 401, 429]
    assert asking.get("/v1/status").status_code == 429


def test_no_limit_is_a_limit_too() -> None:
    asking = client(rate_limit="0", refused_limit="0")
    assert {asking.get("/v1/status").status_code for _ in range(30)} == {200}


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("testclient", None),
    ],
)
def test_one_subscriber_counts_as_one(address: str, counted: str | None) -> None:
    assert counted_as({"client": (address, 1)}) == counted


@pytest.mark.parametrize("rate", ["often", "0/minute", "-1/minute", ""])
def test_a_rate_that_is_none_is_refused_at_the_start(rate: str) -> None:
    with pytest.raises(ConfigError, match="600/minute"):
        client(rate_limit=rate).get("/v1/status")


@pytest.mark.parametrize("path", ["/v1/routes", "/v1/groups", "/routes", "/v1/nothing", *LIMITS])
def test_a_body_beyond_the_limit_is_refused(path: str) -> None:
    most, expected = LIMITS.get(path, OTHERS)
    asking = client()

    def parts() -> Any:
        for _ in range(most // 50_000 + 1):
            yield b" " * 50_000

    for body in (b" " * (most + 1), parts()):
        answer = asking.post(path, content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["type"]) == (413, "/docs#problem-text-too-long")
        assert answer.json()["detail"] == f"Found more than {most} bytes, expected {expected}."
    assert asking.post(path, content=b"{}").status_code != 413


def test_rates_and_sizes_are_documented() -> None:
    document = client().get("/v1/openapi.json").json()
    for item in document["paths"].values():
        for operation in item.values():
            assert "Retry-After" in operation["responses"]["429"]["headers"]
            assert ("413" in operation["responses"]) == ("requestBody" in operation)


@pytest.mark.parametrize("path", ["/", "/v1/status", "/v1/nothing", "/docs", "/static/nothing.css"])
def test_every_answer_has_its_security_headers(path: str) -> None:
    headers = client().get(path).headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert "server" not in headers
