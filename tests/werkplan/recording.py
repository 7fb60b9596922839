"""A journey over HTTP that is written down as it goes: requests and answers, shortened, as a page of the docs."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.werkplan.keeping import Werkplan
from graph.planner import Planner
from tests.kit.desk import BASE, Desk

#: What is another each time that the data or the program changes; it stands as three dots.
CHANGING = {"digest", "codeVersion", "revision", "sha256", "traceId", "evidence"}


class Journey:
    """A service on the starter set with a clock that the journey moves, and the lines of its page."""

    def __init__(self, url: str, planner: Planner) -> None:
        self.day = "2026-03-02"
        numbers = itertools.count(1)
        self.plans = Werkplan(
            url,
            now=lambda: datetime.fromisoformat(f"{self.day}T10:00:00").replace(tzinfo=UTC),
            new_id=lambda: f"{next(numbers):032x}",
        )
        app = create_app(Settings(store="memory:", werkplan=url), planner=planner, werkplan=self.plans)
        self.client = TestClient(app, base_url=BASE)
        self.lines: list[str] = []

    def close(self) -> None:
        self.plans.close()

    def at(self, organisation: str = "", person: str = "") -> Desk:
        return Desk(self.client, organisation, person)

    def say(self, text: str) -> None:
        """A sentence above what follows."""
        self.lines += [text, ""]

    def show(self, asked: str, body: Any, answer: Mapping[str, Any]) -> None:
        """A request and the part of its answer that matters, as they were; no request: more of the same answer."""
        if not asked:
            self.lines += ["```json", written(answer), "```", ""]
            return
        self.lines += ["```http", asked]
        if body is not None:
            self.lines.append(written(body))
        self.lines += ["```", "", "```json", written(answer), "```", ""]


def written(value: Any) -> str:
    """A value as JSON to read, without what changes by itself; ids of 32 digits by their last three."""
    return json.dumps(_calm(value), ensure_ascii=False, indent=1)


def _calm(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: "…" if key in CHANGING else _calm(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_calm(part) for part in value]
    if isinstance(value, str) and len(value) == 32 and value.startswith("0" * 20):
        return f"…{value[-3:]}"
    return value


def part(value: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Some fields of an answer."""
    return {key: value[key] for key in keys}


def ask(go: Journey, **question: Any) -> dict[str, Any]:
    """The answer to a question about routes."""
    answer = go.client.post("/v1/routes", json=question)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
