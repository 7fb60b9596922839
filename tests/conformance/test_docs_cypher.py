"""The questions in docs/cypher.md: each answers something on a real Neo4j, and the SPARQL beside it the same."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

import pytest
from pyoxigraph import Literal

from graph.stores import copying
from graph.stores.base import Put, Retract, Revision
from graph.stores.embeddings import write_embeddings
from graph.stores.neo4j import Neo4jStore
from graph.stores.oxigraph import OxigraphStore
from loaders.base import unheard
from loaders.pipeline import load
from ontology.concepts import Label, LabelKind, Skill, Training
from ontology.errors import UnsupportedCriterion
from ontology.ids import ConceptId, own_id
from ontology.quantities import Weeks
from ontology.records import key_of
from tests.conformance.conftest import ROOT
from tests.kit.servers.running import running

PAGE = (ROOT / "docs" / "cypher.md").read_text("utf-8")
_QUESTION = re.compile(
    r"^\*\*(?P<title>[^*]+)\*\*(?P<text>.*?)```cypher\n(?P<cypher>.*?)```(?:\s*```sparql\n(?P<sparql>.*?)```)?",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the page; ``twin`` says how the SPARQL beside it is to be compared."""

    title: str
    cypher: str
    sparql: str | None
    twin: str

    def __str__(self) -> str:
        return re.sub(r"\W+", "-", self.title)[:40].strip("-")


def question_of(found: re.Match[str]) -> Question:
    note = re.search(r"<!-- (?:twin: )?(.*?) -->", found["text"])
    return Question(" ".join(found["title"].split()), found["cypher"], found["sparql"], note[1] if note else "same")


QUESTIONS = [question_of(found) for found in _QUESTION.finditer(PAGE)]


