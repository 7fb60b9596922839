"""The records of one set by kind, and what follows from all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from ontology.concepts import Credential, LabelKind, Occupation, Skill, Training
from ontology.ids import ConceptId
from ontology.records import Record, RecordKey
from ontology.relations import EntryDemands, Requirements

#: What a rule of sense says: about which record, how severe (error or warning), and what.
Sense = tuple[RecordKey, str, str]

T = TypeVar("T")


class Whole:
    """A whole set; everything is worked out once, when a rule asks for it."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records

    def _all(self, kind: type[T]) -> list[T]:
        return [record for record in self.records if isinstance(record, kind)]

    @cached_property
    def occupations(self) -> dict[ConceptId, Occupation]:
        """By id."""
        return {record.id: record for record in self._all(Occupation)}

    @cached_property
    def skills(self) -> list[Skill]:
        """In the order of the files."""
        return self._all(Skill)

    @cached_property
    def trainings(self) -> list[Training]:
        """In the order of the files."""
        return self._all(Training)

    @cached_property
    def credentials(self) -> dict[ConceptId, Credential]:
        """By id."""
        return {record.id: record for record in self._all(Credential)}

    @cached_property
    def requirements(self) -> list[Requirements]:
        """What occupations ask for."""
        return self._all(Requirements)

    @cached_property
    def demands(self) -> list[EntryDemands]:
        """What stands before occupations."""
        return self._all(EntryDemands)

    def name_of(self, skill: ConceptId) -> str:
        """The preferred label of a skill."""
        return self._skill_names.get(skill, skill)

    @cached_property
    def _skill_names(self) -> dict[ConceptId, str]:
        return {
            record.id: label.text
            for record in self.skills
            for label in record.labels
            if label.kind is LabelKind.PREF and label.lang == "nl"
        }

    @cached_property
    def needed(self) -> frozenset[ConceptId]:
        """Every skill that some occupation asks for."""
        return frozenset().union(*(record.essential | record.optional for record in self.requirements))

    @cached_property
    def given(self) -> frozenset[ConceptId]:
        """Every credential that some training gives."""
        return frozenset().union(*(record.gives for record in self.trainings))

    @cached_property
    def demanded(self) -> frozenset[ConceptId]:
        """Every credential that an occupation or a training demands at the door."""
        return credentials_of([*self.demands, *self.trainings])


def credentials_of(records: Iterable[EntryDemands | Training]) -> frozenset[ConceptId]:
    """Every credential in the any-of groups of these records."""
    found: set[ConceptId] = set()
    for record in records:
        groups = record.groups if isinstance(record, EntryDemands) else record.demands
        found.update(id for group in groups for id in group)
    return frozenset(found)
