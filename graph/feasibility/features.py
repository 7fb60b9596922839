"""The features of a move, each a small function of a batch of origins and all targets.

Every function takes the ground and the origins (b) and gives an array (b, n), n occupations.
"Rare skills count more" is ``Vectors.rarity``; "share" is always 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from graph.feasibility.origins import Ground, Origins
from graph.feasibility.words import unit_rows

Values = Any  #: (b, n) float32
Maker = Callable[[Ground, Origins], Values]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a pair: its key, the family it is shown under, what it means, how it is made."""

    key: str
    family: str
    meaning: str
    make: Maker


PAIRS: dict[str, Feature] = {}


def feature(key: str, family: str) -> Callable[[Maker], Maker]:
    """Enter a function as a feature; its docstring is its meaning."""

    def entered(make: Maker) -> Maker:
        PAIRS[key] = Feature(key, family, " ".join((make.__doc__ or "").split()), make)
        return make

    return entered


def _dense(product: Any) -> Values:
    return np.asarray(product.todense() if sparse.issparse(product) else product, dtype=np.float32)


def _share(rows: Any, weight: Any) -> Any:
    """Each row's weights as shares of their sum."""
    weighted = rows @ sparse.diags(weight)
    total = np.asarray(weighted.sum(axis=1)).ravel()
    return (sparse.diags(1 / np.where(total > 0, total, 1)) @ weighted).tocsr()


def _turned(ground: Ground, key: str, make: Callable[[], Any]) -> Any:
    """A matrix of the targets, turned (columns are occupations), made once."""
    return ground.once(key, lambda: make().T.tocsr())


def _cosine(ground: Ground, key: str, origin: Any, target: Any, weight: Any) -> Values:
    by = sparse.diags(weight)
    return _dense(unit_rows(origin @ by) @ _turned(ground, key, lambda: unit_rows(target @ by)))


def _needs(ground: Ground) -> Any:
    """Essential skills of the targets as shares, turned."""
    return _turned(ground, "needs", lambda: _share(ground.vectors.essential, ground.vectors.rarity))


def _helps(ground: Ground) -> Any:
    """Optional skills of the targets as shares, turned."""
    return _turned(ground, "helps", lambda: _share(ground.vectors.optional, ground.vectors.rarity))


def _any(of: Origins) -> Any:
    return ((of.essential + of.optional) > 0).astype(np.float32)


@feature("essential", "skills")
def essential(ground: Ground, origins: Origins) -> Values:
    """Share of the target's essential skills that are held, rare skills counting more."""
    return _dense(origins.essential @ _needs(ground))


@feature("essential-wide", "skills")
def essential_wide(ground: Ground, origins: Origins) -> Values:
    """The same, the optional skills of the origin counting as held."""
    return _dense(_any(origins) @ _needs(ground))


@feature("used", "skills")
def used(ground: Ground, origins: Origins) -> Values:
    """Share of the skills held that the target needs too, rare skills counting more."""
    v = ground.vectors
    return _dense(_share(origins.essential, v.rarity) @ _turned(ground, "essential", lambda: v.essential))


@feature("used-wide", "skills")
def used_wide(ground: Ground, origins: Origins) -> Values:
    """The same, the optional skills of the target counting as needed."""
    v = ground.vectors
    return _dense(_share(origins.essential, v.rarity) @ _turned(ground, "any", lambda: _any(ground.targets)))


@feature("shared", "skills")
def shared_log(ground: Ground, origins: Origins) -> Values:
    """log(1 + number of essential skills in common)."""
    return np.log1p(_dense(origins.essential @ _turned(ground, "essential", lambda: ground.vectors.essential)))


@feature("shared-wide", "skills")
def shared_wide(ground: Ground, origins: Origins) -> Values:
    """log(1 + number of skills in common, essential or optional)."""
    return np.log1p(_dense(_any(origins) @ _turned(ground, "any", lambda: _any(ground.targets))))


@feature("alike", "skills")
def alike(ground: Ground, origins: Origins) -> Values:
    """Cosine of all skills, an optional one counting half, rare skills counting more."""
    v = ground.vectors
    return _cosine(
        ground, "alike", origins.essential + 0.5 * origins.optional, v.essential + 0.5 * v.optional, v.rarity
    )


@feature("alike-essential", "skills")
def alike_essential(ground: Ground, origins: Origins) -> Values:
    """Cosine of the essential skills, rare skills counting more."""
    v = ground.vectors
    return _cosine(ground, "alike_essential", origins.essential, v.essential, v.rarity)


