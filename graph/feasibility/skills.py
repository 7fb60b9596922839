"""Features of what both sides ask: skills, near skills and kinds of skills, both ways."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from graph.feasibility.nearness import called, spread_over
from graph.feasibility.origins import Ground, Origins
from graph.feasibility.registry import Values, dense, feature, turned
from graph.feasibility.runs import Run, product, run_of, shares, unit_runs
from graph.feasibility.words import unit_rows
from graph.products import weighed

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


def _cosine(ground: Ground, key: str, origin: Run, target: Any, weight: Any) -> Values:
    theirs = turned(ground, key, lambda: unit_rows(target @ sparse.diags(weight)))
    return dense(product(unit_runs(origin, weight), theirs))


def _needs(ground: Ground) -> Any:
    """Essential skills of the targets as shares, turned."""
    return turned(ground, "needs", lambda: _share(ground.vectors.essential, ground.vectors.rarity))


def _helps(ground: Ground) -> Any:
    """Optional skills of the targets as shares, turned."""
    return turned(ground, "helps", lambda: _share(ground.vectors.optional, ground.vectors.rarity))


def _any(of: Origins) -> Any:
    return ((of.essential + of.optional) > 0).astype(np.float32)


def _held(origins: Origins) -> Run:
    """The skills held."""
    return run_of(origins.essential)


def _held_or_used(origins: Origins) -> Run:
    """The skills held, and those that the jobs also use."""
    found: Run = origins.once("any", lambda: run_of(_any(origins)))
    return found


def _both_of(origins: Origins) -> Any:
    return origins.once("both skills", lambda: _both(origins))


def _weighed(origins: Origins) -> Run:
    """The same, what the jobs also use counting half."""
    found: Run = origins.once("both", lambda: run_of(_both_of(origins)))
    return found


def _shares(ground: Ground, origins: Origins) -> Run:
    """The skills held as shares."""
    found: Run = origins.once("shares", lambda: shares(_held(origins), ground.vectors.rarity))
    return found


def _shares_used(ground: Ground, origins: Origins) -> Run:
    """What the jobs also use, as shares."""
    found: Run = origins.once("shares used", lambda: shares(run_of(origins.optional), ground.vectors.rarity))
    return found


@feature("essential", "skills")
def essential(ground: Ground, origins: Origins) -> Values:
    """Share of the target's essential skills that are held, rare skills counting more."""
    return product(_held(origins), _needs(ground))


@feature("essential-wide", "skills")
def essential_wide(ground: Ground, origins: Origins) -> Values:
    """The same, the optional skills of the origin counting as held."""
    return product(_held_or_used(origins), _needs(ground))


@feature("used", "skills")
def used(ground: Ground, origins: Origins) -> Values:
    """Share of the skills held that the target needs too, rare skills counting more."""
    return product(_shares(ground, origins), turned(ground, "essential", lambda: ground.vectors.essential))


@feature("used-wide", "skills")
def used_wide(ground: Ground, origins: Origins) -> Values:
    """The same, the optional skills of the target counting as needed."""
    return product(_shares(ground, origins), turned(ground, "any", lambda: _any(ground.targets)))


@feature("shared", "skills")
def shared_log(ground: Ground, origins: Origins) -> Values:
    """log(1 + number of essential skills in common)."""
    return np.log1p(product(_held(origins), turned(ground, "essential", lambda: ground.vectors.essential)))


@feature("shared-wide", "skills")
def shared_wide(ground: Ground, origins: Origins) -> Values:
    """log(1 + number of skills in common, essential or optional)."""
    return np.log1p(product(_held_or_used(origins), turned(ground, "any", lambda: _any(ground.targets))))


@feature("alike", "skills")
def alike(ground: Ground, origins: Origins) -> Values:
    """Cosine of all skills, an optional one counting half, rare skills counting more."""
    v = ground.vectors
    return _cosine(ground, "alike", _weighed(origins), _targets(ground), v.rarity)


@feature("alike-essential", "skills")
def alike_essential(ground: Ground, origins: Origins) -> Values:
    """Cosine of the essential skills, rare skills counting more."""
    v = ground.vectors
    return _cosine(ground, "alike_essential", _held(origins), v.essential, v.rarity)


@feature("alike-doing", "skills")
def alike_doing(ground: Ground, origins: Origins) -> Values:
    """Cosine of the skills that are no knowledge."""
    v = ground.vectors
    return _cosine(ground, "alike_doing", _weighed(origins), _targets(ground), v.rarity * (1 - v.knowledge))


@feature("optional", "optional")
def optional_held(ground: Ground, origins: Origins) -> Values:
    """Share of the target's optional skills that are held."""
    return product(_held(origins), _helps(ground))


