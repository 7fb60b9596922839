"""YAML with line numbers: every value knows the file and line that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ontology.errors import Finding, SourceUnreadable

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: the same result, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@dataclass(frozen=True)
class Row:
    """A YAML mapping: its values by key, and the line of each key."""

    file: str
    line: int
    values: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the row when the key is not there."""
        return self.lines.get(key, self.line)

    def finding(self, message: str, key: str = "", severity: str = "error") -> Finding:
        """A finding on this row, or on one key of it."""
        return Finding(severity, self.file, self.line_of(key), message)


class _Tree:
    """Turns the nodes of one file into rows, lists and plain values; keys that come twice are findings."""

    def __init__(self, file: str, loader: Any) -> None:
        self.file, self.loader = file, loader
        self.findings: list[Finding] = []

    def value_of(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._row_of(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value_of(item) for item in node.value]
        return self.loader.construct_object(node)

    def _row_of(self, node: yaml.MappingNode) -> Row:
        row = Row(self.file, node.start_mark.line + 1, {})
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in row.values:
                message = f"the key {key!r} stands twice in one row (also on line {row.lines[key]})"
                self.findings.append(Finding("error", self.file, line, message))
            row.values[key], row.lines[key] = self.value_of(value_node), line
        return row


def read_rows(path: Path, shown: str) -> tuple[Row, list[Finding]]:
    """The one mapping that a YAML file holds, and what was noticed on the way.

    Raises:
        SourceUnreadable: no such file, not UTF-8, or not YAML with a mapping at the top.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SourceUnreadable(shown, error.strerror or "a read error", "a readable file") from error
    except UnicodeDecodeError as error:
        raise SourceUnreadable(shown, f"a byte that is no UTF-8 at {error.start}", "UTF-8 text") from error
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        tree = _Tree(shown, loader)
        value = None if node is None else tree.value_of(node)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{shown}:{mark.line + 1}" if mark else shown
        raise SourceUnreadable(place, getattr(error, "problem", None) or str(error), "YAML") from error
    finally:
        loader.dispose()
    if not isinstance(value, Row):
        raise SourceUnreadable(shown, "no mapping at the top", "keys such as 'evidence' and 'occupations'")
    return value, tree.findings


def iter_rows(value: Any) -> Iterator[Row]:
    """The rows of a list, leaving out what is no row."""
    return (item for item in value if isinstance(item, Row)) if isinstance(value, list) else iter(())
