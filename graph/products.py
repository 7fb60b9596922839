"""Rows times matrices, as plain arrays: what nearness adds up, compiled.

A sparse matrix is three arrays, as in CSR: ``start`` and ``items`` are row -> columns, ``values`` lie beside ``items``.
All is added in the order in which scipy does, so that sums are the same to the last bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit


@njit()
def add_products(start: Any, items: Any, values: Any, of_start: Any, of_items: Any, of_values: Any, out: Any) -> None:
    """Add to ``out`` (rows, columns) each sparse row times a sparse matrix ``of``."""
    for row in range(out.shape[0]):
        mine = out[row]
        for p in range(start[row], start[row + 1]):
            value = values[p]
            for q in range(of_start[items[p]], of_start[items[p] + 1]):
                mine[of_items[q]] += value * of_values[q]


@njit()
def add_products_of_plain(rows: Any, of_start: Any, of_items: Any, of_values: Any, out: Any) -> None:
    """The same for plain rows, which hold mostly zeros."""
    for row in range(out.shape[0]):
        mine = out[row]
        for item in range(rows.shape[1]):
            value = rows[row, item]
            if value != 0:
                for q in range(of_start[item], of_start[item + 1]):
                    mine[of_items[q]] += value * of_values[q]


@njit()
def add_products_with_plain(start: Any, items: Any, values: Any, of: Any, out: Any) -> None:
    """The same for sparse rows and a plain matrix ``of``."""
    for row in range(out.shape[0]):
        mine = out[row]
        for p in range(start[row], start[row + 1]):
            value, line = values[p], of[items[p]]
            for column in range(out.shape[1]):
                mine[column] += value * line[column]


@njit()
def weighed(start: Any, items: Any, values: Any, weight: Any) -> Any:
    """Each entry times the weight of its column; zeros go, and each row comes out in the reverse order."""
    kept = np.empty(items.shape[0], (values[:0] * weight[:0]).dtype)
    starts, columns = np.zeros_like(start), np.empty_like(items)
    n = 0
    for row in range(start.shape[0] - 1):
        for p in range(start[row + 1] - 1, start[row] - 1, -1):
            value = values[p] * weight[items[p]]
            if value != 0:
                columns[n], kept[n] = items[p], value
                n += 1
        starts[row + 1] = n
    return starts, columns[:n], kept[:n]
