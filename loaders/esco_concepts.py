"""ESCO concepts of several languages merged: one entry each, with a name in every language."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.archives import Digest, Place
from loaders.base import Findings
from loaders.tables import read_rows
from ontology.concepts import Label, LabelKind
from ontology.errors import InvalidRecord
from ontology.ids import ConceptId, parse_id

_LABELS = ("preferredLabel", "altLabels", "hiddenLabels")


@dataclass(slots=True)
class Entry:
    """A concept while its languages come in; ``cells`` are those of the preferred language."""

    id: ConceptId
    place: str
    line: int
    cells: dict[str, str]
    labels: list[Label] = field(default_factory=list)


Entries = dict[str, Entry]  #: by IRI, in the order they were first seen


def read_concepts(
    tables: list[tuple[str, Place]],
    columns: tuple[str, ...],
    optional: tuple[str, ...],
    findings: Findings,
    digest: Digest,
) -> Entries:
    """The concepts of all languages: names of each, every other cell from the first that fills it."""
    entries: Entries = {}
    for lang, place in tables:
        needed = ("conceptUri", "preferredLabel", *columns)
        extra = ("altLabels", "hiddenLabels", "status", *optional)
        for line, cells in read_rows(place, needed, findings, digest, optional=extra, labels=_LABELS):
            if cells["status"] not in ("released", ""):
                findings.note(str(place), line, f"left out: its status is {cells['status']}")
                continue
            labels = labels_of(cells, lang)
            uri = cells["conceptUri"]
            entry = entries.get(uri)
            if entry is None:
                try:
                    entry = Entry(parse_id(uri), str(place), line, cells)
                except InvalidRecord as error:
                    findings.error(str(place), line, f"the row is left out: {error}")
                    continue
                entries[uri] = entry
            elif any(label.lang == lang for label in entry.labels):
                findings.error(str(place), line, f"{uri} stands twice in one file: the second row is left out")
                continue
            else:
                for name in (*columns, *optional):
                    entry.cells[name] = entry.cells[name] or cells[name]
            if not labels:
                findings.warning(str(place), line, f"{uri} has no preferred label in {lang}")
            entry.labels += labels
            for name in _LABELS:
                del cells[name]
    return entries


def labels_of(cells: dict[str, str], lang: str) -> list[Label]:
    """The preferred, other and hidden names in a row; lists are lines, in the collections bars."""
    preferred = cells["preferredLabel"].strip()
    if not preferred:
        return []
    seen = {preferred}
    labels = [Label(LabelKind.PREF, lang, preferred)]
    for column, kind in (("altLabels", LabelKind.ALT), ("hiddenLabels", LabelKind.HIDDEN)):
        if not cells[column]:
            continue
        for text in cells[column].replace(" | ", "\n").split("\n"):
            text = text.strip()
            if text and text not in seen:
                seen.add(text)
                labels.append(Label(kind, lang, text))
    return labels
