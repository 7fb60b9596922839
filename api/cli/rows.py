"""Results of a SPARQL query as names and rows of plain text."""

from __future__ import annotations

from typing import Any


def rows_of(result: Any) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows of a SELECT, the one value of an ASK, or the triples of a CONSTRUCT."""
    if hasattr(result, "variables"):
        names = [variable.value for variable in result.variables]
        return names, [[_text(row[name]) for name in names] for row in result]
    if isinstance(result, bool) or type(result).__name__ == "QueryBoolean":
        return ["answer"], [[bool(result)]]
    rows = [[_text(part) for part in (item.subject, item.predicate, item.object)] for item in result]
    return ["subject", "predicate", "object"], rows


def _text(term: Any) -> str | None:
    if term is None:
        return None
    return str(getattr(term, "value", term))
