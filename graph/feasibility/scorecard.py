"""The scorecard: every public set with its published baseline beside ours, and where lists are short."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graph.feasibility import measures
from graph.feasibility.fitting import Outcome, outcome_of
from graph.feasibility.losses import FEASIBLE
from graph.feasibility.model import BATCH, FITTED, feasibility_of, fitted
from graph.feasibility.origins import Ground
from graph.feasibility.pooled import pooled_units
from graph.feasibility.sets import Sets, read_sets

Progress = Callable[[str, int, int], None]
SHORT = 0.7  #: a target from this feasibility is counted as near
FEW = 5  #: fewer near targets is a short list


@dataclass(frozen=True, slots=True)
class Known:
    """A measure: its name, the published or plain baseline, the known good, and what is to be reached."""

    key: str
    name: str
    baseline: str
    good: str
    goal: str


KNOWN = (
    Known("onet", "O*NET related occupations, recall@10 of primary", "0.375", "0.43", "0.47"),
    Known("sweden", "Swedish substitutability, ISCO-08 units, recall@10", "0.383", "0.50", "0.52"),
    Known("direction", "its direction", "0.560", "0.66", "0.72"),
    Known("crowdArea", "crowd feasibility, area under the curve (mean ≥ 2.5)", "0.831", "0.83", "0.87"),
    Known("crowdOrder", "crowd feasibility, Spearman within origins", "0.560", "0.57", "0.62"),
)


def scorecard(ground: Ground, data: Path, progress: Progress, titles: Sequence[str] = ()) -> str:
    """The scorecard as Markdown, from a folder with the sets and a network with full ESCO.

    ``titles``: the lines on how everyday titles are found, see ``graph.matching.evaluation``.
    """
    sets = read_sets(data, ground)
    sums, cosine, pooled = all_sums(ground, progress), _cosine(ground), pooled_units(ground)
    between = fitted().sums_between_units(pooled, pooled.targets)
    ours = outcome(sums, between, sets)
    plain = outcome(cosine, sets.members @ (sets.members @ cosine.T).T, sets)
    content = json.loads(FITTED.read_text(encoding="utf-8"))
    checked = content["scores"]["crossValidated"]
    lines = [
        "# Scorecard: ranking moves, and finding titles",
        "",
        "Written by `loopbaanpad evaluate --data DIR --output docs/scorecard.md`, on the development halves of public",
        "sets. The column *cross-validated* is what to expect on moves that were not seen; *fitted* is the model that",
        "comes along, on the rows it was fitted on, with a 95 % interval by drawing origins again. *Cosine* is the",
        "plain cosine of skills on the same rows. The published baseline, the known good and the goal are of the other",
        "half of each set, so they are a guide: the crowd's other half is easier to order than this one (there the",
        f"published similarity orders {KNOWN[4].baseline}, here {_nesta(sets)[1]:.3f}).",
        "",
        "| set | published | known good | goal | cosine here | cross-validated | fitted | 95 % interval |",
        "|---|---|---|---|---|---|---|---|",
    ]
    mine, simple, spans = ours.figures(sets), plain.figures(sets), intervals(ours, sets)
    for one in KNOWN:
        low, high = spans[one.key]
        lines.append(
            f"| {one.name} | {one.baseline} | {one.good} | {one.goal} | {simple[one.key]:.3f} "
            f"| {checked[one.key]:.3f} | {mine[one.key]:.3f} | {low:.3f} to {high:.3f} |"
        )
    area, order = _nesta(sets)
    every, known = without_known(between, sets.swedish > 0)
    lines += [
        "",
        f"Half of our Swedish pairs taken as known, the others judged (fitted): {every:.3f} with the known ones among",
        f"the candidates, {known:.3f} without them, as a judge ranks who holds the other half (docs/feasibility.md).",
        f"Nesta's combined similarity on these moves: area {area:.3f}, order {order:.3f}.",
        f"The model was fitted on {content['fitted']}.",
        "",
        *titles,
        "",
        "## Who gets short lists",
        "",
        f"Per occupation the targets with a feasibility of {SHORT} or more; fewer than {FEW} is a short list.",
        "",
        *_table("sector (ISCO major group)", _by_major(ground), sums),
        "",
        *_table(
            "hourly wage, lower quartile of the occupation (source and year with the wage)", _by_wage(ground), sums
        ),
    ]
    return "\n".join(lines) + "\n"


def all_sums(ground: Ground, progress: Progress) -> Any:
    """The log-odds of all moves (n, n); a move to itself too."""
    size, model = len(ground.network.occupations), fitted()
    sums = np.empty((size, size), np.float32)
    for start in range(0, size, BATCH):
        progress("moves", start, size)
        rows = np.arange(start, min(start + BATCH, size))
        sums[rows] = model.sums(ground, ground.occupations(rows))
    progress("moves", size, size)
    return sums


def outcome(sums: Any, units: Any, sets: Sets) -> Outcome:
    """What scores of all moves (n, n) and of those between ISCO units (u, u) come to on the sets."""
    return outcome_of(sets, sums[np.ix_(sets.jobs, sets.jobs)], units, sums[tuple(sets.rated.T)])


def without_known(units: Any, listed: Any, draws: int = 40) -> tuple[float, float]:
    """Recall@10 of a drawn half of the listed pairs (u, u): among all units, and without the other half; the mean.

    Both ways of a pair are in one half. It tells what hidden right answers cost a ranking.
    """
    self_, found = np.eye(len(listed), dtype=bool), []
    for seed in range(draws):
        upper = np.triu(np.random.default_rng(seed).random(listed.shape) < 0.5, 1)
        known = listed & (upper | upper.T)
        judged = listed & ~known
        found.append([np.nanmean(measures.recall_at_ten(units, judged, out)) for out in (self_, self_ | known)])
    every, without = np.mean(found, axis=0)
    return float(every), float(without)


def intervals(found: Outcome, sets: Sets) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each measure."""
    owners = sets.rated[:, 0].tolist()
    return {
        "onet": measures.interval(found.onet),
        "sweden": measures.interval(found.sweden),
        "direction": measures.interval(found.direction),
        "crowdArea": measures.area_interval(found.crowd, sets.ratings >= FEASIBLE, owners),
        "crowdOrder": measures.interval(measures.within(found.crowd, sets.ratings, owners)),
    }


