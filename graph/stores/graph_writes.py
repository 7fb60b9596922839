"""What a revision writes per source: a few changes in place, or a whole new generation of its graph."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.stores.ledger import Before, LiveGraph
from graph.stores.rdf import VERBATIM_ID, Speller
from graph.stores.rdf_terms import GRAPHS, term
from ontology.evidence import Source
from ontology.ids import BASE, ConceptId
from ontology.records import CONCEPT_KINDS, Record, RecordKey

#: From this many changed records of one source on, its graph is written anew and the old one kept as it was:
#: an update in place goes through SPARQL text and one transaction in memory, loading in bulk doesn't.
BULK = 2_000
_KIND = term("lp:recordKind")
_SOURCE = re.compile(r"^[a-z0-9]+(?:[-./][a-z0-9]+)*$")
_VERSION = re.compile(r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$")


@dataclass(slots=True)
class Writes:
    """Everything one revision writes, before anything is written."""

    live: dict[ConceptId, LiveGraph]
    removed: list[Quad] = field(default_factory=list)
    added: list[Quad] = field(default_factory=list)
    undo: dict[NamedNode, Before] = field(default_factory=dict)
    bulk: list[tuple[NamedNode, Sequence[tuple[RecordKey, Record]]]] = field(default_factory=list)


def plan_writes(
    store: Store,
    live: Mapping[ConceptId, LiveGraph],
    before: Mapping[RecordKey, Record],
    after: Mapping[RecordKey, Record],
    outcome: Mapping[RecordKey, Record | None],
    revision: int,
) -> Writes:
    """Decide per source between changing its live graph and writing a new generation of it."""
    writes = Writes(dict(live))
    by_source: dict[ConceptId, dict[RecordKey, Record | None]] = {}
    for key, record in outcome.items():
        by_source.setdefault(key.source, {})[key] = record
    whole: dict[ConceptId, list[tuple[RecordKey, Record]]] = {source: [] for source in by_source}
    for key, record in after.items():
        if key.source in whole:
            whole[key.source].append((key, record))
    for source, changed in by_source.items():
        stated = after.get(RecordKey("source", source, source))
        version = stated.version if isinstance(stated, Source) else ""
        old = live.get(source)
        if not whole[source]:
            writes.live.pop(source, None)  # the graph stays for history
        elif old and old.version == version and len(changed) < BULK:
            _in_place(writes, store, old.graph, before, after, changed)
        else:
            graph = NamedNode(f"{GRAPHS}{_slug(_SOURCE, source)}/{_slug(_VERSION, version)}/r{revision}")
            writes.live[source] = LiveGraph(graph, source, version)
            if len(whole[source]) < BULK:
                writes.added += iter_quads(graph, whole[source])
            else:
                writes.bulk.append((graph, whole[source]))
    return writes


def iter_quads(graph: NamedNode, records: Iterable[tuple[RecordKey, Record]]) -> Iterator[Quad]:
    """A whole graph; concepts that share an id are kept verbatim, so that they don't run together."""
    rows = list(records)
    concepts = Counter(key.id for key, _ in rows if key.kind in CONCEPT_KINDS)
    speller, seen = Speller(graph), set[NamedNode]()
    for key, record in rows:
        spelt = speller.spell(record, verbatim=key.kind in CONCEPT_KINDS and concepts[key.id] > 1)
        yield from spelt.quads
        for node, quads in spelt.evidence.items():
            if node not in seen:
                seen.add(node)
                yield from quads


def _in_place(
    writes: Writes,
    store: Store,
    graph: NamedNode,
    before: Mapping[RecordKey, Record],
    after: Mapping[RecordKey, Record],
    changed: Mapping[RecordKey, Record | None],
) -> None:
    speller = Speller(graph)
    removed: dict[Quad, None] = {}
    added: dict[Quad, None] = {}
    left: dict[NamedNode, tuple[Quad, ...]] = {}
    needed: set[NamedNode] = set()
    for key, record in changed.items():
        old = before.get(key)
        if old is not None:
            spelt = speller.spell(old, verbatim=_is_verbatim(store, graph, key))
            removed.update(dict.fromkeys(spelt.quads))
            left.update(spelt.evidence)
        if record is not None:
            spelt = speller.spell(record, verbatim=_meets_another(key, before) or _meets_another(key, after))
            added.update(dict.fromkeys(spelt))
            needed.update(spelt.evidence)
    for node, quads in left.items():
        if node not in needed and all(
            quad in removed for quad in store.quads_for_pattern(None, None, node, graph)
        ):  # nobody else rests on this evidence
            removed.update(dict.fromkeys(quads))
    writes.removed += [quad for quad in removed if quad not in added]
    writes.added += added
    writes.undo[graph] = {key: before.get(key) for key in changed}


def _is_verbatim(store: Store, graph: NamedNode, key: RecordKey) -> bool:
    spelt = store.quads_for_pattern(None, VERBATIM_ID, Literal(key.id), graph)
    kinds = (store.quads_for_pattern(quad.subject, _KIND, None, graph) for quad in spelt)
    return any(quad.object == Literal(key.kind) for found in kinds for quad in found)


def _meets_another(key: RecordKey, records: Mapping[RecordKey, Record]) -> bool:
    """True if a concept of another kind stands under the same id of the same source."""
    if key.kind not in CONCEPT_KINDS:
        return False
    return any(RecordKey(kind, key.id, key.source) in records for kind in CONCEPT_KINDS - {key.kind})


def _slug(plain: re.Pattern[str], text: str) -> str:
    """A short name for use in a graph's IRI, different for different texts."""
    short = text.removeprefix(f"{BASE}source/")
    return short if plain.match(short) else "x" + hashlib.sha256(text.encode()).hexdigest()[:16]
