"""The answers of the menukaart: for one step, for every step of the routes of an answer, for an employer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.menukaart.arrangeur import arrangeurs
from graph.menukaart.costs import total_of
from graph.menukaart.learning import fits_of, may_learn
from graph.menukaart.offers import Menu
from graph.menukaart.situation import Situation, StepAsked
from graph.network import MODES, Network
from ontology.codes import Audience
from ontology.errors import UnsupportedCriterion
from ontology.instruments import Step

#: What is the same for an instrument in every step, and is told once for a whole answer.
_PER_STEP = ("answer", "conditions", "costs")


def step_of(network: Network, id: str | None, kind: str | None) -> StepAsked:
    """The step that is meant: a training or an occupation of the network, or a kind of step alone.

    Raises:
        UnsupportedCriterion: neither was given, or a kind that is none.
        UnknownConcept: the network has no such training or occupation.
    """
    if kind is not None and kind not in set(Step):
        raise UnsupportedCriterion(f"found step {kind!r}, expected one of {', '.join(Step)}")
    if id is None:
        if kind is None:
            raise UnsupportedCriterion(f"found no step, expected a training, an occupation or {', '.join(Step)}")
        return StepAsked(kind=kind)
    if id in network.trainings.row_by_id:
        return _training(network, id, kind)
    network.occupations.row(id)
    return StepAsked(kind=kind or Step.WORK, id=id, label=network.label(id), weeks=0, cost=0)


def _training(network: Network, id: str, kind: str | None) -> StepAsked:
    place = network.trainings.row(id)
    row = next(row for row in range(len(network.training_of)) if network.training_of[row] == place)
    return StepAsked(
        kind=kind or Step.TRAINING,
        id=id,
        label=network.label(id),
        mode=MODES[network.mode[row]],
        training_kind=network.texts[id]["trainingKind"],
        weeks=int(network.weeks[row]) if network.weeks_known[row] else None,
        hours=int(network.load[row]) if network.load[row] >= 0 else None,
        cost=int(network.cents[row]) if network.cents_known[row] else None,
    )


def menukaart(
    network: Network,
    menu: Menu,
    step: StepAsked,
    told: Situation,
    *,
    region: str | None,
    on: date,
    audience: str | None = None,
) -> dict[str, Any]:
    """Everything for one step: what is open, to be asked or for others, the costs, and who arranges it."""
    return {
        **_place(network, menu, told, region, on),
        **_one(menu, step, told, region, on, audience),
        "arrangeur": arrangeur(network, menu, told, region),
        "data": {"revision": network.revision, "digest": network.digest},
    }


def menus_of_routes(
    network: Network, menu: Menu, answer: Mapping[str, Any], told: Situation, *, region: str | None, on: date
) -> dict[str, Any]:
    """The same for every different step of the routes and paths of an answer.

    What doesn't change from step to step stands once, under ``instruments``.
    """
    steps = [_one(menu, step, told, region, on, None) for step in _steps(network, answer)]
    return {
        **_place(network, menu, told, region, on),
        "instruments": _hoisted(steps),
        "steps": steps,
        "arrangeur": arrangeur(network, menu, told, region),
    }


def menu_for_employer(
    network: Network, menu: Menu, answer: Mapping[str, Any], told: Situation, *, region: str | None, on: date
) -> dict[str, Any]:
    """What helps an employer who takes somebody on in a job, and who trains somebody for it.

    ``bySource`` tells, for each occupation that people come from, which of the steps are taken: the work, and each
    training on the way. Where no training on the way is known, training stands for any.
    """
    target = answer["to"]["id"]
    asked = [StepAsked(kind=Step.WORK, id=target, label=network.label(target), weeks=0, cost=0)]
    ids = list(dict.fromkeys(one["id"] for row in answer["sources"] for one in row["trainings"] or ()))
    asked += [step_of(network, id, None) for id in ids]
    if any(row["trainings"] is None for row in answer["sources"]) or not ids:
        asked.append(StepAsked(kind=Step.TRAINING))
    steps = [_one(menu, step, told, region, on, Audience.EMPLOYER) for step in asked]
    place = {step.id: number for number, step in enumerate(asked)}
    by_source = [
        {
            "id": row["id"],
            "steps": [
                0,
                *([place[None]] if row["trainings"] is None else [place[one["id"]] for one in row["trainings"]]),
            ],
        }
        for row in answer["sources"]
    ]
    return {
        **_place(network, menu, told, region, on),
        "instruments": _hoisted(steps),
        "steps": steps,
        "bySource": by_source,
    }


def arrangeur(network: Network, menu: Menu, told: Situation, region: str | None) -> dict[str, Any]:
    """Who must act first, with the region's name at the door."""
    found = region or menu.region_of(told.gemeente)
    return arrangeurs().arrange(told, network.label(found) if found else None)


def _place(network: Network, menu: Menu, told: Situation, region: str | None, on: date) -> dict[str, Any]:
    found = region or menu.region_of(told.gemeente)
    return {"region": {"id": found, "label": network.label(found)} if found else None, "on": on.isoformat()}


def _one(
    menu: Menu, step: StepAsked, told: Situation, region: str | None, on: date, audience: str | None
) -> dict[str, Any]:
    groups = menu.offers(step, told, region=region, on=on, audience=audience)
    return {
        "step": {
            "kind": step.kind,
            "id": step.id,
            "label": step.label,
            "weeks": step.weeks,
            "hours": step.hours,
            "costEurocent": step.cost,
        },
        **groups,
        "costs": total_of(step, groups["offers"]),
        "learning": may_learn(told, step),
        "fits": fits_of(told, step),
    }


def _steps(network: Network, answer: Mapping[str, Any]) -> Iterable[StepAsked]:
    ids = dict.fromkeys(
        step["id"] for group in answer["groups"] for route in group["routes"] for step in route["steps"]
    )
    return (step_of(network, id, None) for id in ids)


def _hoisted(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The instruments of all steps, once each; in the steps only what differs there is left."""
    about: dict[str, dict[str, Any]] = {}
    for step in steps:
        for group in ("offers", "others", "closed"):
            for offer in step[group]:
                about.setdefault(offer["id"], {key: offer[key] for key in offer if key not in _PER_STEP})
            step[group] = [{"id": offer["id"], **{key: offer[key] for key in _PER_STEP}} for offer in step[group]]
    return [about[id] for id in sorted(about)]
