"""The same questions in pure Cypher on a real Neo4j: the gap, the trainings that close it, and chains of jobs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from neo4j import Driver, Query
from neo4j.exceptions import Neo4jError

from bench.data import Data
from bench.peer_graph import gap_of
from bench.routes import queries_of, timed
from bench.sample import Pair
from bench.stores import serving
from bench.table import Line, equal, shown
from graph.network import MODES, UNKNOWN_WEEKS, Network
from graph.query import WEEKS_PER_BUCKET
from graph.stores import open_store
from graph.stores.copying import write_into
from graph.stores.neo4j import Neo4jStore

PART = "peer: Cypher"
SECONDS = 10  #: after which a question in Cypher is given up
CHAINS = 25
NEVER = 10**9  #: weeks, where there is no answer

_TWICE = """
MATCH (o:Occupation)-[r:REQUIRES]->() WITH o, count(DISTINCT r.source) AS sources WHERE sources > 1 RETURN o.id AS id"""
_GAP = """
MATCH (a:Occupation {id: $origin}), (b:Occupation {id: $target})-[:REQUIRES {essential: true}]->(s:Skill)
WHERE NOT (a)-[:REQUIRES {essential: true}]->(s)
MATCH (t:Training)-[:TEACHES]->(s)
RETURN s.id AS skill, t.id AS training"""
#: At most two trainings, in the least weeks, after which a quarter of the target's skills may still lack. Three
#: would be the same once more, over all triples. Walls, pay, cost and leerbanen are left out.
_COVER = """
MATCH (b:Occupation {id: $target})-[:REQUIRES {essential: true}]->(s:Skill)
WITH b, collect(s) AS asked
WITH [s IN asked WHERE NOT EXISTS { (:Occupation {id: $origin})-[:REQUIRES {essential: true}]->(s) }] AS gap,
  size(asked) AS n
WITH gap, size(gap) - (n - (n * 75 + 99) / 100) AS needed
UNWIND gap AS s
MATCH (t:Training)-[:TEACHES]->(s) WHERE t.mode <> 'bbl' AND t.durationWeeks IS NOT NULL
WITH needed, t, collect(s.id) AS covers
WITH needed, collect({id: t.id, weeks: t.durationWeeks, covers: covers}) AS found
UNWIND found AS x UNWIND found AS y
WITH needed, x, y WHERE x.id <= y.id
  AND size(x.covers) + size([s IN y.covers WHERE NOT s IN x.covers]) >= needed
RETURN min(x.weeks + CASE WHEN x.id = y.id THEN 0 ELSE y.weeks END) AS weeks"""
_SHORTEST = """
MATCH (a:Occupation {id: $origin}), (b:Occupation {id: $target})
MATCH chain = shortestPath((a)-[:REQUIRES|TEACHES|LEADS_TO*..8]-(b))
RETURN [x IN nodes(chain) WHERE x:Training | x.id] AS trainings"""
_CHAINS = f"""
MATCH chain = SHORTEST {CHAINS} (a:Occupation {{id: $origin}})
  ((x:Occupation)-[:REQUIRES {{essential: true}}]->(:Skill)<-[:REQUIRES {{essential: true}}]-(y:Occupation)){{1,3}}
  (b:Occupation {{id: $target}})
