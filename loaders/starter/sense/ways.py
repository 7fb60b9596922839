"""Every occupation has a way in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.starter.sense.whole import Sense, Whole
from ontology.concepts import Occupation, Training
from ontology.ids import ConceptId
from ontology.records import key_of
from ontology.relations import Basis

#: Trainings that may be put together to close a gap. Source: the search rules, at most five on a route.
MOST_TRAININGS = 5
#: The share of the essential skills that must be within reach, in whole percents.
WAY_IN_PERCENT = 75


def covered_percent(essential: frozenset[ConceptId], trainings: Sequence[Training]) -> int:
    """The share of the skills that at most five trainings teach together, chosen greedily: a lower bound."""
    left = set(essential)
    for _ in range(MOST_TRAININGS):
        best = max((training.teaches & left for training in trainings), key=len, default=frozenset())
        if not best:
            break
        left -= best
    return 100 * (len(essential) - len(left)) // max(1, len(essential))


def is_open(occupation: Occupation) -> bool:
    """Whether anybody may start: stated so, or an elementary occupation (ISCO 9)."""
    return bool(occupation.open_entry) or (occupation.isco or "").startswith("9")


def walled(whole: Whole) -> frozenset[ConceptId]:
    """The occupations before which the law or an agreement puts a demand that somebody states."""
    return frozenset(record.id for record in whole.demands if record.basis is not Basis.CUSTOMARY and record.groups)


def there_is_a_way_in(whole: Whole) -> Iterator[Sense]:
    """At most five trainings teach most of what is essential, or entry is open, or a wall is stated."""
    walls = walled(whole)
    for record in whole.requirements:
        occupation = whole.occupations.get(record.id)
        if occupation is None or is_open(occupation) or record.id in walls:
            continue
        percent = covered_percent(record.essential, whole.trainings)
        if percent < WAY_IN_PERCENT:
            message = f"five trainings together teach {percent} % of what is essential, expected {WAY_IN_PERCENT} %"
            yield key_of(record), "warning", message
