"""From a snapshot to a network: choose among statements, number everything, work out implications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from graph.background import background_of
from graph.groups import Groups
from graph.moves import add_moves
from graph.network import MODES, Names, Network, Rows, rows_of, turned
from graph.stores.base import Snapshot
from graph.tension import add_tension, markets_of, tension_of
from graph.texts import about_of, texts_of
from graph.wages import wages_of
from ontology.concepts import DUTCH_LEVELS, AnyOf, Credential, Mode, Occupation, Training, TrainingKind
from ontology.errors import IncompleteCriterion
from ontology.evidence import EvidenceKind
from ontology.ids import ESCO_ISCO
from ontology.quantities import isco_skill_level
from ontology.records import Record
from ontology.relations import Basis, EntryDemands, Requirements

#: Which source's requirements count for an occupation: curated, then CompetentNL, then ESCO.
PREFERENCE = ("curated", "competentnl", "esco")

#: NLQF level of the entreeopleiding, which is for who has no diploma that gives access to level 2 (WEB art. 8.2.1).
ENTREE = 1

_BASES = tuple(Basis)  #: from firm to customary

T = TypeVar("T")


def compile_network(snapshot: Snapshot, preference: tuple[str, ...] = PREFERENCE) -> Network:
    """Compile one snapshot; the same content gives the same network.

    Raises:
        IncompleteCriterion: a weight is negative.
    """
    occupations = _first_by_id(snapshot, Occupation)
    trainings = _first_by_id(snapshot, Training)
    credentials = _first_by_id(snapshot, Credential)
    skill_names = Names.of(sorted({record.id for record in snapshot.iter_kind("skill")}))
    occupation_names, credential_names = Names.of(sorted(occupations)), Names.of(sorted(credentials))
    region_names = Names.of(sorted({record.id for record in snapshot.iter_kind("region")}))
    training_names = Names.of(sorted(trainings))

    chosen = _requirements(snapshot, preference)
    skill_row = skill_names.row_by_id
    essential = rows_of([_rows(skill_row, chosen[id].essential if id in chosen else ()) for id in occupation_names.ids])
    optional = rows_of([_rows(skill_row, chosen[id].optional if id in chosen else ()) for id in occupation_names.ids])

    groups = Groups(credentials)
    demands, shown = _entry_demands(snapshot, occupations)
    demand_rows = [[groups.any_of(group) for group in demands.get(id, ())] for id in occupation_names.ids]
    major = [int(occupations[id].isco[0]) if occupations[id].isco else -1 for id in occupation_names.ids]  # type: ignore[index]
    size = np.diff(essential.start)
    unknown = [
        size[row] == 0 or (1 <= major[row] <= 3 and id not in demands) for row, id in enumerate(occupation_names.ids)
    ]

    rows: list[tuple[int, Training, int]] = []
    for place, id in enumerate(training_names.ids):
        training = trainings[id]
        jobs = _rows(occupation_names.row_by_id, training.leads_to) if training.mode is Mode.BBL else [-1]
        rows.extend((place, training, job) for job in sorted(jobs))
    _refuse_negative(training for _, training, _ in rows)
    training_demands = [_training_demands(training, groups) for _, training, _ in rows]
    for dutch in DUTCH_LEVELS:
        groups.dutch(dutch)
    gives = [groups.met_by(training.gives) for _, training, _ in rows]

    def ints(values: Iterable[int]) -> np.ndarray[Any, np.dtype[np.int32]]:
        return np.array(list(values), dtype=np.int32)

    def flags(values: Iterable[Any]) -> np.ndarray[Any, np.dtype[np.uint8]]:
        return np.array([bool(value) for value in values], dtype=np.uint8)

    teaches = rows_of([_rows(skill_row, training.teaches) for _, training, _ in rows])
    gives_rows = rows_of(gives)
    job = ints(job for _, _, job in rows)
    lines, levels = tension_of(snapshot, occupations)
    market, market_there = markets_of(lines, levels, occupation_names.ids, region_names.ids)
    texts = texts_of(snapshot, shown, wages_of(snapshot, occupations))
    add_tension(texts, lines, levels)
    add_moves(texts, snapshot)
    return Network(
        revision=int(snapshot.revision),
        digest=snapshot.digest,
        occupations=occupation_names,
        skills=skill_names,
        credentials=credential_names,
        regions=region_names,
        trainings=training_names,
        essential=essential,
        optional=optional,
        needed_by=turned(essential, len(skill_names)),
        isco_major=ints(major),
        skill_level=ints(isco_skill_level(occupations[id].isco) or 0 for id in occupation_names.ids),
        occupation_level=ints(-1 if (level := occupations[id].level) is None else level for id in occupation_names.ids),
        any_gap=flags(major[row] == 9 or occupations[id].open_entry for row, id in enumerate(occupation_names.ids)),
        demands_unknown=flags(unknown),
        market=market,
        occupation_demands=rows_of(demand_rows),
        occupation_grants=rows_of([groups.met_by_job(id) for id in occupation_names.ids]),
        group_labels=tuple(groups.labels),
        credential_meets=rows_of([groups.met_by([id]) for id in credential_names.ids]),
        training_of=ints(place for place, _, _ in rows),
        weeks=ints(training.duration or 0 for _, training, _ in rows),
        weeks_known=flags(training.duration is not None for _, training, _ in rows),
        cents=ints(training.cost or 0 for _, training, _ in rows),
        cents_known=flags(training.cost is not None for _, training, _ in rows),
        load=ints(-1 if training.load is None else training.load for _, training, _ in rows),
        mode=ints(MODES.index(training.mode.value) for _, training, _ in rows),
        paid=flags(training.paid for _, training, _ in rows),
        job=job,
        national=flags(training.national for _, training, _ in rows),
        teaches=teaches,
        gives=gives_rows,
        training_demands=rows_of(training_demands),
        training_regions=rows_of([_rows(region_names.row_by_id, training.regions) for _, training, _ in rows]),
        taught_by=turned(teaches, len(skill_names)),
        given_by=turned(gives_rows, len(groups.labels)),
        leerbanen=_leerbanen(job, len(occupation_names)),
        texts=texts,
        isco_units=ints(int(occupations[id].isco or -1) for id in occupation_names.ids),
        market_there=market_there,
        about=about_of(snapshot),
        background=background_of(snapshot, occupations, skill_names.ids),
    )


def _rows(row_by_id: Mapping[str, int], ids: Iterable[str]) -> list[int]:
    return [row_by_id[id] for id in ids if id in row_by_id]


def _rank(record: Record, preference: tuple[str, ...]) -> tuple[int, str]:
    """Where a record's source stands in the preference; ties go by the source's id."""
    evidence = record.evidence[0]  # type: ignore[union-attr]
    curated = "curated" if evidence.kind is EvidenceKind.CURATED else ""
    for rank, wanted in enumerate(preference):
        if wanted == curated or f"/{wanted}/" in f"{evidence.source}/":
            return rank, evidence.source
    return len(preference), evidence.source


def _first_by_id(snapshot: Snapshot, cls: type[T]) -> dict[str, T]:
    """Per id the statement of the preferred source; an ISCO unit, BRC group or level it lacks comes from the next."""
    found: dict[str, list[Any]] = {}
    for record in snapshot.iter_kind(cls.kind):  # type: ignore[attr-defined]
        found.setdefault(record.id, []).append(record)
    for records in found.values():
        if len(records) > 1:
            records.sort(key=lambda record: _rank(record, PREFERENCE))
    return {id: _filled(records) if len(records) > 1 else records[0] for id, records in found.items()}


def _filled(records: list[Any]) -> Any:
    best = records[0]
    if not isinstance(best, Occupation):
        return best
    others: dict[str, Any] = {}
    for field, lacking in (("isco", None), ("level", None), ("open_entry", None), ("brc", frozenset())):
        if getattr(best, field) == lacking:
            stated: Any = next((v for r in records[1:] if (v := getattr(r, field)) != lacking), lacking)
            if stated != lacking:
                others[field] = stated
    return replace(best, **others) if others else best


def _requirements(snapshot: Snapshot, preference: tuple[str, ...]) -> dict[str, Requirements]:
    """Per occupation the requirements of one source: the first in the order of preference."""
    chosen: dict[str, Requirements] = {}
    for record in snapshot.iter_kind("requirements"):
        assert isinstance(record, Requirements)
        known = chosen.get(record.id)
        if known is None or _rank(record, preference) < _rank(known, preference):
            chosen[record.id] = record
    return chosen


def _entry_demands(
    snapshot: Snapshot, occupations: Mapping[str, Occupation]
) -> tuple[dict[str, list[AnyOf]], dict[str, list[EntryDemands]]]:
    """The walls of each occupation that somebody states, and the statements to show, firmest first.

    A statement about the occupation itself goes before one about its ISCO unit. What is customary
    is shown, and is neither a wall nor a statement that there is none.
    """
    by_scope: dict[str, list[EntryDemands]] = {}
    for record in snapshot.iter_kind("entry-demands"):
        assert isinstance(record, EntryDemands)
        by_scope.setdefault(record.id, []).append(record)
    walls: dict[str, list[AnyOf]] = {}
    shown: dict[str, list[EntryDemands]] = {}
    for id, occupation in occupations.items():
        scopes = [by_scope.get(id, []), by_scope.get(f"{ESCO_ISCO}{occupation.isco}", [])]
        binding = [[record for record in records if record.basis is not Basis.CUSTOMARY] for records in scopes]
        customary = [[record for record in records if record.basis is Basis.CUSTOMARY] for records in scopes]
        stated = binding[0] or binding[1]
        if stated:
            walls[id] = sorted({group for record in stated for group in record.groups}, key=sorted)
        told = stated + (customary[0] or customary[1])
        if told:
            shown[id] = sorted(told, key=lambda record: (_BASES.index(record.basis), record.evidence[0].source))
    return walls, shown


def _training_demands(training: Training, groups: Groups) -> list[int]:
    """The groups to be met before a training starts; one NLQF level up is "ask", not a wall."""
    found = [groups.any_of(group) for group in training.demands]
    if training.entry_level is not None and training.entry_level > 1:
        found.append(groups.level(training.entry_level - 1))
        groups.level(training.entry_level)  # nobody demands it; whoever holds it need not be asked
    if training.training_kind is TrainingKind.MBO and training.level == ENTREE:
        found.append(groups.below(ENTREE + 1))
    if training.entry_dutch is not None:
        found.append(groups.dutch(training.entry_dutch))
    if training.after_jobs:
        found.append(groups.job(training.after_jobs))
    return found


def _refuse_negative(trainings: Iterable[Training]) -> None:
    for training in trainings:
        if min(training.duration or 0, training.cost or 0) < 0:
            raise IncompleteCriterion(f"{training.id} has a negative weight")


def _leerbanen(job: Any, size: int) -> Rows:
    runs: list[list[int]] = [[] for _ in range(size)]
    for row, occupation in enumerate(job):
        if occupation >= 0:
            runs[occupation].append(row)
    return rows_of(runs)
