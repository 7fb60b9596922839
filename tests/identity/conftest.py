"""Services where people sign in, and the providers that they sign in at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page

from api.app import create_app
from api.settings import Settings
from tests.identity.small_provider import SmallProvider
from tests.kit.browsing import opened_browser
from tests.kit.desk import BASE
from tests.web.fake_planner import FakePlanner


@dataclass
class Signed:
    """A service with plans, and the provider that it trusts."""

    app: FastAPI
    client: TestClient
    provider: SmallProvider


@pytest.fixture(scope="session")
def small() -> Iterator[SmallProvider]:
    """A provider whose every word the tests decide."""
    with SmallProvider() as provider:
        yield provider


@pytest.fixture
def signed(small: SmallProvider, tmp_path: Path) -> Iterator[Signed]:
    small.restore()
    settings = Settings(
        store="memory:",
        werkplan=f"sqlite:{tmp_path / 'plans.db'}",
        oidc_issuer=small.issuer,
        oidc_client_secret="geheim",
    )
    app = create_app(settings, planner=FakePlanner())  # type: ignore[arg-type]
    yield Signed(app, TestClient(app, base_url=BASE, raise_server_exceptions=False, follow_redirects=False), small)
    app.state.werkplan.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()
