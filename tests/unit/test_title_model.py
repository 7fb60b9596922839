"""Trees on top of a weighted sum: what a sum can't order, and that the same rows give the same trees."""

from __future__ import annotations

import numpy as np
import pytest

from graph.matching.growing import grow, pulls
from graph.matching.ranker import Model
from graph.matching.topics import topic_of
from graph.matching.trees import Trees

NAMES = ("here", "there", "noise")


def made() -> tuple[np.ndarray, np.ndarray]:
    """Titles whose right candidate has the first signal in the middle, the others low or high: no sum finds it."""
    draw = np.random.default_rng(5)
    signals = draw.uniform(size=(120, 12, 3)).astype(np.float32)
    signals[..., 0] = np.where(signals[..., 0] > 0.5, 0.6, 0.0) + 0.4 * signals[..., 2]
    right = np.zeros(signals.shape[:2])
    right[np.arange(120), draw.integers(0, 12, 120)] = 1
    signals[right == 1, 0] = 0.5
    return signals, right


def grown(signals: np.ndarray, right: np.ndarray) -> Trees:
    return grow(signals, right, np.zeros(right.shape), np.ones(len(right)), trees=40)


def test_trees_order_what_no_sum_can() -> None:
    signals, right = made()
    trees = grown(signals[:80], right[:80])
    best = np.argmax(trees.of(signals[80:]), axis=1)
    assert right[80:][np.arange(40), best].mean() > 0.9  # by chance 1 in 12


def test_the_same_rows_give_the_same_trees() -> None:
    assert grown(*made()).as_json(NAMES) == grown(*made()).as_json(NAMES)


def test_trees_come_back_from_the_file() -> None:
    signals, right = made()
    trees = grown(signals, right)
    kept = Trees.from_json(trees.as_json(NAMES), NAMES)
    assert kept.of(signals) == pytest.approx(trees.of(signals), abs=0.1)


def test_a_model_without_trees_is_its_sum() -> None:
    model = Model(np.array([1.0, 2.0, 0.0]), Trees.from_json([], NAMES))
    assert model.points(np.ones((4, 3), np.float32)).tolist() == [3.0] * 4


def test_pulls_of_a_title_cancel_out_and_draw_the_right_one_up() -> None:
    slope, bend = pulls(np.array([[3.0, 2.0, 1.0]]), np.array([[0.0, 0.0, 1.0]]))
    assert slope.sum() == pytest.approx(0)
    assert slope[0, 2] > 0 > slope[0, 0]
    assert (bend > 0).all()
    assert not pulls(np.zeros((1, 3)), np.ones((1, 3)))[0].any()


def test_the_field_of_a_title_is_what_is_left_without_the_function() -> None:
    assert topic_of(["bedrijfsleider", "leerlooierij"]) == ("leerlooierij",)
    assert topic_of(["manager", "van", "een", "hotel"]) == ("hotel",)
    assert topic_of(["directeur"]) == ("directeur",)
