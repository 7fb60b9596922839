"""What one side of a move is like by itself; the difference between two sides gives a move its direction."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from graph.feasibility.runs import product, run_of
from graph.feasibility.vectors import Vectors

#: Key and meaning of each side feature, in the order of the columns; groups of skills come after.
SIDES: Final = (
    ("level", "ISCO skill level, 1 to 4"),
    ("manager", "1 for ISCO major group 1"),
    ("supervisor", "1 for an ISCO unit that supervises"),
    ("regulated", "1 where ESCO's note says regulated"),
    ("skills", "log(1 + number of essential skills)"),
    ("optional-skills", "log(1 + number of optional skills)"),
    ("rarity", "mean rarity of the essential skills: low is a general job"),
    ("optional-rarity", "the same of the optional skills"),
    ("knowledge", "share of knowledge among the essential skills"),
    ("optional-knowledge", "the same among the optional skills"),
    ("cross-sector", "share of the essential skills that ESCO calls cross-sector"),
    ("sector-specific", "the same for sector-specific"),
    ("occupation-specific", "the same for occupation-specific"),
)
TOP = 1  #: groups so far below the top are the kinds of skills that are told apart


def side_keys(vectors: Vectors) -> tuple[str, ...]:
    """The keys of the columns: the named ones, then one a kind of skills (``group:IRI``)."""
    ids = (id for id, depth in zip(vectors.group_ids, vectors.group_depth, strict=True) if depth == TOP)
    return (*(key for key, _ in SIDES), *(f"group:{id}" for id in ids))


def kinds_of(vectors: Vectors) -> Any:
    """(m, kinds) CSR: the kinds of skills that are told apart."""
    return vectors.groups[:, vectors.group_depth == TOP].tocsr()


def sides_of(vectors: Vectors, kinds: Any, essential: Any, optional: Any, levels: Any, roles: Any) -> Any:
    """(b, sides) for rows of skills; an empty row gives zeros. ``kinds``: see ``kinds_of``."""
    needs = np.asarray(essential.sum(axis=1)).ravel()
    helps = np.asarray(optional.sum(axis=1)).ravel()
    by_need, by_help = needs.clip(1), helps.clip(1)
    reuse = (essential @ vectors.reuse) / by_need[:, None]
    return np.column_stack(
        [
            levels,
            roles,
            np.log1p(needs),
            np.log1p(helps),
            (essential @ vectors.rarity) / by_need,
            (optional @ vectors.rarity) / by_help,
            (essential @ vectors.knowledge) / by_need,
            (optional @ vectors.knowledge) / by_help,
            reuse[:, 1:],
            product(run_of(essential), kinds) / by_need[:, None],
        ]
    ).astype(np.float32)
