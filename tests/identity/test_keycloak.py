"""Signing in at a real Keycloak: people and systems, keys that are replaced, and its log-in page in a browser."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from api.app import create_app
from api.identity.provider import AGAIN_SECONDS
from api.settings import Settings
from tests.kit.browsing import Served
from tests.kit.servers.running import free_port
from tests.kit.servers.signing import SECRET, Keycloak, running_provider
from tests.web.fake_planner import FakePlanner

PLANS = {"person": 200, "caseworker": 200, "employer": 200, "adviser": 403, "proposer": 403, "decider": 403,
         "publisher": 403, "administrator": 403}  # fmt: skip


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def keycloak(port: int) -> Iterator[Keycloak]:
    provider = running_provider(Keycloak, f"http://127.0.0.1:{port}")
    assert isinstance(provider, Keycloak)
    yield provider
    provider.kill()


@pytest.fixture(scope="module")
def served(keycloak: Keycloak, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    secret = tmp_path_factory.mktemp("secret") / "client"
    secret.write_text("proef-geheim-van-loopbaanpad\n")
    settings = Settings(
        store="memory:",
        werkplan=f"sqlite:{tmp_path_factory.mktemp('plans') / 'plans.db'}",
        oidc_issuer=keycloak.issuer,
        oidc_client_secret_file=secret,
        session_secret="proef-geheim-voor-sessies-van-32-tekens",
    )
    app = create_app(settings, planner=FakePlanner())  # type: ignore[arg-type]
    with Served(app, port) as running:
        yield running
    app.state.werkplan.close()


def log_in(page: Page, served: Served, name: str) -> None:
    page.goto(f"{served.url}/sign-in")
    page.fill("#username", name)
    page.fill("#password", SECRET)
    page.click("#kc-login")
    page.wait_for_url(f"{served.url}/**")


def fetch(page: Page, path: str, method: str = "GET", **headers: str) -> tuple[int, Any]:
    """Ask as a script of the page would, with the browser's cookies."""
    answer = page.request.fetch(path, method=method, headers=headers, data="{}" if method == "POST" else None)
    return answer.status, answer.json()


@pytest.mark.parametrize(("role", "status"), PLANS.items(), ids=PLANS)
def test_a_token_of_each_role_opens_what_is_for_it(served: Served, keycloak: Keycloak, role: str, status: int) -> None:
    assert served.ask(keycloak.person(f"demo-{role}")).status_code == status


def test_a_client_system_acts_for_its_organisation(served: Served, keycloak: Keycloak) -> None:
    token = keycloak.system()
    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": "keycloak-0001",
        "Content-Type": "application/json",
    }
    opened = httpx.post(f"{served.url}/v1/plans", content="{}", headers=headers, trust_env=False).json()
    plan = served.ask(token, f"/v1/plans/{opened['id']}").json()
    assert plan["coordinator"] == "uwv-rijnmond"
    assert served.ask(keycloak.person("demo-caseworker"), f"/v1/plans/{opened['id']}").status_code == 200
    assert served.ask(keycloak.person("demo-gemeente"), f"/v1/plans/{opened['id']}").status_code == 404


def test_a_token_for_another_service_opens_nothing(served: Served, keycloak: Keycloak) -> None:
    answer = served.ask(keycloak.system("uwv-elders"))
    assert (answer.status_code, "another service" in answer.text) == (401, True)


@pytest.mark.parametrize("name", ["demo-nobody", "demo-unbound", "demo-two-roles"])
def test_a_user_without_one_clear_role_is_told_so(served: Served, keycloak: Keycloak, name: str) -> None:
    answer = served.ask(keycloak.person(name))
    assert (answer.status_code, answer.json()["type"]) == (403, "/docs#problem-not-allowed")


def test_keys_are_replaced_while_the_service_runs(served: Served, keycloak: Keycloak) -> None:
    before = keycloak.person("demo-caseworker")
    assert served.ask(before).status_code == 200
    time.sleep(AGAIN_SECONDS)
    keycloak.replace_keys()
    after = keycloak.person("demo-caseworker")
    assert after.split(".")[0] != before.split(".")[0]
    assert served.ask(after).status_code == 200
    assert served.ask(before).status_code == 401  # its key is no longer one of the provider's


def test_a_caseworker_signs_in_with_a_browser(served: Served, page: Page) -> None:
    log_in(page, served, "demo-caseworker")
    assert page.url == f"{served.url}/"
    assert fetch(page, f"{served.url}/session")[1]["acting"] == "caseworker"
    assert fetch(page, f"{served.url}/v1/plans")[0] == 200
    sent = {"Idempotency-Key": "browser-0001", "Content-Type": "application/json"}
    assert fetch(page, f"{served.url}/v1/plans", "POST", **sent)[0] == 403
    assert fetch(page, f"{served.url}/v1/plans", "POST", **sent, **{"Loopbaanpad-Requested": "1"})[0] == 200
    assert page.evaluate("document.cookie") == ""
    out = page.request.post(f"{served.url}/sign-out", max_redirects=0)
    assert out.status == 303
    assert fetch(page, f"{served.url}/v1/plans")[0] == 401


def test_who_has_no_role_sees_so_in_plain_words(served: Served, page: Page) -> None:
    log_in(page, served, "demo-nobody")
    assert "geen rol" in page.inner_text("main")
    assert fetch(page, f"{served.url}/session")[1] == {"roles": []}


def test_the_provider_wants_pkce(keycloak: Keycloak, served: Served) -> None:
    query = {"response_type": "code", "client_id": "loopbaanpad", "redirect_uri": f"{served.url}/sign-in/callback"}
    url = f"{keycloak.issuer}/protocol/openid-connect/auth"
    answer = httpx.get(url, params={**query, "scope": "openid"}, trust_env=False)
    assert answer.is_error or "code_challenge" in str(answer.headers.get("location"))


def test_its_folder_is_of_this_run(keycloak: Keycloak) -> None:
    assert str(os.getpid()) in Path(keycloak.home).name
