"""Reading the whole set: names first, then records, then what must hold between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from graph.stores.base import Snapshot
from loaders.base import Loaded, Progress, Summary
from loaders.starter.building import BUILDERS, id_of_row
from loaders.starter.lines import Row, iter_rows, read_rows
from loaders.starter.names import build_names
from loaders.starter.offers import build_training, offer_names
from loaders.starter.reading import Reading, RowReader
from loaders.starter.sense import iter_sense
from ontology.concepts import Occupation
from ontology.errors import DatasetRejected, Finding, InvalidRecord, SourceUnreadable
from ontology.evidence import Source
from ontology.ids import ConceptId, own_id
from ontology.records import CONCEPT_KINDS, Record, RecordKey, key_of
from ontology.relations import EntryDemands, Names, Requirements

FOLDER = Path(__file__).parent
LISTS = (
    "skills",
    "occupations",
    "credentials",
    "fees",
    "trainings",
    "demands",
    "paths",
    "regions",
    "names",
    "instruments",
)
#: Trainings come after occupations and fees: ``covers`` needs to know what an occupation asks for.
BUILD_ORDER = LISTS


class Starter(NamedTuple):
    """What reading the set gives: records, findings that don't refuse it, counts, and the row of each record."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    summary: dict[str, int]
    row_by_key: Mapping[RecordKey, Row]


class _Sheet(NamedTuple):
    """One file with one list of rows."""

    kind: str
    top: Row
    default: Row | None
    rows: tuple[Row, ...]


@dataclass
class _Set:
    """The files of the set, sorted by name, with the findings of reading them."""

    folder: Path
    sheets: list[_Sheet] = field(default_factory=list)
    source: Source | None = None
    findings: list[Finding] = field(default_factory=list)

    def load(self) -> None:
        """Read every YAML file below the folder."""
        paths = sorted(self.folder.rglob("*.yaml"))
        if not paths:
            raise SourceUnreadable(str(self.folder), "no .yaml files", "a folder in the starter format")
        digest, head = hashlib.sha256(), None
        for path in paths:
            shown = path.relative_to(self.folder).as_posix()
            top, findings = read_rows(path, shown)
            self.findings += findings
            digest.update(shown.encode() + b"\0" + path.read_bytes() + b"\0")
            if "source" in top.values:
                head = top
            else:
                self._add_sheet(top)
        if head is None:
            raise SourceUnreadable(str(self.folder), "no file with 'source'", "source.yaml with name, version, licence")
        self.source = self._source_of(head, digest.hexdigest())

    def _add_sheet(self, top: Row) -> None:
        kinds = [kind for kind in LISTS if kind in top.values]
        if len(kinds) != 1:
            found = " and ".join(kinds) or "none"
            self.findings.append(top.finding(f"found {found}, expected one list: {', '.join(LISTS)}"))
            return
        kind = kinds[0]
        default = top.values.get("evidence")
        reader = RowReader(top, Reading({}, ConceptId("")))
        reader.rows(kind)
        if kind == "occupations":
            reader.text("sector")
        reader.close("evidence")
        if default is not None and not isinstance(default, Row):
            reader.fault("'evidence' must have 'stated' and 'how'", "evidence")
        elif default is not None:
            block = RowReader(default, reader.reading)
            block.day("stated"), block.text("how"), block.flag("check")
            block.close()
        self.findings += reader.reading.findings
        self.sheets.append(
            _Sheet(kind, top, default if isinstance(default, Row) else None, tuple(iter_rows(top.values[kind])))
        )

    def _source_of(self, head: Row, sha256: str) -> Source | None:
        row = head.values["source"]
        if not isinstance(row, Row):
            self.findings.append(head.finding("'source' must be a row", "source"))
            return None
        reading = Reading({}, ConceptId(""))
        reader = RowReader(row, reading)
        texts = {key: reader.text(key, required=True) for key in ("id", "name", "publisher", "version", "licence")}
        issued: date | None = reader.day("issued")
        url, attribution = reader.text("url"), reader.text("attribution")
        reader.close()
        self.findings += reading.findings
        if not all(texts.values()):
            return None
        try:
            return Source(
                id=own_id("source", f"{texts['id']}/{texts['version']}"),
                name=str(texts["name"]),
                publisher=str(texts["publisher"]),
                version=str(texts["version"]),
                licence=str(texts["licence"]),
                issued=issued,
                url=url,
                sha256=sha256,
                attribution=attribution,
            )
        except InvalidRecord as error:
            self.findings.append(row.finding(str(error), "id"))
            return None

    def names(self) -> dict[str, dict[str, ConceptId]]:
        """The id of every name that rows may use; a name or an id that comes twice is a finding."""
        names: dict[str, dict[str, ConceptId]] = {kind: {} for kind in LISTS}
        place: dict[ConceptId, Row] = {}
        for sheet in self.sheets:
            for row in sheet.rows:
                for name, id in self._named(sheet.kind, row):
                    if id in place:
                        first = place[id]
                        message = f"{name!r} is already used in {first.file} on line {first.line}"
                        self.findings.append(row.finding(message, "esco" if "esco" in row.values else "id"))
                        continue
                    names[sheet.kind][name], place[id] = id, row
        return names

    def _named(self, kind: str, row: Row) -> Iterator[tuple[str, ConceptId]]:
        if kind in ("demands", "names"):
            return
        key = "code" if kind == "regions" else "id"
        name = row.values.get(key)
        if not isinstance(name, str):
            self.findings.append(row.finding(f"{key!r} is missing or no text"))
            return
        try:
            if kind == "regions":
                yield name.lower(), own_id("region", name.lower())
            elif kind == "trainings":
                yield from ((offer, own_id("training", offer)) for offer, _ in offer_names(row))
            else:
                yield name, id_of_row(kind, row, name)
        except InvalidRecord as error:
            self.findings.append(row.finding(str(error), key))


