"""The benchmark runs: on the starter set, with next to no questions, and its table goes between the markers."""

from __future__ import annotations

import numpy as np
import pytest

from bench import __main__ as bench
from bench.data import build, times
from bench.routes import queries_of
from bench.sample import pairs_of
from bench.table import BEGIN, END, Line, as_text, under, write_into
from graph.search import find_routes


def test_the_whole_benchmark_runs_on_the_starter_set() -> None:
    parts = frozenset(bench.PARTS) - {"service", "plain"}
    lines, notes = bench.run(None, bench.TINY, parts)
    assert {line.part for line in lines} >= {"loading", "routes, elapsed", "routes, training weeks", "targets"}
    assert all(line.met for line in lines if " of " in line.goal), as_text(lines)
    assert any("starter set" in note for note in notes)


def test_copies_side_by_side_answer_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    network = build(None, tmp_path_factory.mktemp("bench") / "kg", 30).network
    three = times(network, 3)
    assert len(three.occupations) == 3 * len(network.occupations)
    assert len(set(three.trainings.ids)) == 3 * len(network.trainings)
    assert (np.diff(three.taught_by.start) >= 0).all()
    query = queries_of(network, pairs_of(network, 1, 1))[0]
    assert [route.vector for route in find_routes(three, query).routes] == [
        route.vector for route in find_routes(network, query).routes
    ]


def test_the_same_seed_asks_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    network = build(None, tmp_path_factory.mktemp("bench") / "kg", 0).network
    assert pairs_of(network, 20, 7) == pairs_of(network, 20, 7) != pairs_of(network, 20, 8)


def test_the_table_goes_between_the_markers(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write_into(page, [under("routes", "p50", 1.5, 3, "ms"), Line("peer", "slow", "2 ×")], ["A note."])
    text = page.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| routes | p50 | 1.5 ms | < 3 ms | yes |" in text


def test_a_page_without_markers_is_refused(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here", encoding="utf-8")
    with pytest.raises(SystemExit, match="markers"):
        write_into(page, [], [])