@feature("alike-doing", "skills")
def alike_doing(ground: Ground, origins: Origins) -> Values:
    """Cosine of the skills that are no knowledge."""
    v = ground.vectors
    rows = origins.essential + 0.5 * origins.optional
    return _cosine(ground, "alike_doing", rows, v.essential + 0.5 * v.optional, v.rarity * (1 - v.knowledge))


@feature("optional", "optional")
def optional_held(ground: Ground, origins: Origins) -> Values:
    """Share of the target's optional skills that are held."""
    return _dense(origins.essential @ _helps(ground))


@feature("optional-used", "optional")
def optional_used(ground: Ground, origins: Origins) -> Values:
    """Share of the origin's optional skills that the target needs."""
    v = ground.vectors
    return _dense(_share(origins.optional, v.rarity) @ _turned(ground, "essential", lambda: v.essential))


@feature("optional-both", "optional")
def optional_both(ground: Ground, origins: Origins) -> Values:
    """Share of the target's optional skills that are optional in the origin too."""
    return _dense(origins.optional @ _helps(ground))


@feature("optional-both-used", "optional")
def optional_both_used(ground: Ground, origins: Origins) -> Values:
    """The same the other way round."""
    v = ground.vectors
    return _dense(_share(origins.optional, v.rarity) @ _turned(ground, "optional", lambda: v.optional))


@feature("alike-optional", "optional")
def alike_optional(ground: Ground, origins: Origins) -> Values:
    """Cosine of the optional skills."""
    return _cosine(ground, "alike_optional", origins.optional, ground.vectors.optional, ground.vectors.rarity)


@feature("near-words", "near")
def near_words(ground: Ground, origins: Origins) -> Values:
    """Share of the target's essential skills that are held or resemble one that is, by their words."""
    return _dense(origins.near_words @ _needs(ground))


@feature("near-words-used", "near")
def near_words_used(ground: Ground, origins: Origins) -> Values:
    """Share of the skills held that the target needs or nearly needs, by their words."""
    v = ground.vectors
    return _dense(
        _share(origins.essential, v.rarity) @ _turned(ground, "near-words", lambda: ground.targets.near_words)
    )


@feature("near-uses", "near")
def near_uses(ground: Ground, origins: Origins) -> Values:
    """Share of the target's essential skills that are held or go with one that is in other occupations."""
    return _dense(origins.near_uses @ _needs(ground))


@feature("near-uses-used", "near")
def near_uses_used(ground: Ground, origins: Origins) -> Values:
    """Share of the skills held that go with what the target needs in other occupations."""
    v = ground.vectors
    return _dense(_share(origins.essential, v.rarity) @ _turned(ground, "near-uses", lambda: ground.targets.near_uses))


@feature("knowledge", "near")
def knowledge(ground: Ground, origins: Origins) -> Values:
    """Cosine of the knowledge on both sides."""
    v = ground.vectors
    rows = origins.essential + 0.5 * origins.optional
    return _cosine(ground, "knowledge", rows, v.essential + 0.5 * v.optional, v.rarity * v.knowledge)


def _grouped(ground: Ground, rows: Any, depth: int) -> Any:
    v = ground.vectors
    kept = v.groups[:, v.group_depth == depth]
    often = np.asarray((((v.essential + v.optional) @ kept) > 0).sum(axis=0)).ravel()
    weight = np.log((v.essential.shape[0] + 1) / (often + 1)).clip(0)
    found = (rows @ kept).tocsr()
    found.data = np.sqrt(found.data)
    return unit_rows(found @ sparse.diags(weight))


@feature("groups", "groups")
def groups(ground: Ground, origins: Origins) -> Values:
    """Likeness of the ESCO skill groups at level 3."""
    v = ground.vectors
    mine, theirs = origins.essential + 0.5 * origins.optional, v.essential + 0.5 * v.optional
    return _dense(_grouped(ground, mine, 3) @ _turned(ground, "groups", lambda: _grouped(ground, theirs, 3)))


@feature("groups-wide", "groups")
def groups_wide(ground: Ground, origins: Origins) -> Values:
    """Likeness of the ESCO skill groups at level 2."""
    v = ground.vectors
    mine, theirs = origins.essential + 0.5 * origins.optional, v.essential + 0.5 * v.optional
    return _dense(_grouped(ground, mine, 2) @ _turned(ground, "groups-wide", lambda: _grouped(ground, theirs, 2)))


