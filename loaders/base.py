"""What a loader is and gives: everything read and checked, nothing written yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from graph.stores.base import Snapshot
from ontology.errors import Finding
from ontology.evidence import Source
from ontology.ids import ConceptId
from ontology.records import Record


class Progress(Protocol):
    """Told now and then how far a stage is; ``total`` is None when nobody knows."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note of it."""
        ...


def unheard(stage: str, done: int, total: int | None) -> None:
    """The progress of a load that nobody watches."""


Summary = dict[str, int | float | str]  #: what a person wants to know first, in the order to show it


@dataclass(frozen=True, slots=True)
class Loaded:
    """The whole content of one or more versions of sources, ready to be written.

    ``families`` are the beginnings of the source ids that this content replaces: what an older
    version stated and this one doesn't is retracted. ``refused`` are findings for which the
    whole dataset is turned away at the gate.
    """

    sources: tuple[Source, ...]
    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()
    summary: Summary = field(default_factory=dict)
    refused: tuple[Finding, ...] = ()
    families: tuple[str, ...] = ()

    @property
    def replaces(self) -> tuple[str, ...]:
        """The source id beginnings that are replaced: as stated, else every source without its version."""
        return self.families or tuple(sorted({family_of(source.id) for source in self.sources}))


def family_of(source: ConceptId) -> str:
    """The beginning that every version of a source shares: its id without the last part."""
    return source.rsplit("/", 1)[0] + "/"


class Loader(Protocol):
    """Reads paths into ``Loaded``; may look things up in the store's snapshot, never writes.

    Raises:
        SourceUnreadable: the files can't be used at all.
    """

    def __call__(self, paths: Sequence[Path], *, snapshot: Snapshot, progress: Progress, **options: Any) -> Loaded:
        """Read everything and say what was noticed."""
        ...


@dataclass(slots=True)
class Findings:
    """Collects what a loader notices, row by row."""

    found: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)

    def error(self, file: str, line: int | None, message: str) -> None:
        """The row is left out."""
        self.found.append(Finding("error", file, line, message))

    def warning(self, file: str, line: int | None, message: str) -> None:
        """The row is used; somebody should look at it."""
        self.found.append(Finding("warning", file, line, message))

    def note(self, file: str, line: int | None, message: str) -> None:
        """Good to know."""
        self.found.append(Finding("note", file, line, message))

    def refuse(self, file: str, line: int | None, message: str) -> None:
        """The whole dataset must not come in."""
        self.refused.append(Finding("error", file, line, message))
