"""A compiled network with a training more, or one less: the arrays are made anew, nothing is stored.

A training that is added stands after all others, so that it never wins a tie; a demand that nobody had before
becomes a group after all others. Taking the same training away again gives the same arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from graph.network import MODES, Names, Network, Rows, rows_of, turned
from ontology.ids import BASE

PLANNED: Final = f"{BASE}training/~gepland"  #: the id of a course that is only planned; it is never stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A planned training in ids; None is unknown. Units as in ``ontology.concepts.Training``.

    ``demands``: any-of sets of credentials. ``leads_to``: the occupations that a bbl is the leerbaan for.
    """

    label: str
    teaches: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    demands: tuple[tuple[str, ...], ...] = ()
    entry_level: int | None = None
    entry_dutch: str | None = None
    weeks: int | None = None
    cents: int | None = None
    hours: int | None = None
    mode: str = "classroom"
    paid: bool = False
    leads_to: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()  #: none is everywhere


def with_training(network: Network, course: Course, id: str = PLANNED) -> Network:
    """The network with this training too.

    Raises:
        UnknownConcept: a skill, credential, occupation or region that the network does not have.
    """
    labels = ["any:" + " ".join(sorted(set(group))) for group in course.demands]
    for group in course.demands:
        for credential in group:
            network.credentials.row(credential)
    if course.entry_level is not None and course.entry_level > 1:
        labels.append(f"level:{course.entry_level - 1}")  # one level up is asked about, it is no wall
    if course.entry_dutch is not None:
        labels.append(f"dutch:{course.entry_dutch}")
    for label in labels:
        if label not in network.group_labels:
            network = _with_group(network, label)
    demands = [network.group_labels.index(label) for label in labels]
    jobs = sorted(network.occupations.row(job) for job in course.leads_to) if course.mode == "bbl" else [-1]
    count = len(jobs)
    gives = {int(g) for one in course.gives for g in network.credential_meets[network.credentials.row(one)]}
    teaches = [network.skills.row(skill) for skill in course.teaches]
    regions = [network.regions.row(region) for region in course.regions]

    def more(values: Any, *new: int) -> Any:
        return np.append(values, np.array(new * count if len(new) == 1 else new)).astype(values.dtype)

    texts = dict(network.texts)
    texts[id] = _text(course)
    changed = replace(
        network,
        trainings=Names.of([*network.trainings.ids, id]),
        training_of=more(network.training_of, len(network.trainings)),
        weeks=more(network.weeks, course.weeks or 0),
        weeks_known=more(network.weeks_known, course.weeks is not None),
        cents=more(network.cents, course.cents or 0),
        cents_known=more(network.cents_known, course.cents is not None),
        load=more(network.load, -1 if course.hours is None else course.hours),
        mode=more(network.mode, MODES.index(course.mode)),
        paid=more(network.paid, course.paid or course.mode == "bbl"),
        job=more(network.job, *jobs),
        national=more(network.national, not course.regions),
        teaches=_joined(network.teaches, [teaches] * count),
        gives=_joined(network.gives, [gives] * count),
        training_demands=_joined(network.training_demands, [demands] * count),
        training_regions=_joined(network.training_regions, [regions] * count),
        texts=texts,
    )
    return _turned(changed)


def without_training(network: Network, id: str) -> Network:
    """The network without a training, and without the last groups if only that training demanded them.

    Raises:
        UnknownConcept: the network has no such training.
    """
    place = network.trainings.row(id)
    keep = network.training_of != place
    gone = np.flatnonzero(~keep)
    texts = {key: value for key, value in network.texts.items() if key != id}
    flat = {
        name: getattr(network, name)[keep]
        for name in ("weeks", "weeks_known", "cents", "cents_known", "load", "mode", "paid", "job", "national")
    }
    runs = {
        name: _picked(getattr(network, name), keep)
        for name in ("teaches", "gives", "training_demands", "training_regions")
    }
    kept: dict[str, Any] = {**flat, **runs}
    changed = replace(
        network,
        trainings=Names.of([one for one in network.trainings.ids if one != id]),
        training_of=(network.training_of - (network.training_of > place))[keep].astype(np.int32),
        **kept,
        texts=texts,
    )
    asked = {int(g) for row in gone for g in network.training_demands[int(row)]}
    used = {*changed.training_demands.items.tolist(), *changed.occupation_demands.items.tolist()}
    labels = len(changed.group_labels)
    while labels and labels - 1 in asked and labels - 1 not in used:
        labels -= 1
    return _turned(_with_groups_up_to(changed, labels))