@feature("optional-used", "optional")
def optional_used(ground: Ground, origins: Origins) -> Values:
    """Share of the origin's optional skills that the target needs."""
    return product(_shares_used(ground, origins), turned(ground, "essential", lambda: ground.vectors.essential))


@feature("optional-both", "optional")
def optional_both(ground: Ground, origins: Origins) -> Values:
    """Share of the target's optional skills that are optional in the origin too."""
    return product(run_of(origins.optional), _helps(ground))


@feature("optional-both-used", "optional")
def optional_both_used(ground: Ground, origins: Origins) -> Values:
    """The same the other way round."""
    return product(_shares_used(ground, origins), turned(ground, "optional", lambda: ground.vectors.optional))


@feature("alike-optional", "optional")
def alike_optional(ground: Ground, origins: Origins) -> Values:
    """Cosine of the optional skills."""
    return _cosine(ground, "alike_optional", run_of(origins.optional), ground.vectors.optional, ground.vectors.rarity)


def _near(ground: Ground, origins: Origins, by: int) -> Values:
    """Share of the target's essential skills, each counting as far as it is like one that is held."""
    likeness = (ground.vectors.skill_words, ground.vectors.skill_uses)[by]
    if origins.near:
        return product(run_of(origins.near[by]), _needs(ground))
    return spread_over(origins.essential, likeness, _needs(ground))


def _near_used(ground: Ground, origins: Origins, by: int) -> Values:
    """Share of the skills held, each counting as far as it is like one that the target needs."""
    v = ground.vectors
    likeness = (v.skill_words, v.skill_uses)[by]
    mine = _shares(ground, origins)
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
    return _cosine(ground, "knowledge", _weighed(origins), _targets(ground), v.rarity * v.knowledge)


def _about(ground: Ground, rows: Run, space: Any, key: str) -> Any:
    """What the skills of each row are about, taken together, less what those of all occupations are; 0 without any."""
    some = np.diff(rows[0])[:, None] > 0

    def pooled(of: Run) -> Any:
        return unit_rows(product(weighed(*of, ground.vectors.rarity), space))

    middle = ground.once(f"middle {key}", lambda: pooled(run_of(_targets(ground))).mean(axis=0, keepdims=True))
    return np.where(some, unit_rows(pooled(rows) - middle), 0).astype(np.float32)


def _about_alike(ground: Ground, origins: Origins, space: Any, key: str) -> Values:
    theirs = ground.once(key, lambda: _about(ground, run_of(_targets(ground)), space, key).T.copy())
    return dense(_about(ground, _weighed(origins), space, key) @ theirs)


@feature("about-words", "near")
def about_words(ground: Ground, origins: Origins) -> Values:
    """Likeness of what all skills together are about, by the words in their names."""
    return _about_alike(ground, origins, ground.vectors.word_space, "about words")


@feature("about-uses", "near")
def about_uses(ground: Ground, origins: Origins) -> Values:
    """Likeness of what all skills together are about, by the occupations that ask for them."""
    return _about_alike(ground, origins, ground.vectors.use_space, "about uses")


def _groups(ground: Ground, depth: int) -> tuple[Any, Any]:
    """(m, groups) CSR: the groups at a depth; and the weight of each, a rare one counting more."""
    v = ground.vectors

    def made() -> tuple[Any, Any]:
        kept = v.groups[:, v.group_depth == depth].tocsr()
        often = np.asarray((((v.essential + v.optional) @ kept) > 0).sum(axis=0)).ravel()
        return kept, np.log((v.essential.shape[0] + 1) / (often + 1)).clip(0)

    found: tuple[Any, Any] = ground.once(f"groups {depth}", made)
    return found


def _grouped(ground: Ground, rows: Any, depth: int) -> Run:
    kept, weight = _groups(ground, depth)
    start, items, values = run_of(rows @ kept)
    return unit_runs((start, items, np.sqrt(values)), weight)


def _grouped_alike(ground: Ground, origins: Origins, key: str, depth: int) -> Values:
    def theirs() -> Any:
        start, items, values = _grouped(ground, _targets(ground), depth)
        shape = (len(start) - 1, len(_groups(ground, depth)[1]))
        return sparse.csr_matrix((values, items, start), shape=shape)

    return dense(product(_grouped(ground, _both_of(origins), depth), turned(ground, key, theirs)))


@feature("groups", "groups")
def groups(ground: Ground, origins: Origins) -> Values:
    """Likeness of the ESCO skill groups at level 3."""
    return _grouped_alike(ground, origins, "groups", 3)


@feature("groups-wide", "groups")
def groups_wide(ground: Ground, origins: Origins) -> Values:
    """Likeness of the ESCO skill groups at level 2."""
    return _grouped_alike(ground, origins, "groups-wide", 2)
