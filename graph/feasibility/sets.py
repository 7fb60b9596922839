"""The public sets that nearness is fitted and judged on, read as they are; never copied into the project."""

from __future__ import annotations

import csv
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graph.feasibility.origins import Ground
from graph.feasibility.pooled import units_of
from ontology.errors import StoreUnavailable

ONET, SWEDEN, CROWD = (
    "onet_related_occupations.csv.gz",
    "se_substitutability_isco08.csv",
    "crowd_feasibility_batch2.csv",
)


@dataclass(frozen=True, slots=True)
class Sets:
    """Rows are occupations or units by their place in the ground; ``grades`` 0 is not on the list."""

    jobs: Any  #: (o,) occupations on the O*NET lists
    grades: Any  #: (o, o)
    siblings: Any  #: (o, o) of one O*NET code, the occupation itself too
    job_groups: Any  #: (o,) number of the O*NET code
    units: Any  #: (u,) ISCO units with occupations
    members: Any  #: (u, n) mean over the occupations of a unit
    swedish: Any  #: (u, u) grades, directed
    rated: Any  #: (r, 2) occupations
    ratings: Any  #: (r,) 1 to 5
    nesta: Any  #: (r,) the published combined similarity
    digests: dict[str, str]

    @property
    def one_way(self) -> Any:
        """Pairs of units that are on the Swedish list one way only: (pairs, 2), the listed way."""
        return np.argwhere((self.swedish > 0) & (self.swedish.T == 0))


def check_sets(folder: Path) -> None:
    """Do nothing when all sets are there.

    Raises:
        StoreUnavailable: a file is away.
    """
    for name in (ONET, SWEDEN, CROWD):
        if not (folder / name).is_file():
            raise StoreUnavailable(f"no {name} in {folder}: give the folder with the ranking sets with --data")


def read_sets(folder: Path, ground: Ground) -> Sets:
    """Read the three sets against a network with full ESCO.

    Raises:
        StoreUnavailable: a file is away, or the network has none of the occupations.
    """
    check_sets(folder)
    row = ground.network.occupations.row_by_id
    with gzip.open(folder / ONET, "rt", encoding="utf-8") as stream:
        listed = [r for r in csv.DictReader(stream) if r["origin_uri"] in row and r["destination_uri"] in row]
    if not listed:
        raise StoreUnavailable(
            "the store has no occupation of the sets: load all of ESCO first (loopbaanpad load esco)"
        )
    groups = {row[r["origin_uri"]]: r["origin_group"] for r in listed}
    jobs = np.array(sorted(groups))
    place = {int(job): number for number, job in enumerate(jobs)}
    grades = np.zeros((len(jobs), len(jobs)), np.int8)
    for r in listed:
        if row[r["destination_uri"]] in place:
            grades[place[row[r["origin_uri"]]], place[row[r["destination_uri"]]]] = int(r["grade"])
    names = np.array([groups[int(job)] for job in jobs])
    units, members = units_of(ground)
    unit = {int(code): number for number, code in enumerate(units)}
    swedish = np.zeros((len(units), len(units)), np.int8)
    for r in _rows(folder / SWEDEN):
        one, other = int(r["origin_isco08"]), int(r["destination_isco08"])
        if one in unit and other in unit:
            swedish[unit[one], unit[other]] = int(r["grade"])
    rated = [r for r in _rows(folder / CROWD) if r["origin_uri"] in row and r["destination_uri"] in row]
    return Sets(
        jobs,
        grades,
        names[:, None] == names[None],
        np.unique(names, return_inverse=True)[1],
        units,
        members,
        swedish,
        np.array([[row[r["origin_uri"]], row[r["destination_uri"]]] for r in rated]).reshape(-1, 2),
        np.array([float(r["crowd_feasibility_mean"]) for r in rated]),
        np.array([float(r["nesta_sim_combined"]) for r in rated]),
        {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (ONET, SWEDEN, CROWD)},
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
