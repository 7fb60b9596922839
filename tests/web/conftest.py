from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from tests.web.fake_planner import FakePlanner


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app(Settings(store="memory:"), planner=FakePlanner())  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def client(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def planner() -> Planner:
    """The real planner on the starter set."""
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    return Planner.of(store)


@pytest.fixture(scope="session")
def real_app(planner: Planner) -> FastAPI:
    return create_app(Settings(store="memory:"), planner=planner)


@pytest.fixture(scope="session")
def real(real_app: FastAPI) -> TestClient:
    return TestClient(real_app)
