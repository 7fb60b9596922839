"""What must hold between the records of the set, beyond what each record says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ontology.concepts import Credential, Occupation, Skill, Training
from ontology.ids import ConceptId, short_of
from ontology.records import Record, RecordKey, key_of
from ontology.relations import EntryDemands, Requirements

#: Trainings that may be put together to close a gap. Source: the search rules, at most five on a route.
MOST_TRAININGS = 5
#: The share of the essential skills that must be within reach, in whole percents.
WAY_IN_PERCENT = 75

Sense = tuple[RecordKey, str, str]


def iter_sense(records: Sequence[Record]) -> Iterator[Sense]:
    """What is wrong (error) or odd (warning) between the records: key, severity, message."""
    needed: set[ConceptId] = set()
    for record in records:
        if isinstance(record, Requirements):
            needed |= record.essential | record.optional
    yield from _orphan_skills(records, needed)
    yield from _idle_trainings(records, needed)
    yield from _credentials_out_of_reach(records)
    yield from _circular_credentials(records)
    yield from _no_way_in(records)


def _orphan_skills(records: Sequence[Record], needed: set[ConceptId]) -> Iterator[Sense]:
    for record in records:
        if isinstance(record, Skill) and record.id not in needed:
            yield key_of(record), "error", "no occupation asks for this skill"


def _idle_trainings(records: Sequence[Record], needed: set[ConceptId]) -> Iterator[Sense]:
    demanded: set[ConceptId] = set()
    for record in records:
        if isinstance(record, EntryDemands):
            demanded.update(id for group in record.groups for id in group)
        elif isinstance(record, Training):
            demanded.update(id for group in record.demands for id in group)
    for record in records:
        if isinstance(record, Training) and not record.teaches & needed and not record.gives & demanded:
            yield key_of(record), "error", "teaches nothing that an occupation needs, gives nothing that is demanded"


def _credentials_out_of_reach(records: Sequence[Record]) -> Iterator[Sense]:
    given: set[ConceptId] = set()
    credentials = {record.id: record for record in records if isinstance(record, Credential)}
    for record in records:
        if isinstance(record, Training):
            given |= record.gives
    for record in records:
        groups = record.groups if isinstance(record, EntryDemands) else getattr(record, "demands", ())
        for id in sorted({id for group in groups for id in group}):
            if id not in given and credentials[id].obtained is None:
                message = f"demands {short_of(id)}, which no training gives and which doesn't say where it comes from"
                yield key_of(record), "error", message


def _circular_credentials(records: Sequence[Record]) -> Iterator[Sense]:
    implies = {record.id: record.implies for record in records if isinstance(record, Credential)}
    for record in records:
        if not isinstance(record, Credential):
            continue
        reached: set[ConceptId] = set()
        todo = set(record.implies)
        while todo:
            id = todo.pop()
            if id not in reached:
                reached.add(id)
                todo |= implies.get(id, frozenset())
        if record.id in reached:
            yield key_of(record), "error", "implies itself by way of others"


def covered_percent(essential: frozenset[ConceptId], trainings: Sequence[Training]) -> int:
    """The share of the skills that at most five trainings teach together, chosen greedily: a lower bound."""
    left = set(essential)
    for _ in range(MOST_TRAININGS):
        best = max((training.teaches & left for training in trainings), key=len, default=frozenset())
        if not best:
            break
        left -= best
    return 100 * (len(essential) - len(left)) // max(1, len(essential))


def _no_way_in(records: Sequence[Record]) -> Iterator[Sense]:
    trainings = [record for record in records if isinstance(record, Training)]
    occupations = {record.id: record for record in records if isinstance(record, Occupation)}
    for record in records:
        if not isinstance(record, Requirements):
            continue
        occupation = occupations[record.id]
        if occupation.open_entry or (occupation.isco or "").startswith("9"):
            continue
        percent = covered_percent(record.essential, trainings)
        if percent < WAY_IN_PERCENT:
            message = f"five trainings together teach {percent} % of what is essential, expected {WAY_IN_PERCENT} %"
            yield key_of(record), "warning", message