def _cosine(ground: Ground) -> Any:
    from graph.feasibility.skills import alike

    return alike(ground, ground.targets)


def _nesta(sets: Sets) -> tuple[float, float]:
    owners = sets.rated[:, 0].tolist()
    order = measures.within(sets.nesta, sets.ratings, owners)
    return measures.area(sets.nesta, sets.ratings >= FEASIBLE), float(order.mean())


def _by_major(ground: Ground) -> list[str]:
    return [f"{unit // 1000}" if unit >= 0 else "unknown" for unit in ground.network.isco_unit]


def _by_wage(ground: Ground) -> list[str]:
    found = []
    for id in ground.network.occupations.ids:
        lines = ground.network.texts[id].get("wages") or []
        values = [line["p25"] // 400 * 4 for line in lines if line.get("p25") is not None]
        found.append(f"€ {min(values)} to {min(values) + 4} an hour" if values else "not loaded")
    return found


def _table(title: str, groups: list[str], sums: Any) -> list[str]:
    near = (feasibility_of(sums) >= SHORT).sum(axis=1) - 1
    lines = [f"| {title} | occupations | near targets, median | with a short list |", "|---|---|---|---|"]
    names = np.array(groups)
    for name in sorted(set(groups)):
        own = near[names == name]
        short = 100 * float((own < FEW).mean())
        lines.append(f"| {name} | {len(own)} | {np.median(own):.0f} | {short:.0f} % |")
    return lines
