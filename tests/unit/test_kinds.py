"""Kinds of skills that both sides ask, each by itself: shares of a row, a weight a kind, and the fitted file."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from graph.feasibility.kinds import kind_keys, kind_shares_of
from graph.feasibility.model import FAMILIES, FITTED, fitted
from graph.feasibility.origins import Ground
from graph.network import Network
from tests.kit.small import job, network


def kitchen() -> Network:
    return network(job("kok", "a b c", "d"), job("chef", "a b"), job("leeg", isco="9412"))


def grouped(net: Network) -> Ground:
    """The skills a and b are of the kind ``koken``, c and d of ``schoonmaken``, all of them of ``top``."""
    groups = sparse.csr_matrix(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 1]], np.float32))
    ground = Ground(net)
    names = ("top", "koken", "schoonmaken")
    ground._vectors = replace(ground.vectors, groups=groups, group_ids=names, group_depth=np.array([0, 1, 2]))
    return ground


def test_a_kind_is_the_root_of_its_share_and_optional_skills_count_half() -> None:
    net = kitchen()
    ground = grouped(net)
    rows = dict(zip(net.occupations.ids, kind_shares_of(ground, ground.targets), strict=True))
    assert kind_keys(ground.vectors) == ("koken", "schoonmaken")
    found = {id.rsplit("/", 1)[-1]: row.tolist() for id, row in rows.items()}
    assert found["kok"] == pytest.approx(np.sqrt([2 / 3.5, 1.5 / 3.5]).tolist())
    assert found["chef"] == pytest.approx([1, 0])
    assert found["leeg"] == [0, 0]


def test_a_kind_in_common_adds_its_weight_to_the_family_of_groups() -> None:
    ground = grouped(kitchen())
    place = [family.key for family in FAMILIES].index("groups")
    plain = replace(fitted(), kinds={}, kinds_mean=0.0)
    weighed = replace(plain, kinds={"koken": 2.0, "elders": 9.0}, kinds_mean=0.5)
    more = weighed.parts(ground, ground.targets) - plain.parts(ground, ground.targets)
    kinds = kind_shares_of(ground, ground.targets)[:, 0]
    np.testing.assert_allclose(more[..., place], plain.scale * (2 * np.outer(kinds, kinds) - 0.5), atol=1e-5)
    assert np.abs(np.delete(more, place, axis=-1)).max() == 0


def test_a_kind_in_common_never_lowers_a_score() -> None:
    content = json.loads(FITTED.read_text(encoding="utf-8"))
    assert content["kinds"]
    assert min(content["kinds"].values()) > 0
    assert all("/esco/skill/" in key or "/esco/isced-f/" in key for key in content["kinds"])
