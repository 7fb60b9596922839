"""Features of what both sides are: their texts, their field of work, and their level with its direction."""

from __future__ import annotations

import numpy as np

from graph.feasibility.origins import Ground, Origins
from graph.feasibility.registry import Values, dense, feature, turned
from graph.feasibility.runs import product, run_of


@feature("texts", "texts")
def texts(ground: Ground, origins: Origins) -> Values:
    """Likeness of names, descriptions and names of skills."""
    return dense(origins.texts @ ground.vectors.texts.T)


@feature("own-texts", "texts")
def own_texts(ground: Ground, origins: Origins) -> Values:
    """Likeness of names and descriptions alone."""
    return dense(origins.own_texts @ ground.vectors.own_texts.T)


@feature("unit-words", "field")
def unit_words(ground: Ground, origins: Origins) -> Values:
    """Likeness of the words in the texts of both ISCO units; of their codes where texts are away."""
    theirs = turned(ground, "unit-words", lambda: ground.vectors.unit_words)
    return _or_codes(ground, origins, dense(product(run_of(origins.unit_words), theirs)))


@feature("unit-texts", "field")
def unit_texts(ground: Ground, origins: Origins) -> Values:
    """Likeness of the texts of both ISCO units in their leading directions; of their codes where texts are away."""
    return _or_codes(ground, origins, dense(origins.unit_texts @ ground.vectors.unit_texts.T))


@feature("unit-skills", "field")
def unit_skills(ground: Ground, origins: Origins) -> Values:
    """The same, with the names of the occupations in both units and of the skills that tell those units apart."""
    return _or_codes(ground, origins, dense(origins.unit_skills @ ground.vectors.unit_skills.T))


@feature("unit-named", "field")
def unit_named(ground: Ground, origins: Origins) -> Values:
    """1 where the text of one ISCO unit names the other as related work."""
    return dense(origins.named)


#: How alike ISCO units are that have one, two, three or four digits in common, where no texts say it.
CODES = ((1000, 0.1), (100, 0.25), (10, 0.5), (1, 1.0))


def _or_codes(ground: Ground, origins: Origins, alike: Values) -> Values:
    known = ground.once("units told", lambda: np.abs(ground.vectors.unit_texts).sum(axis=1) > 0)
    mine = np.abs(origins.unit_texts).sum(axis=1) > 0
    if known.all() and mine.all():
        return alike
    by_code = np.zeros_like(alike)
    for divisor, value in CODES:
        by_code = np.maximum(by_code, value * _same(ground, origins, divisor))
    return np.where(mine[:, None] & known[None], alike, by_code)


def _same(ground: Ground, origins: Origins, divisor: int) -> Values:
    units = ground.isco_unit
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
