"""Compile the search once, at set-up: ``python -m graph.warm``."""

from __future__ import annotations

import numpy as np

from graph.alike import called_for, likest_held
from graph.compiling import compile_network
from graph.jit import sweep
from graph.overlap import all_overlaps, overlap
from graph.pieces import added_up
from graph.products import add_products, add_products_of_plain, add_products_with_plain, weighed
from graph.query import Query
from graph.search import best_direct, find_routes
from graph.stores.base import Put, Revision
from graph.stores.memory import MemoryStore
from ontology.concepts import Label, LabelKind, Occupation, Skill, SkillKind
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import own_id
from ontology.records import Record
from ontology.relations import Requirements


def main() -> None:
    """Ask one small question of each compiled function, so that all are kept on disk."""
    source = Source(id=own_id("source", "warm"), name="Warm", publisher="-", version="1", licence="-")
    evidence = (Evidence(source=source.id, kind=EvidenceKind.CURATED),)
    skill = Skill(id=own_id("skill", "a"), labels=_named("a"), skill_kind=SkillKind.SKILL, evidence=evidence)
    jobs = [Occupation(id=own_id("occupation", name), labels=_named(name), evidence=evidence) for name in ("a", "b")]
    needs = [Requirements(id=job.id, essential=frozenset({skill.id}), evidence=evidence) for job in jobs]
    records: tuple[Record, ...] = (source, skill, *jobs, *needs)
    store = MemoryStore()
    store.apply([Put(record) for record in records], expected=Revision(0), by="-", reason="-")
    network = compile_network(store.snapshot())
    find_routes(network, Query(target=0, skills=frozenset({0})))
    find_routes(network, Query(target=0))
    best_direct(network, Query(target=0, skills=frozenset({0})), [0, 1])
    overlap(network.needed_by.start, network.needed_by.items, network.essential[0].astype("int64"), 2)
    all_overlaps(network.needed_by.start, network.needed_by.items, network.essential.start, network.essential.items)
    none, one = np.zeros(2, np.int32), np.zeros(1, np.float32)
    likest_held(none, none, none, none, one, 1)
    called_for(none, none, one, none, none, one, network.needed_by.start, network.needed_by.items, 2)
    for kind in (np.float32, np.float64):
        row = (none, none, np.ones(1, kind))
        add_products(*row, *row, np.zeros((1, 1), kind))
        weighed(*row, np.ones(1, kind))
    weighed(none, none, one, np.ones(1, np.float64))
    add_products_of_plain(one[None], none, none, one, one[None].copy())
    add_products_with_plain(none, none, one, one[None], one[None].copy())
    added_up(one, one, one, one, one.copy())
    sweep()


def _named(text: str) -> tuple[Label, ...]:
    return (Label(LabelKind.PREF, "nl", text),)


if __name__ == "__main__":
    main()
