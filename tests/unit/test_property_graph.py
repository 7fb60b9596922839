"""What several sources state about one thing becomes one node that reads well, and bounded batches."""

from __future__ import annotations

from typing import Any

import pytest

from graph.stores.address import parse
from graph.stores.neo4j_edges import edges_of
from graph.stores.neo4j_nodes import node_of
from graph.stores.neo4j_writes import BATCH, Batches
from ontology.concepts import Label, LabelKind, Occupation
from ontology.errors import ConfigError
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import BASE, ConceptId
from ontology.relations import EntryDemands, Names, Path, PathStep, Tombstone
from tests.conformance.samples import CHEF, DIPLOMA, KOK, RECORDS, id_of, occupation


def evidence(source: str, kind: EvidenceKind) -> tuple[Evidence, ...]:
    return (Evidence(source=ConceptId(f"{BASE}source/{source}"), kind=kind),)


def cook(source: str, kind: EvidenceKind, *labels: tuple[str, str, str], **more: Any) -> Occupation:
    made = tuple(Label(LabelKind(of), lang, text) for of, lang, text in labels)
    return Occupation(id=KOK, labels=made, evidence=evidence(source, kind), **more)


def properties(*records: Any) -> dict[str, Any]:
    node = node_of(records)
    assert node is not None
    return dict(node.properties)


OFFICIAL = cook(
    "a", EvidenceKind.OFFICIAL, ("pref", "en", "cook"), ("alt", "nl", "kookster"), isco="5120", sector="food"
)
CURATED = cook("b", EvidenceKind.CURATED, ("pref", "nl", "kok"), ("hidden", "nl", "kock"), sector="horeca")
TITLES = Names(
    id=KOK, labels=(Label(LabelKind.PREF, "nl", "keukenmeester"),), evidence=evidence("c", EvidenceKind.OBSERVED)
)


def test_the_dutch_name_goes_first_and_all_sources_add_theirs() -> None:
    found = properties(OFFICIAL, CURATED, TITLES)
    assert (found["prefLabel"], found["language"], found["prefLabelEn"]) == ("kok", "nl", "cook")
    assert found["altLabels"] == ("keukenmeester", "kookster")
    assert found["hiddenLabels"] == ("kock",)


def test_without_a_dutch_name_the_english_one_is_there_once() -> None:
    found = properties(OFFICIAL)
    assert (found["prefLabel"], found["language"]) == ("cook", "en")
    assert not found.keys() & {"prefLabelEn", "altLabels", "hiddenLabels"}


def test_what_is_curated_goes_before_what_is_official_and_gaps_are_filled() -> None:
    found = properties(OFFICIAL, CURATED)
    assert (found["sector"], found["isco"]) == ("horeca", "5120")
    assert found == properties(CURATED, OFFICIAL)


def test_what_is_not_known_is_not_there() -> None:
    assert not properties(occupation("kok")).keys() & {"level", "isco", "regulated", "description"}


def test_a_thing_that_nobody_brings_into_the_world_has_no_node() -> None:
    assert node_of([TITLES]) is None


def test_what_was_withdrawn_says_so() -> None:
    gone = next(record for record in RECORDS if isinstance(record, Tombstone))
    node = node_of([gone])
    assert node is not None
    assert node.labels == ("Withdrawn",)
    assert {(edge.type, edge.end) for edge in edges_of([gone])} >= {("REPLACED_BY", KOK)}


def test_any_of_groups_are_numbered() -> None:
    demands = next(record for record in RECORDS if isinstance(record, EntryDemands))
    there = next(record for record in RECORDS if isinstance(record, Occupation) and record.id == demands.id)
    edges = [edge for edge in edges_of([there, demands]) if edge.type == "DEMANDS"]
    assert {(edge.end, dict(edge.properties)["group"]) for edge in edges} == {
        (DIPLOMA, 1),
        (id_of("credential/mbo-4"), 1),
    }
    assert edges_of([demands]) == set()  # nothing in the graph that they could start from


def test_a_path_that_comes_back_to_a_job_keeps_both_steps() -> None:
    steps = (PathStep(occupation=KOK), PathStep(occupation=CHEF), PathStep(occupation=KOK))
    path = Path(id=id_of("path/x"), labels=(), steps=steps, evidence=evidence("a", EvidenceKind.CURATED))
    found = sorted((dict(edge.properties)["position"], edge.end) for edge in edges_of([path]) if edge.type == "STEP")
    assert found == [(1, KOK), (2, CHEF), (3, KOK)]


class Listening:
    """Takes statements as a transaction does, and remembers how many rows each had."""

    def __init__(self) -> None:
        self.rows: list[int] = []

    def run(self, cypher: str, rows: list[Any]) -> Listening:
        self.rows.append(len(rows))
        return self

    def consume(self) -> None:
        """Nothing comes back."""


def test_batches_are_of_bounded_size() -> None:
    heard = Listening()
    batches = Batches(heard)  # type: ignore[arg-type]
    for number in range(2 * BATCH + 5):
        batches.add("a", {"number": number})
    batches.flush()
    assert heard.rows == [BATCH, BATCH, 5]


@pytest.mark.parametrize("rest", ["://u:geheim/x@h:7/d", "://u:geheim@/x", "://u:geheim@h:x/d", "://[u:geheim@h", ""])
def test_an_address_that_can_not_be_read_tells_nothing_secret(rest: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse(f"neo4j{rest}" if rest else "geheim", {})
    assert "geheim" not in f"{refused.value}{refused.value.__cause__}"
