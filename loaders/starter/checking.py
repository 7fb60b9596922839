"""The whole check of a starter set: shapes, rules across records, and sense, each finding with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from loaders.base import Progress, unheard
from loaders.contract import can_check, iter_breaches
from loaders.starter.dataset import Starter, read_starter
from loaders.starter.lines import Row
from ontology.errors import DatasetRejected, Finding
from ontology.ids import short_of
from ontology.rules import check


class Checked(NamedTuple):
    """What a check found and what was counted.

    ``not_done``: why a part was left out. ``rejected``: mistakes come first, rules and shapes later;
    ``no-engine``: the shapes need a SHACL engine, and none is installed.
    """

    findings: tuple[Finding, ...]
    summary: dict[str, int]
    not_done: str | None

    def count(self, severity: str) -> int:
        """How many findings of this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def check_starter(folder: Path | None = None, progress: Progress | None = None) -> Checked:
    """Check the set in a folder, or the one that comes with the product; nothing is stored.

    A set with mistakes in its rows has no whole to check: then those mistakes are all that is found.

    Raises:
        SourceUnreadable: the folder, or one of its files, can't be read at all.
    """
    tell = progress or unheard
    tell("read", 0, None)
    try:
        found = read_starter(folder)
    except DatasetRejected as error:
        return Checked(error.findings, {}, "rejected")
    findings = set(found.findings)
    tell("rules", 0, None)
    findings.update(_by_rules(found))
    tell("shapes", 0, None)
    if can_check():
        findings.update(_by_shapes(found))
    return Checked(tuple(sorted(findings, key=_order)), found.summary, None if can_check() else "no-engine")


def _order(finding: Finding) -> tuple[bool, str, int, str]:
    return finding.severity != "error", finding.file, finding.line or 0, finding.message


def _by_rules(found: Starter) -> list[Finding]:
    """What the rules across records say, each on the row of the record that it is about."""
    row_by_name = {f"{key.kind} {short_of(key.id)}": row for key, row in found.row_by_key.items()}
    said = check(found.records, existing={record.id for record in found.records})
    return [_placed(finding, row_by_name) for finding in said]


def _placed(finding: Finding, row_by_name: Mapping[str, Row]) -> Finding:
    name, _, message = finding.message.partition(": ")
    row = row_by_name.get(name)
    return finding if row is None else row.finding(message, severity=finding.severity)


def _by_shapes(found: Starter) -> list[Finding]:
    """What the shapes say; a breach is an error, for a set that breaks the contract is no public data."""
    return [
        found.row_by_key[key].finding(message)
        if key in found.row_by_key
        else Finding("error", "source.yaml", 1, message)
        for key, message in iter_breaches(found.records)
    ]
