"""Titles that people use, mapped to concepts."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.stores.memory import MemoryStore
from loaders.attribution import attribution_lines, attribution_text, known_sources, sources_in
from loaders.pipeline import Report, load
from loaders.synonyms import relation_of
from ontology.errors import DatasetRejected, SourceUnreadable
from ontology.ids import ConceptId
from ontology.relations import Names
from tests.kit.sources import CHEF, KOK, as_folder, esco_tables


def synonyms(tmp_path: Path, store: MemoryStore, text: str, name: str = "titels.csv", **options: str) -> Report:
    if store.revision() == 0:
        load(store, "esco", [as_folder(tmp_path / "esco-1.1.1", esco_tables())], by="t", reason="r")
    path = as_folder(tmp_path / "s", {name: text}) / name
    return load(store, "synonyms", [path], by="t", reason="r", **options)


def names(store: MemoryStore, id: str) -> dict[str, set[str]]:
    found = (record for record in store.find(ConceptId(id)) if isinstance(record, Names))
    return {record.relation: {label.text for label in record.labels} for record in found}


def test_titles_by_relation(tmp_path: Path) -> None:
    store = MemoryStore()
    text = (
        f"title,concept,relation\nkeukenbaas,{KOK},\nsouschef,{KOK},narrow\nkeukenman,{KOK},exact\nbaas,{CHEF},broad\n"
    )
    report = synonyms(tmp_path, store, text)
    assert names(store, KOK) == {"exact": {"keukenbaas", "keukenman"}, "narrow": {"souschef"}}
    assert report.summary == {"rows": 4, "concepts": 2, "titles broad": 1, "titles exact": 2, "titles narrow": 1}


def test_a_new_list_replaces_the_old_one_with_all_its_relations(tmp_path: Path) -> None:
    store = MemoryStore()
    synonyms(tmp_path, store, f"title,iri,relation\na,{KOK},narrow\nb,{KOK},exact\n")
    assert synonyms(tmp_path, store, f"title,iri,relation\na,{KOK},narrow\nb,{KOK},exact\n").changed == 0
    synonyms(tmp_path, store, f"title,iri,relation\nc,{KOK},exact\n")
    assert names(store, KOK) == {"exact": {"c"}}
    synonyms(tmp_path, store, f"title,iri,relation\nd,{KOK},exact\n", name="andere.csv")
    assert {record.source for record in store.snapshot().by_key if record.kind == "names"} == {
        record.id for record in sources_in(store.snapshot()) if record.name.endswith("(exact)")
    }


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("skos:exactMatch", "exact"),
        ("http://www.w3.org/2004/02/skos/core#narrowMatch", "narrow"),
        ("broadMatch", "broad"),
        ("Close", "close"),
        ("", "exact"),
        ("related", None),
    ],
)
def test_relation_words(text: str, word: str | None) -> None:
    assert relation_of(text) == word


def test_rows_that_cannot_be_used(tmp_path: Path) -> None:
    text = f"title,uri,relation\na,{KOK},\n,{KOK},\nb,,\nc,http://x.nl/weg,\nd,{KOK},soms\n"
    report = synonyms(tmp_path, MemoryStore(), text)
    assert [finding.line for finding in report.findings] == [3, 4, 5, 6]


def test_a_list_without_one_known_concept_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = MemoryStore()
    with pytest.raises(SourceUnreadable, match="Name its column"):
        synonyms(tmp_path, store, f"title,begrip\nkok,{KOK}\n")
    with pytest.raises(DatasetRejected, match="formula"):
        synonyms(tmp_path, store, f"title,iri\n=kok,{KOK}\n")
    assert store.revision() == 1


def test_the_attribution_names_every_source_once(tmp_path: Path) -> None:
    store = MemoryStore()
    synonyms(tmp_path, store, f"title,iri\nkeukenbaas,{KOK}\n", publisher="Horeca Nederland", licence="CC0 1.0")
    sources = sources_in(store.snapshot())
    lines = attribution_lines(sources)
    assert "This service uses the ESCO classification of the European Commission." in lines
    assert len(lines) == 2
    text = attribution_text(sources)
    assert "- versie: 1.1.1" in text
    assert "- uitgever: Horeca Nederland" in text
    assert text == attribution_text(sources_in(store.snapshot()))


def test_what_can_be_loaded_has_a_licence_and_a_line() -> None:
    sources = known_sources()
    assert len(sources) == 6
    assert all(source.licence and source.attribution for source in sources)
    assert attribution_text(sources).count("## ") == 6


@pytest.mark.data
def test_the_public_list_of_titles(data_dir: Path, eval_dir: Path) -> None:
    store = MemoryStore()
    load(store, "esco", [data_dir / "esco-1.1.1"], by="t", reason="r")
    report = load(store, "synonyms", [eval_dir / "uwv_titles_dev.csv"], by="t", reason="r")
    assert report.summary["rows"] == 1731
    assert [finding.line for finding in report.findings] == [1615]
    assert (report.summary["titles exact"], report.summary["titles broad"]) == (336, 572)
