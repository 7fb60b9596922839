"""Who may do what: every operation of the API, every role, every way that a plan can stand to who asks.

The operations come from the OpenAPI document, what is expected from ``matrix.csv``: one line per operation and
standing, one column per role, in each cell the status of a request that is right in all other ways. An operation
without its lines fails, and so does a line without its operation.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.identity.actors import ROLES
from api.identity.demo import demo_actor
from api.settings import Settings
from api.v1.changes import sector_key
from api.werkplan.keeping import Werkplan
from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.records import canonical_bytes
from tests.identity.standing import EMPLOYER, SECTOR, STANDINGS, UWV, Plans, made_plans
from tests.kit.desk import BASE

MATRIX = Path(__file__).with_name("matrix.csv")
NOBODY = "nobody"
Key = tuple[str, str]


def read_matrix() -> dict[Key, dict[str, int]]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found = {(row["operation"], row["plan"]): {role: int(row[role]) for role in (NOBODY, *ROLES)} for row in rows}
    assert len(found) == len(rows), "a line stands there twice"
    return found


class Asked:
    """A service with a plan of every standing, put back as it was after each change."""

    def __init__(self, folder: Path) -> None:
        store = MemoryStore()
        load(store, "starter", [], by="test", reason="test")
        settings = Settings(
            store="memory:", werkplan=f"sqlite:{folder / 'empty.db'}", oidc_issuer="http://127.0.0.1:1/nobody"
        )
        self.folder, self.store = folder, store
        self.app = create_app(settings, planner=Planner.of(store), store=store)
        self.app.state.provider = demo_actor  # roles by header; how a token becomes a role is tested elsewhere
        self.client = TestClient(self.app, base_url=BASE, raise_server_exceptions=False)
        self.document = self.client.get("/v1/openapi.json").json()
        self.use(folder / "made.db")
        self.plans: Plans = made_plans(self.client)
        self.reset()

    def use(self, file: Path) -> None:
        self.app.state.werkplan.close()
        self.app.state.werkplan = Werkplan(f"sqlite:{file}")

    def reset(self) -> None:
        self.app.state.werkplan.close()
        shutil.copyfile(self.folder / "made.db", self.folder / "used.db")
        self.use(self.folder / "used.db")

    def operations(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                yield f"{method.upper()} {path}", operation
        export = self.document["paths"]["/plans/{planId}/export"]["get"]
        yield "GET /plans/{planId}/export-page", export  # a page, which the document leaves out

    def keys(self) -> set[Key]:
        return {
            (name, standing)
            for name, operation in self.operations()
            for standing in (STANDINGS if "{planId}" in name else ("-",))
        }

    def status(self, name: str, operation: dict[str, Any], standing: str, role: str) -> int:
        """Ask once, rightly, and tell the status."""
        method, _, path = name.partition(" ")
        plan = self.plans.of(standing, name)
        for one in operation.get("parameters", ()):
            if one["in"] == "path":
                value = plan.ids(role, name)[one["name"]] if "{planId}" in name else _example(one)
                path = path.replace(f"{{{one['name']}}}", value)
        headers = {**plan.who(role), "Idempotency-Key": f"matrix-{role}", "If-Match": f'"{plan.version}"'}
        query = {
            one["name"]: _example(one)
            for one in operation.get("parameters", ())
            if one["in"] == "query" and one.get("required")
        }
        body = None
        if "requestBody" in operation:
            body = self.plans.body(name, plan)
            if body is None:
                body = self._written(name) or self._example_body(operation)
        if name == "POST /changes":
            headers["If-Match"] = f'"{self.store.revision()}"'
        answer = self.client.request(method, f"/v1{path}", json=body, headers=headers, params=query)
        if answer.status_code < 300 and method != "GET":
            self.reset()
        return answer.status_code

    def _example_body(self, operation: dict[str, Any]) -> Any:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        name = schema["$ref"].rpartition("/")[2]
        return self.document["components"]["schemas"][name]["example"]

    def _written(self, name: str) -> Any:
        """A change that a publisher of the sector may make: a path of it, as it is."""
        if name != "POST /changes":
            return None
        records = self.store.snapshot().records
        path = next(one for one in records if one.kind == "path" and sector_key(one.sector or "") == SECTOR)
        return {"by": "test", "reason": "test", "changes": [{"put": json.loads(canonical_bytes(path))}]}


def _example(parameter: dict[str, Any]) -> Any:
    found = parameter.get("example", (parameter["schema"].get("examples") or [None])[0])
    return found or (parameter.get("examples") or ["verzorgende"])[0]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    made = Asked(tmp_path_factory.mktemp("matrix"))
    yield made
    made.app.state.werkplan.close()


def test_every_operation_has_its_lines(asked: Asked) -> None:
    written = set(read_matrix())
    assert asked.keys() - written == set(), "operations without a line in matrix.csv"
    assert written - asked.keys() == set(), "lines without an operation"


def test_everybody_may_do_what_the_matrix_says(asked: Asked) -> None:
    matrix, wrong = read_matrix(), []
    for name, operation in asked.operations():
        for standing in STANDINGS if "{planId}" in name else ("-",):
            for role, expected in matrix.get((name, standing), {}).items():
                found = asked.status(name, operation, standing, role)
                if found != expected:
                    wrong.append(f"{name}, {standing}, {role}: {found}, expected {expected}")
    assert wrong == []


def test_roles_of_the_matrix_are_bound_as_they_stand_there() -> None:
    assert ("uwv-rijnmond", "werkgever-zonneland", SECTOR.lower()) == (UWV, EMPLOYER, SECTOR)
