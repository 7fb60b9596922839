"""When each training is done, and what is still missing at each entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graph.ask import Ask, query_of
from graph.network import Network
from graph.query import Found
from graph.schedule import entries_of
from tests.kit.small import credential, demands, id_of, job, network, training


def told(net: Network, jobs: str, trainings: str, **more: Any) -> list[str]:
    """Each entry as ``before > leerbaan job [missing]``."""
    target = id_of("occupation", jobs.split()[-1])
    query = query_of(net, Ask(**{"target": target, **more}))
    rows = {id.rpartition("/")[2]: place for place, id in enumerate(net.trainings.ids)}
    job_rows = tuple(net.occupations.row(id_of("occupation", name)) for name in jobs.split())
    chosen = [
        row
        for row in range(len(net.training_of))
        if net.training_of[row] in {rows[name] for name in trainings.split()} and net.job[row] in (-1, *job_rows)
    ]
    found = Found(job_rows, tuple(chosen), (0,) * 6, 0, 0, 0, 0)
    lines = []
    for entry in entries_of(net, query, found):
        before = [name_of(net, row) for row in entry.before]
        bbl = [] if entry.leerbaan is None else [f"({name_of(net, entry.leerbaan)})"]
        missing = ",".join(net.skills.ids[s].rpartition("/")[2] for s in entry.missing)
        lines.append(" ".join([*before, *bbl, net.occupations.ids[entry.job].rpartition("/")[2], f"[{missing}]"]))
    return lines


def name_of(net: Network, row: int) -> str:
    return net.trainings.ids[net.training_of[row]].rpartition("/")[2]


def test_what_is_not_held_or_taught_is_missing() -> None:
    assert told(network(job("chef", "a b c"), training("t", 1, 1, "a")), "chef", "t") == ["t chef [b,c]"]


def test_a_training_stands_before_the_entry_that_needs_it() -> None:
    net = network(job("kok", "a"), job("chef", "a b"), training("t", 1, 1, "b"))
    assert told(net, "kok chef", "t") == ["kok [a]", "t chef []"]


def test_a_training_of_use_to_both_stands_before_the_first() -> None:
    net = network(job("kok", "a b"), job("chef", "b c"), training("t", 1, 1, "b"))
    assert told(net, "kok chef", "t") == ["t kok [a]", "chef [c]"]


def test_what_an_earlier_job_teaches_is_held_later() -> None:
    assert told(network(job("kok", "a"), job("chef", "a b")), "kok chef", "") == ["kok [a]", "chef [b]"]


def test_a_leerbaan_stands_with_its_job() -> None:
    net = network(job("kok", "a"), job("chef", "a b"), training("l", 52, 0, "b", bbl="chef"))
    assert told(net, "kok chef", "l") == ["kok [a]", "(l) chef []"]


def test_what_a_leerbaan_teaches_is_held_later() -> None:
    net = network(job("kok", "a b"), job("chef", "b c"), training("l", 52, 0, "b", bbl="kok"))
    assert told(net, "kok chef", "l") == ["(l) kok [a]", "chef [c]"]


def test_a_training_for_a_wall_stands_before_it() -> None:
    net = network(job("kok", "a"), job("chef", "a"), demands("chef", "x"), training("t", 1, 1, "b", gives="x"))
    assert told(net, "kok chef", "t") == ["kok [a]", "t chef []"]


def test_a_training_for_the_wall_of_a_leerbaan_stands_before_it() -> None:
    net = network(
        job("kok", "a"), training("l", 52, 0, "a", bbl="kok", demands="x"), training("t", 1, 1, "b", gives="x")
    )
    assert told(net, "kok", "l t") == ["t (l) kok []"]


def test_a_training_follows_the_one_that_makes_it_possible() -> None:
    net = network(job("kok", "a"), training("b", 1, 1, "z", gives="x"), training("a", 1, 1, "a", demands="x"))
    assert told(net, "kok", "a b") == ["b a kok []"]


def test_the_one_that_makes_it_possible_comes_no_later() -> None:
    net = network(
        job("kok", "a"),
        job("chef", "a c"),
        training("first", 1, 1, "z", gives="x"),
        training("then", 1, 1, "c", demands="x"),
    )
    assert told(net, "kok chef", "first then") == ["kok [a]", "first then chef []"]


def test_a_training_that_asks_for_a_job_comes_after_it() -> None:
    after = frozenset({id_of("occupation", "kok")})
    net = network(job("kok", "a b"), job("chef", "b c"), training("t", 1, 1, "b c", after_jobs=after))
    assert told(net, "kok chef", "t") == ["kok [a,b]", "t chef []"]


def test_a_training_that_asks_for_the_diploma_of_a_leerbaan_comes_after_it() -> None:
    net = network(
        job("kok", "a"),
        job("chef", "b"),
        training("l", 52, 0, "a", gives="x", bbl="kok"),
        training("t", 1, 1, "b", demands="x"),
    )
    assert told(net, "kok chef", "l t") == ["(l) kok []", "t chef []"]


def test_a_proof_that_is_held_makes_no_order() -> None:
    net = network(job("kok", "a"), job("chef", "a b"), credential("x"), training("t", 1, 1, "b", demands="x"))
    assert told(net, "kok chef", "t", credentials=(id_of("credential", "x"),)) == ["kok [a]", "t chef []"]


def test_a_training_of_no_use_still_stands_somewhere() -> None:
    net = network(job("kok", "a"), training("t", 1, 1, "z"))
    assert told(net, "kok", "t") == ["t kok [a]"]


def test_a_skill_held_is_not_missing() -> None:
    net = network(job("kok", "a b"))
    assert told(net, "kok", "", skills=(id_of("skill", "a"),)) == ["kok [b]"]


def test_the_same_twice_gives_the_same() -> None:
    net = network(job("kok", "a b"), training("t", 1, 1, "a"), training("u", 1, 1, "b"))
    query = query_of(net, Ask(target=id_of("occupation", "kok")))
    found = Found((0,), (0, 1), (0,) * 6, 0, 0, 0, 0)
    assert entries_of(net, query, found) == entries_of(net, replace(query), found)
