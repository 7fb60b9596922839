"""Everyday names and phrases: rows of one name each, gathered into one record for what they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from loaders.starter.building import esco_subjects
from loaders.starter.lines import Row
from loaders.starter.reading import Reading, RowReader
from ontology.concepts import Label, LabelKind
from ontology.evidence import Evidence
from ontology.ids import ConceptId, short_of
from ontology.relations import Names

#: Kinds of name, with what the evidence calls each. None of them makes a name count for more or less.
KINDS: Final[Mapping[str, str]] = {
    "everyday": "alledaags",
    "feminine": "vrouwelijk",
    "masculine": "mannelijk",
    "old": "oud",
    "regional": "regionaal",
    "abbreviation": "afkorting",
    "english": "Engels",
    "spelling": "andere spelling",
    "phrase": "zinsdeel",
    "workplace": "werkplek",
}
HIDDEN: Final = frozenset({"spelling", "phrase", "workplace"})  #: these only help finding; they are not shown


@dataclass
class _Gathered:
    """All names of one occupation or skill."""

    row: Row
    labels: list[Label] = field(default_factory=list)
    said: dict[tuple[str, Evidence], list[str]] = field(default_factory=dict)


def build_names(
    rows: Sequence[tuple[Row, Row | None]], reading: Reading, taken: Mapping[str, frozenset[ConceptId]]
) -> Iterator[tuple[Names, Row]]:
    """One record for each occupation or skill named, with the first row about it.

    ``rows`` are given with the evidence of their file; ``taken`` says which occupations of the set
    have a name (case folded) by their own row. A name on two occupations is a finding unless one row names both.
    """
    found: dict[ConceptId, _Gathered] = {}
    by_name: dict[str, Row] = {}
    for row, default in rows:
        reader = RowReader(row, reading)
        name = reader.text("name", required=True)
        kind = reader.text("kind", required=True, one_of=list(KINDS))
        lang = reader.text("lang", one_of=("nl", "en")) or ("en" if kind == "english" else "nl")
        ids, skills = reader.refs("of", "occupations") | esco_subjects(reader), reader.refs("skills", "skills")
        evidence = reader.evidence(default)
        reader.close()
        if bool(ids) == bool(skills) and not reader.has_fault:
            reader.fault("say of which occupations ('of' or 'esco') or of which skills ('skills') this is a name")
        if not (name and kind and ids | skills and evidence) or not _is_new(reader, name, ids, by_name, taken):
            continue
        is_hidden = kind in HIDDEN or bool(skills)
        label = Label(LabelKind.HIDDEN if is_hidden else LabelKind.ALT, lang, name)
        for id in ids | skills:
            about = found.setdefault(id, _Gathered(row))
            about.labels.append(label)
            about.said.setdefault((kind, evidence[0]), []).append(name)
    for id, about in sorted(found.items()):
        yield Names(id=id, labels=tuple(sorted(about.labels)), evidence=_evidence(about)), about.row


def _is_new(
    reader: RowReader,
    name: str,
    ids: frozenset[ConceptId],
    by_name: dict[str, Row],
    taken: Mapping[str, frozenset[ConceptId]],
) -> bool:
    """Whether this row says something that no other row says; if not, or if it quietly says otherwise, a finding."""
    folded = name.casefold()
    first = by_name.setdefault(folded, reader.row)
    if first is not reader.row:
        where = f"{first.file} on line {first.line}"
        reader.fault(f"the name {name!r} stands in {where} too; one row can name several occupations", "name")
        return False
    others = taken.get(folded, frozenset())
    if others & ids:
        reader.fault(f"{', '.join(map(short_of, sorted(others & ids)))} has the name {name!r} already", "name")
        return False
    if others:
        reader.fault(f"{', '.join(map(short_of, sorted(others)))} has the name {name!r}: name it in 'of' too", "name")
        return False
    return True


def _evidence(about: _Gathered) -> tuple[Evidence, ...]:
    """What the names rest on, with which name is of which kind."""
    said: dict[Evidence, list[str]] = {}
    for (kind, by), names in about.said.items():
        said.setdefault(by, []).append(f"{KINDS[kind]}: {', '.join(names)}")
    return tuple(replace(by, how="; ".join([str(by.how), *parts])) for by, parts in said.items())
