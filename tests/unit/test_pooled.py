"""ISCO units as occupations: what the occupations of a unit ask, taken together."""

from __future__ import annotations

import numpy as np
import pytest

from graph.feasibility.features import PAIRS, pair_values
from graph.feasibility.origins import Ground
from graph.feasibility.pooled import pooled_units
from tests.kit.small import job, network


def kitchen() -> Ground:
    return Ground(
        network(
            job("kok", "a b", "o"),
            job("chef", "a c", "o"),
            job("baas", "a x y", isco="1412"),
            job("hulp", "c z", isco="9412"),
        )
    )


def test_units_are_in_the_order_of_their_codes() -> None:
    units = pooled_units(kitchen())
    assert units.isco_unit.tolist() == [1412, 5120, 9412]
    assert units.targets.units == ((1412,), (5120,), (9412,))


def test_a_skill_counts_by_the_share_of_occupations_that_ask_for_it() -> None:
    ground = kitchen()
    cooks = pooled_units(ground).vectors.essential[1].toarray().ravel()
    names = [id.rsplit("/", 1)[-1] for id in ground.network.skills.ids]
    assert {name: share for name, share in zip(names, cooks, strict=True) if share} == {"a": 1, "b": 0.5, "c": 0.5}


def test_a_unit_of_one_occupation_is_that_occupation() -> None:
    ground = kitchen()
    units = pooled_units(ground)
    rows = [ground.isco_unit.tolist().index(code) for code in (1412, 9412)]
    alone = pair_values(ground, ground.occupations(rows))[:, rows]
    same = [not key.startswith("about") for key in PAIRS]  # these are less what all rows are about: all units here
    pooled = pair_values(units, units.occupations([0, 2]))[:, [0, 2]]
    np.testing.assert_allclose(pooled[..., same], alone[..., same], atol=1e-5)


@pytest.mark.parametrize("key", PAIRS)
def test_every_feature_has_a_number_for_every_pair_of_units(key: str) -> None:
    units = pooled_units(kitchen())
    found = PAIRS[key].make(units, units.targets)
    assert found.shape == (3, 3)
    assert np.isfinite(found).all()


def test_the_units_of_a_ground_are_made_once() -> None:
    ground = kitchen()
    assert pooled_units(ground) is pooled_units(ground)
