"""What is asked, in ids and everyday units, and the same in the network's integers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from graph.asked import Asked
from graph.network import MODES, Network
from graph.query import Query
from ontology.concepts import DUTCH_LEVELS
from ontology.errors import ReceiptMismatch, UnknownConcept, UnsupportedCriterion
from ontology.quantities import isco_skill_level_of_nlqf, nlqf_of_isco_skill_level, weeks_of_months

READINGS = ("elapsed", "training")
#: What a person may limit; each can be lifted to see what it costs.
LIMIT_NAMES = ("months", "euro", "hours", "modes", "paid", "region", "without")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Asked):
    """One question in ids: who somebody is (nothing but work, skills, proofs), where to, and within what."""

    def as_json(self) -> dict[str, Any]:
        """Plain values for a receipt; what was not asked is left out."""
        defaults = Ask()
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(self).items()
            if value != getattr(defaults, key)
        }


#: What JSON has for each kind of field; a truth value is no number.
_KINDS: dict[str, tuple[type, ...]] = {
    "tuple[str, ...]": (list,),
    "str | None": (str, type(None)),
    "int | None": (int, type(None)),
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
}


def ask_of(values: dict[str, Any]) -> Ask:
    """The question in a receipt.

    Raises:
        ReceiptMismatch: it has parts that this service does not know, or values of another kind.
    """
    kinds = {field.name: _KINDS[str(field.type)] for field in fields(Ask)}
    if set(values) - set(kinds):
        unknown = ", ".join(sorted(set(values) - set(kinds)))
        raise ReceiptMismatch(f"the receipt asks for {unknown}, which is not known here")
    for key, value in values.items():
        parts = value if isinstance(value, list) else ()
        if type(value) not in kinds[key] or not all(isinstance(part, str) for part in parts):
            raise ReceiptMismatch(f"found {value!r} for {key} in the receipt, which is not of its kind")
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Ask(**given)


def ticked_skills(network: Network, ask: Ask) -> dict[int, str]:
    """The skills that follow from an occupation or credential held: skill row -> its id; unticked ones left out."""
    unticked = {network.skills.row(id) for id in ask.without_skills}
    found: dict[int, str] = {}
    for id in ask.origins:
        for skill in network.essential[network.occupations.row(id)]:
            found.setdefault(int(skill), id)
    for id in ask.credentials:
        for skill in sorted(_taught_for(network, id)):
            found.setdefault(skill, id)
    return {skill: id for skill, id in found.items() if skill not in unticked}


def _taught_for(network: Network, credential: str) -> set[int]:
    """The skills that every training teaches that gives this credential: who holds it has learned them."""
    network.credentials.row(credential)
    giving = {place for place, id in enumerate(network.trainings.ids) if credential in network.texts[id]["gives"]}
    taught = [
        {int(s) for s in network.teaches[row]} for row, place in enumerate(network.training_of) if place in giving
    ]
    return set.intersection(*taught) if taught else set()


def level_of(network: Network, ask: Ask) -> int | None:
    """The person's NLQF level: as stated, else what the occupations held are at (the lowest that fits)."""
    if ask.level is not None:
        return ask.level
    levels = []
    for id in ask.origins:
        row = network.occupations.row(id)
        if network.occupation_level[row] >= 0:
            levels.append(int(network.occupation_level[row]))
        elif network.skill_level[row]:
            levels.append(int(nlqf_of_isco_skill_level(int(network.skill_level[row]))[0]))
    return max(levels, default=None)


