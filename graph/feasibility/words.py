"""Texts as weighted words: rows of unit length, a rare word counting more (TF-IDF)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy import sparse

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = ("ings", "ing", "ions", "ion", "ers", "er", "ors", "ies", "en", "es", "ed", "s")
_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "are",
        "they",
        "from",
        "this",
        "other",
        "their",
        "such",
        "which",
        "may",
        "also",
        "can",
        "into",
        "has",
        "have",
        "who",
        "these",
        "its",
        "not",
        "all",
        "use",
        "using",
        "work",
        "perform",
        "ensure",
        "tasks",
        "responsible",
        "een",
        "het",
        "van",
        "voor",
        "met",
        "dat",
        "zijn",
        "naar",
        "deze",
        "door",
        "ook",
        "kan",
        "kunnen",
        "worden",
        "wordt",
        "hun",
        "zij",
        "die",
        "niet",
        "als",
        "bij",
        "uit",
        "hebben",
        "over",
        "hij",
        "en",
        "of",
        "de",
    ]
)


def stems(text: str) -> list[str]:
    """The words of a text without their commonest endings (English and Dutch alike)."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP]


@lru_cache(1 << 16)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def weighted_words(texts: Sequence[str], least: int = 2) -> Any:
    """One row a text (CSR, float32, unit length); words in fewer than ``least`` texts are left out."""
    columns: dict[str, int] = {}
    rows, places, values = [], [], []
    for row, text in enumerate(texts):
        for word, count in sorted(Counter(stems(text)).items()):
            rows.append(row)
            places.append(columns.setdefault(word, len(columns)))
            values.append(1 + np.log(count))
    shape = (len(texts), max(len(columns), 1))
    found = sparse.csr_matrix((np.array(values, np.float32), (rows, places)), shape=shape)
    often = np.bincount(found.indices, minlength=shape[1])
    kept = np.flatnonzero(often >= least)
    return unit_rows(found[:, kept] @ sparse.diags(np.log((len(texts) + 1) / often[kept]))).astype(np.float32)


def unit_rows(matrix: Any) -> Any:
    """Each row at length 1 (a row of zeros stays so); sparse stays sparse."""
    if sparse.issparse(matrix):
        squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
        return (sparse.diags(1 / np.sqrt(np.where(squares > 0, squares, 1))) @ matrix).tocsr()
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix / np.where(length > 0, length, 1)


def leading(matrix: Any, size: int, seed: int = 0) -> Any:
    """The rows in their ``size`` leading directions (randomised SVD, four rounds; the same every time)."""
    size = min(size, *matrix.shape)
    width = min(size + 16, *matrix.shape)
    start = np.random.default_rng(seed).standard_normal((matrix.shape[1], width)).astype(np.float32)
    basis = _orthonormal(matrix @ start)
    for _ in range(3):
        basis = _orthonormal(matrix @ _orthonormal(matrix.T @ basis))
    across = np.asarray(matrix.T @ basis, dtype=np.float64)
    squares, turns = np.linalg.eigh(across.T @ across)
    order = np.argsort(-squares, kind="stable")[:size]
    return (basis @ (turns[:, order] * np.sqrt(squares[order].clip(0)))).astype(np.float32)


def _orthonormal(columns: Any) -> Any:
    """The same space with columns at right angles (by the small matrix of their products)."""
    columns = np.asarray(columns, dtype=np.float32)
    squares, turns = np.linalg.eigh((columns.T @ columns).astype(np.float64))
    kept = squares > squares.max(initial=0) * 1e-10
    if not kept.any():
        return columns
    return columns @ (turns[:, kept] / np.sqrt(squares[kept])).astype(np.float32)
