"""Skills that count for each other, for many starting points at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import sparse

from graph.alike import called_for, likest_held
from graph.feasibility.runs import Run, run_of
from graph.network import Rows
from graph.products import add_products_of_plain

ROWS = 64  #: starting points whose skills are spread out at a time


def spread(held: Any, likeness: Any) -> Any:
    """(b, m) CSR: for each row of skills held (b, m) how like every skill is to the likest of them."""
    parts = [sparse.csr_matrix(part) for part in _likest(held, likeness)]
    return sparse.vstack(parts).tocsr() if parts else sparse.csr_matrix(held.shape, dtype=np.float32)


def spread_over(held: Any, likeness: Any, needs: Any) -> Any:
    """(b, n): what ``spread`` gives, times a CSR matrix (m, n)."""
    total = np.zeros((held.shape[0], needs.shape[1]), np.float32)
    first = 0
    for part in _likest(held, likeness):
        add_products_of_plain(part, *run_of(needs), total[first : first + ROWS])
        first += ROWS
    return total


def called(shares: Run, likeness: Any, needed_by: Rows, occupations: int) -> Any:
    """(b, n): for each row of shares (b, m) their sum, each as far as an occupation calls for what is like it."""
    return called_for(*shares, *run_of(likeness), needed_by.start, needed_by.items, occupations)


def _likest(held: Any, likeness: Any) -> Iterator[Any]:
    start, items, _ = run_of(held)
    for first in range(0, held.shape[0], ROWS):
        yield likest_held(start[first : first + ROWS + 1], items, *run_of(likeness), held.shape[1])
