"""Names are fair: feminine and masculine names of one job find it alike, and no kind of name counts for more."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from graph.planner import Planner
from graph.texts import texts_of
from loaders.starter import read_starter
from loaders.starter.names import KINDS
from ontology.concepts import LabelKind, Occupation, Skill
from ontology.ids import ConceptId
from ontology.relations import Names

#: How a feminine form is made of a masculine one, in Dutch.
_MADE = (
    "er>ster er>eres er>erin er>ste aar>ares aar>aarster eur>euse eur>rice or>rix t>te nt>nte ist>iste man>vrouw us>a "
    "heer>vrouw k>kkin jongen>meisje broeder>zuster meester>juf leider>leidster verpleger>verpleegster ler>lster "
    "kker>kster pper>pster bber>bster gger>gster mmer>mster nner>nster rder>rdster tter>tster dder>dster"
)
_ENDINGS = tuple(pair.split(">") for pair in _MADE.split())


def _labels() -> dict[ConceptId, list[str]]:
    found: dict[ConceptId, list[str]] = {}
    for record in read_starter().records:
        if isinstance(record, Occupation | Names):
            found.setdefault(record.id, []).extend(label.text for label in record.labels if label.lang == "nl")
    return found


def _pairs() -> Iterator[tuple[str, str]]:
    here = {record.id for record in read_starter().records if isinstance(record, Occupation)}
    for id, names in _labels().items():
        if id not in here:
            continue  # a skill, or an occupation that waits for ESCO
        known = {name.casefold(): name for name in names}
        for name in names:
            made = {
                " ".join([*words[:at], words[at].removesuffix(old) + new, *words[at + 1 :]])
                for words in [name.casefold().split()]
                for at in range(len(words))
                for old, new in _ENDINGS
                if words[at].endswith(old)
            }
            yield from ((name, known[other]) for other in sorted(made & known.keys()) if other != name.casefold())


PAIRS = sorted(set(_pairs()))


def test_there_are_pairs_enough() -> None:
    assert len(PAIRS) >= 40
    for pair in (("kok", "kokkin"), ("kapper", "kapster"), ("timmerman", "timmervrouw"), ("gymleraar", "gymlerares")):
        assert pair in PAIRS


def test_feminine_and_masculine_names_find_the_same_first(starter_planner: Planner) -> None:
    other = {
        (one, two)
        for one, two in PAIRS
        if starter_planner.find_names(one, ["occupation"], 1)[0]["id"]
        != starter_planner.find_names(two, ["occupation"], 1)[0]["id"]
    }
    assert other == set()


def test_every_feminine_name_finds_its_occupation_first(starter_planner: Planner) -> None:
    missed = []
    for id, names in _by_kind("feminine").items():
        for name in names:
            hits = starter_planner.find_names(name, ["occupation"], 1)
            if id in starter_planner.network.texts and (not hits or hits[0]["id"] != id):
                missed.append((name, id))
    assert missed == []


def _by_kind(kind: str) -> dict[ConceptId, list[str]]:
    found: dict[ConceptId, list[str]] = {}
    for record in read_starter().records:
        if isinstance(record, Names):
            for item in record.evidence:
                for part in str(item.how).split("; ")[1:]:
                    said, _, names = part.partition(": ")
                    if said == KINDS[kind]:
                        found.setdefault(record.id, []).extend(names.split(", "))
    return found


def test_the_kind_of_a_name_goes_nowhere_but_into_the_evidence(starter_planner: Planner) -> None:
    """What is searched knows a name as preferred, other or hidden; whether it is feminine or old it doesn't know."""
    kinds = {name[0] for entry in starter_planner.network.texts.values() for name in entry["names"]}
    assert kinds <= {kind.value for kind in LabelKind}
    assert all(len(name) == 4 for entry in starter_planner.network.texts.values() for name in entry["names"])
    assert texts_of.__module__ == "graph.texts"


#: Words about a person's own sex, age, origin or health; clients, patients and residents are work, no qualities.
_ABOUT_PERSONS = re.compile(
    r"\b(?:jonge|jong|oudere|bejaarde|mannelijk\w*|vrouwelijk\w*|allochto\w+|autochto\w+|buitenland\w+|turk\w*|marokk\w+|"
    r"pool|poolse|syri\w+|afrika\w+|blank\w*|zwarte|gehandicapte|invalide|zieke|gezonde|sterke man|homo\w*|zwanger\w*|"
    r"moslim\w*|christe\w+|joods\w*)\b",
    re.I,
)


@pytest.mark.parametrize("kind", [Occupation, Skill, Names])
def test_no_name_or_phrase_speaks_of_a_persons_sex_age_origin_or_health(kind: type) -> None:
    texts = [label.text for record in read_starter().records if isinstance(record, kind) for label in record.labels]
    assert texts
    assert [text for text in texts if _ABOUT_PERSONS.search(text)] == []
