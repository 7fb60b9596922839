"""Faults of running services: kill -9 under requests, a disk that is really full, two processes at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from api.werkplan.database import Database
from api.werkplan.processings import pseudonym_of
from api.werkplan.tables_help import Note
from api.werkplan.tables_log import LogLine
from tests.kit.desk import Desk
from tests.kit.faults import Note as Table
from tests.kit.postgres import Postgres, running_postgres
from tests.kit.servers.running import running
from tests.kit.service import Service, run
from tests.werkplan.alternating import Alternating, LiveJourney
from tests.werkplan.journeys import JOURNEYS

KILLS = int(os.environ.get("KILLS") or (100 if os.environ.get("SOAK") else 3))
ORGANISATION = "uwv-rijnmond"


class Writer(threading.Thread):
    """Adds notes over HTTP until told to stop; asks again with the same key when an answer is lost."""

    def __init__(self, base: str, plan: str, first: int) -> None:
        super().__init__(daemon=True)
        self.base, self.plan, self.number = base, plan, first
        self.acknowledged: list[int] = []
        self.statuses: set[int] = set()
        self.ended = threading.Event()

    def run(self) -> None:
        with httpx.Client(base_url=self.base, trust_env=False, timeout=20) as client:
            desk = Desk(client, ORGANISATION)
            while not self.ended.is_set():
                try:
                    version = desk.get(f"/v1/plans/{self.plan}").json()["version"]
                    body, key = {"text": str(self.number)}, f"live-note-{self.number:06}"
                    answer = desk.send(f"/v1/plans/{self.plan}/notes", body, version=version, key=key)
                except (httpx.HTTPError, KeyError, ValueError):
                    time.sleep(0.02)
                    continue
                self.statuses.add(answer.status_code)
                if answer.status_code == 200:
                    self.acknowledged.append(self.number)
                    self.number += 1


def check_written(url: str, person: str, acknowledged: set[int]) -> list[int]:
    """What was acknowledged is there once, with its line in the log; at most one more, whose answer was lost."""
    database = Database.open(url)
    with database.reading() as session:
        there = [int(text) for text in session.scalars(select(Note.text))]
        asked = select(LogLine.status).where(LogLine.subject == pseudonym_of(person), LogLine.name == "add_note")
        logged = [status for status in session.scalars(asked) if status == "Ok"]
    database.close()
    assert len(there) == len(set(there))
    assert acknowledged <= set(there)
    assert len(set(there) - acknowledged) <= 1
    assert len(logged) >= len(there)  # one each, and one more for a request that came again
    return sorted(there)


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server that may be killed; the shared one may not."""
    home = Path("/tmp") / f"loopbaanpad-kill-{os.getpid()}"
    server = Postgres(home)
    server.start()
    yield server
    server.stop("immediate")
    shutil.rmtree(home, ignore_errors=True)


def test_a_service_that_is_killed_keeps_what_it_acknowledged(url: str, tmp_path: Path, note: Table) -> None:
    environment = {"LOOPBAANPAD_WERKPLAN": url, "LOOPBAANPAD_STORE": "memory:"}
    dice, acknowledged, first, opened = random.Random(11), set[int](), 0, None
    for _ in range(KILLS):
        service = Service(tmp_path / "served", environment)
        if opened is None:
            opened = Desk(service.client, ORGANISATION).open()
        writer = Writer(str(service.client.base_url), opened["id"], first)
        writer.start()
        end = time.monotonic() + 20
        while len(writer.acknowledged) < dice.randrange(1, 6) and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(dice.uniform(0, 0.05))
        service.process.send_signal(signal.SIGKILL)
        service.process.wait()
        writer.ended.set()
        writer.join(30)
        service.client.close()
        assert writer.acknowledged
        acknowledged |= set(writer.acknowledged)
        check_written(url, opened["personId"], acknowledged)
        first = writer.number
    engine = url.partition(":")[0]
    note(f"plans on {engine}: the service is killed", KILLS, "what was acknowledged is there once, and logged")