@feature("texts", "texts")
def texts(ground: Ground, origins: Origins) -> Values:
    """Likeness of names, descriptions and names of skills."""
    return _dense(origins.texts @ ground.vectors.texts.T)


@feature("own-texts", "texts")
def own_texts(ground: Ground, origins: Origins) -> Values:
    """Likeness of names and descriptions alone."""
    return _dense(origins.own_texts @ ground.vectors.own_texts.T)


@feature("unit-words", "field")
def unit_words(ground: Ground, origins: Origins) -> Values:
    """Likeness of the words in the texts of both ISCO units; of their codes where texts are away."""
    alike = _dense(origins.unit_words @ _turned(ground, "unit-words", lambda: ground.vectors.unit_words))
    return _or_codes(ground, origins, alike)


@feature("unit-texts", "field")
def unit_texts(ground: Ground, origins: Origins) -> Values:
    """Likeness of the texts of both ISCO units in their leading directions; of their codes where texts are away."""
    return _or_codes(ground, origins, _dense(origins.unit_texts @ ground.vectors.unit_texts.T))


#: How alike ISCO units are that have one, two, three or four digits in common, where no texts say it.
CODES = ((1000, 0.1), (100, 0.25), (10, 0.5), (1, 1.0))


def _or_codes(ground: Ground, origins: Origins, alike: Values) -> Values:
    known = np.abs(ground.vectors.unit_texts).sum(axis=1) > 0
    mine = np.abs(origins.unit_texts).sum(axis=1) > 0
    if known.all() and mine.all():
        return alike
    by_code = np.zeros_like(alike)
    for divisor, value in CODES:
        by_code = np.maximum(by_code, value * _same(ground, origins, divisor))
    return np.where(mine[:, None] & known[None], alike, by_code)


def _same(ground: Ground, origins: Origins, divisor: int) -> Values:
    units = ground.network.isco_unit
    out = np.zeros((len(origins.units), len(units)), np.float32)
    for row, mine in enumerate(origins.units):
        for unit in mine:
            out[row] = np.maximum(out[row], (units >= 0) & (units // divisor == unit // divisor))
    return out


@feature("same-unit", "field")
def same_unit(ground: Ground, origins: Origins) -> Values:
    """1 in the same ISCO unit group (four digits)."""
    return _same(ground, origins, 1)


@feature("same-minor", "field")
def same_minor(ground: Ground, origins: Origins) -> Values:
    """1 in the same ISCO minor group (three digits)."""
    return _same(ground, origins, 10)


@feature("same-sub-major", "field")
def same_sub_major(ground: Ground, origins: Origins) -> Values:
    """1 in the same ISCO sub-major group (two digits)."""
    return _same(ground, origins, 100)


@feature("same-major", "field")
def same_major(ground: Ground, origins: Origins) -> Values:
    """1 in the same ISCO major group (one digit)."""
    return _same(ground, origins, 1000)


def _change(ground: Ground, origins: Origins, column: int) -> Values:
    return ground.targets.sides[None, :, column] - origins.sides[:, None, column]


@feature("up", "level")
def up(ground: Ground, origins: Origins) -> Values:
    """Levels up, 0 when the target is no higher (ISCO skill level)."""
    return np.maximum(_change(ground, origins, 0), 0)


@feature("far-up", "level")
def far_up(ground: Ground, origins: Origins) -> Values:
    """Levels up beyond the first."""
    return np.maximum(_change(ground, origins, 0) - 1, 0)


@feature("level-apart", "level")
def level_apart(ground: Ground, origins: Origins) -> Values:
    """Levels apart, up or down."""
    return np.abs(_change(ground, origins, 0))


@feature("knowledge-apart", "level")
def knowledge_apart(ground: Ground, origins: Origins) -> Values:
    """Difference in the share of knowledge, up or down."""
    return np.abs(_change(ground, origins, 8))


@feature("rarity-apart", "level")
def rarity_apart(ground: Ground, origins: Origins) -> Values:
    """Difference in how general the skills are, up or down."""
    return np.abs(_change(ground, origins, 6))


@feature("size-apart", "level")
def size_apart(ground: Ground, origins: Origins) -> Values:
    """Difference in the (log) number of essential skills, up or down."""
    return np.abs(_change(ground, origins, 4))


def pair_values(ground: Ground, origins: Origins) -> Values:
    """All features of all pairs: (b, n, features), in the order of ``PAIRS``."""
    return np.stack([one.make(ground, origins) for one in PAIRS.values()], axis=-1)
