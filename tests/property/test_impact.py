"""A training more never loses a route, and taken away again it leaves no trace."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, note
from hypothesis import strategies as st

from graph.compiling import compile_network
from graph.impact.adding import PLANNED, Course, with_training, without_training
from graph.impact.comparing import change_of
from graph.network import MODES, Network
from graph.query import RouteSet
from graph.search import find_routes
from graph.stores.base import Retract, Revision
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.concepts import Training
from ontology.records import key_of
from tests.kit.digests import network_digest
from tests.kit.draws import tables
from tests.kit.small import credential, demands, job, network, starter, training
from tests.kit.tables import Case, case_of


def lines(case: Case, net: Network, routes: RouteSet) -> list[str]:
    return [replace(case, network=net).line(found) for found in routes.routes]


def course_of(net: Network, id: str) -> Course:
    """The training of a network as a planned course; its groups by their labels."""
    rows = np.flatnonzero(net.training_of == net.trainings.row(id))
    row = int(rows[0])
    labels = [net.group_labels[int(g)] for g in net.training_demands[row]]
    level = next((int(label[6:]) + 1 for label in labels if label.startswith("level:")), None)
    return Course(
        label=net.label(id),
        teaches=tuple(net.skills.ids[int(s)] for s in net.teaches[row]),
        gives=tuple(net.texts[id]["gives"]),
        demands=tuple(tuple(label[4:].split()) for label in labels if label.startswith("any:")),
        entry_level=level,
        entry_dutch=next((label[6:] for label in labels if label.startswith("dutch:")), None),
        weeks=int(net.weeks[row]) if net.weeks_known[row] else None,
        cents=int(net.cents[row]) if net.cents_known[row] else None,
        hours=int(net.load[row]) if net.load[row] >= 0 else None,
        mode=MODES[net.mode[row]],
        paid=bool(net.paid[row]),
        leads_to=tuple(net.occupations.ids[int(net.job[r])] for r in rows if net.job[r] >= 0),
        regions=tuple(net.regions.ids[int(r)] for r in net.training_regions[row]),
    )


@given(text=tables(), seed=st.integers(0, 10))
def test_a_training_more_gives_equal_or_better_fronts(text: str, seed: int) -> None:
    note(text)
    case = case_of(text)
    full = case.network
    gone = full.trainings.ids[seed % len(full.trainings)]
    if full.trainings.row(gone) in {*case.query.avoid_trainings, *case.query.must_trainings}:
        return
    rows = frozenset(np.flatnonzero(full.training_of == full.trainings.row(gone)).tolist())
    place = full.trainings.row(gone)
    less = without_training(full, gone)
    shifted = {
        name: frozenset(p - (p > place) for p in getattr(case.query, name))
        for name in ("avoid_trainings", "must_trainings")
    }
    kept = frozenset(g for g in case.query.groups if g < len(less.group_labels))
    without = find_routes(less, replace(case.query, groups=kept, **shifted))
    having = find_routes(full, case.query)
    for old in without.routes:
        assert any(
            not new.unknown & ~old.unknown and all(a <= b for a, b in zip(new.vector, old.vector, strict=True))
            for new in having.routes
        )
    if not any(rows.intersection(found.trainings) for found in having.routes):
        assert lines(case, less, without) == lines(case, full, having)
    change = change_of(without, having, rows)
    assert ("opened" in change.how) == (bool(having.routes) and not without.routes)


@given(
    teaches=st.sets(st.sampled_from("abcdefgh"), max_size=4),
    gives=st.sets(st.sampled_from(("w1", "w2", "w3")), max_size=2),
    asked=st.lists(st.sets(st.sampled_from(("w1", "w2", "w3")), min_size=1), max_size=2),
    level=st.none() | st.integers(1, 5),
    dutch=st.none() | st.sampled_from(("1F", "3F")),
    bbl=st.booleans(),
)
def test_a_training_added_and_taken_away_leaves_no_trace(
    teaches: set[str], gives: set[str], asked: list[set[str]], level: int | None, dutch: str | None, bbl: bool
) -> None:
    net = small()
    ids = {name: f"https://loopbaanpad.example/id/{name}" for name in ("skill", "credential", "occupation")}
    course = Course(
        label="gepland",
        teaches=tuple(f"{ids['skill']}/{one}" for one in sorted(teaches)),
        gives=tuple(f"{ids['credential']}/{one}" for one in sorted(gives)),
        demands=tuple(tuple(f"{ids['credential']}/{one}" for one in sorted(group)) for group in asked),
        entry_level=level,
        entry_dutch=dutch,
        weeks=4,
        mode="bbl" if bbl else "online",
        leads_to=(f"{ids['occupation']}/chef", f"{ids['occupation']}/kok") if bbl else (),
    )
    before = network_digest(net)
    more = with_training(net, course)
    assert len(more.weeks) == len(net.weeks) + (2 if bbl else 1)
    assert network_digest(more) != before
    assert network_digest(net) == before
    assert network_digest(without_training(more, PLANNED)) == before


def small() -> Network:
    return network(
        job("kok", "a b c"),
        job("chef", "d e f g h"),
        demands("chef", "w1"),
        credential("w2", implies="w1"),
        credential("w3", level=4),
        training("t", 4, 100, "d e", gives="w2"),
        training("u", 8, None, "g", demands="w3", entry_level=3),
    )


def test_added_by_hand_answers_as_compiled() -> None:
    """Each training of the starter set that demands something: taken away and put back, against a real compile."""
    full = starter()
    kept = MemoryStore()
    load(kept, "starter", [], by="test", reason="test")
    records = {r.id: r for r in kept.snapshot().iter_kind("training") if isinstance(r, Training)}
    asking = [id for id, r in sorted(records.items()) if (r.demands or r.entry_level) and not r.after_jobs]
    for id in asking[:: max(1, len(asking) // 6)]:
        less = without_training(full, id)
        store = MemoryStore()
        load(store, "starter", [], by="test", reason="test")
        store.apply([Retract(key_of(records[id]))], expected=Revision(1), by="test", reason="test")
        compiled = compile_network(store.snapshot())
        again = with_training(less, course_of(full, id), id)
        for number in range(0, len(full.occupations), 23):
            ids = full.occupations.ids
            pair = (ids[number], ids[(number * 7 + 11) % len(ids)])
            assert routes(less, *pair) == routes(compiled, *pair)
            assert sorted(vectors(again, *pair)) == sorted(vectors(full, *pair))


def routes(net: Network, origin: str, target: str) -> list[tuple[object, ...]]:
    from graph.ask import Ask, query_of

    found = find_routes(net, query_of(net, Ask(origins=(origin,), target=target)))
    return [
        (
            one.vector,
            one.unknown,
            one.weeks,
            one.cents,
            [net.trainings.ids[net.training_of[row]] for row in one.trainings],
            one.jobs,
        )
        for one in found.routes
    ]


def vectors(net: Network, origin: str, target: str) -> list[tuple[object, ...]]:
    return [(one[0], one[1]) for one in routes(net, origin, target)]
