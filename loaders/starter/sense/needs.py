"""Skills and trainings that nobody needs."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.starter.sense.whole import Sense, Whole
from ontology.records import key_of


def no_orphan_skill(whole: Whole) -> Iterator[Sense]:
    """Every skill is asked for by some occupation."""
    for record in whole.skills:
        if record.id not in whole.needed:
            yield key_of(record), "error", "no occupation asks for this skill"


def no_idle_training(whole: Whole) -> Iterator[Sense]:
    """Every training teaches something that is needed, or gives something that is demanded."""
    for record in whole.trainings:
        if not record.teaches & whole.needed and not record.gives & whole.demanded:
            yield key_of(record), "error", "teaches nothing that an occupation needs, gives nothing that is demanded"
