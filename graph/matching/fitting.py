"""Fits the ranker of titles and writes ``fitted.json``: ``python -m graph.matching.fitting --titles CSV --store URL``.

A weighted sum of signals, fitted so that right occupations come before the rest (softmax over the candidates of a
title, titles with an exact or close match and the others counting equally). What words went with is counted over all
titles, but for the title that a signal is worked out for: it never sees itself. Cross-validated by title, five folds.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy.optimize import minimize

from graph.matching.associations import Counts
from graph.matching.encoders import DEFAULT, find_encoder
from graph.matching.evaluation import FIRST, Title, titles_of
from graph.matching.matcher import Matcher
from graph.matching.ranker import FITTED
from graph.matching.signals import CANDIDATES, SIGNALS, Signals

RIDGE: Final = 3.0  #: how strongly weights are held near 0, chosen among 1, 3, 10 and 30 by cross-validation
FOLDS: Final = 5
SEED: Final = 20_261_125


@dataclass(frozen=True, slots=True)
class Sample:
    """All titles with the signals of their candidates. Shapes: titles × candidates (× signals)."""

    signals: NDArray[np.float64]
    right: NDArray[np.float64]  #: 1 for a right occupation
    there: NDArray[np.bool_]  #: False past the last candidate
    near: NDArray[np.bool_]  #: a title with an exact or close match


def counts_of(
    matcher: Matcher, titles: Sequence[Title]
) -> tuple[Counts, list[tuple[frozenset[str], dict[str, float]]]]:
    """What words went with over all titles, and each title's own part in it."""
    jobs = matcher.occupations
    first, last = matcher.entries.span["occupation"]
    place = {id: at for at, id in enumerate(matcher.entries.ids[first:last])}
    counts = Counts()
    for targets in jobs.targets:
        for name in targets:
            counts.prior[name] = counts.prior.get(name, 0.0) + 1 / jobs.count
    parts = []
    for title in titles:
        words = jobs.text_features(title.text)
        known = sorted(place[id] for id in title.right if id in place)
        targets_here: dict[str, float] = {}
        for at in known:
            for name in jobs.targets[at]:
                targets_here[name] = targets_here.get(name, 0.0) + 1 / len(known)
        counts.add(words, targets_here)
        parts.append((words, targets_here))
    return counts, parts


def sample_of(matcher: Matcher, titles: Sequence[Title]) -> tuple[Sample, Counts]:
    """The signals of every title, none of which was used to work out its own."""
    counts, parts = counts_of(matcher, titles)
    signals = Signals(matcher.occupations, matcher.index, counts, matcher.vectors, matcher.encoder)
    size = min(CANDIDATES, matcher.occupations.count)
    first = matcher.entries.span["occupation"][0]
    ids = matcher.entries.ids[first:]
    made = np.zeros((len(titles), size, len(SIGNALS)))
    right = np.zeros((len(titles), size))
    for at, title in enumerate(titles):
        weighed = signals.weigh(title.text, matcher.index.asked(title.text), parts[at])
        made[at] = weighed.signals
        right[at] = [ids[place] in title.right for place in weighed.places]
    there = np.ones((len(titles), size), np.bool_)
    return Sample(made, right, there, np.array([title.is_near for title in titles])), counts


