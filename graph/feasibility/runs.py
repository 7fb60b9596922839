"""Rows of skills or words as runs: three plain arrays (``start``, ``items``, ``values``), and what is made of them.

A feature takes a few dozen entries of one person through several steps. As a sparse matrix each step costs more in
checks than in sums.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.products import add_products, add_products_with_plain, weighed

Run = tuple[Any, Any, Any]


def run_of(rows: Any) -> Run:
    """The arrays of a CSR matrix."""
    return rows.indptr.astype(np.int32, copy=False), rows.indices.astype(np.int32, copy=False), rows.data


def product(rows: Run, matrix: Any) -> Any:
    """(b, n): the rows times a CSR matrix (m, n), or a plain one."""
    values, plain = rows[2], isinstance(matrix, np.ndarray)
    of = matrix if plain else matrix.data
    out = np.zeros((len(rows[0]) - 1, matrix.shape[1]), np.result_type(values, of))
    if plain:
        add_products_with_plain(*rows, matrix, out)
    else:
        add_products(*rows, *run_of(matrix), out)
    return out


def shares(rows: Run, weight: Any) -> Run:
    """Each row's weights as shares of their sum."""
    found = weighed(*rows, weight)
    total = _totals(found[0], found[2])
    return _scaled(found, 1 / np.where(total > 0, total, 1))


def unit_runs(rows: Run, weight: Any) -> Run:
    """Each row's weights at length 1; a row of zeros stays so."""
    start, items, values = found = weighed(*rows, weight)
    squares = values * values
    if not _is_sorted(start, items):
        squares = squares[_turned(start)]
    total = _totals(start, squares)
    return _scaled(found, 1 / np.sqrt(np.where(total > 0, total, 1)))


def _scaled(rows: Run, by: Any) -> Run:
    """Each row times a number, the other way round."""
    start, items, values = rows
    order = _turned(start)
    return start, items[order], np.repeat(by, np.diff(start)) * values[order]


def _turned(start: Any) -> Any:
    """The places of all entries, each row from its last to its first."""
    return np.repeat(start[:-1] + start[1:] - 1, np.diff(start)) - np.arange(start[-1])


def _is_sorted(start: Any, items: Any) -> bool:
    rises = np.diff(items) > 0
    rises[start[1:-1][(start[1:-1] > 0) & (start[1:-1] < len(items))] - 1] = True
    return bool(rises.all())


def _totals(start: Any, values: Any) -> Any:
    """The sum of each row."""
    total = np.zeros(len(start) - 1, values.dtype)
    filled = np.flatnonzero(np.diff(start))
    total[filled] = np.add.reduceat(values, start[filled]) if len(filled) else 0
    return total
