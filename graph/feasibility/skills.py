"""Features of what both sides ask: skills, near skills and kinds of skills, both ways."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from graph.feasibility.nearness import called, spread
from graph.feasibility.origins import Ground, Origins
from graph.feasibility.registry import Values, dense, feature, turned
from graph.feasibility.words import unit_rows

WORDS, USES = 0, 1  #: by what skills are held to be alike


def _share(rows: Any, weight: Any) -> Any:
    """Each row's weights as shares of their sum."""
    weighted = rows @ sparse.diags(weight)
    total = np.asarray(weighted.sum(axis=1)).ravel()
    return (sparse.diags(1 / np.where(total > 0, total, 1)) @ weighted).tocsr()


def _both(of: Any) -> Any:
    """All skills of origins or vectors, an optional one counting half."""
    return of.essential + 0.5 * of.optional


def _targets(ground: Ground) -> Any:
    """All skills of the targets, made once."""
    return ground.once("both", lambda: _both(ground.vectors))


def _cosine(ground: Ground, key: str, origin: Any, target: Any, weight: Any) -> Values:
    by = sparse.diags(weight)
    return dense(unit_rows(origin @ by) @ turned(ground, key, lambda: unit_rows(target @ by)))


def _needs(ground: Ground) -> Any:
    """Essential skills of the targets as shares, turned."""
    return turned(ground, "needs", lambda: _share(ground.vectors.essential, ground.vectors.rarity))


def _helps(ground: Ground) -> Any:
    """Optional skills of the targets as shares, turned."""
    return turned(ground, "helps", lambda: _share(ground.vectors.optional, ground.vectors.rarity))


def _any(of: Origins) -> Any:
    return ((of.essential + of.optional) > 0).astype(np.float32)


@feature("essential", "skills")
def essential(ground: Ground, origins: Origins) -> Values:
    """Share of the target's essential skills that are held, rare skills counting more."""
    return dense(origins.essential @ _needs(ground))


@feature("essential-wide", "skills")
def essential_wide(ground: Ground, origins: Origins) -> Values:
    """The same, the optional skills of the origin counting as held."""
    return dense(_any(origins) @ _needs(ground))


@feature("used", "skills")
def used(ground: Ground, origins: Origins) -> Values:
    """Share of the skills held that the target needs too, rare skills counting more."""
    v = ground.vectors
    return dense(_share(origins.essential, v.rarity) @ turned(ground, "essential", lambda: v.essential))


@feature("used-wide", "skills")
def used_wide(ground: Ground, origins: Origins) -> Values:
    """The same, the optional skills of the target counting as needed."""
    v = ground.vectors
    return dense(_share(origins.essential, v.rarity) @ turned(ground, "any", lambda: _any(ground.targets)))


@feature("shared", "skills")
def shared_log(ground: Ground, origins: Origins) -> Values:
    """log(1 + number of essential skills in common)."""
    return np.log1p(dense(origins.essential @ turned(ground, "essential", lambda: ground.vectors.essential)))


@feature("shared-wide", "skills")
def shared_wide(ground: Ground, origins: Origins) -> Values:
    """log(1 + number of skills in common, essential or optional)."""
    return np.log1p(dense(_any(origins) @ turned(ground, "any", lambda: _any(ground.targets))))


@feature("alike", "skills")
def alike(ground: Ground, origins: Origins) -> Values:
    """Cosine of all skills, an optional one counting half, rare skills counting more."""
    v = ground.vectors
    return _cosine(ground, "alike", _both(origins), _targets(ground), v.rarity)


@feature("alike-essential", "skills")
def alike_essential(ground: Ground, origins: Origins) -> Values:
    """Cosine of the essential skills, rare skills counting more."""
    v = ground.vectors
    return _cosine(ground, "alike_essential", origins.essential, v.essential, v.rarity)


@feature("alike-doing", "skills")
def alike_doing(ground: Ground, origins: Origins) -> Values:
    """Cosine of the skills that are no knowledge."""
    v = ground.vectors
    return _cosine(ground, "alike_doing", _both(origins), _targets(ground), v.rarity * (1 - v.knowledge))


@feature("optional", "optional")
def optional_held(ground: Ground, origins: Origins) -> Values:
    """Share of the target's optional skills that are held."""
    return dense(origins.essential @ _helps(ground))


@feature("optional-used", "optional")
def optional_used(ground: Ground, origins: Origins) -> Values:
    """Share of the origin's optional skills that the target needs."""
    v = ground.vectors
    return dense(_share(origins.optional, v.rarity) @ turned(ground, "essential", lambda: v.essential))


@feature("optional-both", "optional")
def optional_both(ground: Ground, origins: Origins) -> Values:
    """Share of the target's optional skills that are optional in the origin too."""
    return dense(origins.optional @ _helps(ground))


