"""How tight the market is: whose class, where, when, and what is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph import cache
from graph.ask import Ask, query_of
from graph.describe import describe
from graph.network import Network
from graph.planner import Planner
from graph.search import find_routes
from graph.stores.memory import MemoryStore
from graph.tension import market_in, tension_lines
from loaders.pipeline import load
from ontology.errors import SourceUnreadable
from ontology.ids import ESCO_ISCO, ConceptId
from ontology.relations import Tension
from tests.kit.small import brc, id_of, isco, job, network, occupation, region, said_by, store

KOK, CHEF = id_of("occupation", "kok"), id_of("occupation", "chef")
OOST = id_of("region", "oost")


def tension(code: str, market: int, where: str | None = None, period: str = "2025-Q4", by: str = "") -> Tension:
    """Of a BRC group; with ``C`` before it of an ISCO unit, with a name of an occupation."""
    if code.isdigit():
        id = id_of("group", f"brc2014/{code}")
    else:
        id = ConceptId(ESCO_ISCO + code[1:]) if code[1:].isdigit() else id_of("occupation", code)
    place = None if where is None else id_of("region", where)
    source = by or f"tension/{where or 'nl'}/{period.lower()}"
    return Tension(id=id, market=market, period=period, region=place, evidence=said_by(source))


def kitchen(*more: Any) -> Network:
    groups = (brc("1111", "Koks"), brc("1112", "Kelners"), isco("5120", "1111"))
    return network(job("kok", "a b"), job("chef", "a b c"), region("oost"), region("west"), *groups, *more)


def classes(net: Network, id: str = KOK) -> tuple[int, list[int]]:
    row = net.occupations.row(id)
    return int(net.market[row]), [int(market_in(net, place)[row]) for place in range(len(net.regions))]


def test_nothing_loaded_is_unknown() -> None:
    net = kitchen()
    assert classes(net) == (0, [0, 0])
    assert describe(net, KOK)["tension"] is None
    assert describe(net, KOK)["market"] is None


def test_an_occupation_has_the_class_of_its_group() -> None:
    net = kitchen(tension("1111", 2))
    assert classes(net) == (2, [2, 2])
    (line,) = describe(net, KOK)["tension"]
    assert line == {
        "market": 2,
        "period": "2025-Q4",
        "region": None,
        "group": "Koks",
        "source": "source/tension/nl/2025-q4",
    }


def test_its_own_goes_before_its_units_and_that_before_its_groups() -> None:
    assert classes(kitchen(tension("1111", 2), tension("C5120", 3)))[0] == 3
    assert classes(kitchen(tension("1111", 2), tension("C5120", 3), tension("kok", 4)))[0] == 4


def test_a_region_has_its_own_class_and_else_the_countrys() -> None:
    net = kitchen(tension("1111", 4), tension("1111", 1, "oost"))
    assert classes(net) == (4, [1, 4])
    assert [(line["market"], line["region"] and line["region"]["label"]) for line in tension_lines(net, KOK, OOST)] == [
        (1, "oost"),
        (4, None),
    ]


def test_groups_that_differ_leave_the_occupations_own_unknown_and_are_both_shown() -> None:
    net = network(
        occupation("kok", brc=frozenset({"1111", "1112"})),
        *(brc("1111", "Koks"), brc("1112", "Kelners"), tension("1111", 1), tension("1112", 3)),
    )
    assert int(net.market[0]) == 0
    assert [line["market"] for line in describe(net, KOK)["tension"]] == [1, 3]


def test_groups_that_agree_give_their_class() -> None:
    net = network(
        occupation("kok", brc=frozenset({"1111", "1112"})),
        *(brc("1111", "Koks"), brc("1112", "Kelners"), tension("1111", 3), tension("1112", 3)),
    )
    assert int(net.market[0]) == 3


def test_the_newest_period_counts() -> None:
    net = kitchen(tension("1111", 5, period="2024-Q4"), tension("1111", 2, period="2025-Q1"))
    assert classes(net)[0] == 2


def test_routes_and_targets_for_a_region_show_that_regions_class() -> None:
    net = kitchen(tension("1111", 4), tension("1111", 1, "oost"))
    for place, market in ((None, 4), (OOST, 1)):
        ask = Ask(origins=(KOK,), target=CHEF, region=place, theta=50)
        assert [route.vector[5] for route in find_routes(net, query_of(net, ask)).routes] == [market]
        (row,) = Planner(net).targets(Ask(origins=(KOK,), region=place, theta=50))["targets"]
        assert row["tension"][0]["market"] == row["cost"]["market"] == market


def test_a_kept_network_has_the_same_classes(tmp_path: Path) -> None:
    for net in (kitchen(), kitchen(tension("1111", 4), tension("1111", 1, "oost"))):
        cache.save(net, tmp_path)
        kept = cache.find(tmp_path, net.revision, net.digest)
        assert kept is not None
        assert classes(kept) == classes(net)
        assert tension_lines(kept, KOK, every=True) == tension_lines(net, KOK, every=True)
        cache.cache_path(tmp_path, net.revision).unlink()


HEAD = "brc,isco,region,quarter,class,source\n"


def loaded(tmp_path: Path, text: str, into: MemoryStore | None = None, **options: str) -> tuple[MemoryStore, Any]:
    path = tmp_path / "spanning.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    kept = into or store(*job("kok", "a"), brc("1111", "Koks"), isco("5120", "1111"), region("am13"))
    return kept, load(kept, "tension", [path], by="test", reason="test", **options)


def test_a_table_is_loaded_by_region(tmp_path: Path) -> None:
    text = (
        "1111,,NL,2025-Q4,krap,UWV indicator\n1111,,AM13,2025K4,5,UWV indicator\n,5120,AM13,2025 Q3,1,UWV indicator\n"
    )
    kept, report = loaded(tmp_path, text, licence="CC0-1.0")
    assert report.summary == {"rows": 3, "classes": 3, "groups": 2, "regions": 1, "newest quarter": "2025-Q4"}
    net = Planner.of(kept).network
    row = net.occupations.row(KOK)
    assert int(net.market[row]) == 2
    assert int(market_in(net, net.regions.row(id_of("region", "am13")))[row]) == 1
    lines = describe(net, KOK)["tension"]
    assert [line["source"] for line in lines] == [
        "source/tension/uwv-indicator/nl/2025-q4",
        "source/tension/uwv-indicator/am13/2025-q4",
    ]


def test_an_older_quarter_is_not_used_and_a_newer_file_replaces(tmp_path: Path) -> None:
    kept, report = loaded(tmp_path, "1111,,NL,2025-Q4,2,UWV\n1111,,NL,2025-Q3,4,UWV\n1111,,AM13,2025-Q4,1,UWV\n")
    assert any("older quarters" in str(finding) for finding in report.findings)
    loaded(tmp_path, "1111,,NL,2026-Q1,3,UWV\n", kept)
    net = Planner.of(kept).network
    assert [(line["market"], line["period"]) for line in describe(net, KOK)["tension"]] == [(3, "2026-Q1")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1111,5120,NL,2025-Q4,2,UWV", "both filled"),
        (",,NL,2025-Q4,2,UWV", "both empty"),
        ("9999,,NL,2025-Q4,2,UWV", "no BRC group"),
        ("11,,NL,2025-Q4,2,UWV", "four digits"),
        ("1111,,AM99,2025-Q4,2,UWV", "no region"),
        ("1111,,NL,najaar,2,UWV", "expected one such as"),
        ("1111,,NL,2025-Q4,6,UWV", "expected 1 to 5"),
        ("1111,,NL,2025-Q4,,UWV", "expected 1 to 5"),
        ("1111,,NL,2025-Q4,2,", "no source"),
    ],
)
def test_a_row_that_is_not_understood_is_left_out_and_told(tmp_path: Path, row: str, said: str) -> None:
    _, report = loaded(tmp_path, f"1111,,NL,2025-Q4,2,UWV\n{row}\n")
    assert report.summary["classes"] == 1
    assert any(said in finding.message and finding.line == 3 for finding in report.findings)


def test_a_table_without_a_usable_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="load brc"):
        loaded(tmp_path, "9999,,NL,2025-Q4,2,UWV\n")
