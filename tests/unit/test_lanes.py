"""Rows as vectors: each operation does to a row what it says, and nothing to the rows beside it; compiled or not."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from graph.jit import njit
from graph.lanes import COLUMNS, add, lower_scaled, order, put_row, take

WITHOUT = "NUMBA_DISABLE_JIT"


@njit()
def all_of(a: Any, b: Any, i: int, j: int, factor: float) -> None:
    """Every operation, each on a table of its own; rows are counted over both axes of ``a``."""
    add(a[0], i, b, j)
    take(a[1], i, b, j)
    put_row(a[2], i, b, j)
    lower_scaled(a[3], i, b, j, factor)
    order(a[4], i, a[5], j)


@pytest.mark.parametrize("seed", range(10))
def test_operations_on_rows(seed: int) -> None:
    draw = np.random.default_rng(seed)
    a, b = draw.normal(size=(6, 3, 4, COLUMNS)), draw.normal(size=(5, COLUMNS))
    i, j, factor = int(draw.integers(12)), int(draw.integers(5)), float(draw.random())
    expected = a.reshape(6, 12, COLUMNS).copy()
    expected[0, i] += b[j]
    expected[1, i] -= b[j]
    expected[2, i] = b[j]
    expected[3, i] = np.minimum(expected[3, i], b[j] * factor)
    one, other = expected[4, i].copy(), expected[5, j].copy()
    expected[4, i], expected[5, j] = np.minimum(one, other), np.maximum(one, other)
    all_of(a, b, i, j, factor)
    assert np.array_equal(a.reshape(6, 12, COLUMNS), expected)


def test_they_are_the_same_without_compiled_code() -> None:
    if WITHOUT in os.environ:
        return  # this is that run
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__]
    done = subprocess.run(command, env={**os.environ, WITHOUT: "1"}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]
    assert done.stdout.startswith("." * 11)