def query_of(network: Network, ask: Ask, *, target: int | None = None, jobs: int = 3) -> Query:
    """The question in rows.

    Raises:
        UnknownConcept: an id that the network does not have.
        UnsupportedCriterion: a limit or reading that is not known, or out of range.
    """
    _check(ask)
    level = level_of(network, ask)
    groups = _held_groups(network, ask, level)
    skills = set(ticked_skills(network, ask)) | {network.skills.row(id) for id in ask.skills}
    origin_levels = [int(network.skill_level[network.occupations.row(id)]) for id in ask.origins]
    skill_level = max(origin_levels, default=0) or (isco_skill_level_of_nlqf(level) if level is not None else 0)
    avoid_trainings, avoid_jobs = _trainings_and_jobs(network, ask.without)
    must_trainings, must_jobs = _trainings_and_jobs(network, ask.must)
    if target is None:
        if ask.target is None:
            raise UnsupportedCriterion("found no target, expected an occupation to go to")
        target = network.occupations.row(ask.target)
    return Query(
        target=target,
        skills=frozenset(skills),
        groups=frozenset(groups),
        skill_level=skill_level,
        max_weeks=None if ask.months is None else int(weeks_of_months(ask.months)),
        max_cents=None if ask.euro is None else ask.euro * 100,
        max_hours=ask.hours,
        modes=frozenset(MODES.index(mode) for mode in ask.modes) if ask.modes else None,
        paid_only=ask.paid,
        region=None if ask.region is None else network.regions.row(ask.region),
        other_regions=ask.other_regions,
        avoid_trainings=avoid_trainings,
        avoid_jobs=avoid_jobs - {target},
        must_trainings=must_trainings,
        must_jobs=must_jobs,
        elapsed=ask.reading == "elapsed",
        theta=ask.theta,
        jobs=jobs,
    )


def _held_groups(network: Network, ask: Ask, level: int | None) -> set[int]:
    groups = {int(g) for id in ask.credentials for g in network.credential_meets[network.credentials.row(id)]}
    groups |= {int(g) for id in ask.origins for g in network.occupation_grants[network.occupations.row(id)]}
    for row, label in enumerate(network.group_labels):
        kind, _, value = label.partition(":")
        if kind == "level" and level is not None and level >= int(value):
            groups.add(row)
        if kind == "dutch" and (ask.dutch is None or DUTCH_LEVELS.index(ask.dutch) >= DUTCH_LEVELS.index(value)):
            groups.add(row)  # a level that was not mentioned is asked about, it is no wall
    for row, label in enumerate(network.group_labels):
        kind, _, value = label.partition(":")
        if kind == "below" and network.group_labels.index(f"level:{value}") not in groups:
            groups.add(row)  # nothing that was told says that there is such a diploma
    return groups


def _trainings_and_jobs(network: Network, ids: Iterable[str]) -> tuple[frozenset[int], frozenset[int]]:
    trainings, jobs = set(), set()
    for id in ids:
        if id in network.trainings.row_by_id:
            trainings.add(network.trainings.row_by_id[id])
        elif id in network.occupations.row_by_id:
            jobs.add(network.occupations.row_by_id[id])
        else:
            raise UnknownConcept(id, ())
    return frozenset(trainings), frozenset(jobs)


def _check(ask: Ask) -> None:
    for name in ("months", "euro", "hours"):
        value = getattr(ask, name)
        if value is not None and not 0 <= value <= 1_000_000:
            raise UnsupportedCriterion(f"found {name} {value}, expected 0 to 1000000")
    unknown = sorted(set(ask.modes) - set(MODES))
    if unknown:
        raise UnsupportedCriterion(f"found mode {unknown[0]!r}, expected one of {', '.join(MODES)}")
    if ask.reading not in READINGS:
        raise UnsupportedCriterion(f"found reading {ask.reading!r}, expected one of {', '.join(READINGS)}")
    if ask.dutch is not None and ask.dutch not in DUTCH_LEVELS:
        raise UnsupportedCriterion(f"found Dutch level {ask.dutch!r}, expected one of {', '.join(DUTCH_LEVELS)}")
    if ask.level is not None and not 0 <= ask.level <= 8:
        raise UnsupportedCriterion(f"found level {ask.level}, expected NLQF 0 to 8")
