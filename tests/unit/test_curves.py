"""Features as curves: pieces that together are the value, and slopes that keep their side."""

from __future__ import annotations

import json

import numpy as np
import pytest

from graph.feasibility.curves import Curve, knots_of, pieces
from graph.feasibility.features import PAIRS
from graph.feasibility.model import BETWEEN_UNITS, FAMILIES, FITTED, fitted
from graph.feasibility.origins import Ground
from graph.feasibility.pooled import pooled_units
from tests.kit.small import job, network

VALUES = np.linspace(-0.5, 3, 71).astype(np.float32)


@pytest.mark.parametrize("knots", [(), (0.4,), (0.1, 0.5, 2.0)])
def test_all_pieces_together_are_the_value(knots: tuple[float, ...]) -> None:
    found = pieces(VALUES, knots)
    assert found.shape == (*VALUES.shape, len(knots) + 1)
    np.testing.assert_allclose(found.sum(axis=-1), VALUES, atol=1e-6)


def test_a_curve_rises_by_the_slope_of_each_piece() -> None:
    curve = Curve((1.0, 2.0), (1.0, 0.0, 3.0), 0.5)
    np.testing.assert_allclose(curve.of(np.array([-1.0, 0.0, 1.0, 1.5, 2.0, 4.0])), [-1.5, -0.5, 0.5, 0.5, 0.5, 6.5])


def test_knots_have_two_digits_and_none_is_at_nought() -> None:
    assert knots_of(np.linspace(0, 1, 1000)) == (0.3, 0.6, 0.85, 0.95)
    assert knots_of(np.concatenate([np.zeros(800), np.linspace(0, 0.5, 200)])) == (0.12, 0.37)


def test_what_is_yes_or_no_or_a_number_of_steps_is_no_curve() -> None:
    assert knots_of(np.array([0.0, 1.0, 1.0, 3.0])) == ()


def test_every_feature_has_its_curve_in_the_file_with_ordered_knots() -> None:
    content = json.loads(FITTED.read_text(encoding="utf-8"))["pairs"]
    assert list(content) == list(PAIRS)
    for key, one in content.items():
        assert len(one["slopes"]) == len(one["knots"]) + 1, key
        assert one["knots"] == sorted(set(one["knots"])), key


def test_between_units_each_family_counts_as_it_is_said() -> None:
    units = pooled_units(Ground(network(job("kok", "a b"), job("chef", "a c"), job("baas", "a x", isco="1412"))))
    parts, model = fitted().parts(units, units.targets), fitted()
    counts = np.array([BETWEEN_UNITS.get(family.key, 1.0) for family in FAMILIES])
    expected = parts @ counts + model.base
    np.testing.assert_allclose(model.sums_between_units(units, units.targets), expected, atol=1e-4)
    assert set(BETWEEN_UNITS) < {family.key for family in FAMILIES}
