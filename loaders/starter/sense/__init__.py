"""What must hold between the records of the set, beyond what each record says of itself.

Each rule is a function from the whole set to what it noticed; its docstring says what it guards.
An error refuses the set, a warning asks for a look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from loaders.starter.sense.fields import a_short_training_keeps_to_its_field
from loaders.starter.sense.levels import (
    a_diploma_has_the_level_of_its_training,
    a_job_fits_its_isco_unit,
    a_leerbaan_fits_its_job,
)
from loaders.starter.sense.names import (
    a_name_leads_to_one_occupation,
    enough_everyday_names,
    skills_have_a_dutch_label_and_a_sentence,
)
from loaders.starter.sense.needs import no_idle_training, no_orphan_skill
from loaders.starter.sense.proofs import demanded_can_be_got, no_circle
from loaders.starter.sense.ways import MOST_TRAININGS, WAY_IN_PERCENT, covered_percent, there_is_a_way_in
from loaders.starter.sense.whole import Sense, Whole
from ontology.records import Record

__all__ = ["MOST_TRAININGS", "RULES", "WAY_IN_PERCENT", "Sense", "Whole", "covered_percent", "iter_sense"]

RULES: tuple[Callable[[Whole], Iterator[Sense]], ...] = (
    no_orphan_skill,
    no_idle_training,
    a_short_training_keeps_to_its_field,
    demanded_can_be_got,
    no_circle,
    there_is_a_way_in,
    a_diploma_has_the_level_of_its_training,
    a_job_fits_its_isco_unit,
    a_leerbaan_fits_its_job,
    enough_everyday_names,
    a_name_leads_to_one_occupation,
    skills_have_a_dutch_label_and_a_sentence,
)


def iter_sense(records: Sequence[Record]) -> Iterator[Sense]:
    """What is wrong (error) or odd (warning) between the records: key, severity, message."""
    whole = Whole(records)
    for rule in RULES:
        yield from rule(whole)
