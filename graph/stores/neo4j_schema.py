"""What a graph server holds besides the graph: whose database it is, its constraints and its indexes.

The definitions are the only Cypher here that differs between engines, so they stand in one list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from neo4j import Transaction

from graph.stores.neo4j_link import Link
from graph.stores.neo4j_nodes import CONCEPT, LABEL_BY_KIND
from ontology.errors import ConfigError, StoreUnavailable

FORMAT = 1  #: of the graph; another number is refused, not guessed at
HEAD = "KnowledgeStore"  #: the one node that says whose database this is and which revision is the newest
PRODUCT = "loopbaanpad"
NEO4J, ARCADEDB = "neo4j", "arcadedb"
#: What is searched in by words, and labels whose nodes may carry an embedding.
NAMED = ("Occupation", "Skill", "Training", "Credential", "Path", "Region", "Group", "Fee", "Instrument")


@dataclass(frozen=True, slots=True)
class Definition:
    """One constraint or index, for one engine or for all."""

    cypher: str
    engine: str | None = None


def _unique(label: str, name: str, engine: str | None = None) -> Definition:
    title = f"{label.lower()}_{name}"
    return Definition(f"CREATE CONSTRAINT {title} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE", engine)


def _index(label: str, name: str, engine: str | None = None) -> Definition:
    title = f"{label.lower()}_{name}"
    return Definition(f"CREATE INDEX {title} IF NOT EXISTS FOR (n:{label}) ON (n.{name})", engine)


#: An id is unique among concepts, and each label has its own index on it. ArcadeDB stores a node anew when its
#: labels change and then finds its id twice, so there it is an index; writing under the head's lock keeps it unique.
DEFINITIONS: tuple[Definition, ...] = (
    _unique(HEAD, "product"),
    _unique("Revision", "number"),
    _unique("Revision", "key"),
    *(_unique(label, "id", NEO4J) for label in (CONCEPT, *LABEL_BY_KIND.values())),
    _index(CONCEPT, "id", ARCADEDB),
    _index("Statement", "id"),
    _index("Statement", "since"),
    _index("FormerStatement", "id"),
    _index("FormerStatement", "until"),
    Definition(
        f"CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (n:{'|'.join(NAMED)}) "
        "ON EACH [n.prefLabel, n.altLabels, n.hiddenLabels] OPTIONS {indexConfig: {`fulltext.analyzer`: 'dutch'}}",
        NEO4J,
    ),
    Definition(
        f"CREATE VECTOR INDEX embeddings IF NOT EXISTS FOR (n:{CONCEPT}) ON (n.embedding) "
        "OPTIONS {indexConfig: {`vector.similarity_function`: 'cosine'}}",
        NEO4J,
    ),
)


#: What fills the index above, for whoever has vectors.
SET_EMBEDDINGS = f"UNWIND $rows AS row MATCH (n:{CONCEPT} {{id: row.id}}) SET n.embedding = row.vector"


def prepare(link: Link) -> None:
    """Make an empty database a store, or see that it is one already; another's is left untouched.

    Raises:
        ConfigError: the database holds the nodes of another application, or a format that isn't known.
    """
    if not link.read(_found(link)):
        engine = link.engine()
        for definition in DEFINITIONS:
            if definition.engine in (None, engine):
                link.write(_run(definition.cypher), repeatable=True)
        mark = f"MERGE (h:{HEAD} {{product: $product}}) ON CREATE SET h.revision = 0, h.format = $format"
        link.write(_run(mark, product=PRODUCT, format=FORMAT), repeatable=True)


def require(link: Link) -> None:
    """See that the database is a store.

    Raises:
        StoreUnavailable: it is empty.
        ConfigError: it is another application's, or of a format that isn't known.
    """
    if not link.read(_found(link)):
        raise StoreUnavailable(
            f"{link.address.shown} holds no store yet; load something first, such as the starter set"
        )


def _found(link: Link) -> Callable[[Transaction], bool]:
    def look(transaction: Transaction) -> bool:
        head = transaction.run(f"MATCH (h:{HEAD} {{product: $product}}) RETURN h.format AS format", product=PRODUCT)
        for row in head:
            if row["format"] != FORMAT:
                raise ConfigError(
                    f"{link.address.shown} has format {row['format']}, this version reads format {FORMAT}; "
                    "use the version that made it"
                )
            return True
        nodes = [row["labels"] for row in transaction.run("MATCH (n) RETURN labels(n) AS labels LIMIT 50")]
        others = sorted({str(label) for labels in nodes for label in labels})
        if nodes:
            raise ConfigError(
                f"{link.address.shown} holds another application's nodes ({', '.join(others[:5]) or 'no labels'}), "
                "and no store of loopbaanpad; it was left untouched: name an empty database"
            )
        return False

    return look


def _run(cypher: str, **values: str | int) -> Callable[[Transaction], bool]:
    def run(transaction: Transaction) -> bool:
        transaction.run(cypher, values).consume()
        return True

    return run
