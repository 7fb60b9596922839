"""Write ATTRIBUTION.md from the manifest and the starter set: ``python -m loaders.attribution_file``."""

from __future__ import annotations

from pathlib import Path

from loaders.attribution import attribution_text, known_sources
from loaders.starter import read_starter
from ontology.evidence import Source


def text() -> str:
    """What the file must hold: it follows from the manifest and the starter set alone."""
    own = [record for record in read_starter().records if isinstance(record, Source)]
    return attribution_text([*own, *known_sources()])


if __name__ == "__main__":
    (Path(__file__).parent.parent / "ATTRIBUTION.md").write_text(text(), encoding="utf-8")
