"""The three journeys on both engines, and the page of the docs that they make."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.planner import Planner
from tests.werkplan.journeys import JOURNEYS
from tests.werkplan.recording import Journey

PAGE = Path(__file__).resolve().parents[2] / "docs" / "journeys.md"
HEAD = """# Three journeys

From start to end over HTTP, on the starter set. A test walks them on SQLite and on PostgreSQL and writes this page: the
requests as they were sent and the parts of the answers that matter; `…` stands for what is another each time. Every
change brings an `Idempotency-Key` and `If-Match`, left out here ([the Werkplan](werkplan.md#asking)). Parties, days and
amounts of promises are made up.
"""


def page_of(title: str, walked: Journey) -> str:
    return "\n".join([f"## {title}", "", *walked.lines])


@pytest.mark.parametrize("title", JOURNEYS)
def test_a_journey_ends_well(title: str, url: str, planner: Planner) -> None:
    go = Journey(url, planner)
    JOURNEYS[title](go)
    go.close()
    assert go.lines


def test_the_page_is_what_happened(tmp_path: Path, planner: Planner) -> None:
    parts = [HEAD]
    for number, (title, walk) in enumerate(JOURNEYS.items()):
        go = Journey(f"sqlite:{tmp_path / str(number)}/plans.db", planner)
        walk(go)
        go.close()
        parts.append(page_of(title, go))
    made = "\n".join(parts).rstrip() + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(made, "utf-8")
    assert PAGE.read_text("utf-8") == made
