"""A label that isn't Dutch is marked wherever it is shown, and counted."""

from __future__ import annotations

from contextlib import closing

import pytest
from fastapi.testclient import TestClient

from api import wording
from api.app import create_app
from api.cli import main
from api.settings import Settings
from api.status import network_status, snapshot_status
from api.v1.concepts import OccupationAnswer, SkillAnswer
from graph.planner import Planner
from graph.stores import open_store
from graph.stores.base import Put
from loaders.starter import read_starter
from ontology.concepts import Skill
from tests.kit.small import id_of, job, named, skill, store

RECORDS = (*job("kok", "koken braising"), skill("koken"), skill("braising", labels=named("braise meat", lang="en")))


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner.of(store(*RECORDS))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"oxigraph:{tmp_path_factory.mktemp('dutch') / 'kg'}"
    with closing(open_store(url)) as opened:
        puts = [Put(record) for record in store(*RECORDS).snapshot().records]
        opened.apply(puts, expected=opened.revision(), by="test", reason="test")
    return url


def test_only_a_label_that_is_not_dutch_has_a_language(planner: Planner) -> None:
    told = {item["label"]: item.get("lang") for item in planner.describe(id_of("occupation", "kok"))["essential"]}
    assert told == {"koken": None, "braise meat": "en"}
    assert planner.describe(id_of("skill", "braising"))["lang"] == "en"
    assert "lang" not in planner.describe(id_of("skill", "koken"))


def test_a_search_always_tells_the_language(planner: Planner) -> None:
    found = {
        item["label"]: item["lang"] for text in ("koken", "braise") for item in planner.find_names(text, ["skill"])
    }
    assert found == {"koken": "nl", "braise meat": "en"}


def test_the_interface_tells_it(planner: Planner) -> None:
    client = TestClient(create_app(Settings(store="memory:"), planner=planner))
    told = client.get(f"/v1/skills/{id_of('skill', 'braising')}")
    assert SkillAnswer.model_validate_json(told.content).lang == "en"
    told = client.get("/v1/occupations/kok")
    assert [item.lang for item in OccupationAnswer.model_validate_json(told.content).essential] == ["en", None]


def test_people_see_it() -> None:
    item = {"id": "x", "label": "braise meat", "lang": "en"}
    assert wording.label(item) == "braise meat (Engels)"
    assert wording.labels([item, {"id": "y", "label": "koken"}]) == "braise meat (Engels) en koken"
    assert wording.some([item], 3) == "braise meat (Engels)"


def test_the_commands_mark_and_count_it(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "braise", "--store", url]) == 0
    assert capsys.readouterr().out.startswith("braise meat (Engels) (vaardigheid")
    assert main(["show", "kok", "--kind", "occupation", "--store", url]) == 0
    assert "- braise meat (Engels)" in capsys.readouterr().out
    assert main(["status", "--store", url]) == 0
    assert "zonder Nederlandse naam (getoond in het Engels): vaardigheid 1" in capsys.readouterr().out


def test_status_counts_what_lacks_a_dutch_name(planner: Planner) -> None:
    expected = {"occupation": 0, "skill": 1, "training": 0, "credential": 0}
    assert snapshot_status(store(*RECORDS).snapshot())["withoutDutch"] == expected
    assert network_status(planner.network)["withoutDutch"] == expected


def test_the_starter_set_has_a_dutch_name_and_sentence_for_every_skill_it_uses() -> None:
    skills = [record for record in read_starter().records if isinstance(record, Skill)]
    assert len(skills) > 600
    assert [
        record.id
        for record in skills
        if not any(label.lang == "nl" and label.kind == "pref" for label in record.labels)
    ] == []
    assert [record.id for record in skills if not (record.description or "").endswith(".")] == []
