"""The service as a real process: what it prepares, who may read beside it, how it follows a load."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

COMMAND = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main(sys.argv[1:]))"]


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "LOOPBAANPAD_STORE": f"oxigraph:{folder / 'kg'}",
        "LOOPBAANPAD_RELOAD_SECONDS": "1",
    }


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment(folder), capture_output=True, text=True, check=False
    )


class Service:
    """A served folder: where it answers, and what it printed before it did."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.printed = folder, ""
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--prepare", "--port", "0"],
            cwd=folder,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        for line in self.process.stdout:
            self.printed += line
            if found := re.search(r"http://\S+", line):
                self.client = httpx.Client(base_url=found.group(), trust_env=False, timeout=30)
                return
        raise AssertionError(self.process.stderr.read() if self.process.stderr else "")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("service"))
    yield started
    started.process.kill()
    started.process.wait()


def test_it_prepares_and_shows_one_route(service: Service) -> None:
    assert "Voorbeeld: verkoper ~ " in service.printed
    assert service.client.get("/v1/status").json()["revision"] == 1
    assert service.client.get("/").status_code == 200


def test_commands_that_read_work_beside_it(service: Service) -> None:
    for arguments in (
        ["status"],
        ["route", "--from", "verkoper", "--to", "verzorgende"],
        ["show", "verzorgende"],
        ["sparql", "ASK { ?s ?p ?o }"],
        ["attribution"],
    ):
        done = run(service.folder, *arguments)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_the_command_and_the_service_agree(service: Service) -> None:
    import orjson

    done = run(service.folder, "route", "--from", "verkoper", "--to", "vakkenvuller", "--json")
    answer = service.client.post("/v1/routes", json={"from": ["verkoper"], "to": "vakkenvuller"})
    assert orjson.loads(done.stdout) == answer.json()


def test_it_follows_a_load(service: Service) -> None:
    name = service.folder / "names.csv"
    name.write_text("title,concept,relation\nzorgtopper,occupation/verzorgende-ig,exact\n", encoding="utf-8")
    assert service.client.get("/v1/occupations/zorgtopper").status_code == 404
    done = run(service.folder, "load", "synonyms", str(name))
    assert done.returncode == 0, done.stderr
    deadline = time.monotonic() + 60
    while service.client.get("/v1/status").json()["revision"] == 1 and time.monotonic() < deadline:
        time.sleep(0.3)
    assert service.client.get("/v1/status").json()["revision"] == 2
    assert service.client.get("/v1/occupations/zorgtopper").json()["label"] == "verzorgende IG"


def test_a_second_start_loads_nothing_and_a_stop_is_clean(service: Service) -> None:
    assert service.stop() == 0
    compiled = {path: path.stat().st_mtime_ns for path in service.folder.rglob("network-*.npz")}
    assert len(compiled) == 1
    again = Service(service.folder)
    try:
        assert again.client.get("/v1/status").json()["revision"] == 2
        assert {path: path.stat().st_mtime_ns for path in service.folder.rglob("network-*.npz")} == compiled
    finally:
        assert again.stop() == 0


def test_without_a_store_something_is_away(tmp_path: Path) -> None:
    done = run(tmp_path, "status")
    assert (done.returncode, done.stdout) == (4, "")
    assert "Traceback" not in done.stderr


def test_the_port_is_a_tcp_one_so_that_answers_do_not_wait() -> None:
    import socket

    from api.cli.serving import take_port

    with take_port("127.0.0.1", 0) as made:
        assert made.proto == socket.IPPROTO_TCP
