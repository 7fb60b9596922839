"""Skills that count for each other: the compiled sums against the same worked out with whole matrices."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from graph.alike import called_for, likest_held

SKILLS, JOBS = 12, 9


def drawn(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Skills held by four people, how like skills are, and what jobs need: dense."""
    draw = np.random.default_rng(seed)
    held = (draw.random((4, SKILLS)) < 0.3).astype(np.float32)
    held[3] = 0  # somebody who holds nothing
    like = np.where(draw.random((SKILLS, SKILLS)) < 0.3, draw.random((SKILLS, SKILLS)), 0).astype(np.float32)
    np.fill_diagonal(like, 1)
    return held, like, (draw.random((JOBS, SKILLS)) < 0.4).astype(np.float32)


def run(dense: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = sparse.csr_matrix(dense)
    return rows.indptr.astype(np.int32), rows.indices.astype(np.int32), rows.data.astype(np.float32)


def test_the_likest_skill_held_counts() -> None:
    for seed in range(20):
        held, like, _ = drawn(seed)
        start, items, _ = run(held)
        expected = (held[:, :, None] * like[None]).max(axis=1)
        assert np.array_equal(likest_held(start, items, *run(like), SKILLS), expected)


def test_each_share_counts_as_far_as_a_job_calls_for_it() -> None:
    for seed in range(20):
        held, like, needs = drawn(seed)
        shares = held / np.maximum(held.sum(axis=1, keepdims=True), 1)
        called = (like[:, None, :] * needs[None]).max(axis=2)  # (skills, jobs)
        need = run(needs.T)[:2]
        found = called_for(*run(shares), *run(like), *need, JOBS)
        assert np.allclose(found, shares @ called, atol=1e-6)
