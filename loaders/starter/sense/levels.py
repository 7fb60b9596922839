"""Levels that fit: of a training and what it gives, of a job and its class of work, of a leerbaan and its job."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.starter.sense.whole import Sense, Whole
from ontology.concepts import CredentialKind
from ontology.ids import short_of
from ontology.quantities import isco_skill_level, nlqf_of_isco_skill_level
from ontology.records import key_of

#: So many levels apart is still taken to fit: NLQF and the skill levels of ISCO are no exact match.
MOST_APART = 1


def a_diploma_has_the_level_of_its_training(whole: Whole) -> Iterator[Sense]:
    """A training gives a diploma of its own level."""
    for record in whole.trainings:
        for id in sorted(record.gives):
            given = whole.credentials.get(id)
            if given is None or given.credential_kind is not CredentialKind.DIPLOMA or given.level is None:
                continue
            if record.level is not None and record.level != given.level:
                message = f"is level {record.level} and gives {short_of(id)}, which is level {given.level}"
                yield key_of(record), "error", message


def a_job_fits_its_isco_unit(whole: Whole) -> Iterator[Sense]:
    """The level of an occupation lies near those of its ISCO skill level."""
    for record in whole.occupations.values():
        class_level = isco_skill_level(record.isco)
        if record.level is None or class_level is None:
            continue
        low, high = nlqf_of_isco_skill_level(class_level)
        if not low - MOST_APART <= record.level <= high + MOST_APART:
            message = f"is level {record.level}; ISCO unit {record.isco} goes with level {low} to {high}"
            yield key_of(record), "warning", message


def a_leerbaan_fits_its_job(whole: Whole) -> Iterator[Sense]:
    """A bbl is of about the level of the job that it is for."""
    for record in whole.trainings:
        for id in sorted(record.leads_to):
            job = whole.occupations.get(id)
            if job is None or job.level is None or record.level is None:
                continue
            if abs(job.level - record.level) > MOST_APART:
                message = f"is level {record.level} and leads to {short_of(id)}, which is level {job.level}"
                yield key_of(record), "warning", message
