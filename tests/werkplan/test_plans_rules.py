"""The interface of plans keeps the rules of the rest; and without the setting nothing of it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

from api.app import create_app
from api.identity.demo import check_address, is_loopback
from api.settings import Settings
from graph.planner import Planner
from ontology.errors import ConfigError
from tests.kit.desk import BASE, Desk
from tests.kit.service import COMMAND, run
from tests.web import test_api_rules as rules

schemathesis = pytest.importorskip("schemathesis")
positive_data_acceptance = pytest.importorskip("schemathesis.specs.openapi.checks").positive_data_acceptance


@pytest.fixture(scope="module")
def served(planner: Planner, tmp_path_factory: pytest.TempPathFactory) -> Any:
    url = f"sqlite:{tmp_path_factory.mktemp('plans') / 'plans.db'}"
    return create_app(Settings(store="memory:", werkplan=url), planner=planner)


@pytest.fixture(scope="module")
def document(served: Any) -> dict[str, Any]:
    return dict(TestClient(served, base_url=BASE).get("/v1/openapi.json").json())


@pytest.mark.parametrize(
    "rule",
    [
        rules.test_paths_are_kebab_case_without_trailing_slash,
        rules.test_names_are_camel_case_and_schemas_pascal_case,
        rules.test_every_operation_documents_itself,
        rules.test_request_bodies_have_an_example,
        rules.test_no_bare_times_and_dates_have_their_format,
    ],
    ids=lambda rule: rule.__name__,
)
def test_plans_keep_the_rules_of_the_interface(document: dict[str, Any], rule: Any) -> None:
    rule(document)


def test_every_change_has_its_key_and_version(document: dict[str, Any]) -> None:
    for path, method, operation in rules.operations(document):
        if "plans" in operation["tags"] and method == "post" and path != "/profiles/vum":  # which keeps nothing
            sent = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
            assert "Idempotency-Key" in sent, path
            assert "If-Match" in sent or path in ("/plans", "/caseload", "/groups/plans"), path


def test_the_documentation_page_shows_plans(served: Any) -> None:
    page = TestClient(served, base_url=BASE).get("/docs")
    assert page.status_code == 200
    assert "stale-plan" in page.text


def test_without_the_setting_there_are_no_plans(document: dict[str, Any], planner: Planner) -> None:
    client = TestClient(create_app(Settings(store="memory:", werkplan=None), planner=planner), base_url=BASE)
    assert client.get("/v1/plans").status_code == 404
    without = client.get("/v1/openapi.json").json()
    assert not any(path.startswith(("/plans", "/caseload", "/groups/plans", "/profiles")) for path in without["paths"])
    assert "Plan" not in " ".join(without["components"]["schemas"])
    assert "stale-plan" not in client.get("/docs").text
    for path, item in without["paths"].items():  # with the setting, the rest is as it was
        assert document["paths"][path] == item


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "plans.example", "127.0.0.1.example"])
def test_plans_are_not_served_elsewhere(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(ConfigError, match=r"127\.0\.0\.1"):
        check_address(host)


def test_the_service_refuses_to_start_elsewhere(tmp_path: Path) -> None:
    environment = {"LOOPBAANPAD_WERKPLAN": f"sqlite:{tmp_path / 'plans.db'}", "LOOPBAANPAD_STORE": "memory:"}
    done = run(tmp_path, environment, "serve", "--prepare", "--host", "0.0.0.0", "--port", "0")
    assert COMMAND
    assert done.returncode == 2
    assert "demo users" in " ".join((done.stdout + done.stderr).split())
    assert not (tmp_path / "plans.db").exists()


@pytest.mark.parametrize("role", ["caseworker", "person"])
def test_answers_are_as_documented(served: Any, role: str) -> None:
    client = TestClient(served, base_url=BASE)
    uwv = Desk(client, "uwv-rijnmond")
    opened = uwv.open()
    plan = opened["id"]
    who = uwv if role == "caseworker" else Desk(client, person=opened["personId"])
    goal = uwv.do(plan, "goals", {"text": "iets"})["madeId"]
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", served)
    found = [one.ok() for one in schema.get_all_operations()]
    drawn = [one for one in found if "plans" in one.definition.raw["tags"]]
    assert len(drawn) == 34
    known = {"planId": plan, "goalId": goal}
    tell = {"request-invalid", "not-in-plan", "plan-conflict", "plan-closed", "revision-needed", "stale-plan",
            "name-unclear", "not-found", "receipt-mismatch", "record-invalid", "not-allowed", "key-reused",
            "consent-missing", "revision-not-there"}  # fmt: skip
    seen: set[str] = set()
    for operation in drawn:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=15,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def check(case: Any) -> None:
            for name in ("Person", "Organisation"):
                case.headers.pop(f"Loopbaanpad-Demo-{name}", None)
            case.headers.update(who.headers)
            case.path_parameters.update({name: id for name, id in known.items() if name in case.path_parameters})
            if case.method == "POST":
                case.headers["If-Match"] = f'"{uwv.read(plan)["version"]}"'
            answer = case.call(base_url=f"{BASE}/v1")
            told = answer.status_code >= 400 and answer.json()["type"].rpartition("#problem-")[2]
            seen.add(str(told or "ok"))
            assert not told or told in tell, answer.text
            case.validate_response(answer, excluded_checks=[positive_data_acceptance] if told else [])

        check()
    expected = {"ok", "not-in-plan", "plan-conflict" if role == "caseworker" else "not-allowed"}
    assert expected <= seen