@feature("optional-both-used", "optional")
def optional_both_used(ground: Ground, origins: Origins) -> Values:
    """The same the other way round."""
    v = ground.vectors
    return dense(_share(origins.optional, v.rarity) @ turned(ground, "optional", lambda: v.optional))


@feature("alike-optional", "optional")
def alike_optional(ground: Ground, origins: Origins) -> Values:
    """Cosine of the optional skills."""
    return _cosine(ground, "alike_optional", origins.optional, ground.vectors.optional, ground.vectors.rarity)


def _near(ground: Ground, origins: Origins, by: int) -> Values:
    """Share of the target's essential skills, each counting as far as it is like one that is held."""
    likeness = (ground.vectors.skill_words, ground.vectors.skill_uses)[by]
    near = origins.near[by] if origins.near else spread(origins.essential, likeness)
    return dense(near @ _needs(ground))


def _near_used(ground: Ground, origins: Origins, by: int) -> Values:
    """Share of the skills held, each counting as far as it is like one that the target needs."""
    v = ground.vectors
    likeness = (v.skill_words, v.skill_uses)[by]
    mine = _share(origins.essential, v.rarity)
    return dense(ground.by_row(called(mine, likeness, ground.needed_by, len(ground.network.occupations))))


@feature("near-words", "near")
def near_words(ground: Ground, origins: Origins) -> Values:
    """Share of the target's essential skills that are held or resemble one that is, by their words."""
    return _near(ground, origins, WORDS)


@feature("near-words-used", "near")
def near_words_used(ground: Ground, origins: Origins) -> Values:
    """Share of the skills held that the target needs or nearly needs, by their words."""
    return _near_used(ground, origins, WORDS)


@feature("near-uses", "near")
def near_uses(ground: Ground, origins: Origins) -> Values:
    """Share of the target's essential skills that are held or go with one that is in other occupations."""
    return _near(ground, origins, USES)


@feature("near-uses-used", "near")
def near_uses_used(ground: Ground, origins: Origins) -> Values:
    """Share of the skills held that go with what the target needs in other occupations."""
    return _near_used(ground, origins, USES)


@feature("knowledge", "near")
def knowledge(ground: Ground, origins: Origins) -> Values:
    """Cosine of the knowledge on both sides."""
    v = ground.vectors
    return _cosine(ground, "knowledge", _both(origins), _targets(ground), v.rarity * v.knowledge)


def _about(ground: Ground, rows: Any, space: Any, key: str) -> Any:
    """What the skills of each row are about, taken together, less what those of all occupations are; 0 without any."""
    v = ground.vectors
    some = np.asarray(rows.sum(axis=1)).reshape(-1, 1) > 0

    def pooled(of: Any) -> Any:
        return unit_rows(np.asarray(of @ sparse.diags(v.rarity) @ space))

    middle = ground.once(f"middle {key}", lambda: pooled(_targets(ground)).mean(axis=0, keepdims=True))
    return np.where(some, unit_rows(pooled(rows) - middle), 0).astype(np.float32)


def _about_alike(ground: Ground, origins: Origins, space: Any, key: str) -> Values:
    theirs = ground.once(key, lambda: _about(ground, _targets(ground), space, key).T.copy())
    return dense(_about(ground, _both(origins), space, key) @ theirs)


@feature("about-words", "near")
def about_words(ground: Ground, origins: Origins) -> Values:
    """Likeness of what all skills together are about, by the words in their names."""
    return _about_alike(ground, origins, ground.vectors.word_space, "about words")


@feature("about-uses", "near")
def about_uses(ground: Ground, origins: Origins) -> Values:
    """Likeness of what all skills together are about, by the occupations that ask for them."""
    return _about_alike(ground, origins, ground.vectors.use_space, "about uses")


def _grouped(ground: Ground, rows: Any, depth: int) -> Any:
    v = ground.vectors

    def made() -> tuple[Any, Any]:
        kept = v.groups[:, v.group_depth == depth].tocsr()
        often = np.asarray((((v.essential + v.optional) @ kept) > 0).sum(axis=0)).ravel()
        return kept, np.log((v.essential.shape[0] + 1) / (often + 1)).clip(0)

    kept, weight = ground.once(f"groups {depth}", made)
    found = (rows @ kept).tocsr()
    found.data = np.sqrt(found.data)
    return unit_rows(found @ sparse.diags(weight))


@feature("groups", "groups")
def groups(ground: Ground, origins: Origins) -> Values:
    """Likeness of the ESCO skill groups at level 3."""
    theirs = turned(ground, "groups", lambda: _grouped(ground, _targets(ground), 3))
    return dense(_grouped(ground, _both(origins), 3) @ theirs)


@feature("groups-wide", "groups")
def groups_wide(ground: Ground, origins: Origins) -> Values:
    """Likeness of the ESCO skill groups at level 2."""
    theirs = turned(ground, "groups-wide", lambda: _grouped(ground, _targets(ground), 2))
    return dense(_grouped(ground, _both(origins), 2) @ theirs)
