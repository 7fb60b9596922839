"""Asking about plans over HTTP as somebody: every change brings its key and the version that was read last."""

from __future__ import annotations

import itertools
from typing import Any

import httpx

_keys = itertools.count()
BASE = "http://127.0.0.1"


class Desk:
    """A caseworker of an organisation, or the person of a plan, at a service."""

    def __init__(self, client: httpx.Client, organisation: str = "", person: str = "") -> None:
        self.client = client
        role = "person" if person else "caseworker"
        self.headers = {"Loopbaanpad-Demo-Role": role}
        self.headers |= (
            {"Loopbaanpad-Demo-Person": person} if person else {"Loopbaanpad-Demo-Organisation": organisation}
        )

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.client.get(path, headers=self.headers, params=query)

    def read(self, plan: str) -> dict[str, Any]:
        answer = self.get(f"/v1/plans/{plan}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def send(self, path: str, body: Any = None, *, version: int | None = None, key: str = "") -> httpx.Response:
        headers = {**self.headers, "Idempotency-Key": key or f"test-key-{next(_keys):06}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.client.post(path, json={} if body is None else body, headers=headers)

    def open(self, **body: Any) -> dict[str, Any]:
        answer = self.send("/v1/plans", body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def do(self, plan: str, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        """A change made for the version that the plan is at now."""
        version = self.read(plan)["version"]
        answer = self.send(f"/v1/plans/{plan}/{path}", body, version=version)
        assert answer.status_code == status, answer.text
        return dict(answer.json())
