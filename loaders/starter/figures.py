"""What a starter set holds, what its rows rest on, and which of them somebody should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from loaders.starter.dataset import Starter
from loaders.starter.lines import Row
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.records import Record, key_of, kind_of
from ontology.relations import Names

T = TypeVar("T")
UNSAID = "(niet gezegd)"  #: where a row could have told its class and doesn't


class Basis(NamedTuple):
    """What rows rest on, in the words of their file; which lists of files, how many rows, how many ask for a look."""

    how: str
    places: tuple[str, ...]
    rows: int
    to_check: int


class ToCheck(NamedTuple):
    """The rows of one file that somebody who knows should look at; ``names`` is empty when it is all of them."""

    file: str
    rows: int
    of: int
    names: tuple[str, ...]


def counted(found: Starter, kind: type[T], say: Callable[[T], str | None]) -> dict[str, int]:
    """How many records of a kind there are in each class of it, by name."""
    counts = Counter(say(record) or UNSAID for record in found.records if isinstance(record, kind))
    return dict(sorted(counts.items()))


def rows_of_kind(found: Starter) -> Counter[str]:
    """How many rows of the files there are by the kind of record that they make first."""
    counts = Counter(kind_of(record) for record, _, _ in _rows(found))
    names = sum(len(record.labels) for record in found.records if isinstance(record, Names))
    return counts + Counter(names=names - counts["names"])  # many rows make one record


def evidence_kinds(found: Starter) -> dict[EvidenceKind, int]:
    """How many records rest on each kind of evidence; kinds that nothing rests on are there with 0."""
    said = (record.evidence for record in found.records if not isinstance(record, Source))
    counts = Counter(item.kind for evidence in said for item in evidence)
    return {kind: counts[kind] for kind in EvidenceKind}


def bases_of(found: Starter) -> list[Basis]:
    """What rows rest on by the sentence of their file, the most rows first."""
    rows: dict[str, list[tuple[Row, bool]]] = {}
    for record, row, evidence in _rows(found):
        own, how = row.values.get("how"), evidence.how or UNSAID
        if isinstance(record, Names):
            how = how.partition("; ")[0]  # the rest says which name is of which kind
        general = how.removesuffix(str(own).strip()).removesuffix("; ") if own else how
        rows.setdefault(general or how, []).append((row, evidence.check))
    bases = [
        Basis(how, tuple(sorted({_place_of(row) for row, _ in some})), len(some), sum(check for _, check in some))
        for how, some in rows.items()
    ]
    return sorted(bases, key=lambda one: (-one.rows, one.how))


def to_check_of(found: Starter) -> list[ToCheck]:
    """The rows to look at by file."""
    by_file: dict[str, list[tuple[Row, bool]]] = {}
    for _, row, evidence in _rows(found):
        by_file.setdefault(row.file, []).append((row, evidence.check))
    lists = []
    for file, rows in sorted(by_file.items()):
        marked = [row for row, check in rows if check]
        names = () if len(marked) == len(rows) else tuple(_name_of(row) for row in marked)
        if marked:
            lists.append(ToCheck(file, len(marked), len(rows), names))
    return lists


def _rows(found: Starter) -> Iterator[tuple[Record, Row, Evidence]]:
    """Each row once, with the first record that it makes and the evidence that its records share."""
    seen: set[tuple[str, int]] = set()
    for record in found.records:
        row = found.row_by_key.get(key_of(record))
        if row is not None and not isinstance(record, Source) and (row.file, row.line) not in seen:
            seen.add((row.file, row.line))
            yield record, row, record.evidence[0]


def _place_of(row: Row) -> str:
    """The folder of the row's file, or the file when it has none."""
    return row.file.partition("/")[0].removesuffix(".yaml")


def _name_of(row: Row) -> str:
    for key in ("id", "code"):
        if isinstance(row.values.get(key), str):
            return str(row.values[key])
    about = row.values.get("for")
    if isinstance(about, list) and about:
        return " + ".join(map(str, about))
    for key in ("esco", "isco"):
        if isinstance(row.values.get(key), Row):
            return " + ".join(map(str, row.values[key].values.values()))
    return f"regel {row.line}"
