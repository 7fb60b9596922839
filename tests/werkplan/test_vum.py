"""VUM profiles: what becomes a proposal, what is dropped at the door, and that no value of it is ever seen again."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.app import create_app
from api.settings import Settings
from api.werkplan.operations_profiles import EXAMPLE, EXAMPLE_ASK, VumAnswer
from api.werkplan.vum_fields import FIELDS, PERSONAL, Thing
from api.werkplan.vum_reading import read_profile
from graph.planner import Planner
from ontology.errors import ConfigError
from tests.kit.desk import BASE

MARK = "Zonnebloemstra"
CASEWORKER = {"Loopbaanpad-Demo-Role": "caseworker", "Loopbaanpad-Demo-Organisation": "uwv-rijnmond"}
V3: dict[str, Any] = {
    "bemiddelingsberoep": [
        {"codeBeroepsnaam": "http://data.europa.eu/esco/occupation/d35f9e79-5778-43b4-8667-0e3ba1fcb19a"}
    ],
    "arbeidsmarktkwalificatie": {
        "competentiebeheersing": [
            {"codeCompetentie": "https://loopbaanpad.example/id/skill/samenwerken"},
            {"codeCompetentie": "https://linkeddata.competentnl.nl/id/humancapability/3DA7BAB0C4"},
        ],
        "rijbewijs": [{"codeSoortRijbewijs": "B"}, {"codeSoortRijbewijs": "Q"}],
    },
}
NAMED: dict[str, Any] = {
    "idWerkzoekende": MARK,
    "naam": MARK,
    MARK: MARK,
    "emailadres": [f"{MARK}@voorbeeld.nl"],
    "telefoonnummer": ["0612345678"],
    "webadres": [{"url": f"https://{MARK}.nl"}],
    "burgerservicenummer": "123456782",
    "persoonlijkePresentatie": f"Ik ben {MARK}",
    "indicatieLdrRegistratie": 1,
    "contactpersoon": [{"naamContactpersoonAfdeling": MARK, "telefoonnummer": "0612345678"}],
    "adres": {"postcode": "3011AA", "straatnaam": MARK, "huisnummer": 7},
    "mobiliteit": {"bemiddelingspostcode": "3011AA", "maximaleReistijd": 45},
    "eisAanWerk": {"indicatieBegeleiding": 1},
    "bemiddelingsberoep": [{"beroepsnaamOngecodeerd": {"naamBeroepOngecodeerd": "verzorgende"}}],
    "arbeidsmarktkwalificatie": {
        "vakvaardigheid": [{"omschrijving": "samenwerken in een team"}, {"omschrijving": f"werkte voor {MARK}"}],
        "opleiding": [
            {
                "opleidingsnaam": {"opleidingsnaamOngecodeerd": {"naamOpleidingOngecodeerd": "rijbewijs C"}},
                "naamOpleidingsinstituut": MARK,
                "indicatieDiploma": 2,
                "codeNiveauOpleiding": 7,
            }
        ],
        "cursus": [{"naamCursus": "VCA basis", "indicatieCertificaat": 1, "toelichtingCursus": MARK}],
        "werkervaring": [
            {"beroep": {"naamBeroepOngecodeerd": "vakkenvuller"}, "naamOrganisatie": MARK},
            {"beroep": {"naamBeroepOngecodeerd": "bel 0612345678"}},
            {"beroep": {"naamBeroepOngecodeerd": "123456782"}},
        ],
    },
}


def asked(client: TestClient, profile: Any, who: dict[str, str] | None = None) -> dict[str, Any]:
    answer = client.post("/v1/profiles/vum", json=profile, headers=who or CASEWORKER)
    assert answer.status_code == 200, answer.text
    VumAnswer.model_validate_json(answer.content)
    return dict(answer.json())


def test_names_become_proposals_and_wishes_stand_apart(client: TestClient) -> None:
    told = asked(client, NAMED)
    held = [(item["kind"], item["label"], item["mention"]) for item in told["proposals"]]
    assert sorted(held) == [
        ("credential", "VCA basis (B-VCA)", "held"),
        ("occupation", "vakkenvuller", "held"),
        ("skill", "samenwerken in een team", "held"),
    ]
    assert [(item["label"], item["mention"]) for item in told["apart"]] == [("verzorgende IG", "wish")]
    asks = [(item["label"], item["place"]) for item in told["questions"]]
    assert ("rijbewijs C", "arbeidsmarktkwalificatie.opleiding[0]") in asks  # no diploma was told: it is asked
    assert {"field": "mobiliteit.maximaleReistijd", "value": "45"} in told["told"]
    places = {item["place"] for item in told["findings"]}
    assert "arbeidsmarktkwalificatie.opleiding[0].codeNiveauOpleiding" in places
    assert told["gemeente"]["known"] is False


def test_what_was_dropped_is_named_and_its_value_is_nowhere(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        told = asked(client, NAMED)
    dropped = {(item["field"], item["why"]) for item in told["dropped"]}
    assert {
        ("naam", "name"), ("emailadres", "contact"), ("telefoonnummer", "contact"), ("burgerservicenummer", "number"),
        ("adres", "address"), ("mobiliteit.bemiddelingspostcode", "postcode"), ("persoonlijkePresentatie", "free-text"),
        ("indicatieLdrRegistratie", "health"), ("eisAanWerk.indicatieBegeleiding", "health"), ("*", "unknown"),
        ("arbeidsmarktkwalificatie.werkervaring.naamOrganisatie", "name"),
        ("arbeidsmarktkwalificatie.werkervaring.beroep.naamBeroepOngecodeerd", "number"),
        ("arbeidsmarktkwalificatie.werkervaring.beroep.naamBeroepOngecodeerd", "contact"),
    } <= dropped  # fmt: skip
    shown = str(told) + caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    for value in (MARK, MARK.lower(), "0612345678", "123456782", "3011AA"):
        assert value not in shown


def test_codes_of_version_3_are_read_and_unknown_ones_found(client: TestClient) -> None:
    told = asked(client, V3)
    assert [item["label"] for item in told["proposals"]] == ["samenwerken in een team", "rijbewijs B"]
    assert [item["label"] for item in told["apart"]] == ["vakkenvuller"]
    assert [item["place"] for item in told["findings"]] == [
        "arbeidsmarktkwalificatie.competentiebeheersing[1]",
        "arbeidsmarktkwalificatie.rijbewijs[1]",
    ]


def test_too_much_is_refused_and_said(client: TestClient) -> None:
    assert client.post("/v1/profiles/vum", json={"naam": "x" * 300_000}, headers=CASEWORKER).status_code == 413
    assert client.post("/v1/profiles/vum", json=["naam"], headers=CASEWORKER).status_code == 400
    many = {"arbeidsmarktkwalificatie": {"vakvaardigheid": [{"omschrijving": "samenwerken"}] * 201}}
    assert "at most 200" in asked(client, many)["findings"][0]["text"]


def test_the_documented_example_is_one(client: TestClient) -> None:
    VumAnswer.model_validate(EXAMPLE)
    told = asked(client, EXAMPLE_ASK)
    assert {item["label"] for item in told["proposals"]} == {"vakkenvuller", "rijbewijs B"}


def _names(rules: Any) -> set[str]:
    fields = rules.fields if isinstance(rules, Thing) else rules
    if not hasattr(fields, "items"):
        return set()
    return set(fields) | {name for inner in fields.values() for name in _names(inner)}


_KEYS = st.sampled_from(sorted(_names(FIELDS) | set(PERSONAL))) | st.text(max_size=8)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just(MARK) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(profile=st.dictionaries(_KEYS, _VALUES, max_size=6))
def test_whatever_is_sent_is_read_by_the_list_alone(profile: dict[str, Any]) -> None:
    read = read_profile(profile)
    kept = [value for thing in read.things for value in thing.told.values()] + [item["value"] for item in read.told]
    allowed = {"code", "name", "diploma"}
    assert all(set(thing.told) <= allowed for thing in read.things)
    assert all(isinstance(value, str) and len(value) <= 300 for value in kept)
    assert MARK not in str(read.dropped) + str(read.findings)


TABLE = "postcode;gemeente\n3011;GM0599\n1234;GM0001\n1234;GM0002\n1234AB;GM0002\n"


@pytest.mark.parametrize(
    ("postcode", "code"),
    [
        ("3011AA", "GM0599"), ("3011 aa", "GM0599"), ("3011", "GM0599"), ("1234AB", "GM0002"),
        ("1234XX", None), ("9999AA", None), ("0111AA", None), (["3011AA", "1234AB"], None), (3011, None),
    ],
)  # fmt: skip
def test_a_postcode_is_looked_up_once_and_dropped(
    url: str, planner: Planner, tmp_path: Path, postcode: Any, code: str | None
) -> None:
    file = tmp_path / "postcodes.csv"
    file.write_text(TABLE)
    app = create_app(Settings(store="memory:", werkplan=url, postcodes=file), planner=planner)
    client = TestClient(app, base_url=BASE)
    told = asked(client, {"mobiliteit": {"bemiddelingspostcode": postcode}})
    found = told.pop("gemeente")
    assert (found["known"], found["code"]) == (code is not None, code)
    assert found["label"] == ("Rotterdam" if code == "GM0599" else None)
    assert found["ask"] == "In welke gemeente woont u?"
    assert told["dropped"] == [{"field": "mobiliteit.bemiddelingspostcode", "why": "postcode", "times": 1}]
    assert "3011" not in str(told) + str(found)
    app.state.werkplan.close()


def test_without_a_table_the_gemeente_is_asked(client: TestClient) -> None:
    with_one = asked(client, {"mobiliteit": {"bemiddelingspostcode": "3011AA"}})["gemeente"]
    assert (with_one["known"], with_one["code"], with_one["label"]) == (False, None, None)
    assert "hier niet bekend" in with_one["text"]
    assert with_one["ask"] == asked(client, {})["gemeente"]["text"] == "In welke gemeente woont u?"


@pytest.mark.parametrize("wrong", ["", "pc;gemeente\n", "postcode;gemeente\n3011\n", "postcode;gemeente\n3011;599\n"])
def test_a_table_that_is_none_is_refused_at_the_start(tmp_path: Path, planner: Planner, wrong: str) -> None:
    file = tmp_path / "postcodes.csv"
    file.write_text(wrong)
    for path in (file, tmp_path / "nowhere.csv"):
        with pytest.raises(ConfigError, match="LOOPBAANPAD_POSTCODES"):
            create_app(
                Settings(store="memory:", werkplan=f"sqlite:{tmp_path / 'p.db'}", postcodes=path), planner=planner
            )
