"""How much of a network has stated entry demands: per ISCO major group, a wall, stated none, or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.network import Network
from ontology.relations import Basis


class DemandCoverage(NamedTuple):
    """The occupations of one ISCO major group (−1: no ISCO code) by what is stated of their entry demands.

    ``walls`` and ``stated_none`` are stated by law or agreement. ``unknown`` are those in ISCO 1 to 3
    of which nobody stated demands: their routes stand in a group of their own. ``silent`` are the
    others without a statement; the search takes it that no wall stands there. The four add up to
    ``occupations``.
    """

    major: int
    occupations: int
    walls: int
    stated_none: int
    unknown: int
    silent: int

    @property
    def stated(self) -> int:
        """With a wall, or stated to have none."""
        return self.walls + self.stated_none


#: Where silence about demands is unknown, not "none". Source: the rules of the route search.
DEMANDING_MAJORS = (1, 2, 3)


def demand_coverage(network: Network) -> tuple[DemandCoverage, ...]:
    """One row for each ISCO major group that the network has, in order.

    An occupation without essential skills is unknown to the search as well; that is about skills,
    and is not counted here.
    """
    counts: dict[int, list[int]] = {}
    for row, id in enumerate(network.occupations.ids):
        major = int(network.isco_major[row])
        told = [wall for wall in network.texts[id].get("walls", ()) if wall["basis"] != Basis.CUSTOMARY.value]
        if len(network.occupation_demands[row]):
            place = 0
        elif told:
            place = 1
        else:
            place = 2 if major in DEMANDING_MAJORS else 3
        counts.setdefault(major, [0, 0, 0, 0])[place] += 1
    return tuple(DemandCoverage(major, sum(found), *found) for major, found in sorted(counts.items()))


def total_coverage(rows: Sequence[DemandCoverage], majors: Sequence[int] | None = None) -> DemandCoverage:
    """The sum over some major groups, or over all; its ``major`` is −1."""
    kept = [row for row in rows if majors is None or row.major in majors]
    sums = [sum(column) for column in zip(*(row[1:] for row in kept), strict=True)] or [0] * 5
    return DemandCoverage(-1, *sums)
