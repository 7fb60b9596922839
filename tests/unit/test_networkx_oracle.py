"""A general graph library says the same of the starter set as the compiled network does."""

from __future__ import annotations

from functools import cache

import networkx as nx
import numpy as np
import pytest

from graph.export import build_graph
from graph.overlap import all_overlaps, overlap
from graph.stores.base import Snapshot
from tests.kit.small import starter


@pytest.fixture(scope="module")
def exported(starter_snapshot: Snapshot) -> nx.MultiDiGraph:
    return build_graph(starter_snapshot)


def by_relation(graph: nx.MultiDiGraph, *relations: str) -> nx.DiGraph:
    """The edges of some relations; of what is required only what is essential."""
    kept = nx.DiGraph()
    kept.add_nodes_from(graph.nodes)
    kept.add_edges_from(
        (a, b) for a, b, edge in graph.edges(data=True) if edge["relation"] in relations and edge.get("essential", True)
    )
    return kept


@cache
def counts() -> np.ndarray:
    net = starter()
    need, own = net.needed_by, net.essential
    return np.asarray(all_overlaps(need.start, need.items, own.start, own.items))


def test_shared_skills_of_every_pair_of_occupations(exported: nx.MultiDiGraph) -> None:
    net, needs = starter(), by_relation(exported, "requires")
    table = [[len(set(needs[a]) & set(needs[b])) for b in net.occupations.ids] for a in net.occupations.ids]
    assert counts().tolist() == table


def test_shared_skills_of_one_person(exported: nx.MultiDiGraph) -> None:
    net, needs = starter(), by_relation(exported, "requires")
    held = net.skills.ids[::3]
    rows = np.array([net.skills.row(id) for id in held], np.int64)
    found = overlap(net.needed_by.start, net.needed_by.items, rows, len(net.occupations))
    assert found.tolist() == [len(set(needs[id]) & set(held)) for id in net.occupations.ids]


def test_what_a_credential_implies_is_what_can_be_reached_from_it(exported: nx.MultiDiGraph) -> None:
    net, implies = starter(), by_relation(exported, "implies")
    any_of = [row for row, label in enumerate(net.group_labels) if label.startswith("any:")]
    for id in net.credentials.ids:
        reached = {id, *nx.descendants(implies, id)}
        expected = {row for row in any_of if reached & set(net.group_credentials(row))}
        met = {int(group) for group in net.credential_meets[net.credentials.row(id)]}
        assert met & set(any_of) == expected, id


def test_what_trainings_teach(exported: nx.MultiDiGraph) -> None:
    net, teaches = starter(), by_relation(exported, "teaches")
    for row, place in enumerate(net.training_of):
        taught = {net.skills.ids[skill] for skill in net.teaches[row]}
        assert taught == set(teaches[net.trainings.ids[place]])


def test_leerbanen_are_edges_to_their_occupations(exported: nx.MultiDiGraph) -> None:
    net, leads = starter(), by_relation(exported, "leads_to")
    pairs = {
        (net.trainings.ids[net.training_of[row]], net.occupations.ids[job])
        for row, job in enumerate(net.job)
        if job >= 0
    }
    bbl = {net.trainings.ids[net.training_of[row]] for row in range(len(net.job)) if net.job[row] >= 0}
    assert pairs == {(a, b) for a, b in leads.edges if a in bbl}
