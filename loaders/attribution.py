"""The attribution text: a line for every source in a snapshot, as its licence asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.stores.base import Snapshot
from loaders import manifest
from ontology.evidence import Source

_HEAD = """# Bronnen en naamsvermelding

Dit bestand is gemaakt uit de bronnen in de graaf.
Per bron: versie, uitgever, licentie en de regel die de licentie vraagt.
"""


def sources_in(snapshot: Snapshot) -> list[Source]:
    """Every source in the order of name and version."""
    found = [record for record in snapshot.iter_kind("source") if isinstance(record, Source)]
    return sorted(found, key=lambda source: (source.name.casefold(), source.version, source.id))


def attribution_lines(sources: Iterable[Source]) -> list[str]:
    """The lines to show, each once: what the licence asks for, or else name and publisher."""
    lines = (source.attribution or f"{source.name} {source.version}, {source.publisher}." for source in sources)
    return list(dict.fromkeys(lines))


def attribution_text(sources: Iterable[Source]) -> str:
    """All sources as a Markdown document; the same sources give the same text."""
    parts = [_HEAD]
    for source in sources:
        lines = [f"## {source.name}", "", f"- versie: {source.version}", f"- uitgever: {source.publisher}"]
        lines += [f"- licentie: {source.licence}"]
        lines += [f"- uitgegeven: {source.issued.isoformat()}"] if source.issued else []
        lines += [f"- adres: <{source.url}>"] if source.url else []
        lines += [f"- sha256 van wat gelezen is: `{source.sha256}`"] if source.sha256 else []
        lines += ["", source.attribution or f"{source.name} {source.version}, {source.publisher}.", ""]
        parts.append("\n".join(lines))
    return "\n".join(parts)


def known_sources() -> list[Source]:
    """The publications that can be loaded, as sources without a version: for a file beside the code."""
    empty = "zoals geladen"
    return sorted(
        (replace(manifest.source_of(one, "x", ""), version=empty, sha256=None) for one in manifest.KNOWN),
        key=lambda source: source.name.casefold(),
    )
