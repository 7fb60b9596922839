from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.web.fake_planner import FakePlanner


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app(Settings(store="memory:"), planner=FakePlanner())  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def client(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)
