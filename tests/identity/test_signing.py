"""Signing in with a browser: state, nonce, PKCE, what the session opens, and what a foreign page can't do with it."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.identity.cookies import PENDING, SESSION, SESSION_SECONDS, Cookies
from api.identity.demo import DEMO_USERS
from api.settings import Settings
from ontology.errors import ConfigError
from tests.identity.conftest import Signed
from tests.kit.desk import BASE
from tests.web.fake_planner import FakePlanner

OWN = {"Loopbaanpad-Requested": "1"}


def begin(signed: Signed) -> dict[str, str]:
    answer = signed.client.get("/sign-in")
    assert answer.status_code == 303
    goes_to = urlsplit(answer.headers["location"])
    assert f"{goes_to.scheme}://{goes_to.netloc}{goes_to.path}" == f"{signed.provider.issuer}/authorize"
    return {name: values[0] for name, values in parse_qs(goes_to.query).items()}


def finish(signed: Signed, asked: dict[str, str], state: str | None = None, **claims: Any) -> Any:
    made = {"nonce": asked["nonce"], **claims}
    signed.provider.id_token = signed.provider.token(**made)
    query = {"state": asked["state"] if state is None else state, "code": "a-code"}
    return signed.client.get("/sign-in/callback", params=query)


def sign_in(signed: Signed, **claims: Any) -> None:
    answer = finish(signed, begin(signed), **claims)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def open_plan(signed: Signed, **headers: str) -> int:
    sent = {"Idempotency-Key": "signing-0001", **headers}
    return signed.client.post("/v1/plans", json={}, headers=sent).status_code


def test_the_code_flow_uses_pkce_state_and_nonce(signed: Signed) -> None:
    asked = begin(signed)
    assert (asked["response_type"], asked["code_challenge_method"], asked["scope"]) == ("code", "S256", "openid")
    assert asked["redirect_uri"] == f"{BASE}/sign-in/callback"
    assert finish(signed, asked).status_code == 303
    sent = signed.provider.exchanged[-1]
    challenge = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
    assert (sent["code"], challenge) == ("a-code", asked["code_challenge"])


def test_the_session_is_a_cookie_that_no_script_reads(signed: Signed) -> None:
    answer = finish(signed, begin(signed))
    (cookie,) = [one for one in answer.headers.get_list("set-cookie") if one.startswith(SESSION)]
    assert {"HttpOnly", "SameSite=lax", f"Max-Age={SESSION_SECONDS}"} <= {one.strip() for one in cookie.split(";")}
    assert "uwv" not in cookie
    assert len(cookie) < 4_000
    assert signed.client.get("/session").json() == {
        "roles": [{"role": "caseworker", "boundTo": "uwv-rijnmond"}], "acting": "caseworker"
    }  # fmt: skip


def test_a_session_opens_the_api_and_ends(signed: Signed) -> None:
    sign_in(signed)
    assert signed.client.get("/v1/plans").status_code == 200
    assert open_plan(signed, **OWN) == 200
    answer = signed.client.post("/sign-out")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{signed.provider.issuer}/end?client_id=loopbaanpad")
    assert signed.client.get("/v1/plans").status_code == 401


FOREIGN = {
    "without the header": {},
    "from another origin": {**OWN, "Origin": "https://evil.example"},
    "from a page without an origin": {**OWN, "Origin": "null"},
    "across sites": {**OWN, "Sec-Fetch-Site": "cross-site"},
    "from a neighbour": {**OWN, "Sec-Fetch-Site": "same-site"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_another_site_changes_nothing_with_a_session(signed: Signed, headers: dict[str, str]) -> None:
    sign_in(signed)
    assert open_plan(signed, **headers) == 403
    assert open_plan(signed, **OWN, Origin=BASE) == 200
    assert open_plan(signed, **OWN, **{"Origin": "null", "Sec-Fetch-Site": "same-origin"}) == 200


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_signs_nobody_out(signed: Signed, headers: dict[str, str]) -> None:
    sign_in(signed)
    assert signed.client.post("/sign-out", headers=headers).status_code == 403


def test_a_sign_in_that_was_not_begun_here_fails(signed: Signed) -> None:
    asked = begin(signed)
    assert finish(signed, asked, state="another").status_code == 400
    assert finish(signed, asked).status_code == 400  # the first try is gone with its cookie
    asked = begin(signed)
    signed.client.cookies.delete(PENDING)
    assert finish(signed, asked).status_code == 400
    assert signed.client.get("/v1/plans").status_code == 401


WRONG = {
    "another sign-in": {"nonce": "another"},
    "another client": {"aud": "something-else"},
    "two clients": {"aud": ["loopbaanpad", "other"], "azp": "other"},
    "expired": {"exp": 1},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
def test_an_id_token_for_something_else_opens_nothing(signed: Signed, claims: dict[str, Any]) -> None:
    assert finish(signed, begin(signed), **claims).status_code == 400
    assert signed.client.get("/v1/plans").status_code == 401


def test_who_has_no_role_is_told_so(signed: Signed) -> None:
    answer = finish(signed, begin(signed), roles=[])
    assert answer.status_code == 403
    assert "geen rol" in answer.text


def test_a_session_is_encrypted_for_its_purpose_and_ends() -> None:
    clock = [1_000.0]
    cookies = Cookies("a" * 32, now=lambda: clock[0])
    sealed = cookies.seal(SESSION, {"actors": []}, 60)
    assert Cookies("a" * 32, now=lambda: clock[0]).open(SESSION, sealed) == {"actors": []}  # another process
    assert cookies.open(PENDING, sealed) is None
    assert Cookies("b" * 32, now=lambda: clock[0]).open(SESSION, sealed) is None
    assert cookies.open(SESSION, sealed[:-2] + "aa") is None
    assert cookies.open(SESSION, "x.y") is None
    assert Cookies("a" * 32, "https://login.example", now=lambda: clock[0]).open(SESSION, sealed) is None
    clock[0] += 60
    assert cookies.open(SESSION, sealed) is None


@pytest.fixture
def demo(tmp_path: Path) -> Any:
    app = create_app(Settings(store="memory:", werkplan=f"sqlite:{tmp_path / 'plans.db'}"), planner=FakePlanner())  # type: ignore[arg-type]
    yield app
    app.state.werkplan.close()


@pytest.mark.parametrize("user", DEMO_USERS, ids=lambda user: user.key)
def test_a_demo_user_of_each_role_signs_in_on_this_machine(demo: Any, user: Any) -> None:
    client = TestClient(demo, base_url=BASE)
    shown = client.get("/sign-in")
    assert user.label in shown.text
    client.post("/sign-in/demo", data={"user": user.key})
    assert client.get("/session").json()["acting"] == user.actor.role
    by_session, by_header = (
        client.get("/v1/plans"),
        TestClient(demo, base_url=BASE).get("/v1/plans", headers=user.headers),
    )
    assert by_session.status_code == by_header.status_code == (200 if user.actor.role in PLAN_ROLES else 403)


PLAN_ROLES = ("person", "caseworker", "employer", "client-system")


def test_demo_users_are_for_this_machine_alone(demo: Any) -> None:
    elsewhere = TestClient(demo, base_url="http://plans.example")
    assert elsewhere.get("/sign-in").status_code == 403
    assert elsewhere.post("/sign-in/demo", data={"user": "demo-caseworker"}).status_code == 403
    local = TestClient(demo, base_url=BASE)
    assert (
        local.post(
            "/sign-in/demo", data={"user": "demo-caseworker"}, headers={"Origin": "https://evil.example"}
        ).status_code
        == 403
    )


def test_with_a_provider_there_are_no_demo_users(signed: Signed) -> None:
    assert signed.client.post("/sign-in/demo", data={"user": "demo-caseworker"}).status_code == 404


def test_a_session_secret_guards_something(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="32"):
        create_app(Settings(store="memory:", oidc_issuer="https://a.example", session_secret="short"))
    (tmp_path / "secret").write_text("s" * 40 + "\n")
    assert Settings(session_secret_file=tmp_path / "secret").secret("session_secret") == "s" * 40
    with pytest.raises(ConfigError, match="SECRET_FILE"):
        Settings(oidc_client_secret_file=tmp_path / "none").secret("oidc_client_secret")
