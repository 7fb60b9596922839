"""A backup of a graph server by offline dump, put back on another one: the digest is the proof."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from graph.stores import copying, open_store
from graph.stores.comparing import verify
from graph.stores.memory import MemoryStore
from graph.stores.neo4j import Neo4jStore
from loaders.base import unheard
from loaders.pipeline import load
from tests.kit.servers.running import INSTALLED, Neo4jServer


def admin(home: Path, *arguments: str) -> str:
    """What ``neo4j-admin`` does, on the server's own classes."""
    settings = home / "conf"
    settings.mkdir(exist_ok=True)
    (settings / "neo4j.conf").touch()
    done = subprocess.run(
        ["java", "-Xmx256m", "-cp", str(INSTALLED / "neo4j" / "lib" / "*"), "org.neo4j.cli.AdminTool", *arguments],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(settings)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_dump_is_put_back_on_another_server(tmp_path: Path) -> None:
    source = MemoryStore()
    load(source, "starter", [], by="An", reason="startset")
    first = Neo4jServer(tmp_path / "first")
    first.start()
    try:
        store = Neo4jStore(first.url)
        copying.write_into(store, source, by="test", progress=unheard)
        store.close()
        first.stop()
        (tmp_path / "dump").mkdir()
        admin(first.home / "data", "database", "dump", "neo4j", f"--to-path={tmp_path / 'dump'}")
    finally:
        first.kill()
    second = Neo4jServer(tmp_path / "second")
    (second.home / "data").mkdir(parents=True)
    admin(second.home / "data", "database", "load", "neo4j", f"--from-path={tmp_path / 'dump'}")
    second.start()
    try:
        back = open_store(second.url, read_only=True)
        (verdict,) = verify(back, every=True, progress=unheard)
        assert verdict.holds
        assert verdict.found == source.snapshot().digest
        assert back.history() == source.history()
        back.close()
    finally:
        second.kill()