def fit(sample: Sample, rows: NDArray[np.int64], ridge: float = RIDGE) -> NDArray[np.float64]:
    """One weight a signal, in the signals' own units."""
    rows = rows[sample.right[rows].sum(axis=1) > 0]
    signals, right, near = sample.signals[rows], sample.right[rows], sample.near[rows]
    size = signals.reshape(-1, signals.shape[2]).std(axis=0) + 1e-6
    scaled = signals / size
    share = right / right.sum(axis=1, keepdims=True)
    weight = np.where(near, 0.5 / max(int(near.sum()), 1), 0.5 / max(int((~near).sum()), 1)) * len(rows)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        points = scaled @ weights
        points -= points.max(axis=1, keepdims=True)
        shares = np.exp(points)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -(weight[:, None] * share * np.log(shares + 1e-12)).sum() + ridge * (weights @ weights) / 2
        return float(value), np.einsum("ij,ijk->k", weight[:, None] * (shares - share), scaled) + ridge * weights

    found = minimize(loss, np.zeros(signals.shape[2]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x / size)


def hits(sample: Sample, rows: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each title if a right occupation comes among the first five."""
    points = np.where(sample.there[rows], sample.signals[rows] @ weights, -np.inf)
    top = np.argsort(-np.round(points, 6), axis=1, kind="stable")[:, :FIRST]
    return np.asarray(np.take_along_axis(sample.right[rows], top, axis=1).any(axis=1), np.bool_)


def cross_validate(sample: Sample, ridge: float = RIDGE) -> dict[str, float]:
    """Hit rates on titles that the weights were not fitted on."""
    count = len(sample.near)
    fold = np.random.default_rng(SEED).integers(0, FOLDS, count)
    found = np.zeros(count, np.bool_)
    for one in range(FOLDS):
        rows = np.flatnonzero(fold == one)
        found[rows] = hits(sample, rows, fit(sample, np.flatnonzero(fold != one), ridge))
    return rates(sample, found)


def rates(sample: Sample, found: NDArray[np.bool_]) -> dict[str, float]:
    """The share of titles with a hit, by sort of title."""
    return {"near": round(float(found[sample.near].mean()), 4), "other": round(float(found[~sample.near].mean()), 4)}


def fitted_of(matcher: Matcher, titles: Sequence[Title], digest: str) -> tuple[dict[str, Any], Sample]:
    """The content of the fitted file."""
    sample, counts = sample_of(matcher, titles)
    weights = fit(sample, np.arange(len(titles)))
    within = np.asarray(sample.right.any(axis=1), np.bool_)
    return {
        "what": "weights of the signals in graph/matching/signals.py, and what words of titles went with",
        "fitted": datetime.now(UTC).date().isoformat(),
        "titles": {"count": len(titles), "sha256": digest},
        "network": matcher.network.digest,
        "encoder": matcher.encoder.name if matcher.encoder else None,
        "hit@5": {
            "cross-validated": cross_validate(sample),
            "on the titles fitted on": rates(sample, hits(sample, np.arange(len(titles)), weights)),
            "right one among the candidates": rates(sample, within),
        },
        "weights": {name: round(float(value), 5) for name, value in zip(SIGNALS, weights, strict=True)},
        "learned": counts.as_json(),
    }, sample


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the titles in a file and the network of a store; write the file when asked."""
    from graph.planner import Planner

    parser = argparse.ArgumentParser(prog="python -m graph.matching.fitting", description=__doc__)
    parser.add_argument("--titles", type=Path, required=True, help="a CSV: title_id, title, esco_uri, relation")
    parser.add_argument("--store", required=True, help="the store with ESCO and CompetentNL's names")
    parser.add_argument("--encoder", default=DEFAULT)
    parser.add_argument("--write", action="store_true", help="write the fitted file")
    parser.add_argument("--keep", type=Path, help="keep the signals here, to look into")
    given = parser.parse_args(arguments)
    planner = Planner.open(given.store)
    matcher = Matcher(planner.network, find_encoder(given.encoder), folder=planner.folder)
    with given.titles.open(encoding="utf-8", newline="") as stream:
        titles = titles_of(csv.DictReader(stream))
    digest = hashlib.sha256(given.titles.read_bytes()).hexdigest()
    made, sample = fitted_of(matcher, titles, digest)
    if given.keep:
        np.savez(given.keep, signals=sample.signals, right=sample.right, near=sample.near)
    shown = {name: value for name, value in made.items() if name != "learned"}
    sys.stdout.write(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode() + "\n")
    if given.write:
        path = Path(__file__).with_name(FITTED)
        path.write_bytes(orjson.dumps(made, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
