"""Vectors on the nodes of a graph server, for whoever has an encoder; they are no part of the content."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.stores.neo4j import Neo4jStore

Encode = Callable[[list[str]], Sequence[Sequence[float]]]  #: a vector of one length for each text
BATCH = 500


def write_embeddings(store: Neo4jStore, encode: Encode, *, anew: bool = False) -> int:
    """Give every concept that has a name and no vector the one of its name; ``anew`` does those that have one too.

    The index on them is the last of ``neo4j_schema.DEFINITIONS``. A node that a revision changes loses its
    vector, because its name may be another: do this again after a load.
    """
    lacking = "" if anew else "AND c.embedding IS NULL "
    _, rows = store.query(
        f"MATCH (c:Concept) WHERE c.prefLabel IS NOT NULL {lacking}RETURN c.id AS id, c.prefLabel AS name ORDER BY id"
    )
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        vectors = encode([name for _, name in part])
        store.set_embeddings(
            {id: [float(value) for value in vector] for (id, _), vector in zip(part, vectors, strict=True)}
        )
    return len(rows)
