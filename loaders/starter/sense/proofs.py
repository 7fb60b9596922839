"""Credentials: each that is demanded can be got, and none implies itself."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.starter.sense.whole import Sense, Whole, credentials_of
from ontology.concepts import Training
from ontology.ids import ConceptId, short_of
from ontology.records import key_of
from ontology.relations import EntryDemands


def demanded_can_be_got(whole: Whole) -> Iterator[Sense]:
    """Each credential that is demanded is given by a training, or says where it comes from."""
    asking: list[EntryDemands | Training] = [*whole.demands, *whole.trainings]
    for record in asking:
        for id in sorted(credentials_of([record]) - whole.given):
            known = whole.credentials.get(id)
            if known is not None and known.obtained is None:
                message = f"demands {short_of(id)}, which no training gives and which doesn't say where it comes from"
                yield key_of(record), "error", message


def no_circle(whole: Whole) -> Iterator[Sense]:
    """Following what credentials imply never comes back to where it began."""
    implies = {id: record.implies for id, record in whole.credentials.items()}
    for id, record in whole.credentials.items():
        reached: set[ConceptId] = set()
        todo = set(record.implies)
        while todo:
            one = todo.pop()
            if one not in reached:
                reached.add(one)
                todo |= implies.get(one, frozenset())
        if id in reached:
            yield key_of(record), "error", "implies itself by way of others"
