"""``python -m bench``: measure everything, print one table, and write it into the docs if asked."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.table import Line, as_text, machine, write_into

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmark.md"
SEED = 20_261_123


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each is done."""

    trainings: int
    questions: int
    tenfold: int
    persons: int
    gaps: int  #: for HiGHS and SPARQL
    plain: int  #: for plain Python
    cypher: int  #: of those gaps, for Cypher
    plain_seconds: float
    solves: int  #: direct routes on the edges of the graph of job moves
    starts: int
    service_seconds: float  #: of load, for each of two operations
    pairs: int = 100  #: of jobs, for the impact of a course
    revisions: int = 10  #: passed on between two services
    plans: int = 100_000  #: in PostgreSQL, against a hundredth of them


FULL = Size(5_000, 1_000, 300, 200, 120, 60, 40, 25.0, 2_500, 3, 10.0)
QUICK = Size(5_000, 100, 40, 20, 12, 16, 8, 4.0, 150, 1, 2.0, plans=10_000)
TINY = Size(20, 12, 6, 4, 4, 4, 4, 5.0, 60, 1, 0.5, 10, 2, 500)
PARTS = (
    "routes",
    "tenfold",
    "targets",
    "groups",
    "cover",
    "plain",
    "overlap",
    "moves",
    "sparql",
    "cypher",
    "stores",
    "menukaart",
    "plans",
    "service",
    "search",
    "texts",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fraction of the questions, in about a minute")
    parser.add_argument("--tiny", action="store_true", help="the starter set and next to no questions: does it run?")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmark.md")
    parser.add_argument("--data", type=Path, help="a folder with esco-1.1.1 and nl (else ../shared/data)")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; may be given more often")
    given = parser.parse_args(arguments)
    source = given.data or Path(os.environ.get("LOOPBAANPAD_DATA") or ROOT.parent / "shared") / "data"
    if given.data and not (source / "esco-1.1.1").is_dir():
        parser.error(f"found no esco-1.1.1 in {source}")
    full = not given.tiny and (source / "esco-1.1.1").is_dir()
    size = TINY if given.tiny else QUICK if given.quick else FULL
    lines, notes = run(source if full else None, size, frozenset(given.only or PARTS))
    print("\n".join([f"{machine()}.", *notes, "", as_text(lines)]))
    if given.write:
        write_into(PAGE, lines, notes)
    return 0


def run(source: Path | None, size: Size, parts: frozenset[str]) -> tuple[list[Line], list[str]]:
    """Every line of the table, and what a reader must know beside it."""
    from bench import (
        groups,
        menukaart,
        near,
        peer_cover,
        peer_cypher,
        peer_graph,
        plans,
        routes,
        search,
        service,
        stores,
        texts,
    )
    from bench.data import about, build
    from bench.sample import HOW, pairs_of

    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="loopbaanpad-bench-") as name:
        folder = Path(name)
        _tell("loading")
        data = build(source, folder / "kg", size.trainings)
        network = data.network
        pairs = pairs_of(network, size.questions, SEED)
        lines = list(data.lines)
        _tell("routes")
        measured, taken = routes.measure(network, pairs)
        one = taken["elapsed"]
        if "routes" in parts:
            lines += measured
        few = pairs[: size.gaps]
        steps: dict[str, Callable[[], list[Line]]] = {
            "tenfold": lambda: routes.tenfold(network, pairs[: size.tenfold], one),
            "targets": lambda: near.measure(network, size.persons, SEED),
            "groups": lambda: groups.measure(network, size.pairs, SEED),
            "cover": lambda: peer_cover.highs(network, few),
            "plain": lambda: peer_cover.plain_python(data, pairs[: size.plain], size.plain_seconds),
            "overlap": lambda: peer_graph.overlaps(network),
            "moves": lambda: peer_graph.job_moves(network, pairs, one, size.solves),
            "sparql": lambda: peer_graph.gap_query(data, few),
            "cypher": lambda: peer_cypher.measure(data, few[: size.cypher], folder),
            "texts": lambda: texts.measure(network, 15),
            "stores": lambda: stores.measure(source, folder, size.persons, size.revisions),
            "menukaart": lambda: menukaart.measure(folder, size.persons, SEED),
            "plans": lambda: plans.measure(folder, size.plans, max(size.persons, 30)),
            "service": lambda: service.measure(data, size.service_seconds, folder / "served", size.starts),
            "search": lambda: search.measure(network, size.persons, SEED),
        }
        for part, step in steps.items():
            if part in parts:
                _tell(part)
                lines += step()
    notes = [f"Data: {about(network)}, of which {size.trainings} trainings made up (seeded)."]
    if source is None:
        notes.append("No data folder beside the project: this is the starter set, too small for the goals.")
    notes += [
        f"Questions: {HOW}",
        "Times in a process are processor time, with wall time beside it; ratios are to peers in the same run.",
        f"Busy processes beside and of this run, on average: {os.getloadavg()[1]:.1f}.",
        f"The whole run took {time.perf_counter() - began:.0f} s.",
    ]
    return lines, notes


def _tell(part: str) -> None:
    print(f"measuring: {part}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
