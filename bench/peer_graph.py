"""Peers of the graph questions: all-pairs overlap, one edge per job move, and the gap in SPARQL."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import Any

import networkx as nx
import numba
import numpy as np
from scipy.sparse import csr_array

from bench.data import Data
from bench.routes import Timed, queries_of, timed
from bench.sample import Pair
from bench.table import Line, equal, shown, under
from graph.gaps import coverers_of, elements_of, masks_of
from graph.glance import desk_of
from graph.jit import njit
from graph.network import Network
from graph.overlap import all_overlaps
from graph.query import RouteSet
from graph.search import NO_LIMIT, _arrays, usable_rows
from graph.stores.oxigraph import OxigraphStore

PATHS = 25  #: how many shortest paths a peer may give
NEAREST = 25  #: edges from each job in the graph of job moves
SAMPLE = 40  #: occupations that networkx does, extrapolated to all


def overlaps(network: Network) -> list[Line]:
    """Shared essential skills of every pair of occupations."""
    part = "peer: all-pairs overlap"
    start, items = network.essential.start, network.essential.items
    count = len(network.occupations)
    both = csr_array((np.ones(len(items), np.int32), items, start), shape=(count, len(network.skills)))
    _written(1)
    ours = all_overlaps(network.needed_by.start, network.needed_by.items, start, items)
    own, write, theirs = _fresh(
        lambda: all_overlaps(network.needed_by.start, network.needed_by.items, start, items),
        lambda: _written(count),
        lambda: both @ both.T,
    )
    assert (ours == (both @ both.T).toarray()).all()
    bipartite: Any = nx.Graph()
    for job in range(count):
        bipartite.add_node(("job", job))
        bipartite.add_edges_from((("job", job), ("skill", int(skill))) for skill in network.essential[job])
    sample = range(0, count, max(1, count // SAMPLE))

    def by_networkx() -> None:
        for a in sample:
            for b in range(count):
                set(nx.common_neighbors(bipartite, ("job", a), ("job", b)))

    slow = _cpu(by_networkx) * count / len(sample)
    return [
        under(
            part,
            f"ours, {count} × {count}, against writing the matrix",
            own / write,
            10,
            "×",
            f" ({shown(own * 1e3)} ms)",
        ),
        Line(part, "scipy sparse product", f"{shown(theirs / own)} × ours"),
        Line(part, f"networkx, extrapolated from {len(sample)} occupations", f"{shown(slow / own)} × ours"),
    ]


def job_moves(network: Network, pairs: Sequence[Pair], result: Timed, solves: int) -> list[Line]:
    """A graph with one edge per job move: fast or slow, it can't know what somebody brings along."""
    import igraph  # of the bench extra; the other peers do without

    part = "peer: one edge a job move"
    starts, ends, weights = _nearest(network)
    asked = list(pairs[:20])
    own = float(np.median(result.cpu[: len(asked)]))
    small = igraph.Graph(n=len(network.occupations), edges=list(zip(starts, ends, strict=True)), directed=True)
    move: Any = nx.DiGraph()
    move.add_weighted_edges_from(zip(starts, ends, weights, strict=True))

    def with_igraph(pair: Pair) -> None:
        small.get_k_shortest_paths(pair[0], to=pair[1], k=PATHS, weights=weights, output="vpath")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # some jobs can't be reached
        by_igraph = float(np.median([_cpu(partial(with_igraph, pair)) for pair in asked])) * 1e3
    by_networkx = float(np.median([_cpu(partial(_shortest, move, *pair, PATHS)) for pair in asked[:5]])) * 1e3
    lines = [
        Line(part, f"igraph, {PATHS} shortest paths, p50 of {len(asked)}", f"{shown(by_igraph / own)} × ours"),
        Line(part, f"networkx, the same, p50 of {len(asked[:5])}", f"{shown(by_networkx / own)} × ours"),
    ]
    stones = [
        (pair, sequences)
        for pair, found in zip(pairs, result.found, strict=True)
        if (sequences := {tuple(route.jobs) for route in found.routes if len(route.jobs) > 1})
    ]
    if stones:
        lines.append(_found_by_moves(part, network, stones, solves))
    return lines


def _found_by_moves(part: str, network: Network, stones: Sequence[tuple[Pair, Any]], solves: int) -> Line:
    """How many sequences with a stepping stone stand among the shortest paths, with exact weeks on each edge."""
    chosen: list[tuple[Pair, Any]] = []
    nodes: set[int] = set()
    for (origin, target), sequences in stones:
        more = nodes | {origin, target} | {job for jobs in sequences for job in jobs}
        if chosen and len(more) ** 2 > solves:
            continue
        chosen.append(((origin, target), sequences))
        nodes = more
    edges = [(a, b) for a in sorted(nodes) for b in sorted(nodes) if a != b]
    move: Any = nx.DiGraph()
    move.add_nodes_from(nodes)
    for (a, b), found in zip(edges, timed(network, queries_of(network, edges, jobs=1)).found, strict=True):
        weeks = _least_weeks(found)
        if weeks is not None:
            move.add_edge(a, b, weight=weeks + 52)  # the years in a job in between; once too many for each path
    whole, hit, total = 0, 0, 0
    for (origin, target), sequences in chosen:
        paths = {tuple(path[1:]) for path in _shortest(move, origin, target, PATHS)}
        hit += len(sequences & paths)
        total += len(sequences)
        whole += sequences <= paths
    return Line(
        part,
        f"answers with a stepping stone that it finds whole, in a graph of only their {len(nodes)} jobs",
        f"{whole} of {len(chosen)} ({hit} of {total} job sequences)",
    )


