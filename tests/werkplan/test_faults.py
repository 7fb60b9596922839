"""Faults: a process killed while it writes, a server that stops, a full disk, a disk that can only be read."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, select

from api.app import create_app
from api.settings import Settings
from api.werkplan.acting import Actor
from api.werkplan.answering import Keyed
from api.werkplan.database import Database
from api.werkplan.doing_plans import open_plan
from api.werkplan.keeping import Werkplan
from api.werkplan.tables import Event, Plan
from api.werkplan.tables_help import Note
from graph.planner import Planner
from tests.kit.desk import BASE, Desk
from tests.kit.faults import Note as Table
from tests.kit.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS") or (100 if os.environ.get("SOAK") else 5))
ACTOR = Actor("caseworker", "uwv-rijnmond")


def opened(url: str) -> str:
    plans = Werkplan(url)

    def do(session: Any, at: Any) -> tuple[dict[str, Any], Plan]:
        change = open_plan(session, ACTOR, at, plans.new_id)
        return {"id": change.plan.id}, change.plan

    plans.create(Keyed.of(ACTOR, "open-0001", "/plans", {}), do)
    with plans.database.reading() as session:
        found = session.scalars(select(Plan.id)).one()
    plans.close()
    return found


def written(url: str, plan_id: str) -> list[int]:
    """The numbers of the notes that are there; history and version must agree with them."""
    database = Database.open(url)
    with database.reading() as session:
        numbers = sorted(int(text) for text in session.scalars(select(Note.text)))
        events = session.scalars(select(Event.number).where(Event.kind == "note-added")).all()
        assert session.get_one(Plan, plan_id).version == len(numbers) + 1
        assert len(events) == len(numbers)
    database.close()
    return numbers


def killed_after(url: str, plan_id: str, first: int, acknowledged: int, seconds: float) -> list[int]:
    """Start the writing process and kill it a moment after so many were acknowledged; which were, as it said."""
    command = [sys.executable, "-m", "tests.werkplan.killed", url, plan_id, str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begin\n"
        said = [child.stdout.readline() for _ in range(acknowledged)]
        time.sleep(seconds)
        child.kill()
        said += child.stdout.readlines()
    assert child.returncode == -9
    return [int(line.split()[1]) for line in said if line.endswith("\n")]


def test_what_a_killed_writer_acknowledged_is_there_once(url: str, note: Table) -> None:
    plan_id, dice, acknowledged = opened(url), random.Random(7), set[int]()
    first = 0
    for _ in range(KILLS):
        acknowledged |= set(killed_after(url, plan_id, first, dice.randrange(1, 12), dice.uniform(0, 0.05)))
        there = written(url, plan_id)
        assert len(there) == len(set(there))  # once
        assert acknowledged <= set(there)
        assert set(there) - acknowledged <= {max(acknowledged, default=-1) + 1}  # at most what was being confirmed
        first = max(acknowledged, default=-1) + 1  # the lost answer is asked for again with its key
    assert acknowledged
    note(
        f"plans on {url.partition(':')[0]}: the writing process is killed", KILLS, "what was acknowledged is there once"
    )


def test_a_server_that_crashes_loses_nothing_acknowledged(tmp_path: Path, planner: Planner, note: Table) -> None:
    home = Path("/tmp") / f"loopbaanpad-crash-{os.getpid()}"
    server = Postgres(home)
    server.start()
    try:
        url = server.fresh()
        app = create_app(Settings(store="memory:", werkplan=url), planner=planner)
        uwv = Desk(TestClient(app, base_url=BASE, raise_server_exceptions=False), "uwv-rijnmond")  # type: ignore[arg-type]
        plan = uwv.open()["id"]
        for turn in range(3):
            uwv.do(plan, "notes", {"text": f"{turn}"})
            version = uwv.read(plan)["version"]
            server.stop("immediate")
            lost = uwv.send(f"/v1/plans/{plan}/notes", {"text": "later"}, version=version, key=f"again-{turn:04}")
            assert (lost.status_code, lost.headers["retry-after"]) == (503, "5")
            assert lost.json()["type"] == "/docs#problem-store-away"
            assert uwv.client.get("/v1/status").status_code == 200  # the graph goes on
            server.start()
            again = uwv.send(f"/v1/plans/{plan}/notes", {"text": "later"}, version=version, key=f"again-{turn:04}")
            assert again.status_code == 200, again.text
        assert [item["text"] for item in uwv.read(plan)["notes"]] == ["0", "later", "1", "later", "2", "later"]
        app.state.werkplan.close()
    finally:
        server.stop("immediate")
        subprocess.run(["rm", "-rf", str(home)], check=True)
    note("plans on postgresql: the server crashes", 3, "503, nothing acknowledged is lost, the same key goes on")


@pytest.mark.parametrize(
    ("pragma", "said"), [("max_page_count=1", "disk of the plans is full"), ("query_only=ON", "can only be read now")]
)
def test_a_disk_that_takes_nothing_gives_a_clear_503(
    tmp_path: Path, planner: Planner, note: Table, pragma: str, said: str
) -> None:
    url = f"sqlite:{tmp_path / 'plans.db'}"
    app = create_app(Settings(store="memory:", werkplan=url), planner=planner)
    uwv = Desk(TestClient(app, base_url=BASE, raise_server_exceptions=False), "uwv-rijnmond")  # type: ignore[arg-type]
    plan = uwv.open()["id"]
    uwv.do(plan, "notes", {"text": "eerst"})
    engine = app.state.werkplan.database.engine

    def limit(connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA {pragma}")

    engine.dispose()
    event.listen(engine, "connect", limit)
    long = {"text": "x " * 1_900}
    answers = [uwv.send(f"/v1/plans/{plan}/notes", long, version=2 + turn, key=f"full-{turn:04}") for turn in range(9)]
    refused = next(item for item in answers if item.status_code != 200)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert said in refused.json()["detail"]
    done = sum(item.status_code == 200 for item in answers)
    looked = uwv.get(f"/v1/plans/{plan}")
    assert looked.status_code in (200, 503)  # a look that can't be logged isn't answered
    assert looked.status_code == 503 or len(looked.json()["notes"]) == 1 + done
    event.remove(engine, "connect", limit)
    engine.dispose()
    again = uwv.send(f"/v1/plans/{plan}/notes", long, version=2 + done, key=f"full-{done:04}")
    assert again.status_code == 200, again.text
    assert len(uwv.read(plan)["notes"]) == 2 + done
    note(f"plans on sqlite: PRAGMA {pragma}", 1, "503, nothing lost, the same key goes on")
    app.state.werkplan.close()
