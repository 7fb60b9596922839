"""The glossary names what exists, each term once."""

from __future__ import annotations

import re
from pathlib import Path

from graph.stores.rdf_spec import SPEC_BY_KIND
from ontology.records import TYPE_BY_KIND

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "ontology" / "glossary.md").read_text("utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| Dutch term"))
]


def test_there_are_enough_terms_and_none_twice() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) >= 50
    assert len(terms) == len(set(terms))
    assert {len(row) for row in ROWS} == {4}
    assert all(all(row) for row in ROWS)


def test_every_vocabulary_term_in_it_is_declared() -> None:
    declared = (ROOT / "ontology" / "loopbaanpad.ttl").read_text("utf-8")
    named = {name for row in ROWS for name in re.findall(r"lp:\w+", row[2])}
    assert [name for name in sorted(named) if f"\n{name} a " not in declared] == []


def test_every_field_in_it_exists() -> None:
    fields = {cls.__name__: set(cls.__dataclass_fields__) for cls in TYPE_BY_KIND.values()}
    named = {pair for row in ROWS for pair in re.findall(r"\b([A-Z]\w+)\.([a-z_]+)\b", row[1])}
    assert [(cls, name) for cls, name in sorted(named) if cls in fields and name not in fields[cls]] == []


def test_every_class_of_the_model_is_in_it() -> None:
    text = " ".join(row[2] for row in ROWS)
    classes = {name for spec in SPEC_BY_KIND.values() for name in spec.types}
    assert [name for name in sorted(classes) if f"`{name}`" not in text] == []
