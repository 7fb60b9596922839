"""Which pairs of origin and target are looked at, in which order: what matters most first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from graph.ask import Ask
from graph.impact.asked import ORIGINS, Scope
from graph.network import Network
from graph.wider import sources_of
from ontology.errors import UnsupportedCriterion

Pair = tuple[int, int]  #: rows of an origin and a target


def nearest_origins(network: Network, target: str, region: str | None, limit: int) -> list[int]:
    """The occupations from which people could come into a job, nearest first: the one place that asks the ranking."""
    rows = sources_of(network, Ask(target=target, region=region), limit)
    return [network.occupations.row(row["id"]) for row in rows]


def targets_in(network: Network, scope: Scope) -> list[int]:
    """The targets of a scope: those named, those in the sector, or all.

    Raises:
        UnknownConcept: an id that the network does not have.
        UnsupportedCriterion: a sector that no occupation is in.
    """
    rows = {network.occupations.row(id) for id in scope.targets}
    if scope.sector is not None:
        inside = {row for row, id in enumerate(network.occupations.ids) if _is_in(network, row, id, scope.sector)}
        if not inside:
            raise UnsupportedCriterion(
                f"found sector {scope.sector!r}, which no occupation is in; expected a sector's name as "
                "`loopbaanpad show` prints it, or the first digits of ISCO units, such as 53"
            )
        rows = rows & inside if rows else inside
    elif not scope.targets:
        rows = set(range(len(network.occupations)))
    return sorted(row for row in rows if len(network.essential[row]))


def _is_in(network: Network, row: int, id: str, sector: str) -> bool:
    if sector.isdigit():
        return f"{network.isco_unit[row]:04d}".startswith(sector) if network.isco_unit[row] >= 0 else False
    return str(network.texts[id].get("sector") or "").casefold() == sector.strip().casefold()


def pairs_of(network: Network, scope: Scope, targets: Iterable[int]) -> tuple[list[Pair], int]:
    """The first pairs of a scope, over all targets in turn, and how many were left over.

    ``targets`` in the order in which they matter. With origins named, the left-over is counted exactly; else it is
    what the nearest origins of every target would add.
    """
    ordered = list(targets)
    named = [network.occupations.row(id) for id in scope.origins]
    if named:
        every = [(origin, target) for target in ordered for origin in named if origin != target]
        return every[: scope.pairs], max(len(every) - scope.pairs, 0)
    taken = ordered[: max(1, -(-scope.pairs // ORIGINS))]
    ids = network.occupations.ids
    near = {target: nearest_origins(network, ids[target], scope.region, ORIGINS) for target in taken}
    found: list[Pair] = []
    for place in range(ORIGINS):
        found += [(near[target][place], target) for target in taken if place < len(near[target])]
    left = len(found) - len(found[: scope.pairs]) + ORIGINS * (len(ordered) - len(taken))
    return found[: scope.pairs], left


def by_relevance(network: Network, targets: Iterable[int], skills: set[int], groups: set[int]) -> list[int]:
    """Targets for which these skills or groups count, the largest share of their demands first; the others last."""
    chosen = np.zeros(len(network.skills), bool)
    chosen[sorted(skills)] = True

    def weight(row: int) -> tuple[bool, float, int]:
        needs = network.essential[row]
        share = float(chosen[needs].mean()) if len(needs) else 0.0
        opens = any(int(g) in groups for g in network.occupation_demands[row])
        return (not opens, -share, row)

    return sorted(targets, key=weight)


def counts(network: Network, row: int, skills: set[int], groups: set[int]) -> bool:
    """Whether an occupation asks any of these skills or groups itself."""
    asked = {int(s) for s in network.essential[row]} & skills
    return bool(asked or {int(g) for g in network.occupation_demands[row]} & groups)


def person(network: Network, pair: Pair, region: str | None) -> Ask:
    """Somebody who holds what an origin asks, and goes to a target."""
    ids = network.occupations.ids
    return replace(Ask(origins=(ids[pair[0]],), target=ids[pair[1]]), region=region)
