"""Grows trees on top of a weighted sum: each next one mends the order of the first candidates a little.

What pulls is the gain of putting a right candidate above a wrong one (LambdaRank: Burges, From RankNet to
LambdaRank to LambdaMART, 2010), for pairs of which one stands among the first ten.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.matching.trees import DEPTH, Floats, Trees

TREES: Final = 160
RATE: Final = 0.1  #: how much of what a tree would mend is taken
HOLD: Final = 5.0  #: how strongly points are held near 0
SEEN: Final = 0.4  #: share of the signals that a tree may ask about
DRAWN: Final = 0.7  #: share of the titles that its questions are drawn up on
CUTS: Final = 32  #: values a signal may be asked about, half of them among its highest tenth
TOP: Final = 10  #: places that count
SEED: Final = 20_261_201


def grow(signals: NDArray[np.float32], right: Floats, start: Floats, weight: Floats, trees: int = TREES) -> Trees:
    """Trees for titles × candidates × signals; ``start`` is what the sum gives, ``weight`` one a title."""
    titles, size, count = signals.shape
    flat = signals.reshape(-1, count)
    cuts = [_cuts(flat[:, at]) for at in range(count)]
    bins = np.stack([np.searchsorted(cuts[at], flat[:, at], side="left") for at in range(count)]).astype(np.int32)
    draw = np.random.default_rng(SEED)
    points = start.astype(np.float64).copy()
    asked: list[list[tuple[int, float]]] = []
    given: list[Floats] = []
    for _ in range(trees):
        slope, bend = pulls(points, right)
        slope, bend = (slope * weight[:, None]).ravel(), (bend * weight[:, None]).ravel()
        seen = np.sort(draw.permutation(count)[: max(1, int(SEEN * count))])
        drawn = np.repeat(draw.random(titles) < DRAWN, size)
        moved = np.flatnonzero((bend > 0) & drawn)
        questions = _questions(bins[:, moved], cuts, seen, slope[moved], bend[moved])
        ends = np.zeros(titles * size, np.int64)
        for at, cut in questions:
            ends = 2 * ends + (bins[at] > cut)
        pull, wear = (np.bincount(ends[moved], one[moved], 1 << DEPTH) for one in (slope, bend))
        shift = RATE * pull / (wear + HOLD)
        points += shift[ends].reshape(titles, size)
        asked.append([(at, float(cuts[at][cut])) for at, cut in questions])
        given.append(shift)
    return Trees(
        np.array([[at for at, _ in one] for one in asked], np.int64).reshape(trees, -1),
        np.array([[value for _, value in one] for one in asked], np.float32).reshape(trees, -1),
        np.array(given).reshape(trees, -1),
    )


def _cuts(values: NDArray[np.float32]) -> NDArray[np.float32]:
    shares = np.concatenate([np.linspace(0.05, 0.9, CUTS // 2), np.linspace(0.91, 0.998, CUTS // 2)])
    return np.unique(np.quantile(values, shares).astype(np.float32))


def _questions(
    bins: NDArray[np.int32], cuts: list[NDArray[np.float32]], seen: NDArray[np.int64], slope: Floats, bend: Floats
) -> list[tuple[int, int]]:
    """The signal and the cut of each level: those that part what is to go up best from what is to go down."""
    ends = np.zeros(bins.shape[1], np.int32)
    found: list[tuple[int, int]] = []
    wide = CUTS + 1
    for level in range(DEPTH):
        parts = 1 << level
        best = (-1.0, 0, 0)
        for at in seen:
            place = ends * wide + bins[at]
            up = np.bincount(place, slope, parts * wide).reshape(parts, wide)
            much = np.bincount(place, bend, parts * wide).reshape(parts, wide)
            left, low = up.cumsum(axis=1)[:, : len(cuts[at])], much.cumsum(axis=1)[:, : len(cuts[at])]
            other, high = up.sum(axis=1, keepdims=True) - left, much.sum(axis=1, keepdims=True) - low
            gain = (left**2 / (low + HOLD) + other**2 / (high + HOLD)).sum(axis=0)
            cut = int(gain.argmax())
            if gain[cut] > best[0] + 1e-9:
                best = (float(gain[cut]), int(at), cut)
        found.append(best[1:])
        ends = 2 * ends + (bins[best[1]] > best[2])
    return found


def pulls(points: Floats, right: Floats) -> tuple[Floats, Floats]:
    """How strongly each candidate is pulled up (or down), and how fast that wears off. Shapes as ``points``."""
    order = np.argsort(-points, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(points.shape[1]), points.shape), axis=1)
    worth = 1 / np.log2(rank + 2)
    slope, bend = np.zeros_like(points), np.zeros_like(points)
    for at in range(len(points)):
        good, bad = np.flatnonzero(right[at]), np.flatnonzero(right[at] == 0)
        if not len(good) or not len(bad):
            continue
        best = (1 / np.log2(np.arange(min(len(good), TOP)) + 2)).sum()
        counts = np.minimum(rank[at, good][:, None], rank[at, bad]) < TOP
        gain = np.abs(worth[at, good][:, None] - worth[at, bad]) / best * counts
        doubt = 1 / (1 + np.exp(np.clip(points[at, good][:, None] - points[at, bad], -30, 30)))
        pull, wear = doubt * gain, doubt * (1 - doubt) * gain
        whole = float(pull.sum())
        if whole > 0:
            share = np.log2(1 + 2 * whole) / (2 * whole)
            slope[at, good], slope[at, bad] = share * pull.sum(axis=1), -share * pull.sum(axis=0)
            bend[at, good], bend[at, bad] = share * wear.sum(axis=1), share * wear.sum(axis=0)
    return slope, bend
