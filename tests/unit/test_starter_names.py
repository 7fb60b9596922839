"""Everyday names: rows become names of occupations, mistakes are findings, names of what isn't there wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from loaders.starter import read_starter
from loaders.starter.names import KINDS
from ontology.concepts import LabelKind
from ontology.errors import DatasetRejected
from ontology.ids import ConceptId
from ontology.relations import Names
from tests.kit.sources import KOK, as_folder, esco_tables
from tests.kit.starter_files import write_starter

HEAD = "evidence: {stated: 2026-01-31, how: test}\nnames:\n"
UUID = "ffade2f4-a5e4-4a65-8a25-0f5ac3f2a9c3"


def write_set(folder: Path, rows: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "names").mkdir()
    (folder / "names" / "x.yaml").write_text(HEAD + rows, encoding="utf-8")
    return write_starter(folder)


def names_of(folder: Path, rows: str) -> dict[str, Names]:
    found = read_starter(write_set(folder, rows))
    return {record.id.rpartition("/")[2]: record for record in found.records if isinstance(record, Names)}


def refused(folder: Path, rows: str) -> list[tuple[int | None, str]]:
    with pytest.raises(DatasetRejected) as caught:
        names_of(folder, rows)
    return [(finding.line, finding.message) for finding in caught.value.findings]


def test_rows_about_one_occupation_become_one_record_that_tells_each_kind(tmp_path: Path) -> None:
    rows = (
        "- {name: kookvrouw, of: [kok], kind: feminine}\n"
        "- {name: cook, of: [kok], kind: english}\n"
        "- {name: kock, of: [kok], kind: spelling}\n"
    )
    record = names_of(tmp_path, rows)["kok"]
    assert {(label.kind, label.lang, label.text) for label in record.labels} == {
        (LabelKind.ALT, "nl", "kookvrouw"),
        (LabelKind.ALT, "en", "cook"),
        (LabelKind.HIDDEN, "nl", "kock"),
    }
    assert record.evidence[0].how == "test; vrouwelijk: kookvrouw; Engels: cook; andere spelling: kock"


def test_a_row_that_names_two_occupations_says_so(tmp_path: Path) -> None:
    assert set(names_of(tmp_path, "- {name: hulp, of: [kok, keukenhulp], kind: everyday}\n")) == {"kok", "keukenhulp"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("- {name: hulp, of: [kokk], kind: everyday}", "did you mean kok"),
        ("- {name: hulp, of: [kok], kind: vrouw}", "expected one of everyday, feminine"),
        ("- {name: hulp, kind: everyday}", "of which occupations"),
        ("- {of: [kok], kind: everyday}", "'name' is missing"),
        ("- {name: Kokkin, of: [kok], kind: feminine}", "has the name 'Kokkin' already"),
        ("- {name: kokkin, of: [keukenhulp], kind: feminine}", "occupation/kok has the name 'kokkin': name it in 'of'"),
        ("- {name: hulp, esco: {abc: iets}, kind: everyday}", "36 characters"),
        ("- {name: hulp, of: [kok], kind: everyday, sex: f}", "unknown key 'sex'"),
    ],
)
def test_a_mistake_is_found_with_its_line(row: str, said: str, tmp_path: Path) -> None:
    assert [line for line, message in refused(tmp_path, row + "\n") if said in message] == [3]


def test_a_name_on_two_occupations_in_two_rows_is_found(tmp_path: Path) -> None:
    rows = "- {name: hulp, of: [kok], kind: everyday}\n- {name: Hulp, of: [keukenhulp], kind: old}\n"
    ((line, message),) = refused(tmp_path, rows)
    assert line == 4
    assert "stands in names/x.yaml on line 3" in message


def test_names_of_esco_wait_until_it_is_loaded(tmp_path: Path) -> None:
    kept = MemoryStore()
    row = f"- {{name: proefnaam, esco: {{{UUID}: kok}}, kind: everyday}}\n"
    load(kept, "starter", [write_set(tmp_path / "set", row)], by="t", reason="t")
    assert Planner.of(kept).find_names("proefnaam") == []
    tables = esco_tables()
    tables = {name: text.replace(KOK, KOK.rpartition("/")[0] + "/" + UUID) for name, text in tables.items()}
    load(kept, "esco", [as_folder(tmp_path / "esco", tables)], by="t", reason="t", version="1.1.1")
    (hit,) = Planner.of(kept).find_names("proefnaam")
    assert hit["id"] == ConceptId(KOK.rpartition("/")[0] + "/" + UUID)


def test_the_set_has_many_everyday_names_of_each_kind() -> None:
    records = [record for record in read_starter().records if isinstance(record, Names)]
    assert sum(len(record.labels) for record in records) >= 600
    told = " ".join(str(item.how) for record in records for item in record.evidence)
    assert [kind for kind, word in KINDS.items() if kind != "masculine" and f"; {word}: " not in told] == []
