"""A real process is killed while it writes; after reopening, the old or the new revision is there, whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from graph.stores.base import Revision
from graph.stores.ledger import named_by_revisions
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from ontology.records import digest_of
from tests.conformance.conftest import ROOT
from tests.conformance.killed import batch

KILLS = int(os.environ.get("KILLS") or (60 if os.environ.get("SOAK") else 8))


class Oracle:
    """What each revision should hold, worked out in memory as far as it is needed."""

    def __init__(self) -> None:
        self._store = MemoryStore()
        self.digests = [self._store.snapshot().digest]

    def digest(self, revision: int) -> str:
        while len(self.digests) <= revision:
            at = self._store.revision()
            self._store.apply(batch(at + 1), expected=at, by="", reason="")
            self.digests.append(self._store.snapshot().digest)
        return self.digests[revision]


def killed_after(url: str, seconds: float) -> list[list[str]]:
    """Start the writing process, kill it, and give back what it said."""
    command = [sys.executable, "-m", "tests.conformance.killed", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first.startswith("begin"), first
        time.sleep(seconds)
        child.kill()
        said = [first, *child.stdout.readlines()]
    assert child.returncode == -9
    return [line.split() for line in said if line.endswith("\n")]


def test_a_killed_writer_leaves_the_old_or_the_new_revision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, oracle, dice = tmp_path / "kg", Oracle(), random.Random(20260101)
    found: Counter[str] = Counter()
    slowest = 0.0
    for kill in range(KILLS):
        said = killed_after(f"oxigraph:{path}", dice.uniform(0, 0.9))
        begun = max(int(number) for word, number in said if word == "begin")
        done = max((int(number) for word, number in said if word == "done"), default=begun - 1)
        if kill % 3 == 0:  # a reader comes first, and finds the same
            reader = OxigraphStore.open_readonly(path)
            assert digest_of(reader.snapshot().by_key.values()) == oracle.digest(reader.revision())
            assert done <= reader.revision() <= begun
            reader.close()
        start = time.perf_counter()
        store = OxigraphStore(path)
        slowest = max(slowest, time.perf_counter() - start)
        revision = store.revision()
        assert done <= revision <= begun, said
        snapshot = store.snapshot()
        assert digest_of(snapshot.by_key.values()) == snapshot.digest == oracle.digest(revision)
        if revision > 1:
            earlier = Revision(dice.randrange(1, revision))
            assert digest_of(store.snapshot(earlier).by_key.values()) == oracle.digest(earlier)
        assert store._store is not None
        assert set(store._store.named_graphs()) <= named_by_revisions(store._store)
        store.close()
        moment = "between" if done == begun else "during a big one" if begun % 2 == 0 else "during a small one"
        found[moment] += 1
        found["new" if revision == begun else "old"] += 1
    with capsys.disabled():
        sys.stdout.write(
            f"\n| kills {KILLS} | during big {found['during a big one']} | during small {found['during a small one']} "
            f"| between {found['between']} | old found {found['old']} | new found {found['new']} "
            f"| revisions {revision} | slowest reopening {slowest:.2f} s |\n"
        )
    assert found["old"] + found["new"] == KILLS


def test_readers_see_whole_revisions_while_a_writer_is_at_work(tmp_path: Path) -> None:
    path, oracle = tmp_path / "kg", Oracle()
    command = [sys.executable, "-m", "tests.conformance.killed", f"oxigraph:{path}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(4):  # the first revision is there
            child.stdout.readline()
        seen = []
        for _ in range(6):
            reader = OxigraphStore.open_readonly(path)
            time.sleep(0.3)  # the writer goes on, and clears away what nobody holds
            seen.append(reader.revision())
            assert digest_of(reader.snapshot().by_key.values()) == oracle.digest(seen[-1])
            reader.close()
        child.kill()
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]
