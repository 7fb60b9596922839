"""Taking values out of a row: each key once, of one type, and every mistake a finding with its line."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from loaders.starter.lines import Row
from ontology.concepts import AnyOf, Label, LabelKind
from ontology.errors import Finding
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ConceptId

#: The short names of the whole set: kind of thing -> name in the files -> id.
NameTable = Mapping[str, Mapping[str, ConceptId]]


class FeeRule(NamedTuple):
    """Which offers pay a statutory fee: those whose fee begins with its name, of these kinds and levels."""

    id: ConceptId
    called: str
    kinds: frozenset[str]
    levels: frozenset[int]  #: empty is every level


@dataclass
class Reading:
    """One pass over the set: the names that may be used, the source, the fee table, and the findings so far."""

    names: NameTable
    source: ConceptId
    findings: list[Finding] = field(default_factory=list)
    fees: list[FeeRule] = field(default_factory=list)


class RowReader:
    """Takes the keys of one row; ``close`` reports the keys that nobody asked for."""

    def __init__(self, row: Row, reading: Reading) -> None:
        self.row, self.reading = row, reading
        self._asked: set[str] = set()

    @property
    def has_fault(self) -> bool:
        """Whether a mistake was reported on this row."""
        lines = {self.row.line, *self.row.lines.values()}
        return any(found.file == self.row.file and found.line in lines for found in self.reading.findings)

    def fault(self, message: str, key: str = "") -> None:
        """Report a mistake on one key of this row."""
        self.reading.findings.append(self.row.finding(message, key))

    def _take(self, key: str, required: bool = False) -> Any:
        self._asked.add(key)
        value = self.row.values.get(key)
        if value is None and required:
            self.fault(f"{key!r} is missing", key)
        return value

    def text(self, key: str, *, required: bool = False, one_of: Collection[str] = ()) -> str | None:
        """A text; numbers that look like codes must be quoted."""
        value = self._take(key, required)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fault(f'{key!r} is {value!r}, expected text (quote codes: "7411")', key)
            return None
        if one_of and value not in one_of:
            self.fault(f"{key!r} is {value!r}, expected one of {', '.join(one_of)}", key)
            return None
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent is empty."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or any(not isinstance(item, str) or not item.strip() for item in value):
            self.fault(f"{key!r} must be a list of texts", key)
            return ()
        if len(set(value)) != len(value):
            self.fault(f"{key!r} names something twice", key)
        return tuple(value)

    def number(self, key: str, low: int, high: int, *, required: bool = False) -> int | None:
        """A whole number within bounds."""
        value = self._take(key, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fault(f"{key!r} is {value!r}, expected a whole number from {low} to {high}", key)
            return None
        return value

    def numbers(self, key: str, low: int, high: int) -> frozenset[int]:
        """A list of whole numbers within bounds; absent is empty."""
        value = self._take(key)
        if value is None:
            return frozenset()
        if not isinstance(value, list) or any(type(item) is not int or not low <= item <= high for item in value):
            self.fault(f"{key!r} must be a list of whole numbers from {low} to {high}", key)
            return frozenset()
        return frozenset(value)

    def flag(self, key: str) -> bool | None:
        """True or false; absent is unknown."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(f"{key!r} is {value!r}, expected true or false", key)
            return None
        return value

    def day(self, key: str) -> date | None:
        """A date such as 2026-01-31."""
        value = self._take(key)
        if value is not None and type(value) is not date:
            self.fault(f"{key!r} is {value!r}, expected a date such as 2026-01-31", key)
            return None
        return value

    def rows(self, key: str) -> list[Row]:
        """A list of rows."""
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or any(not isinstance(item, Row) for item in value):
            self.fault(f"{key!r} must be a list of rows", key)
            return []
        return value

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A mapping of text to text."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, Row) or any(not isinstance(item, str) for item in value.values.values()):
            self.fault(f"{key!r} must be codes with names", key)
            return ()
        return tuple(sorted(value.values.items()))

    def ref(self, key: str, kind: str, *, required: bool = False) -> ConceptId | None:
        """One name of a kind, as an id."""
        name = self.text(key, required=required)
        return self._id_of(name, kind, key) if name else None

    def refs(self, key: str, kind: str) -> frozenset[ConceptId]:
        """A list of names of a kind, as ids."""
        return self._ids_of(self.texts(key), kind, key)

    def groups(self, key: str, *, required: bool = False) -> tuple[AnyOf, ...]:
        """A list of any-of lists of credentials."""
        value = self._take(key, required)
        if value is None:
            return ()
        if not isinstance(value, list) or any(not isinstance(item, list) or not item for item in value):
            self.fault(f"{key!r} must be a list of lists, such as [[vog], [rijbewijs-c]]", key)
            return ()
        return tuple(self._ids_of(item, "credentials", key) for item in value)

    def _ids_of(self, names: Collection[Any], kind: str, key: str) -> frozenset[ConceptId]:
        found = (self._id_of(name, kind, key) for name in names)
        return frozenset(id for id in found if id is not None)

    def _id_of(self, name: Any, kind: str, key: str) -> ConceptId | None:
        known = self.reading.names.get(kind, {})
        if isinstance(name, str) and name in known:
            return known[name]
        near = difflib.get_close_matches(str(name), known, n=2)
        advice = f"; did you mean {' or '.join(near)}?" if near else ""
        self.fault(f"{key!r} names {name!r}, which is no id among the {kind}{advice}", key)
        return None

    def labels(self) -> tuple[Label, ...]:
        """The preferred label, the other names, and the hidden ones that only help finding."""
        pref = self.text("label", required=True)
        out = [Label(LabelKind.PREF, "nl", pref)] if pref else []
        out += [Label(LabelKind.ALT, "nl", name) for name in self.texts("names")]
        out += [Label(LabelKind.HIDDEN, "nl", name) for name in self.texts("hidden")]
        return tuple(out)

    def evidence(self, sheet: Row | None) -> tuple[Evidence, ...]:
        """What the row rests on: the file's evidence, with the row's ``how``, ``stated`` and ``check``."""
        base = RowReader(sheet, Reading({}, self.reading.source)) if sheet else None  # its faults are reported once
        general = base.text("how") if base else None
        hows = [how for how in (general, self.text("how")) if how]
        stated = self.day("stated") or (base.day("stated") if base else None)
        own = self.flag("check")
        check = bool(own) if own is not None else bool(base.flag("check")) if base else False
        if not hows or stated is None:
            self.fault("no evidence: 'how' and 'stated' must be given, in the row or in the file's 'evidence'")
            return ()
        how = "; ".join(hows)
        return (Evidence(source=self.reading.source, kind=EvidenceKind.CURATED, stated=stated, how=how, check=check),)

    def close(self, *also: str) -> None:
        """Report every key of the row that is not part of the format."""
        known = {*self._asked, *also}
        for key in self.row.values:
            if key not in known:
                near = difflib.get_close_matches(key, sorted(known), n=1)
                advice = f"; did you mean {near[0]!r}?" if near else ""
                self.fault(f"unknown key {key!r}{advice}", key)
