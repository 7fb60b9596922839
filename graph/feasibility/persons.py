"""One person's moves to all occupations: what each part adds, the score of 0 to 100, and why in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graph.feasibility.model import FAMILIES, Family, feasibility_of, fitted
from graph.feasibility.origins import Ground
from graph.network import Network
from graph.overlap import overlap

#: Log-odds for a wall, by hand: no public set says anything of Dutch entry demands.
WALL_OPEN, WALL_UNKNOWN = -0.3, -0.1
FEATURES = (
    *FAMILIES,
    Family(
        "walls", "Toelatingseisen die nog ontbreken", f"{WALL_OPEN} if a demand is not met, {WALL_UNKNOWN} if unknown"
    ),
    Family("base", "Uitgangspunt", "the same for every move"),
)
_KEPT = 2  #: networks whose matrices stay in memory: of a new revision, and of the one that it follows
_grounds: list[Ground] = []


@dataclass(frozen=True, slots=True)
class Moves:
    """Moves of one person: ``parts`` (n, features) in log-odds, ``points`` (n,) of 0 to 100."""

    parts: Any
    points: Any


def ground_of(network: Network, folder: Path | None = None) -> Ground:
    """The matrices of a network, made when first read, and kept in the ``folder`` that the first to ask names."""
    for ground in _grounds:
        if ground.network is network:
            return ground
    ground = Ground(network, folder)
    _grounds.insert(0, ground)
    del _grounds[_KEPT:]
    return ground


def moves_of(network: Network, skills: Any, groups: frozenset[int], origins: tuple[int, ...]) -> Moves:
    """All moves of somebody with these skills, met demands and occupations."""
    ground = ground_of(network)
    parts = fitted().parts(ground, ground.person(skills, origins))[0]
    return _moves(parts, _walls(network, groups))


def moves_to(network: Network, rows: Any, target: int) -> Moves:
    """Moves into one target from each of these occupations, by people without any credential."""
    ground = ground_of(network)
    parts = fitted().parts(ground, ground.occupations(rows))[:, target]
    return _moves(parts, np.repeat(_walls(network, frozenset())[target], len(rows)))


def shared(network: Network, skills: Any) -> Any:
    """How many essential skills of each occupation are among these."""
    return overlap(network.needed_by.start, network.needed_by.items, skills, len(network.occupations))


def _moves(parts: Any, walls: Any) -> Moves:
    base = np.full(len(parts), fitted().base)
    every = np.round(np.column_stack([parts, walls, base]).astype(np.float64), 4)
    chance = 100 * feasibility_of(every.sum(axis=1))
    return Moves(every, np.floor(np.round(chance, 6) + 0.5).astype(np.int64))


def _walls(network: Network, groups: frozenset[int]) -> Any:
    open_ = np.ones(len(network.group_labels) + 1, bool)
    open_[list(groups)] = False
    start, items = network.occupation_demands.start, network.occupation_demands.items
    count = np.concatenate(([0], np.cumsum(open_[items]))) if len(items) else np.zeros(1, np.int64)
    unmet = (count[start[1:]] - count[start[:-1]]) > 0
    return np.where(unmet, WALL_OPEN, WALL_UNKNOWN * network.demands_unknown)


_LEVELS = {1: "één niveau hoger", 2: "twee niveaus hoger", 3: "drie niveaus hoger", 0: "zelfde niveau"}
_ALIKE = {1: "zelfde beroepsgroep", 10: "verwante beroepsgroep", 100: "zelfde soort werk"}


def words_of(network: Network, origins: tuple[int, ...], target: int, have: int, walls: list[str]) -> list[str]:
    """Why a move scores as it does, in Dutch: skills in common, kind of work, level, what is asked first."""
    needed = int(network.essential.start[target + 1] - network.essential.start[target])
    said = [f"{have} van {needed} vaardigheden"]
    unit = int(network.isco_unit[target])
    mine = [int(network.isco_unit[row]) for row in origins if network.isco_unit[row] >= 0]
    if unit >= 0:
        said += [text for by, text in _ALIKE.items() if any(one // by == unit // by for one in mine)][:1]
    level = int(network.skill_level[target])
    top = max((int(network.skill_level[row]) for row in origins), default=0)
    if level and top:
        said.append(_LEVELS.get(level - top, "lager niveau"))
    if walls:
        said.append("eis vooraf: " + ", ".join(walls))
    elif network.demands_unknown[target]:
        said.append("eisen vooraf onbekend")
    return said
