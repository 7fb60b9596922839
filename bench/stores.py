"""Both stores, each measured in a process of its own: loading all of ESCO, compiling from it, memory, and answers.

``python -m bench.stores URL DATA QUESTIONS`` is that process; it says what it measured as one line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.data import BY, SEED, WHY, cpu_note
from bench.following import followed
from bench.sample import pairs_of
from bench.table import Line, equal, shown, under
from graph.ask import Ask
from graph.compiling import compile_network
from graph.planner import Planner
from graph.replaying import answer_bytes
from graph.stores import open_store
from loaders.pipeline import load
from tests.kit.servers.running import Neo4jServer, Server

ROOT = Path(__file__).resolve().parent.parent
LOAD_GOAL, COMPILE_GOAL = 90, 20  #: seconds, from Neo4j
HEAP = "1g"


def measure(source: Path | None, folder: Path, questions: int, revisions: int) -> list[Line]:
    """The lines for both stores; the same answers, byte for byte, on both."""
    with serving(folder / "neo4j") as server:
        kept = _measured(f"oxigraph:{folder / 'kept'}", source, questions)
        served = _measured(server.url, source, questions)
        held = server.resident()
        passed_on = followed(server.url, folder / "following", revisions)
    what = "full ESCO" if source else "the starter set"
    own = {name: f", {shown(said['megabytes'])} MB at most" for name, said in (("kept", kept), ("served", served))}
    load_cpu, compile_cpu = cpu_note(served["load_cpu"]), cpu_note(served["compile_cpu"])
    return [
        under("stores", f"{what} from zip into Neo4j", served["load"], LOAD_GOAL, "s", load_cpu),
        under("stores", "read from Neo4j, checked and compiled", served["compile"], COMPILE_GOAL, "s", compile_cpu),
        Line("stores", f"memory: Neo4j with a heap of {HEAP}", f"{shown(held)} MB; the loading process{own['served']}"),
        Line("stores", f"{what} from zip into Oxigraph", f"{shown(kept['load'])} s{cpu_note(kept['load_cpu'])}"),
        Line("stores", "read from Oxigraph and compiled", f"{shown(kept['compile'])} s{cpu_note(kept['compile_cpu'])}"),
        Line("stores", "memory: Oxigraph is in the process", f"the loading process{own['kept']}"),
        equal("stores", "digests that are equal on both", sum(map(str.__eq__, *_digests(kept, served))), 2),
        equal(
            "stores", "answers that are equal byte for byte", sum(map(str.__eq__, *_answers(kept, served))), questions
        ),
        *passed_on,
    ]


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """A Neo4j of the benchmark's own, empty."""
    server = Neo4jServer(home, java=(f"-Xmx{HEAP}",))
    server.start()
    try:
        yield server
    finally:
        server.kill()


def _digests(kept: dict[str, Any], served: dict[str, Any]) -> tuple[list[str], list[str]]:
    return kept["digests"], served["digests"]


def _answers(kept: dict[str, Any], served: dict[str, Any]) -> tuple[list[str], list[str]]:
    return kept["answers"], served["answers"]


def _measured(url: str, source: Path | None, questions: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.stores", url, str(source or ""), str(questions)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _timed(work: Any) -> tuple[Any, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def main(url: str, source: str, questions: int) -> dict[str, Any]:
    """Load, open anew, compile, answer."""
    said: dict[str, Any] = {"digests": []}
    store = open_store(url)
    esco = Path(source) / "esco-1.1.1"
    first = ("esco", [*sorted(esco.glob("*.zip")), esco / "nl"]) if source else ("starter", [])
    _, said["load"], said["load_cpu"] = _timed(lambda: load(store, *first, by=BY, reason=WHY))
    said["digests"].append(store.snapshot().digest)
    said["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if source:
        load(store, "crebo", [Path(source) / "nl" / "crebo_hks_2015.csv"], by=BY, reason=WHY)
        load(store, "starter", [], by=BY, reason=WHY)
    store.close()
    fresh = open_store(url, read_only=True)
    network, said["compile"], said["compile_cpu"] = _timed(lambda: compile_network(fresh.snapshot()))
    said["digests"].append(fresh.snapshot().digest)
    fresh.close()
    planner = Planner(network)
    names = network.occupations.ids
    asks = (Ask(origins=(names[a],), target=names[b]) for a, b in pairs_of(network, questions, SEED))
    said["answers"] = [hashlib.sha256(answer_bytes(planner.routes(ask))).hexdigest() for ask in asks]
    return said


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