class Stores(NamedTuple):
    neo4j: Neo4jStore
    oxigraph: OxigraphStore


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The starter set in two revisions: the second has a new skill, another duration, and a path less."""
    oxigraph = OxigraphStore(tmp_path_factory.mktemp("cypher") / "kg")
    load(oxigraph, "starter", [], by="An", reason="startset")
    records = oxigraph.snapshot().records
    skill = next(record for record in records if isinstance(record, Skill))
    training = next(record for record in records if isinstance(record, Training) and record.duration)
    path = next(record for record in records if key_of(record).kind == "path")
    label = (Label(LabelKind.PREF, "nl", "bijen houden"),)
    changes = [
        Put(replace(skill, id=own_id("skill", "bijen-houden"), labels=label)),
        Put(replace(training, duration=Weeks(int(training.duration or 0) + 1))),
        Retract(key_of(path)),
    ]
    oxigraph.apply(changes, expected=Revision(1), by="Bo", reason="na overleg")
    server = running("neo4j")
    server.empty()
    neo4j = Neo4jStore(server.url)
    copying.write_into(neo4j, oxigraph, by="test", progress=unheard)
    yield Stores(neo4j, oxigraph)
    neo4j.close()
    oxigraph.close()


def plain(value: Any) -> Any:
    """A value that both sides spell alike."""
    if hasattr(value, "to_native"):
        value = value.to_native()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        value = datetime.fromisoformat(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def in_cypher(stores: Stores, question: Question, **parameters: Any) -> tuple[list[str], list[tuple[Any, ...]]]:
    names, rows = stores.neo4j.query(question.cypher, parameters)
    return names, [tuple(map(plain, row)) for row in rows]


def in_sparql(stores: Stores, question: Question, at: int | None = None) -> tuple[list[str], list[tuple[Any, ...]]]:
    assert question.sparql is not None
    found: Any = stores.oxigraph.query(question.sparql, None if at is None else Revision(at))
    names = [variable.value for variable in found.variables]
    return names, [tuple(plain(value_of(row[name])) for name in names) for row in found]


def value_of(term: Any) -> Any:
    """A term of RDF as the value that it spells."""
    if not isinstance(term, Literal):
        return None if term is None else term.value
    kind = term.datatype.value.rpartition("#")[2]
    read = {"integer": int, "decimal": float, "boolean": lambda text: text == "true"}.get(kind, str)
    return read(term.value)


def test_the_page_has_its_questions() -> None:
    numbered = [question for question in QUESTIONS if re.match(r"\d+\.", question.title)]
    assert [int(question.title.split(".")[0]) for question in numbered] == list(range(1, 20))
    assert all(question.sparql for question in numbered)
    assert [question.twin for question in QUESTIONS[len(numbered) :]] == ["alone", "alone", "alone: vector"]
    assert PAGE.count("```cypher") == len(QUESTIONS)


@pytest.mark.parametrize("question", [one for one in QUESTIONS if one.twin == "same"], ids=str)
def test_both_give_the_same_rows(stores: Stores, question: Question) -> None:
    names, rows = in_cypher(stores, question)
    assert rows
    other_names, other_rows = in_sparql(stores, question)
    assert names == other_names
    assert Counter(rows) == Counter(other_rows)


def test_what_came_is_what_the_later_answer_has_more(stores: Stores) -> None:
    (question,) = (one for one in QUESTIONS if one.twin == "added")
    _, rows = in_cypher(stores, question)
    before, after = (set(in_sparql(stores, question, at)[1]) for at in (1, 2))
    assert set(rows) == after - before
    assert [name for _, name in rows] == ["bijen houden"]


def test_what_changed_is_what_only_one_revision_says(stores: Stores) -> None:
    (question,) = (one for one in QUESTIONS if one.twin == "touched")
    _, rows = in_cypher(stores, question)
    before, after = (set(in_sparql(stores, question, at)[1]) for at in (1, 2))
    assert {id for id, _ in rows} == {id for id, _, _ in before ^ after}
    assert sorted(what for _, what in rows) == ["path", "skill", "training"]


@pytest.mark.parametrize("question", [one for one in QUESTIONS if one.twin == "alone"], ids=str)
def test_what_only_neo4j_can_answers_something(stores: Stores, question: Question) -> None:
    _, rows = in_cypher(stores, question)
    assert rows
    if "fulltext" in question.cypher:
        assert "verkoper" in [row[0] for row in rows]
    else:
        ((chain,),) = rows
        assert (chain[0], chain[-1]) == ("verkoper", "elektromonteur")


def encode(names: list[str]) -> list[list[float]]:
    """Names by their runs of three letters, in 64 places: enough to see which are alike."""
    rows = []
    for name in names:
        row = [0.0] * 64
        for at in range(len(name)):
            row[zlib.crc32(f"  {name}"[at : at + 3].encode()) % 64] += 1.0
        rows.append(row)
    return rows


def nearness(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True)) / (math.hypot(*a) * math.hypot(*b))


def test_names_with_a_vector_are_found_by_nearness(stores: Stores) -> None:
    (question,) = (one for one in QUESTIONS if one.twin == "alone: vector")
    _, named = stores.neo4j.query("MATCH (c:Concept) WHERE c.prefLabel IS NOT NULL RETURN c.prefLabel")
    names = [name for (name,) in named]
    assert write_embeddings(stores.neo4j, encode) == len(names)
    assert write_embeddings(stores.neo4j, encode) == 0
    stores.neo4j.query("CALL db.awaitIndexes(60)")
    (wanted,) = encode(["verkoper"])
    _, rows = in_cypher(stores, question, vector=wanted)
    assert rows[0][0] == "verkoper"
    scores = [score for _, score in rows]
    assert scores == sorted(scores, reverse=True)
    own = [(1 + nearness(wanted, row)) / 2 for row in encode([name for name, _ in rows])]
    assert scores == pytest.approx(own, abs=0.02)  # the index is approximate in which it finds, not in how near
    digest = stores.neo4j.history()[-1].digest
    stores.neo4j.forget()
    assert stores.neo4j.snapshot().digest == digest  # vectors are no part of the content


@pytest.mark.parametrize(
    "query", ["CREATE (x:Skill)", "MATCH (x) DETACH DELETE x", "MATCH (", "CREATE INDEX x FOR (n:A) ON (n.b)"]
)
def test_only_reading_is_possible(stores: Stores, query: str) -> None:
    with pytest.raises(UnsupportedCriterion):
        stores.neo4j.query(query)
    assert stores.neo4j.find(ConceptId(own_id("skill", "bijen-houden")))