def gap_query(data: Data, pairs: Sequence[Pair]) -> list[Line]:
    """What is missing between two jobs, and which trainings teach it: ours, and SPARQL on the same store."""
    network = data.network
    ids = network.occupations.ids
    part = "peer: two-hop gap"
    net, none = _arrays(network), np.empty(0, np.int64)
    limit = np.array([NO_LIMIT, NO_LIMIT, 1, 75, 52, 1, 1], np.int64)
    bbl = np.full(3, -1, np.int64)
    store = OxigraphStore.open_readonly(data.folder)
    try:
        twice = {row["job"].value for row in _rows(store, _TWICE)}  # of these the network takes one source only
        pairs = [pair for pair in pairs if not twice.intersection(ids[row] for row in pair)]
        theirs, same = [], 0
        for origin, target in pairs:
            begin = time.thread_time()
            rows = _rows(store, _SPARQL % {"origin": ids[origin], "target": ids[target]})
            theirs.append(time.thread_time() - begin)
            same += {(row["skill"].value, row["training"].value) for row in rows} == gap_of(network, origin, target)
    finally:
        store.close()
    own = []
    for query in queries_of(network, pairs, jobs=1):
        skills, groups = np.zeros(len(network.skills), np.uint8), np.zeros(len(network.group_labels), np.uint8)
        skills[list(query.skills)] = 1
        have = (skills, groups, usable_rows(network, query))
        sequence = np.array([query.target, 0, 0])
        place, rows = np.full(len(network.weeks), -1, np.int32), np.empty(len(network.weeks), np.int32)
        desk = desk_of(net, len(skills), len(groups), len(network.weeks))
        ask = partial(_gap_of, net, have, limit, sequence, bbl, none, place, rows, desk)
        ask()
        own.append(_cpu(ask))
    median = [float(np.median(took)) * 1e3 for took in (own, theirs)]
    return [
        Line(part, f"ours, p50 of {len(own)}", f"{shown(median[0])} ms"),
        Line(part, "SPARQL on the same Oxigraph, p50", f"{shown(median[1])} ms, {shown(median[1] / median[0])} × ours"),
        equal(part, "SPARQL gives the same skills and trainings", same, len(pairs)),
    ]


@njit()
def _gap_of(
    net: Any, have: Any, limit: Any, sequence: Any, bbl: Any, none: Any, place: Any, rows: Any, desk: Any
) -> Any:  # fmt: skip
    """The missing skills as elements, and which of them each training covers."""
    place[:] = -1
    _, _, slack, stage_of, thing, is_group = elements_of(net, have, limit, sequence, 1, bbl, desk)
    count = coverers_of(net, have[2], slack, stage_of, thing, is_group, none, place, rows)
    return masks_of(net, thing, is_group, place, max(count, 0))


_SPARQL = """
SELECT ?skill ?training WHERE {
  <%(target)s> esco:relatedEssentialSkill ?skill .
  FILTER NOT EXISTS { <%(origin)s> esco:relatedEssentialSkill ?skill }
  ?training lp:teaches ?skill .
}
"""


_TWICE = """
SELECT ?job WHERE {
  GRAPH ?graph { ?job esco:relatedEssentialSkill ?skill }
} GROUP BY ?job HAVING (COUNT(DISTINCT ?graph) > 1)
"""


def _rows(store: OxigraphStore, text: str) -> Any:
    found: Any = store.query(text)
    return list(found)


def gap_of(network: Network, origin: int, target: int) -> set[tuple[str, str]]:
    """What is missing between two jobs, each with every training that teaches it."""
    missing = sorted(set(network.essential[target].tolist()) - set(network.essential[origin].tolist()))
    return {
        (network.skills.ids[skill], network.trainings.ids[network.training_of[row]])
        for skill in missing
        for row in network.taught_by[skill]
    }


def _nearest(network: Network) -> tuple[list[int], list[int], list[float]]:
    """For each job the ones that it brings most of; weights are made up (a year, and weeks a missing skill)."""
    shared = all_overlaps(
        network.needed_by.start, network.needed_by.items, network.essential.start, network.essential.items
    )
    size = np.maximum(np.diff(network.essential.start), 1)
    starts: list[int] = []
    ends: list[int] = []
    weights: list[float] = []
    for job in range(len(size)):
        share = shared[job] / size
        share[job] = -1
        for other in np.argsort(-share, kind="stable")[:NEAREST]:
            if share[other] > 0:
                starts.append(job)
                ends.append(int(other))
                weights.append(52.0 + 4.0 * float(size[other] - shared[job, other]))
    return starts, ends, weights


def _shortest(graph: Any, origin: int, target: int, count: int) -> list[list[int]]:
    try:
        return list(islice(nx.shortest_simple_paths(graph, origin, target, weight="weight"), count))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return []


def _least_weeks(found: RouteSet) -> int | None:
    return min((route.weeks for route in found.routes), default=None)


def _cpu(do: Callable[[], Any]) -> float:
    begin = time.thread_time()
    do()
    return time.thread_time() - begin


def _fresh(*does: Callable[[], Any], count: int = 9) -> list[float]:
    """The median of each, in turns; every result is kept, so that none is written where an earlier one was."""
    kept = []
    took: list[list[float]] = [[] for _ in does]
    for _ in range(count):
        for do, times in zip(does, took, strict=True):
            begin = time.thread_time()
            kept.append(do())
            times.append(time.thread_time() - begin)
    return [float(np.median(times)) for times in took]


@numba.njit
def _written(size: int) -> Any:
    """A matrix like that of ``all_overlaps`` with nothing worked out: each cell is written once."""
    out = np.zeros((size, size), np.int16)
    for row in range(size):
        for column in range(size):
            out[row, column] = column
    return out
