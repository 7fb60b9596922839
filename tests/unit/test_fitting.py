"""A fit on a small made table: weights keep their side, find what orders the lists, and come out the same twice."""

from __future__ import annotations

import numpy as np
import pytest

from api.cli.alone import on_one_thread
from graph.feasibility.fitting import cross_validate, fit
from graph.feasibility.losses import Weighing
from graph.feasibility.sets import Sets
from graph.feasibility.tables import Table
from graph.threads import ONE_THREAD

KEYS = ("essential", "essential", "texts", "level-apart", "difference level")


def made() -> tuple[Table, Sets]:
    """Lists and ratings that follow the first column, run against the third, and like few levels apart."""
    draw = np.random.default_rng(3)
    jobs, units, rated = (draw.standard_normal((*shape, len(KEYS))) for shape in ((40, 40), (30, 30), (80,)))
    weights = np.array([1.0, 0.0, -1.0, -0.5, 0.0])

    def listed(values: np.ndarray) -> np.ndarray:
        scores = np.where(np.eye(len(values), dtype=bool), -np.inf, values @ weights)
        return (scores >= np.sort(scores, axis=1)[:, -5:-4]).astype(np.int8)

    owners = np.arange(80) // 8
    sets = Sets(
        np.arange(40),
        2 * listed(jobs),
        np.eye(40, dtype=bool),
        np.arange(40),
        np.arange(30),
        None,
        listed(units),
        np.column_stack([owners, np.arange(80)]),
        2.5 + rated @ weights,
        np.zeros(80),
        {},
    )
    plain = [values.astype(np.float32) for values in (jobs, units, rated)]
    return Table(KEYS, {}, np.zeros(5), np.ones(5), *plain, jobs[..., 0], units[..., 0]), sets


def test_weights_keep_their_side_and_find_what_orders_the_lists() -> None:
    found = fit(*made(), Weighing(hold=0.01))
    first, second, wrong, apart, _, _ = found
    assert first > 0.3
    assert second >= 0
    assert wrong == 0
    assert apart < -0.1


def test_the_same_rows_give_the_same_weights() -> None:
    table, sets = made()
    assert fit(table, sets, Weighing()).tolist() == fit(table, sets, Weighing()).tolist()


def test_held_out_rows_are_ordered_too() -> None:
    table, sets = made()
    figures = cross_validate(table, sets, Weighing(hold=0.01), lambda what, done, of: None).figures(sets)
    assert figures["onet"] > 0.4
    assert figures["crowdArea"] > 0.7


def test_a_process_on_one_thread_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ONE_THREAD.items():
        monkeypatch.setenv(name, value)
    assert on_one_thread("fit", {}) is None


def test_another_process_runs_the_command_and_gives_its_exit_code(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.delenv(next(iter(ONE_THREAD)), raising=False)
    assert on_one_thread("fit", {"--data": str(tmp_path), "--out": None}) == 4
