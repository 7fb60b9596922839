"""Fits the ranker of titles and writes ``fitted.json``: ``python -m graph.matching.fitting --titles CSV --store URL``.

A weighted sum of signals, fitted so that right occupations come before the rest (softmax over the candidates of a
title, titles with an exact or close match and the others counting equally). Cross-validated by title in five folds,
with what words went with counted anew without the fold; for fitting the weights a title's own fold isn't counted
either. To leave out the title alone wouldn't do: its counts would lie lower than those of the titles beside it, and
give away which occupations are right.
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

from graph.matching.associations import Associations, Counts
from graph.matching.encoders import DEFAULT, find_encoder
from graph.matching.evaluation import FIRST, Title, titles_of
from graph.matching.growing import grow
from graph.matching.matcher import Matcher
from graph.matching.ranker import FITTED, Model
from graph.matching.signals import CANDIDATES, SIGNALS, Signals

RIDGE: Final = 3.0  #: how strongly weights are held near 0, chosen among 1, 3, 10 and 30 by cross-validation
FOLDS: Final = 5
SEED: Final = 20_261_125


@dataclass(frozen=True, slots=True)
class Sample:
    """All titles with the signals of their candidates. Shapes: titles × candidates (× signals)."""

    signals: NDArray[np.float32]
    right: NDArray[np.float64]  #: 1 for a right occupation
    near: NDArray[np.bool_]  #: a title with an exact or close match


@dataclass(frozen=True, slots=True)
class Samples:
    """The same titles, with what words went with counted over other titles only.

    ``whole`` is for fitting the weights that are used: each title's own fold isn't counted. ``without`` has one
    sample a fold, in which that fold isn't counted for any title: what comes of its titles was never seen.
    """

    whole: Sample
    without: tuple[Sample, ...]
    fold: NDArray[np.int64]


def counts_of(matcher: Matcher, titles: Sequence[Title]) -> Counts:
    """What words went with over these titles."""
    jobs = matcher.occupations
    first, last = matcher.entries.span["occupation"]
    place = {id: at for at, id in enumerate(matcher.entries.ids[first:last])}
    counts = Counts()
    for targets in jobs.targets:
        for name in targets:
            counts.prior[name] = counts.prior.get(name, 0.0) + 1 / jobs.count
    for title in titles:
        known = sorted(place[id] for id in title.right if id in place)
        targets_here: dict[str, float] = {}
        for at in known:
            for name in jobs.targets[at]:
                targets_here[name] = targets_here.get(name, 0.0) + 1 / len(known)
        counts.add(sorted(jobs.text_features(title.text)), targets_here)
    return counts


def samples_of(matcher: Matcher, titles: Sequence[Title]) -> Samples:
    """The signals of every title, by what was learned from others."""
    fold = np.random.default_rng(SEED).integers(0, FOLDS, len(titles))
    jobs = matcher.occupations
    signals = Signals(jobs, matcher.index, Counts(), matcher.vectors, matcher.encoder)
    learned = {
        (one, other): Associations(
            counts_of(matcher, [title for title, at in zip(titles, fold, strict=True) if at not in (one, other)]),
            jobs.targets,
        )
        for one in range(FOLDS)
        for other in range(one, FOLDS)
    }
    size = min(CANDIDATES, jobs.count)
    made = np.zeros((FOLDS + 1, len(titles), size, len(SIGNALS)), np.float32)
    right = np.zeros((FOLDS + 1, len(titles), size))
    ids = matcher.entries.ids[matcher.entries.span["occupation"][0] :]
    for at, title in enumerate(titles):
        seen = signals.seen(title.text, matcher.index.asked(title.text), strict=True)
        own = int(fold[at])
        for without in range(FOLDS):
            weighed = signals.weighed(seen, learned[min(own, without), max(own, without)])
            made[without, at] = weighed.signals
            right[without, at] = [ids[place] in title.right for place in weighed.places]
        made[FOLDS, at], right[FOLDS, at] = made[own, at], right[own, at]
    near = np.array([title.is_near for title in titles])
    all = [Sample(made[one], right[one], near) for one in range(FOLDS + 1)]
    return Samples(all[FOLDS], tuple(all[:FOLDS]), fold)


def fit(sample: Sample, rows: NDArray[np.int64], ridge: float = RIDGE) -> NDArray[np.float64]:
    """One weight a signal, in the signals' own units: the right occupations of a title together get the most."""
    rows = rows[sample.right[rows].sum(axis=1) > 0]
    signals, right = sample.signals[rows].astype(np.float64), sample.right[rows]
    size = signals.reshape(-1, signals.shape[2]).std(axis=0) + 1e-6
    scaled = signals / size
    weight = weight_of(sample.near[rows])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        points = scaled @ weights
        points -= points.max(axis=1, keepdims=True)
        shares = np.exp(points)
        shares /= shares.sum(axis=1, keepdims=True)
        mass = (shares * right).sum(axis=1, keepdims=True) + 1e-12
        value = -(weight[:, None] * np.log(mass)).sum() + ridge * (weights @ weights) / 2
        slope = weight[:, None] * (shares - shares * right / mass)
        return float(value), np.einsum("ij,ijk->k", slope, scaled) + ridge * weights

    found = minimize(loss, np.zeros(signals.shape[2]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x / size)


def weight_of(near: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How much each title counts: those with an exact or close match together as much as the others."""
    share = np.where(near, 0.5 / max(int(near.sum()), 1), 0.5 / max(int((~near).sum()), 1))
    return np.asarray(share * len(near))


def model_of(sample: Sample, rows: NDArray[np.int64], ridge: float = RIDGE) -> Model:
    """The weights for some titles, and the trees that mend their order."""
    weights = fit(sample, rows, ridge)
    rows = rows[sample.right[rows].sum(axis=1) > 0]
    signals = sample.signals[rows]
    return Model(weights, grow(signals, sample.right[rows], signals @ weights, weight_of(sample.near[rows])))


def hits(sample: Sample, rows: NDArray[np.int64], model: Model) -> NDArray[np.bool_]:
    """For each title if a right occupation comes among the first five."""
    top = np.argsort(-np.round(model.points(sample.signals[rows]), 6), axis=1, kind="stable")[:, :FIRST]
    return np.asarray(np.take_along_axis(sample.right[rows], top, axis=1).any(axis=1), np.bool_)


def cross_validate(samples: Samples, ridge: float = RIDGE) -> dict[str, float]:
    """Hit rates on titles that neither the model nor what words went with had seen."""
    found = np.zeros(len(samples.fold), np.bool_)
    for one, sample in enumerate(samples.without):
        rows = np.flatnonzero(samples.fold == one)
        found[rows] = hits(sample, rows, model_of(sample, np.flatnonzero(samples.fold != one), ridge))
    return rates(samples.whole, found)


def rates(sample: Sample, found: NDArray[np.bool_]) -> dict[str, float]:
    """The share of titles with a hit, by sort of title."""
    return {"near": round(float(found[sample.near].mean()), 4), "other": round(float(found[~sample.near].mean()), 4)}


def fitted_of(matcher: Matcher, titles: Sequence[Title], digest: str) -> tuple[dict[str, Any], Samples]:
    """The content of the fitted file."""
    samples, counts = samples_of(matcher, titles), counts_of(matcher, titles)
    sample = samples.whole
    model = model_of(sample, np.arange(len(titles)))
    within = np.asarray(sample.right.any(axis=1), np.bool_)
    return {
        "what": "weights of the signals in graph/matching/signals.py, trees on top, what words of titles went with",
        "fitted": datetime.now(UTC).date().isoformat(),
        "titles": {"count": len(titles), "sha256": digest},
        "network": matcher.network.digest,
        "encoder": matcher.encoder.name if matcher.encoder else None,
        "hit@5": {
            "cross-validated": cross_validate(samples),
            "on the titles fitted on": rates(sample, hits(sample, np.arange(len(titles)), model)),
            "right one among the candidates": rates(sample, within),
        },
        "weights": {name: round(float(value), 5) for name, value in zip(SIGNALS, model.weights, strict=True)},
        "trees": model.trees.as_json(tuple(SIGNALS)),
        "learned": counts.as_json(),
    }, samples


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
    made, samples = fitted_of(matcher, titles, digest)
    if given.keep:
        every = (*samples.without, samples.whole)
        np.savez(
            given.keep,
            signals=np.stack([one.signals for one in every]),
            right=np.stack([one.right for one in every]),
            near=samples.whole.near,
            fold=samples.fold,
        )
    shown = {name: value for name, value in made.items() if name not in ("learned", "trees")}
    sys.stdout.write(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode() + "\n")
    if given.write:
        path = Path(__file__).with_name(FITTED)
        path.write_bytes(orjson.dumps(made, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
