"""Rows as runs: compiled sums against scipy's and numpy's own, to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from graph.feasibility.curves import Curve, pieces
from graph.feasibility.nearness import spread, spread_over
from graph.feasibility.runs import Run, product, run_of, shares, unit_runs
from graph.feasibility.words import unit_rows
from graph.products import weighed

ROWS, SKILLS, JOBS = 3, 40, 11
FEW = st.floats(0, 4, width=32).map(lambda value: max(value - 2, 0.0))  # half of them zeros


def plain(rows: int, columns: int, kind: Any = np.float32) -> Any:
    return arrays(kind, (rows, columns), elements=FEW, fill=st.just(0.0))


def as_matrix(run: Run, columns: int) -> Any:
    start, items, values = run
    return sparse.csr_matrix((values, items, start), shape=(len(start) - 1, columns))


def same(found: Any, expected: Any) -> None:
    assert found.dtype == expected.dtype
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@given(data=st.data())
def test_a_product_is_scipys(kind: Any, data: st.DataObject) -> None:
    rows = sparse.csr_matrix(data.draw(plain(ROWS, SKILLS, kind)))
    matrix = sparse.csr_matrix(data.draw(plain(SKILLS, JOBS, kind)))
    same(product(run_of(rows), matrix), (rows @ matrix).toarray())
    same(product(run_of(rows), matrix.toarray()), np.asarray(rows @ matrix.toarray()))


@given(plain(ROWS, SKILLS), plain(1, SKILLS))
def test_weights_and_shares_are_scipys(held: Any, weight: Any) -> None:
    rows, by = sparse.csr_matrix(held), weight[0]
    expected = rows @ sparse.diags(by)
    start, items, values = weighed(*run_of(rows), by)
    assert [start.tolist(), items.tolist(), values.tolist()] == [
        part.tolist() for part in (expected.indptr, expected.indices, expected.data)
    ]
    total = np.asarray(expected.sum(axis=1)).ravel()
    scaled = sparse.diags(1 / np.where(total > 0, total, 1)) @ expected
    same(as_matrix(shares(run_of(rows), by), SKILLS).toarray(), scaled.toarray())


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@given(data=st.data())
def test_rows_at_length_one_are_scipys(kind: Any, data: st.DataObject) -> None:
    rows, by = sparse.csr_matrix(data.draw(plain(ROWS, SKILLS))), data.draw(plain(1, SKILLS, kind))[0]
    expected = unit_rows(rows @ sparse.diags(by))
    found = as_matrix(unit_runs(run_of(rows), by), SKILLS)
    same(found.toarray(), expected.toarray())
    assert found.indices.tolist() == expected.indices.tolist()


@given(plain(70, 9), plain(9, 9), plain(9, JOBS))
def test_what_is_spread_out_and_summed_is_the_product_with_what_is_spread(held: Any, like: Any, needs: Any) -> None:
    rows, likeness, matrix = (sparse.csr_matrix(value) for value in (held, like, needs))
    same(spread_over(rows, likeness, matrix), (spread(rows, likeness) @ matrix).toarray())


@given(
    arrays(np.float32, (2, 30), elements=st.floats(-2, 5, width=32)),
    st.lists(st.floats(0.0625, 4, width=16), max_size=4, unique=True).map(sorted),
    st.data(),
)
def test_a_curve_is_the_sum_of_its_pieces(values: Any, knots: list[float], data: st.DataObject) -> None:
    slope = st.one_of(st.just(0.0), st.floats(-3, 3, width=16))
    slopes = data.draw(st.lists(slope, min_size=len(knots) + 1, max_size=len(knots) + 1))
    expected = np.full(values.shape, -0.25, np.float32)
    for piece, by in zip(np.moveaxis(pieces(values, tuple(knots)), -1, 0), slopes, strict=True):
        expected += np.float32(by) * piece
    same(Curve(tuple(knots), tuple(slopes), 0.25).of(values), expected)
