"""The commands about many at once, and wages and tension on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api import wording_market
from api.cli import main
from graph.planner import Planner
from ontology.relations import Tension
from tests.kit.small import brc, id_of, job, network, region, said_by, starter, training, wages

Run = Callable[..., tuple[int, str, str]]


def opened(planner: Planner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(Planner, "open", classmethod(lambda cls, url: planner))
    monkeypatch.setenv("COLUMNS", "160")

    def called(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return called


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return opened(Planner(starter()), monkeypatch, capsys)


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A kitchen with wages and tension."""
    oost = id_of("region", "oost")
    group = id_of("group", "brc2014/1111")
    net = network(
        job("kok", "a b c d"),
        job("chef", "a b c d e f", brc=frozenset({"1111"})),
        training("chefcursus", 4, 100, "e f"),
        *(brc("1111", "Koks"), region("oost"), wages("1111", 2022, 1350, 1575, None)),
        Tension(id=group, market=2, period="2025-Q4", evidence=said_by("tension/nl/2025-q4")),
        Tension(id=group, market=1, period="2025-Q4", region=oost, evidence=said_by("tension/oost/2025-q4")),
    )
    return opened(Planner(net), monkeypatch, capsys)


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "groep.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_group_is_placed_and_who_is_left_is_told(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "occupation,count\nverkoper,30\n")
    code, out, _ = run("group", file, "--candidates", "2", "--places", "vakkenvuller=20")
    assert code == 0
    assert "30 mensen in 1 regel" in out
    assert "Geplaatst: 20 mensen. Niet geplaatst: 10 mensen." in out
    assert "10 mensen, verkoper: wel een route, maar de plaatsen zijn vol." in out
    assert "Niet geladen, dus onbekend: uurloon en spanning op de arbeidsmarkt." in out
    assert "Een betere verdeling is er niet" in out


def test_a_group_in_json_replays(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "occupation,count\nverkoper,3\n")
    code, out, _ = run("group", file, "--candidates", "1", "--json")
    assert code == 0
    (tmp_path / "a.json").write_text(out, encoding="utf-8")
    assert run("replay", str(tmp_path / "a.json"), "--json")[:2] == (0, out)
    assert "U noemde geen plaatsen" in run("replay", str(tmp_path / "a.json"))[1]


def test_names_of_people_are_refused(run: Run, tmp_path: Path) -> None:
    code, out, err = run("group", written(tmp_path, "occupation,count,naam\nverkoper,3,Jansen\n"))
    assert (code, out) == (3, "")
    assert "naam" in err
    assert "Jansen" not in err


@pytest.mark.parametrize("places", ["vakkenvuller", "=3", "vakkenvuller=x", "geenberoep=3"])
def test_places_that_are_none_are_wrong_use(run: Run, tmp_path: Path, places: str) -> None:
    assert run("group", written(tmp_path, "occupation,count\nverkoper,3\n"), "--places", places)[0] == 2


def test_what_goes_with_a_training(run: Run) -> None:
    gone = ("impact", "--gone", "training/verzorgende-ig-bbl", "--from", "verkoper", "--to", "verzorgende")
    code, out, _ = run(*gone)
    assert code == 0
    assert "Als deze opleiding verdwijnt: mbo Verzorgende IG (bbl)" in out
    assert "overgestapt: onbekend, er zijn geen tellingen geladen" in out
    assert "niet geladen en dus onbekend" in out
    assert "Bekeken: 1 overstap, van 1 naar 1 beroepen. Niet bekeken: 0." in out


def test_a_planned_course_and_the_reverse(run: Run, tmp_path: Path) -> None:
    asked = ("impact", "--teaches", "helpen bij wassen en aankleden", "--weeks", "6", "--euro", "450")
    code, out, _ = run(*asked, "--from", "verkoper", "--to", "verzorgende", "--json")
    assert code == 0
    answer = json.loads(out)
    assert (answer["training"]["weeks"], answer["training"]["costEurocent"]) == (6, 45000)
    (tmp_path / "a.json").write_text(out, encoding="utf-8")
    assert run("replay", str(tmp_path / "a.json"), "--json")[:2] == (0, out)
    code, out, _ = run("impact", "--openings", "--to", "verzorgende", "--pairs", "2")
    assert code == 0
    assert "Van 2 bekeken overstappen" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "verzorgende"],
        ["--openings"],
        ["--openings", "--gone", "training/verzorgende-ig-bbl", "--to", "verzorgende"],
        ["--openings", "--weeks", "3", "--to", "verzorgende"],
        ["--gone", "training/verzorgende-ig-bbl", "--teaches", "samenwerken"],
        ["--teaches", "geen enkele vaardigheid"],
        ["--teaches", "samenwerken", "--entry-dutch", "9F"],
        ["--gone", "training/verzorgende-ig-bbl", "--sector", "visserij"],
    ],
)
def test_wrong_use_of_impact_is_2(run: Run, arguments: list[str]) -> None:
    assert run("impact", *arguments)[0] == 2


def test_wages_and_tension_stand_with_source_date_and_region(market: Run, tmp_path: Path) -> None:
    out = market("targets", "--from", "kok")[1]
    assert "€ 15,75" in out
    assert "krap" in out
    assert "Uurloon is de mediaan van de beroepsgroep: source/curated/1, 2022, Nederland." in out
    assert "Spanning: source/tension/nl/2025-q4, 2025-Q4, Nederland." in out
    out = market("targets", "--from", "kok", "--region", "oost")[1]
    assert "zeer krap" in out
    assert "Spanning: source/tension/oost/2025-q4, 2025-Q4, oost." in out
    out = market("show", "chef")[1]
    assert "uurloon: € 15,75 per uur verdient wie in het midden zit; een kwart verdient minder dan € 13,50" in out
    assert "een kwart meer dan onbekend (beroepsgroep Koks, 2022, Nederland; bron: source/curated/1)" in out
    assert "spanning: krap (Nederland, beroepsgroep Koks, 2025-Q4; bron: source/tension/nl/2025-q4)" in out
    assert "spanning: zeer krap (oost, beroepsgroep Koks, 2025-Q4; bron: source/tension/oost/2025-q4)" in out
    out = market("route", "--from", "kok", "--to", "chef", "--region", "oost")[1]
    assert "uurloon van chef: € 15,75 per uur" in out
    assert "spanning van chef: zeer krap (oost, beroepsgroep Koks, 2025-Q4;" in out
    out = market("group", written(tmp_path, "occupation,count,region\nkok,3,oost\n"))[1]
    assert "zeer krap" in out


def test_what_is_not_loaded_is_said_to_be_unknown(market: Run, run: Run) -> None:
    assert "uurloon: onbekend: hierover zijn geen gegevens geladen" in run("show", "verzorgende")[1]
    assert "Niet geladen, dus onbekend: uurloon en spanning" in run("targets", "--from", "verkoper", "--limit", "2")[1]


def test_several_groups_give_a_range() -> None:
    lines: list[dict[str, Any]] = [{"p50": 1800}, {"p50": 1505}, {"p50": None}]
    assert wording_market.wage_cell(lines) == "€ 15,05 tot € 18,00"
    assert wording_market.wage_cell(lines[2:]) == "onbekend"
    two = [{"market": 1, "region": None}, {"market": 3, "region": None}]
    assert wording_market.tension_cell(two) == "zeer krap of gemiddeld"