RETURN [o IN y | o.id] AS jobs"""


def measure(data: Data, pairs: Sequence[Pair], folder: Path) -> list[Line]:
    """Ours and Cypher's, on the same content; what Cypher can't say is told beside its figure."""
    with serving(folder / "cypher") as server:
        source, target = open_store(data.store_url, read_only=True), Neo4jStore(server.url)
        try:
            write_into(target, source, by="bench", progress=lambda *_: None)
        finally:
            source.close()
            target.close()
        return _Peer(data.network, server.driver()).lines(pairs)


class _Peer:
    """Questions to one server, each with its limit of time."""

    def __init__(self, network: Network, driver: Driver) -> None:
        self._network, self._driver = network, driver

    def lines(self, pairs: Sequence[Pair]) -> list[Line]:
        """Every figure."""
        ids = self._network.occupations.ids
        twice = {row["id"] for row in self._rows(_TWICE, {})}  # of these the network takes one source only
        pairs = [pair for pair in pairs if not twice.intersection(ids[row] for row in pair)]
        return [*self._gap(pairs), *self._cover(pairs), *self._chains(pairs)]

    def _gap(self, pairs: Sequence[Pair]) -> list[Line]:
        took, answers = self._asked(_GAP, pairs)
        same = sum(
            rows is not None and {(row["skill"], row["training"]) for row in rows} == gap_of(self._network, *pair)
            for rows, pair in zip(answers, pairs, strict=True)
        )
        return [
            Line(PART, f"two-hop gap, p50 and p95 of {len(pairs)}", _ms(took)),
            equal(PART, "the same skills and trainings as ours", same, len(pairs)),
        ]

    def _cover(self, pairs: Sequence[Pair]) -> list[Line]:
        """Ours for the times is the whole answer; for the comparison it is the direct route without leerbanen."""
        network = self._network
        ours = timed(network, queries_of(network, pairs))
        modes = frozenset(range(len(MODES))) - {MODES.index("bbl")}
        direct = timed(network, [replace(query, modes=modes) for query in queries_of(network, pairs, jobs=1)])
        took, answers = self._asked(_COVER, pairs)
        same = less = more = 0
        for rows, found in zip(answers, direct.found, strict=True):
            known = [route.weeks for route in found.routes if not route.unknown & UNKNOWN_WEEKS]
            if rows is None or not found.complete or not (known or rows[0]["weeks"] is not None):
                continue
            theirs = NEVER if rows[0]["weeks"] is None else _bucket(rows[0]["weeks"])
            least = _bucket(min(known)) if known else NEVER
            same, less, more = same + (theirs == least), less + (theirs < least), more + (theirs > least)
        front = [float(np.percentile(ours.wall, percent)) for percent in (50, 95)]
        said = f"{_ms(took)}; ours, whole fronts with stepping stones: {shown(front[0])} and {shown(front[1])} ms"
        return [
            Line(PART, "least weeks of at most two trainings: p50 and p95", said + _given_up(answers)),
            Line(
                PART,
                "… against the least weeks of our direct route",
                f"{same} equal; {less} less, through a wall; {more} more, where three or more trainings do better",
            ),
        ]

    def _chains(self, pairs: Sequence[Pair]) -> list[Line]:
        network = self._network
        ids = network.occupations.ids
        ours = timed(network, queries_of(network, pairs))
        took, answers = self._asked(_SHORTEST, pairs)
        routes = [{frozenset(_trainings(network, route.trainings)) for route in found.routes} for found in ours.found]
        real = sum(
            bool(rows) and frozenset(rows[0]["trainings"]) in fronts
            for rows, fronts in zip(answers, routes, strict=True)
        )
        lines = [
            Line(PART, f"shortestPath over skills and trainings, p50 and p95: {real} are a route of ours", _ms(took))
        ]
        stones = [
            {tuple(ids[job] for job in route.jobs) for route in found.routes if len(route.jobs) > 1}
            for found in ours.found
        ]
        with_stone = [(pair, wanted) for pair, wanted in zip(pairs, stones, strict=True) if wanted][:20]
        if not with_stone:
            return lines
        took, answers = self._asked(_CHAINS, [pair for pair, _ in with_stone])
        asked = sum(len(wanted) for _, wanted in with_stone)
        hit = sum(
            len(wanted & {tuple(row["jobs"]) for row in rows or ()})
            for rows, (_, wanted) in zip(answers, with_stone, strict=True)
        )
        what = f"{CHAINS} shortest chains of jobs by shared skills, p50 and p95 of {len(with_stone)}"
        return [
            *lines,
            Line(PART, what, _ms(took) + _given_up(answers)),
            Line(PART, "… hold the job sequences of our routes with a stepping stone", f"{hit} of {asked}"),
        ]

    def _asked(self, cypher: str, pairs: Sequence[Pair]) -> tuple[list[float], list[list[Any] | None]]:
        """Milliseconds and rows of each question, after one that doesn't count; None for one that was given up."""
        ids = self._network.occupations.ids
        took: list[float] = []
        answers: list[list[Any] | None] = []
        for place, (origin, target) in enumerate([pairs[0], *pairs]):
            begin = time.perf_counter()
            try:
                rows = self._rows(cypher, {"origin": ids[origin], "target": ids[target]})
            except Neo4jError as error:
                if "Timeout" not in str(error.code) and "TimedOut" not in str(error.code):
                    raise
                rows = None
            if place:
                took.append((time.perf_counter() - begin) * 1e3)
                answers.append(rows)
        return took, answers

    def _rows(self, cypher: str, parameters: dict[str, str]) -> list[Any]:
        with self._driver.session(database="neo4j") as session:
            return list(session.run(Query(cypher, timeout=SECONDS), parameters))  # type: ignore[arg-type]


def _trainings(network: Network, rows: Sequence[int]) -> list[str]:
    return [network.trainings.ids[network.training_of[row]] for row in rows]


def _ms(took: Sequence[float]) -> str:
    return " and ".join(shown(float(np.percentile(took, percent))) for percent in (50, 95)) + " ms"


def _given_up(answers: Sequence[Any]) -> str:
    count = sum(rows is None for rows in answers)
    return f"; {count} given up after {SECONDS} s" if count else ""


def _bucket(weeks: int) -> int:
    return int(weeks) // WEEKS_PER_BUCKET
