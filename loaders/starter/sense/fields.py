"""A short training teaches what is of its own field, and leaves the basics to who teaches basics."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.starter.sense.whole import Sense, Whole
from ontology.concepts import TrainingKind
from ontology.ids import ConceptId
from ontology.records import key_of

#: Short trainings; a whole programme does teach the basics too.
SHORT = frozenset(
    {TrainingKind.COURSE, TrainingKind.LICENCE, TrainingKind.MBO_CERTIFICAAT, TrainingKind.PRAKTIJKVERKLARING}
)
#: A skill that this many sectors ask for is a basic; one that no more than so many ask for is of a field.
BASIC_SECTORS, OWN_SECTORS = 5, 2


def sectors_by_skill(whole: Whole) -> dict[ConceptId, set[str]]:
    """In which sectors some occupation can't do without the skill."""
    found: dict[ConceptId, set[str]] = {}
    for record in whole.requirements:
        job = whole.occupations.get(record.id)
        if job is not None and job.sector:
            for skill in record.essential:
                found.setdefault(skill, set()).add(job.sector)
    return found


def a_short_training_keeps_to_its_field(whole: Whole) -> Iterator[Sense]:
    """A short training for one field teaches no basics beside it.

    What it teaches is what the search takes it for: a course for pedicures that also teaches working together
    would be offered to whoever must learn that, in any field.
    """
    sectors = sectors_by_skill(whole)
    for record in whole.trainings:
        if record.training_kind not in SHORT or record.leads_to:
            continue  # what leads to a job hangs on that job
        own = [skill for skill in record.teaches if len(sectors.get(skill, ())) <= OWN_SECTORS]
        basics = sorted(
            whole.name_of(skill) for skill in record.teaches if len(sectors.get(skill, ())) >= BASIC_SECTORS
        )
        if own and basics:
            message = (
                f"teaches its own field and also what {BASIC_SECTORS} or more sectors ask for: {', '.join(basics)}"
            )
            yield key_of(record), "warning", message
