"""`serve --demo`: what `make run` starts, where it may be served, and what the demo users find."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from api.identity.demo import DEMO_USERS
from tests.kit.service import Service, run

STORE = {"LOOPBAANPAD_STORE": "memory:"}


def test_a_newcomer_has_a_user_of_each_role_and_a_plan(tmp_path: Path) -> None:
    service = Service(tmp_path, STORE, "--prepare", "--demo")
    try:
        assert service.process.stdout
        lines = []
        while not (lines and lines[-1].startswith("Voorbeeldplan:")):
            lines.append(service.process.stdout.readline())
            assert lines[-1], service.said()
        told = "".join(lines)
        assert "Demogebruikers, alleen op deze computer" in told
        seen = {}
        for user in DEMO_USERS:
            assert user.label in told
            assert all(f"{name}: {value}" in told for name, value in user.headers.items())
            answer = service.client.get("/v1/plans", headers=user.headers)
            seen[user.actor.role] = len(answer.json()["plans"]) if answer.status_code == 200 else answer.status_code
        assert seen == {
            "person": 1, "caseworker": 1, "employer": 1, "client-system": 1, "adviser": 403, "proposer": 403,
            "decider": 403, "publisher": 403, "administrator": 403,
        }  # fmt: skip
        plan = lines[-1].rpartition("/")[2].strip()
        assert service.client.get(f"/v1/plans/{plan}", headers=DEMO_USERS[0].headers).status_code == 200
        port = service.client.base_url.port
        rebound = httpx.get(
            f"http://127.0.0.1:{port}/v1/plans",
            headers={**DEMO_USERS[0].headers, "Host": f"evil.example:{port}"},
            trust_env=False,
        )
        passed_on = service.client.get("/v1/plans", headers={**DEMO_USERS[0].headers, "X-Forwarded-For": "203.0.113.7"})
        assert (rebound.status_code, passed_on.status_code) == (403, 403)
    finally:
        service.stop()


REFUSED = {
    "on another address": ({}, ["--host", "0.0.0.0"], "127.0.0.1 alone"),
    "with a provider": ({"LOOPBAANPAD_OIDC_ISSUER": "https://a.example"}, [], "LOOPBAANPAD_OIDC_ISSUER"),
}


@pytest.mark.parametrize(("environment", "arguments", "why"), REFUSED.values(), ids=REFUSED)
def test_demo_users_are_not_served(tmp_path: Path, environment: dict[str, str], arguments: list[str], why: str) -> None:
    done = run(tmp_path, {**STORE, **environment}, "serve", "--prepare", "--demo", "--port", "0", *arguments)
    assert done.returncode == 2
    assert why in " ".join((done.stdout + done.stderr).split())
    assert not (tmp_path / "data").exists()