def _text(course: Course) -> dict[str, Any]:
    """What people read of a planned training: as of any other, and that it is only planned."""
    evidence = [{"source": "vraag", "kind": "derived", "how": "een geplande opleiding uit de vraag", "check": False}]
    return {
        "kind": "training",
        "label": course.label,
        "names": [["pref", "nl", course.label, 0]],
        "fee": None,
        "statutoryFees": [],
        "note": None,
        "provider": None,
        "starts": [],
        "trainingKind": "course",
        "level": None,
        "entryLevel": course.entry_level,
        "entryDutch": course.entry_dutch,
        "code": None,
        "gives": sorted(course.gives),
        "evidence": evidence,
    }


def _turned(network: Network) -> Network:
    """The same, with what is worked out from training rows made anew."""
    held = network.job >= 0
    order = np.argsort(network.job[held], kind="stable")
    start = np.zeros(len(network.occupations) + 1, np.int32)
    np.cumsum(np.bincount(network.job[held], minlength=len(network.occupations)), out=start[1:])
    return replace(
        network,
        taught_by=turned(network.teaches, len(network.skills)),
        given_by=turned(network.gives, len(network.group_labels)),
        leerbanen=Rows(start, np.flatnonzero(held)[order].astype(np.int32)),
    )


def _with_group(network: Network, label: str) -> Network:
    """The network with a demand that nobody had: who meets it is worked out as at compile."""
    row = len(network.group_labels)
    kind, _, value = label.partition(":")
    if kind == "any":
        members = set(value.split())
        meets = [id for id in network.credentials.ids if members & _implied(network, id)]
    elif kind == "level":
        meets = [id for id in network.credentials.ids if _reaches(network, id, int(value))]
    else:
        meets = []  # every level of Dutch is a group at compile; where none is, no proof of it is known
    met = set(meets)
    giving = [any(one in met for one in network.texts[id]["gives"]) for id in network.trainings.ids] if met else []
    return replace(
        network,
        group_labels=(*network.group_labels, label),
        credential_meets=_also(network.credential_meets, lambda one: network.credentials.ids[one] in met, row),
        gives=_also(network.gives, lambda one: bool(giving) and giving[network.training_of[one]], row),
    )


def _implied(network: Network, id: str) -> set[str]:
    seen, todo = {id}, [id]
    while todo:
        new = set(network.texts.get(todo.pop(), {}).get("implies", ())) - seen
        seen |= new
        todo.extend(new)
    return seen


def _reaches(network: Network, id: str, level: int) -> bool:
    """Whether holding a credential means holding a diploma of at least this level."""
    levels = (network.texts.get(one, {}).get("diplomaLevel") for one in _implied(network, id))
    return any(one is not None and one >= level for one in levels)


def _with_groups_up_to(network: Network, count: int) -> Network:
    if count == len(network.group_labels):
        return network
    names = ("credential_meets", "gives", "occupation_grants")
    cut: dict[str, Any] = {
        name: rows_of([[i for i in run if i < count] for run in _runs(getattr(network, name))]) for name in names
    }
    return replace(network, group_labels=network.group_labels[:count], **cut)


def _runs(rows: Rows) -> Iterable[list[int]]:
    return (rows[row].tolist() for row in range(len(rows)))


def _also(rows: Rows, wanted: Callable[[int], bool], item: int) -> Rows:
    """The rows with an item more in those that are wanted."""
    return rows_of([[*run, item] if wanted(row) else run for row, run in enumerate(_runs(rows))])


def _joined(rows: Rows, runs: Iterable[Iterable[int]]) -> Rows:
    """The rows with more runs after them."""
    new = rows_of([sorted(set(run)) for run in runs])
    start = np.concatenate([rows.start, rows.start[-1] + new.start[1:]]).astype(np.int32)
    return Rows(start, np.concatenate([rows.items, new.items]).astype(np.int32))


def _picked(rows: Rows, keep: Any) -> Rows:
    """Only the rows that are kept."""
    size = np.diff(rows.start)
    start = np.zeros(int(keep.sum()) + 1, np.int32)
    np.cumsum(size[keep], out=start[1:])
    return Rows(start, rows.items[np.repeat(keep, size)])