def test_a_postgresql_that_is_killed_keeps_what_was_acknowledged(
    tmp_path: Path, own_postgres: Postgres, note: Table
) -> None:
    url = own_postgres.fresh()
    service = Service(tmp_path / "served", {"LOOPBAANPAD_WERKPLAN": url, "LOOPBAANPAD_STORE": "memory:"})
    opened = Desk(service.client, ORGANISATION).open()
    writer = Writer(str(service.client.base_url), opened["id"], 0)
    dice = random.Random(13)
    writer.start()
    try:
        for _ in range(KILLS):
            before = len(writer.acknowledged)
            end = time.monotonic() + 30
            while len(writer.acknowledged) == before and time.monotonic() < end:
                time.sleep(0.005)
            assert len(writer.acknowledged) > before, writer.statuses  # it goes on after each kill
            time.sleep(dice.uniform(0, 0.05))
            killed = int((own_postgres.home / "data" / "postmaster.pid").read_text().splitlines()[0])
            _kill_all(killed)
            for lock in (own_postgres.home / "data" / "postmaster.pid", *own_postgres.home.glob(".s.PGSQL.*.lock")):
                lock.unlink()  # where nobody buries what was killed, its number is taken for a server that runs
            own_postgres.start()
    finally:
        writer.ended.set()
        writer.join(60)
        service.stop()
    assert writer.statuses <= {200, 412, 503}
    check_written(url, opened["personId"], set(writer.acknowledged))
    note("plans on postgresql: the server is killed", KILLS, "503 meanwhile, what was acknowledged is there once")


def _kill_all(postmaster: int) -> None:
    """Kill the server and every process of it that works for somebody, and wait until all are gone."""
    os.kill(postmaster, signal.SIGSTOP)  # it starts nothing more meanwhile
    below = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for process in [postmaster, *map(int, below)]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    end = time.monotonic() + 10
    while any(_lives(process) for process in [postmaster, *map(int, below)]) and time.monotonic() < end:
        time.sleep(0.01)


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where mounting one is allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], check=False, capture_output=True)
    if made.returncode:
        pytest.skip("a disk of its own can't be mounted here: the full disk is tried with a limit of SQLite only")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_disk_that_is_full_or_read_only_loses_nothing(small_disk: Path, tmp_path: Path, note: Table) -> None:
    url = f"sqlite:{small_disk / 'plans.db'}"
    environment = {"LOOPBAANPAD_WERKPLAN": url, "LOOPBAANPAD_STORE": "memory:"}
    service = Service(tmp_path / "served", environment)
    try:
        uwv = Desk(service.client, ORGANISATION)
        opened = uwv.open()
        plan, person = opened["id"], opened["personId"]
        uwv.do(plan, "notes", {"text": "0"})
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 200_000))
        texts, refused = ["0"], None
        for turn in range(200):
            key = f"full-disk-{turn:04}"
            sent = {"text": f"{turn + 1}{' ' * 3_000}."}
            refused = uwv.send(f"/v1/plans/{plan}/notes", sent, version=len(texts) + 1, key=key)
            if refused.status_code != 200:
                break
            texts.append(sent["text"])
        assert refused is not None
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
        assert "disk of the plans is full" in refused.json()["detail"]
        assert service.client.get("/v1/status").status_code == 200  # routes and search go on
        filler.unlink()
        again = uwv.send(f"/v1/plans/{plan}/notes", sent, version=len(texts) + 1, key=key)
        assert again.status_code == 200, again.text
        texts.append(sent["text"])
        assert [item["text"] for item in uwv.read(plan)["notes"]] == texts
        service.stop()
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        service = Service(tmp_path / "served", environment)
        uwv, version = Desk(service.client, ORGANISATION), len(texts) + 1
        answers = [
            uwv.send(f"/v1/plans/{plan}/notes", {"text": "ro"}, version=version, key="read-only-1"),
            uwv.get(f"/v1/plans/{plan}"),  # a look that can't be logged isn't answered
        ]
        assert service.client.get("/v1/status").status_code == 200
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        assert [answer.status_code for answer in answers] == [503, 503], answers[1].text
        assert all(person not in answer.text for answer in answers)
        again = uwv.send(f"/v1/plans/{plan}/notes", {"text": "ro"}, version=version, key="read-only-1")
        assert again.status_code == 200, again.text  # it goes on by itself
        assert [item["text"] for item in uwv.read(plan)["notes"]] == [*texts, "ro"]
    finally:
        service.stop()
    note("plans on sqlite: a disk that is full", 1, "503, nothing lost, the same key goes on")
    note("plans on sqlite: a disk that is read-only", 1, "503 for reading too, nothing lost")


def test_two_processes_are_as_one(tmp_path: Path, note: Table) -> None:
    server = running("neo4j")
    environment = {
        "LOOPBAANPAD_STORE": server.url,
        "LOOPBAANPAD_WERKPLAN": running_postgres().fresh(),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    loaded = run(tmp_path, environment, "load", "starter")
    assert loaded.returncode == 0, loaded.stderr
    services = [Service(tmp_path / f"served{number}", environment) for number in range(2)]
    try:
        client = Alternating(*services)
        for walk in JOURNEYS.values():
            walk(LiveJourney(client))
        assert min(client.asked) > 100
    finally:
        for service in services:
            service.stop()
    note("two API processes on one Neo4j and one PostgreSQL", 1, "the three journeys pass, requests in turn")
