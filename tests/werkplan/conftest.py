"""Databases to test on: both real engines. One that can't start fails the run, because a skip is not a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.werkplan.database import Database
from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from tests.kit.desk import BASE, Desk
from tests.kit.postgres import running_postgres

FRESH: dict[str, Callable[[Path], str]] = {
    "sqlite": lambda folder: f"sqlite:{folder / 'plans.db'}",
    "postgresql": lambda folder: running_postgres().fresh(),
}


@pytest.fixture(params=sorted(FRESH))
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of each engine."""
    return FRESH[request.param](tmp_path)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database.open(url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def planner() -> Planner:
    """The real planner on the starter set."""
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    return Planner.of(store)


@pytest.fixture
def client(url: str, planner: Planner) -> Iterator[TestClient]:
    """A service with plans, on each engine."""
    app = create_app(Settings(store="memory:", werkplan=url), planner=planner)
    yield TestClient(app, base_url=BASE, raise_server_exceptions=False)
    app.state.werkplan.close()


@pytest.fixture
def uwv(client: TestClient) -> Desk:
    return Desk(client, "uwv-rijnmond")


@pytest.fixture
def gemeente(client: TestClient) -> Desk:
    return Desk(client, "gemeente-rotterdam")
