"""Read, check, write: the one way that data comes into the store, all of it or nothing."""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from graph.stores.base import Change, KnowledgeStore, Put, Retract, Revision, Snapshot, outcome_of
from loaders.base import Loaded, Loader, Progress, Summary, unheard
from ontology.errors import ConfigError, DatasetRejected, Finding
from ontology.evidence import Source
from ontology.ids import ConceptId, short_of
from ontology.records import CONCEPT_KINDS, Record, RecordKey, key_of, references_of
from ontology.rules import check

#: Each loader by the word after ``load``; imported when it is used.
LOADERS: dict[str, str] = {
    "esco": "loaders.esco:load_esco",
    "regions": "loaders.regions:load_regions",
    "brc": "loaders.brc:load_brc",
    "wages": "loaders.wages:load_wages",
    "tension": "loaders.tension:load_tension",
    "crebo": "loaders.crebo:load_crebo",
    "competentnl-labels": "loaders.competentnl:load_labels",
    "trainings": "loaders.trainings:load_trainings",
    "synonyms": "loaders.synonyms:load_synonyms",
    "instruments": "loaders.sgr:load_instruments",
    "starter": "loaders.starter:load_starter",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did: the first figures, everything noticed, and the revisions before and after."""

    name: str
    summary: Summary
    findings: tuple[Finding, ...]
    before: Revision
    after: Revision
    changed: int
    seconds: float

    def count(self, severity: str) -> int:
        """How many findings of this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def loader_of(name: str) -> Loader:
    """The loader with this name.

    Raises:
        ConfigError: there is none.
    """
    if name not in LOADERS:
        raise ConfigError(f"found source {name!r}, expected one of {', '.join(sorted(LOADERS))}")
    module, function = LOADERS[name].split(":")
    loader: Loader = getattr(import_module(module), function)
    return loader


def load(
    store: KnowledgeStore,
    name: str,
    paths: Sequence[Path],
    *,
    by: str,
    reason: str,
    progress: Progress | None = None,
    **options: Any,
) -> Report:
    """Load files into the store as one revision; loading the same again makes none.

    Raises:
        ConfigError: no such loader, or an option that it doesn't have.
        SourceUnreadable: the files can't be used at all; the store is as it was.
        DatasetRejected: refused at the gate; the store is as it was.
        StaleRevision: somebody wrote in the meantime.
    """
    started = time.perf_counter()
    loader = loader_of(name)
    unknown = sorted(set(options) - set(inspect.signature(loader).parameters))
    if unknown:
        raise ConfigError(f"load {name} has no option {', '.join(unknown)}")
    snapshot = store.snapshot()
    loaded = loader([Path(path) for path in paths], snapshot=snapshot, progress=progress or unheard, **options)
    return write(store, loaded, by=by, reason=reason, name=name, snapshot=snapshot, started=started, progress=progress)


def write(
    store: KnowledgeStore,
    loaded: Loaded,
    *,
    by: str,
    reason: str,
    name: str = "",
    snapshot: Snapshot | None = None,
    started: float | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check what was loaded and write it as one revision, retracting what older versions stated more.

    Raises:
        DatasetRejected: refused at the gate; the store is as it was.
    """
    tell = progress or unheard
    started = time.perf_counter() if started is None else started
    before = snapshot or store.snapshot()
    tell("check", 0, len(loaded.records))
    records: list[Record] = [*loaded.sources, *loaded.records]
    changes, kept = changes_of(before.by_key, records, loaded.replaces)
    outcome = outcome_of(before.by_key, changes)
    rule_findings = check(records, existing=_existing(before.by_key, outcome))
    errors = [finding for finding in rule_findings if finding.severity == "error"]
    if loaded.refused or errors or not loaded.records:
        title = loaded.sources[0].name if loaded.sources else name
        empty = [] if loaded.records else [Finding("error", title, None, "not one usable record was found")]
        raise DatasetRejected(title, [*loaded.refused, *errors, *empty, *loaded.findings])
    tell("write", 0, len(outcome))
    after = before.revision
    if outcome:
        after = store.apply(changes, expected=before.revision, by=by, reason=reason)
    tell("write", len(outcome), len(outcome))
    findings = (*loaded.findings, *rule_findings, *_replaced(before, loaded), *kept)
    seconds = round(time.perf_counter() - started, 3)
    return Report(name, dict(loaded.summary), findings, before.revision, after, len(outcome), seconds)


def _replaced(before: Snapshot, loaded: Loaded) -> list[Finding]:
    """Which versions make way for this one."""
    news = {source.id for source in loaded.sources}
    return [
        Finding("note", short_of(record.id), None, f"version {record.version} made way for this one")
        for record in sorted(before.iter_kind("source"), key=lambda record: key_of(record).id)
        if isinstance(record, Source) and record.id.startswith(loaded.replaces) and record.id not in news
    ]


def _existing(before: Mapping[RecordKey, Record], outcome: Mapping[RecordKey, Record | None]) -> set[ConceptId]:
    """The ids that some record brings into the world, once the outcome is written."""
    stays = {key.id for key in before if key.kind in CONCEPT_KINDS and outcome.get(key, before[key]) is not None}
    return stays | {key.id for key, record in outcome.items() if record is not None and key.kind in CONCEPT_KINDS}


def changes_of(
    before: Mapping[RecordKey, Record], records: Sequence[Record], families: Sequence[str]
) -> tuple[list[Change], list[Finding]]:
    """What to put and what to retract, so that these records are all that the families state.

    A record of an older version to whose subject others still refer is kept, with a warning:
    a reference that points at nothing would be worse, and so would dropping what refers.
    """
    puts = {key_of(record): record for record in records}
    old = {key for key in before if key.source.startswith(tuple(families)) and key not in puts}
    stays: dict[RecordKey, Record] = {key: record for key, record in before.items() if key not in old}
    stays.update(puts)
    existing = {key.id for key in stays if key.kind in CONCEPT_KINDS}
    brings: dict[ConceptId, list[RecordKey]] = {}
    for key in old:
        if key.kind in CONCEPT_KINDS:
            brings.setdefault(key.id, []).append(key)
    users: dict[ConceptId, set[ConceptId]] = {}
    look = list(stays.items()) if brings else []
    while look:
        key, record = look.pop()
        for target in references_of(record) - existing:
            users.setdefault(target, set()).add(key.id)
            for needed in brings.pop(target, ()):
                old.discard(needed)
                look.append((needed, before[needed]))
    kept = [
        Finding("warning", short_of(key.source), None, _kept_text(key, users[key.id]))
        for key in sorted(before)
        if key.id in users and key.source.startswith(tuple(families)) and key not in puts and key.kind != "source"
        if key not in old
    ]
    return [*(Put(record) for record in puts.values()), *(Retract(key) for key in sorted(old))], kept


def _kept_text(key: RecordKey, users: set[ConceptId]) -> str:
    shown = ", ".join(short_of(user) for user in sorted(users)[:3])
    return (
        f"{short_of(key.id)} is gone from the new version, but {len(users)} still refer to it ({shown}): kept as it was"
    )
