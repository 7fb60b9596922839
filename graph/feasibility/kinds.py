"""Which kinds of skills both sides ask: each ESCO skill group counts by itself.

One likeness of all groups says that two jobs ask alike kinds, not which. Some kinds in common carry further than
others, so each group of levels 1 and 2 has a weight of its own.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from graph.feasibility.origins import Ground, Origins
from graph.feasibility.vectors import Vectors

DEPTHS: Final = (1, 2)  #: groups so far below the top
FAMILY: Final = "groups"  #: what kinds in common add is shown there
#: A kind's weight is held so much harder than that of another feature: there are many kinds.
HELD: Final = 2.0


def kind_keys(vectors: Vectors) -> tuple[str, ...]:
    """The group IRI of each column."""
    return tuple(id for id, depth in zip(vectors.group_ids, vectors.group_depth, strict=True) if depth in DEPTHS)


def kind_shares_of(ground: Ground, rows: Origins) -> Any:
    """(b, kinds): the root of each kind's share of all skills, an optional one counting half; a row of none gives 0.

    The product of both sides is what they have in common of a kind.
    """
    every = rows.essential + 0.5 * rows.optional
    total = np.asarray(every.sum(axis=1)).ravel()
    v = ground.vectors
    kinds = ground.once("kinds of skills", lambda: v.groups[:, np.isin(v.group_depth, DEPTHS)].tocsr())
    found = (every @ kinds).toarray()
    return np.sqrt(found / np.where(total > 0, total, 1)[:, None]).astype(np.float32)


def kind_shares_of_targets(ground: Ground) -> Any:
    """(n, kinds) of all targets, made once."""
    return ground.once("kind shares of targets", lambda: kind_shares_of(ground, ground.targets))
