"""What the menukaart offers: where, when, to whom, at what cost; and that a situation stays nowhere."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from api.situations import parse_situation
from graph.menukaart import StepAsked
from graph.menukaart.costs import costs_of, total_of
from graph.planner import Planner
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from loaders.starter.menukaart_page import FILE, current
from ontology.codes import DOELGROEPEN, KLANTKENMERKEN, TEGELS, UITVOERINGSVORMEN
from ontology.ids import BASE
from ontology.instruments import Pays, Per
from ontology.situations import BENEFITS, TOPICS

TODAY = date(2026, 11, 25)
GRONINGEN, RIJNMOND = f"{BASE}region/am01", f"{BASE}region/am22"


@pytest.fixture(scope="module")
def planner() -> Planner:
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    return Planner.of(store)


def asked(planner: Planner, words: str, **given: Any) -> dict[str, Any]:
    given = {"kind": "training", "region": None, "on": TODAY} | given
    return planner.menukaart(parse_situation(words.split()), **given)


def names(answer: dict[str, Any], *groups: str) -> set[str]:
    return {
        offer["id"].rsplit("/", 1)[1] for group in groups or ("offers", "others", "closed") for offer in answer[group]
    }


def test_what_has_ended_is_offered_on_an_old_day_only(planner: Planner) -> None:
    assert "stap-budget" not in names(asked(planner, ""))
    assert "stap-budget" in names(asked(planner, "", on=date(2023, 12, 31)), "offers")
    assert "stap-budget" not in names(asked(planner, "", on=date(2024, 1, 1)))
    for id, last in (("lage-inkomensvoordeel", 2024), ("lkv-oudere-werknemer", 2025)):
        assert id in names(asked(planner, "", kind="work", on=date(last, 12, 31)))
        assert id not in names(asked(planner, "", kind="work", on=date(last + 1, 1, 1)))


def test_an_ended_record_still_reads_right(planner: Planner) -> None:
    entry = planner.describe(f"{BASE}instrument/stap-budget")
    assert entry["label"] == "STAP-budget"
    assert entry["record"]["valid_until"] == "2023-12-31"


def test_a_region_has_its_own_and_not_its_neighbours(planner: Planner) -> None:
    here, there = names(asked(planner, "", region=GRONINGEN)), names(asked(planner, "", region=RIJNMOND))
    assert "voorbeeld-scholingsvoucher-groningen" in here - there
    assert "voorbeeld-groepshulp-rijnmond" in there - here
    nowhere = asked(planner, "DD01")
    offer = next(one for one in nowhere["offers"] if one["id"].endswith("voorbeeld-scholingsvoucher-groningen"))
    assert (offer["answer"], offer["conditions"][0]["question"]) == ("ask", "In welke gemeente woont u?")


def test_a_gemeente_has_its_own(planner: Planner) -> None:
    local = "voorbeeld-reiskosten-gemeente-groningen"
    assert local in names(asked(planner, "gemeente=GM0014 bijstand"), "offers")
    assert local not in names(asked(planner, "gemeente=GM1952 bijstand"))
    assert local not in names(asked(planner, "gemeente=GM0599 bijstand"))
    offer = next(one for one in asked(planner, "bijstand", region=GRONINGEN)["offers"] if one["id"].endswith(local))
    assert offer["answer"] == "ask"
    assert asked(planner, "gemeente=GM0014")["region"]["label"] == "Groningen"


def test_another_groups_offers_are_there_with_who_decides(planner: Planner) -> None:
    answer = asked(planner, "ww age=40")
    others = {one["id"].rsplit("/", 1)[1]: one for one in answer["others"]}
    assert others["scholing-gemeente"]["decides"] == {"party": "gemeente", "label": "de gemeente"}
    assert others["scholing-gemeente"]["answer"] == "no"
    assert "scholing-met-ww" in names(answer, "offers")


def test_every_condition_has_a_text_a_source_and_a_question_where_it_asks(planner: Planner) -> None:
    for kind in ("orientation", "training", "practice", "work", "business"):
        for group in ("offers", "others", "closed"):
            for offer in asked(planner, "", kind=kind)[group]:
                for condition in offer["conditions"]:
                    assert condition["text"]
                    assert condition["law"], offer["label"]
                    assert (condition["question"] is not None) == (condition["answer"] == "ask")


def test_nothing_told_is_never_a_no_for_a_group(planner: Planner) -> None:
    for kind in ("orientation", "training", "practice", "work", "business"):
        assert asked(planner, "", kind=kind)["others"] == []


def test_health_and_the_register_are_never_needed(planner: Planner) -> None:
    """With everything else told, what rests on health or a doelgroep still asks and is not a no."""
    answer = asked(planner, "no-benefit employee age=40 level=3 dutch=3F", kind="work")
    asks = {one["id"].rsplit("/", 1)[1] for one in answer["offers"] if one["answer"] == "ask"}
    assert {"jobcoach-uwv", "lkv-banenafspraak", "vervoer-naar-werk-of-opleiding"} <= asks


def test_order_does_not_look_at_the_person(planner: Planner) -> None:
    young, old = asked(planner, "ww age=30"), asked(planner, "ww age=60")
    assert [one["id"] for one in young["offers"]] == [one["id"] for one in old["offers"]]


def offer(pays: str | None, amount: int | None, per: str | None = "once") -> Any:
    from tests.conformance.fixtures.invalid import sample, unchecked

    return unchecked(
        sample("instrument"), pays=Pays(pays) if pays else None, amount=amount, per=Per(per) if per else None
    )


@pytest.mark.parametrize(
    ("cost", "pays", "amount", "per", "left"),
    [
        (1000_00, "training", 600_00, "once", 400_00),
        (500_00, "training", 600_00, "once", 0),
        (500_00, "training", None, None, None),
        (None, "training", 600_00, "once", None),
        (500_00, "loan", 600_00, "once", 500_00),
        (500_00, "wages", 3_05, "hour", 500_00),
        (500_00, "training", 3_05, "hour", None),
        (0, "training", None, None, 0),
    ],
)
def test_costs(cost: int | None, pays: str, amount: int | None, per: str | None, left: int | None) -> None:
    step = StepAsked(kind="training", cost=cost)
    found = costs_of(step, offer(pays, amount, per), "ask")
    assert found["leftEurocent"] == left
    assert found["costEurocent"] == cost
    assert found["text"]


def test_a_no_pays_nothing() -> None:
    found = costs_of(StepAsked(kind="training", cost=500_00), offer("training", 600_00), "no")
    assert (found["mayPayEurocent"], found["leftEurocent"]) == (None, 500_00)


def test_offers_are_never_added_up() -> None:
    step = StepAsked(kind="training", cost=1000_00)
    made = [
        {"pays": "training", "costs": costs_of(step, offer("training", cents), "yes")} for cents in (600_00, 700_00)
    ]
    assert total_of(step, made)["leftEurocent"] == 300_00
    unknown = [*made, {"pays": "training", "costs": costs_of(step, offer("training", None), "ask")}]
    assert total_of(step, unknown) == {
        "costEurocent": 1000_00,
        "mayPayEurocent": 700_00,
        "leftEurocent": None,
        "unknown": True,
    }


def test_a_situation_shows_nothing_of_itself() -> None:
    told = parse_situation(["ww", "age=47", "debts"])
    assert repr(told) == f"{told}" == "Situation(3 told)"


def test_a_situation_is_in_no_answer_or_receipt(planner: Planner) -> None:
    from graph.ask import Ask

    ask = Ask(origins=(planner.match("verkoper", "occupation"),), target=planner.match("verzorgende", "occupation"))
    plain = planner.routes(ask)
    told = parse_situation(["ww", "age=47", "debts", "ED12"])
    answer = planner.with_offers(plain, told, region=None, on=TODAY)
    assert {key: value for key, value in answer.items() if key != "menukaart"} == plain
    assert set(answer["receipt"]["query"]) == {"origins", "target"}
    assert "ED12" not in json.dumps(answer["receipt"])
    assert planner.replay(answer["receipt"]) == plain
    assert {step["step"]["id"] for step in answer["menukaart"]["steps"]} == {
        step["id"] for group in plain["groups"] for route in group["routes"] for step in route["steps"]
    }


def test_an_employer_sees_what_helps(planner: Planner) -> None:
    from graph.ask import Ask

    answer = planner.sources(Ask(target=planner.match("verzorgende", "occupation")), 3)
    made = planner.with_offers(answer, parse_situation(["ww"]), region=RIJNMOND, on=TODAY)["menukaart"]
    work, training = made["steps"]
    assert {one["audience"] for one in made["instruments"]} == {"IT02"}
    assert {"proefplaatsing-voor-werkgever", "loonkostensubsidie", "no-riskpolis"} <= names(work)
    assert "subsidie-praktijkleren" in names(training)


def test_the_page_of_instruments_fits_the_data() -> None:
    assert FILE.read_text("utf-8") == current(), "make it anew: python -m loaders.starter.menukaart_page"


def test_there_are_enough_instruments(planner: Planner) -> None:
    found = [entry["record"] for entry in planner.network.texts.values() if entry["kind"] == "instrument"]
    national = [one for one in found if not one.get("example")]
    assert len(national) >= 40
    assert {id for one in found if one.get("example") for id in one["regions"]} == {GRONINGEN, RIJNMOND}
    assert all(one["law"] for one in found)
    assert sum("valid_until" in one for one in national) >= 3


@pytest.mark.data
def test_our_codes_are_those_of_dennis_and_eva(data_dir: Any) -> None:
    import csv

    lists: dict[str, set[str]] = {}
    with (data_dir / "nl" / "codelijsten_eva_dennis_sgr.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            lists.setdefault(row["lijst"], set()).add(row["code"])
    assert lists["Doelgroepen"] == set(DOELGROEPEN)
    assert lists["Klantkenmerken"] == set(KLANTKENMERKEN)
    assert lists["TypeUitvoeringsVormen"] == set(UITVOERINGSVORMEN)
    assert lists["WerklandschapTegels"] == set(TEGELS)
    assert {benefit.doelgroep for benefit in BENEFITS.values()} - {None} <= lists["Doelgroepen"]
    assert len(TOPICS) == len(set(TOPICS.values()))
