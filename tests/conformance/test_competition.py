"""Several processes write to one server: each revision has one winner, and every loser hears it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from graph.stores.base import Put
from graph.stores.memory import MemoryStore
from tests.conformance.competing import change
from tests.conformance.conftest import BACKENDS, ROOT
from tests.conformance.killed import SOURCES
from tests.conformance.test_stores import put
from tests.kit.faults import Note
from tests.kit.servers.running import running

TRIES = {"neo4j": 250, "arcadedb": 100}


@pytest.mark.parametrize("name", sorted(TRIES))
def test_two_processes_compete(name: str, note: Note) -> None:
    store, tries = BACKENDS[name](ROOT), TRIES[name]
    put(store, *map(Put, SOURCES))
    command = [sys.executable, "-m", "tests.conformance.competing", running(name).url]
    rivals = [
        subprocess.Popen(
            [*command, rival, str(tries)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for rival in ("een", "twee")
    ]
    try:
        for child in rivals:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        for child in rivals:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        said = [child.communicate()[0] for child in rivals]
    finally:
        for child in rivals:
            child.kill()
    lines = [
        (rival, *line.split()) for rival, text in zip(("een", "twee"), said, strict=True) for line in text.splitlines()
    ]
    won = {int(revision): (rival, int(number)) for rival, word, number, revision in lines if word == "won"}
    counts = Counter((rival, word) for rival, word, _, _ in lines)
    assert len(lines) == 2 * tries
    assert sorted(won) == list(range(2, len(won) + 2))  # one winner a revision, none lost
    assert min(counts[rival, "won"] for rival in ("een", "twee")) > 0
    assert sum(counts[rival, "stale"] for rival in ("een", "twee")) > 0  # an engine may let one rival wait each time
    oracle = MemoryStore()
    put(oracle, *map(Put, SOURCES))
    put(oracle, *(change(rival, number) for rival, number in won.values()))
    assert store.snapshot().by_key == oracle.snapshot().by_key
    assert [(info.by, info.reason) for info in store.history()[1:]] == [
        (rival, str(number)) for _, (rival, number) in sorted(won.items())
    ]
    stale = sum(count for (_, word), count in counts.items() if word == "stale")
    note(f"two processes compete ({name})", 2 * tries, f"{len(won)} written, {stale} told that they were late")
    store.close()