def _built(sheets: Sequence[_Sheet], reading: Reading) -> Iterator[tuple[Record, Row]]:
    essential: dict[ConceptId, frozenset[ConceptId]] = {}
    taken: dict[str, frozenset[ConceptId]] = {}
    for kind in BUILD_ORDER:
        if kind == "names":  # many rows make one record
            rows = [(row, sheet.default) for sheet in sheets if sheet.kind == kind for row in sheet.rows]
            yield from build_names(rows, reading, taken)
            continue
        for sheet in (sheet for sheet in sheets if sheet.kind == kind):
            for row in sheet.rows:
                if not _is_named(kind, row, reading):
                    continue
                for record in _records_of(kind, row, sheet, reading, essential):
                    if isinstance(record, Requirements):
                        essential[record.id] = record.essential
                    elif isinstance(record, Occupation):
                        for text in {label.text.casefold() for label in record.labels}:
                            taken[text] = taken.get(text, frozenset()) | {record.id}
                    yield record, row


def _is_named(kind: str, row: Row, reading: Reading) -> bool:
    name = row.values.get("id")
    return kind in ("demands", "regions", "trainings") or (isinstance(name, str) and name in reading.names[kind])


def _records_of(
    kind: str, row: Row, sheet: _Sheet, reading: Reading, essential: dict[ConceptId, frozenset[ConceptId]]
) -> list[Record]:
    reader = RowReader(row, reading)
    before = len(reading.findings)
    try:
        if kind == "trainings":
            return list(build_training(reader, sheet.default, essential))
        return list(BUILDERS[kind](reader, sheet.top, sheet.default))
    except (InvalidRecord, KeyError, ValueError) as error:
        if len(reading.findings) == before:  # otherwise the mistake itself has been reported
            problem = error.problem if isinstance(error, InvalidRecord) else f"can't be used: {error}"
            reader.fault(problem)
        return []
    finally:
        reader.close()


def read_starter(folder: Path | None = None) -> Starter:
    """The starter set as records, or a refusal of the whole with every mistake in it.

    Raises:
        SourceUnreadable: the folder, or one of its files, can't be read at all.
        DatasetRejected: with a finding, file and line for every mistake.
    """
    found = _Set(folder or FOLDER)
    found.load()
    names = found.names()
    source_id = found.source.id if found.source else own_id("source", "startset")
    reading = Reading(names, source_id, found.findings)
    records: list[Record] = [found.source] if found.source else []
    row_by_key: dict[RecordKey, Row] = {}
    for record, row in _built(found.sheets, reading):
        key = key_of(record)
        if key in row_by_key:
            first = row_by_key[key]
            reading.findings.append(row.finding(f"says again what {first.file} says on line {first.line}"))
            continue
        row_by_key[key] = row
        records.append(record)
    if not any(finding.severity == "error" for finding in reading.findings):
        for about, severity, message in iter_sense(records):
            finding = row_by_key[about].finding(message, severity=severity)
            if finding not in reading.findings:  # several records may come from one row
                reading.findings.append(finding)
    if any(finding.severity == "error" for finding in reading.findings):
        raise DatasetRejected(found.source.name if found.source else str(found.folder), reading.findings)
    return Starter(tuple(records), tuple(reading.findings), _counts(records), row_by_key)


def _counts(records: Sequence[Record]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for record in records:
        kind = getattr(record, "kind", "source")
        counts[kind] = counts.get(kind, 0) + 1
    return dict(sorted(counts.items()))


def load_starter(paths: Sequence[Path], *, snapshot: Snapshot, progress: Progress) -> Loaded:
    """The set in the first path, or the one that comes with the product, ready for the pipeline.

    Raises:
        SourceUnreadable: the folder, or one of its files, can't be read at all.
        DatasetRejected: with a finding, file and line for every mistake.
    """
    progress("read", 0, None)
    found = read_starter(paths[0] if paths else None)
    progress("read", len(found.records), len(found.records))
    summary: Summary = {**found.summary}
    summary["to be checked"] = sum(_is_to_check(record) for record in found.records)
    keys = (*snapshot.by_key, *map(key_of, found.records))
    there = {key.id for key in keys if key.kind in CONCEPT_KINDS}
    summary["demands that wait for ESCO"] = sum(
        isinstance(record, EntryDemands) and record.id not in there for record in found.records
    )
    summary["occupations whose everyday names wait for ESCO"] = sum(
        isinstance(record, Names) and record.id not in there for record in found.records
    )
    return Loaded(
        sources=tuple(record for record in found.records if isinstance(record, Source)),
        records=tuple(record for record in found.records if not isinstance(record, Source)),
        findings=found.findings,
        summary=summary,
    )


def _is_to_check(record: Record) -> bool:
    return not isinstance(record, Source) and any(item.check for item in record.evidence)
