"""Every command on a real Neo4j: the same answers as on Oxigraph, and nowhere a secret."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import main
from graph.ask import Ask
from graph.planner import Planner
from graph.replaying import answer_bytes
from graph.stores import copying, open_store
from graph.stores.address import SECRET as SECRET_NAME
from graph.stores.address import SECRET_FILE
from loaders.base import unheard
from tests.kit.servers.running import SECRET, Server, free_port, running

WRONG = "fout-geheim-2"


@dataclass(frozen=True, slots=True)
class Both:
    """One content in two stores."""

    server: Server
    oxigraph: str


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    oxigraph = f"oxigraph:{tmp_path_factory.mktemp('both') / 'kg'}"
    assert main(["load", "starter", "--store", oxigraph]) == 0
    server = running("neo4j")
    server.empty()
    copying.copy(oxigraph, server.url, by="test", progress=unheard)
    yield Both(server, oxigraph)
    server.empty()


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "200")


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Run:
    """Runs a command and gives its exit code and answer; all that it said or logged is free of secrets."""
    caplog.set_level(logging.DEBUG)

    def called(*arguments: str) -> tuple[int, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        told = captured.out + captured.err + caplog.text
        caplog.clear()
        assert SECRET not in told
        assert WRONG not in told
        return code, captured.out

    return called


def test_every_command_works_and_tells_no_secret(
    both: Both, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOPBAANPAD_STORE", both.server.url)
    receipt = tmp_path / "answer.json"
    code, answer = run("route", "--from", "verkoper", "--to", "verzorgende", "--json")
    receipt.write_text(answer, "utf-8")
    assert code == 0
    for arguments in (
        ["route", "--from", "verkoper", "--to", "verzorgende", "--steps"],
        ["replay", str(receipt)],
        ["targets", "--from", "verkoper"],
        ["sources", "--to", "verzorgende"],
        ["show", "verzorgende"],
        ["search", "kok"],
        ["cypher", "MATCH (o:Occupation) RETURN count(o) AS n"],
        ["export", "--format", "turtle", "--output", str(tmp_path / "graph.ttl")],
        ["status"],
        ["status", "--json"],
        ["load", "starter"],
        ["verify", "--all", "--against", both.oxigraph],
        ["attribution"],
        ["copy", "--from", both.server.url, "--to", f"oxigraph:{tmp_path / 'back'}"],
    ):
        code, out = run(*arguments)
        assert code == 0, arguments
        assert out or "--output" in arguments
    assert run("sparql", "ASK { ?s ?p ?o }")[0] == 2
    assert SECRET not in (tmp_path / "graph.ttl").read_text("utf-8")
    assert SECRET not in answer
    assert not any(SECRET in str(path) for path in (tmp_path / "cache").rglob("*"))


def test_the_secret_may_come_from_elsewhere(
    both: Both, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = both.server.url.replace(f":{SECRET}@", "@")
    assert run("status", "--store", url)[0] == 2
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n", "utf-8")
    monkeypatch.setenv(SECRET_FILE, str(file))
    assert run("status", "--store", url)[0] == 0
    monkeypatch.delenv(SECRET_FILE)
    monkeypatch.setenv(SECRET_NAME, SECRET)
    assert run("status", "--store", url)[0] == 0


def test_what_goes_wrong_tells_no_secret(both: Both, run: Run) -> None:
    place = both.server.url.partition("@")[2]
    wrong = {
        f"bolt://neo4j:{WRONG}@{place}": 2,
        f"bolt://neo4j:{WRONG}@127.0.0.1:{free_port()}/neo4j": 4,
        f"{both.server.url}-other": 2,
        f"neo4jj://neo4j:{WRONG}@{place}": 2,
        f"bolt://neo4j:{WRONG}/x@{place}": 2,
        f"bolt://neo4j:{WRONG}@{place}?x={WRONG}": 2,
        f"neo4j:{WRONG}": 2,
        WRONG: 2,
    }
    route = ["route", "--from", "verkoper", "--to", "verzorgende"]
    for url, expected in wrong.items():
        assert run("status", "--store", url)[0] == expected, url
        assert run("copy", "--from", both.oxigraph, "--to", url)[0] == expected, url
    for url, expected in list(wrong.items())[:2]:
        for arguments in (route, ["load", "starter"], ["cypher", "RETURN 1"], ["serve", "--port", "0"]):
            assert run(*arguments, "--store", url)[0] == expected, (url, arguments)
    until = time.monotonic() + 60  # after so many wrong secrets the server lets nobody in for a while
    while run("status", "--store", both.server.url)[0] and time.monotonic() < until:
        time.sleep(1)
    assert run("status", "--store", both.server.url)[0] == 0


def test_answers_are_equal_byte_for_byte(both: Both) -> None:
    on_server, on_disk = Planner.open(both.server.url), Planner.open(both.oxigraph)
    assert on_server.network.digest == on_disk.network.digest
    ids = on_disk.network.occupations.ids
    draw = random.Random(5)
    for _ in range(60):
        origin, target = draw.sample(ids, 2)
        ask = Ask(origins=(origin,), target=target)
        assert answer_bytes(on_server.routes(ask)) == answer_bytes(on_disk.routes(ask))
    ask = Ask(origins=(ids[0],))
    assert answer_bytes(on_server.targets(ask)) == answer_bytes(on_disk.targets(ask))


def test_a_backup_by_copy_is_put_back(both: Both, run: Run, tmp_path: Path) -> None:
    backup = f"oxigraph:{tmp_path / 'backup'}"
    assert run("copy", "--from", both.server.url, "--to", backup)[0] == 0
    both.server.empty()
    assert run("copy", "--from", backup, "--to", both.server.url)[0] == 0
    assert run("verify", "--all", "--against", both.oxigraph, "--store", both.server.url)[0] == 0
    told = [(i.revision, i.by, i.at, i.reason, i.digest) for i in open_store(both.server.url, read_only=True).history()]
    assert told == [
        (i.revision, i.by, i.at, i.reason, i.digest) for i in open_store(both.oxigraph, read_only=True).history()
    ]


def test_a_statement_that_was_changed_by_hand_is_found(
    both: Both, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    driver = both.server.driver()
    (row,) = driver.execute_query(
        "MATCH (s:Statement {kind: 'skill'}) WITH s ORDER BY s.id LIMIT 1 RETURN s.id AS id, s.json AS json"
    ).records
    changed = json.dumps({**json.loads(row["json"]), "description": "met de hand veranderd"})
    change = "MATCH (s:Statement {kind: 'skill', id: $id}) SET s.json = $json"
    driver.execute_query(change, id=row["id"], json=changed)
    try:
        assert main(["verify", "--store", both.server.url, "--against", both.oxigraph]) == 3
        told = capsys.readouterr()
        assert "KLOPT NIET" in told.out
        assert f"other: skill {row['id']}" in told.err
        assert run("status", "--store", both.server.url)[0] == 4  # refused, not answered from
    finally:
        driver.execute_query(change, id=row["id"], json=row["json"])
    assert run("verify", "--store", both.server.url)[0] == 0
