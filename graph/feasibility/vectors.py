"""What nearness is worked out from, made once a network: matrices of occupations, skills and texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from graph.feasibility.units import Units
from graph.feasibility.words import leading, unit_rows, weighted_words
from graph.network import Network, Rows, rows_of

TEXT_SIZE = 128  #: directions kept of texts
BLOCK = 1024  #: skills compared at a time
NEAR_TEXT = 0.4  #: two skills whose names are less alike do not count for each other
NEAR_USE = 0.5  #: the same for the occupations that ask for them


@dataclass(frozen=True, slots=True)
class Vectors:
    """All that features read. Rows are occupations (n), columns skills (m), unless it is said.

    ``essential`` and ``optional`` are 0/1; ``rarity`` weighs a skill by how few occupations ask
    for it; ``skill_words`` and ``skill_uses`` say which skills count for each other, and how much.
    """

    essential: Any
    optional: Any
    rarity: Any
    regulated: Any  #: (n,): 1 where ESCO notes that the occupation is regulated
    knowledge: Any  #: 1 for a skill that is knowledge
    reuse: Any  #: (m, 4): one column a reuse level of ESCO
    groups: Any  #: (m, groups): the broader groups of a skill
    group_ids: tuple[str, ...]
    group_depth: Any
    texts: Any  #: (n, size), unit rows: names, description and skill names, those of optional skills once
    own_texts: Any  #: the same without the skill names
    unit_words: Any  #: (n, words), CSR: text of the occupation's ISCO unit
    unit_texts: Any  #: (n, size)
    unit_skills: Any  #: (n, size): the same with the names of the unit's occupations and of their skills
    named: Any  #: (n, n), CSR: 1 where the texts of both ISCO units name each other
    word_space: Any  #: (m, size), unit rows: what a skill is about, by its words
    use_space: Any  #: (m, size): the same by the occupations that ask for it
    skill_words: Any  #: (m, m), CSR
    skill_uses: Any  #: (m, m), CSR


def vectors_of(network: Network) -> Vectors:
    """The matrices of one network; the same network gives the same matrices."""
    size, count = len(network.occupations), len(network.skills)
    known = network.background
    asks = asked_of(network)
    essential, optional = _matrix(asks[0], count), _matrix(asks[1], count)
    both = essential + optional
    rarity = np.log((size + 1) / (np.asarray((both > 0).sum(axis=0)).ravel() + 1)).clip(0).astype(np.float32)
    skills = known.get("skills") or [["", "", ""]] * count
    occupations = known.get("occupations") or [["", "", ""]] * size
    names = [text[0] for text in skills]
    own = [" ".join(text) for text in occupations]
    needs, helps = _named(asks[0], names), _named(asks[1], names)
    every = [f"{text} {text} {need} {need} {help}" for text, need, help in zip(own, needs, helps, strict=True)]
    units = Units(network.isco_unit, known.get("units", {}), [text[0] for text in occupations])
    word_space = unit_rows(leading(weighted_words([f"{t[0]} {t[0]} {t[1]}" for t in skills]), TEXT_SIZE))
    use_space = unit_rows(leading(_uses(essential, optional), TEXT_SIZE))
    kinds = np.array(known.get("kinds") or [0] * count)
    reuse = np.array(known.get("reuse") or [0] * count)
    runs = known.get("skillGroups") or [[]] * count
    depth = np.array(known.get("groups", ()), np.int64)
    return Vectors(
        essential=essential,
        optional=optional,
        rarity=rarity,
        regulated=np.array(known.get("regulated") or [0] * size, np.float32),
        knowledge=(kinds == 1).astype(np.float32),
        reuse=(reuse[:, None] == np.arange(1, 5)[None]).astype(np.float32),
        groups=_ones(((row, group) for row, run in enumerate(runs) for group in run), (count, len(depth))),
        group_ids=tuple(known.get("groupIds", ())),
        group_depth=depth,
        texts=unit_rows(leading(weighted_words(every), TEXT_SIZE)),
        own_texts=unit_rows(leading(weighted_words(own), TEXT_SIZE)),
        unit_words=units.words(),
        unit_texts=units.directions(),
        unit_skills=units.profiles((essential + 0.5 * optional) @ sparse.diags(rarity), names),
        named=units.named(),
        word_space=word_space,
        use_space=use_space,
        skill_words=near_rows(word_space, NEAR_TEXT),
        skill_uses=near_rows(use_space, NEAR_USE),
    )


def asked_of(network: Network) -> tuple[Rows, Rows]:
    """Essential and optional skills for nearness: of occupations that several sources describe, what any of them says.

    A route goes by one source, so that a person can tick each skill. How near two jobs are is measured on ESCO's
    relations: a curated list is shorter, and beside ESCO's own lists for other jobs it would make everything seem far.
    """
    more = network.background.get("asked") or []
    if not more:
        return network.essential, network.optional
    needs, helps = ([rows[row].tolist() for row in range(len(rows))] for rows in (network.essential, network.optional))
    for row, essential, optional in more:
        needs[row], helps[row] = essential, optional
    return rows_of(needs), rows_of(helps)


def near_rows(vectors: Any, least: float) -> Any:
    """Which rows are alike: (m, m) CSR of ``(likeness − least) / (1 − least)``, 1 for the row itself."""
    parts = []
    for start in range(0, len(vectors), BLOCK):
        alike = vectors[start : start + BLOCK] @ vectors.T
        here = np.arange(len(alike))
        alike[here, start + here] = 1.0
        rows, columns = np.nonzero(alike > least)
        values = ((alike[rows, columns] - least) / (1 - least)).clip(0, 1).astype(np.float32)
        parts.append(sparse.csr_matrix((values, (rows, columns)), shape=alike.shape))
    return sparse.vstack(parts).tocsr() if parts else sparse.csr_matrix((0, 0), dtype=np.float32)


def _uses(essential: Any, optional: Any) -> Any:
    """Skill by occupation, both sides damped by how often they occur."""
    both = (essential + 0.5 * optional).T.tocsr()
    often = np.asarray(both.sum(axis=1)).ravel().clip(1)
    asked = np.asarray((essential + optional).sum(axis=1)).ravel().clip(1)
    return (sparse.diags(1 / np.sqrt(often)) @ both @ sparse.diags(1 / np.sqrt(asked))).tocsr().astype(np.float32)


def _named(rows: Rows, names: list[str]) -> list[str]:
    """The names of the skills in each row, as one text."""
    return [" ".join(names[skill] for skill in rows[row]) for row in range(len(rows))]


def _matrix(rows: Rows, width: int) -> Any:
    data = np.ones(len(rows.items), np.float32)
    return sparse.csr_matrix((data, rows.items, rows.start), shape=(len(rows), width))


def _pairs(pairs: Any) -> Any:
    found = np.array(list(pairs), np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _ones(pairs: Any, shape: tuple[int, int]) -> Any:
    rows, columns = _pairs(pairs)
    return sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)
