"""A sector's own catalogue of trainings: a documented CSV, or OOAPI JSON of programmes and courses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, Place, find_places
from loaders.base import Findings, Loaded, Progress
from loaders.ooapi import read_ooapi
from loaders.tables import read_rows
from loaders.training_rows import OPTIONAL, REQUIRED, Known, training_of_row
from ontology.concepts import Training
from ontology.errors import InvalidRecord
from ontology.evidence import Evidence, EvidenceKind, Source

_LABELS = ("name", "provider")


def load_trainings(
    paths: Sequence[Path],
    *,
    snapshot: Snapshot,
    progress: Progress,
    title: str | None = None,
    publisher: str = "eigen catalogus",
    licence: str = manifest.UNSTATED,
    version: str | None = None,
) -> Loaded:
    """The trainings of one catalogue; ``docs/trainings-csv.md`` describes the columns.

    Skills, credentials, occupations and regions are those that the store has, by id or exact name.
    A training whose entry demands can't be resolved is left out: without them it would seem open.
    The title tells catalogues apart: the same title again replaces what it held.
    """
    findings, digest = Findings(), Digest()
    places = find_places(paths, (".csv", ".json"))
    stem = paths[0].stem if len(paths) == 1 else places[0].path.stem
    publication = manifest.own_publication("trainings", title or stem, publisher, licence)
    read: list[tuple[str, int | None, Training]] = []
    known = Known(snapshot, manifest.slug_of(publication.name))
    draft = (Evidence(source=manifest.source_id(publication.family, "x"), kind=EvidenceKind.CURATED),)
    for place in places:
        if place.name.lower().endswith(".json"):
            read += read_ooapi(place, known, draft, findings, digest)
        else:
            read += _read_csv(place, known, draft, findings, digest)
        progress("trainings", len(read), None)
    named = version or digest.hex()[:12]
    source = manifest.source_of(publication, named, digest.hex())
    trainings: dict[str, Training] = {}
    for file, line, training in read:
        if training.id in trainings:
            findings.error(file, line, f"{training.id} stands twice: the second is left out")
        else:
            trainings[training.id] = _from(training, source)
    taught = sum(bool(one.teaches) for one in trainings.values())
    return Loaded(
        sources=(source,),
        records=tuple(trainings.values()),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={
            "trainings": len(trainings),
            "teaching skills of the graph": taught,
            "with known duration": sum(one.duration is not None for one in trainings.values()),
            "with known cost": sum(one.cost is not None for one in trainings.values()),
            "rows left out": sum(finding.severity == "error" for finding in findings.found),
        },
    )


def _read_csv(
    place: Place, known: Known, draft: tuple[Evidence, ...], findings: Findings, digest: Digest
) -> Iterator[tuple[str, int | None, Training]]:
    rows = read_rows(place, REQUIRED, findings, digest, optional=OPTIONAL, labels=_LABELS, is_closed=True)
    for line, cells in rows:
        try:
            training = training_of_row(cells, known, draft, partial(findings.warning, str(place), line))
        except (InvalidRecord, ValueError) as error:
            findings.error(str(place), line, f"the row is left out: {error}")
        else:
            yield str(place), line, training


def _from(training: Training, source: Source) -> Training:
    """The training with the version as its source, which is known once everything was read."""
    return replace(training, evidence=tuple(replace(item, source=source.id) for item in training.evidence))
