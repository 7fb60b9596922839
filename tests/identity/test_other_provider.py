"""The same with another provider, that calls everything otherwise: other claims, other roles, another audience."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.kit.desk import BASE
from tests.kit.servers.signing import NodeProvider, running_provider
from tests.web.fake_planner import FakePlanner


@pytest.fixture(scope="module")
def provider() -> Iterator[NodeProvider]:
    found = running_provider(NodeProvider, BASE)
    assert isinstance(found, NodeProvider)
    yield found
    found.kill()


@pytest.fixture
def client(provider: NodeProvider, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(
        store="memory:",
        werkplan=f"sqlite:{tmp_path / 'plans.db'}",
        oidc_issuer=provider.issuer,
        oidc_client_secret="proef-geheim-van-loopbaanpad",
        oidc_audience=provider.audience,
        oidc_role_claim="rol",
        oidc_organisation_claim="org",
        oidc_roles={"klantmanager": "caseworker", "baas": "administrator", "systeem": "client-system"},
    )
    app = create_app(settings, planner=FakePlanner())  # type: ignore[arg-type]
    yield TestClient(app, base_url=BASE, raise_server_exceptions=False, follow_redirects=False)
    app.state.werkplan.close()


def ask(client: TestClient, token: str) -> Any:
    return client.get("/v1/plans", headers={"Authorization": f"Bearer {token}"})


def test_a_client_system_acts_for_its_organisation(client: TestClient, provider: NodeProvider) -> None:
    assert ask(client, provider.system()).status_code == 200


def test_keys_are_replaced_at_a_restart(client: TestClient, provider: NodeProvider) -> None:
    before = provider.system()
    provider.kill()
    provider.replace_keys()
    provider.start()
    assert ask(client, provider.system()).status_code == 200
    assert ask(client, before).status_code == 401


def log_in(client: TestClient, name: str) -> Any:
    """Through the provider's own pages, which need no script: fill in a name, agree, come back."""
    with httpx.Client(trust_env=False, follow_redirects=False) as browser:
        at, form = client.get("/sign-in").headers["location"], None
        for _ in range(12):
            shown = browser.get(at) if form is None else browser.post(at, data=form)
            if shown.is_redirect:
                at, form = urljoin(at, shown.headers["location"]), None
                if urlsplit(at).path == "/sign-in/callback":
                    return client.get(at.removeprefix(BASE))
                continue
            action = re.search(r'action="([^"]+)"', shown.text)
            assert action, shown.text
            at = urljoin(at, action[1])
            form = {**dict(re.findall(r'name="(prompt)" value="(\w+)"', shown.text)), "login": name, "password": "x"}
    raise AssertionError(f"the provider never led back: {shown.text[:500]}")


@pytest.mark.parametrize(("name", "role"), [("demo-caseworker", "caseworker"), ("demo-administrator", "administrator")])
def test_somebody_signs_in_with_a_browser(client: TestClient, name: str, role: str) -> None:
    answer = log_in(client, name)
    assert (answer.status_code, answer.headers.get("location")) == (303, "/")
    assert client.get("/session").json()["acting"] == role


def test_a_role_that_has_no_name_here_opens_nothing(client: TestClient) -> None:
    assert log_in(client, "demo-nobody").status_code == 403
