"""Skills that count for each other, for many starting points at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from graph.alike import called_for, likest_held
from graph.network import Rows

ROWS = 64  #: starting points whose skills are spread out at a time


def spread(held: Any, likeness: Any) -> Any:
    """(b, m) CSR: for each row of skills held (b, m) how like every skill is to the likest of them."""
    parts = [
        sparse.csr_matrix(likest_held(*_run(held[first : first + ROWS]), *_run(likeness), likeness.data, held.shape[1]))
        for first in range(0, held.shape[0], ROWS)
    ]
    return sparse.vstack(parts).tocsr() if parts else sparse.csr_matrix(held.shape, dtype=np.float32)


def called(shares: Any, likeness: Any, needed_by: Rows, occupations: int) -> Any:
    """(b, n): for each row of shares (b, m CSR) their sum, each as far as an occupation calls for what is like it."""
    alike = (*_run(likeness), likeness.data)
    return called_for(*_run(shares), shares.data, *alike, needed_by.start, needed_by.items, occupations)


def _run(rows: Any) -> tuple[Any, Any]:
    return rows.indptr.astype(np.int32), rows.indices.astype(np.int32)
