"""The walls on all of ESCO, with the starter set beside it (needs the public data)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from graph.compiling import compile_network
from graph.demand_coverage import DEMANDING_MAJORS, demand_coverage, total_coverage
from graph.matching import NameIndex
from graph.network import Network
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.ids import short_of

pytestmark = pytest.mark.data

#: Well-known occupations, and what must be held before one may start: all of it, one of each list.
WALLS = {
    "huisarts": "big-arts specialist-huisarts",
    "medisch specialist": "big-arts specialist-arts",
    "tandarts": "big-tandarts",
    "apotheker": "big-apotheker",
    "ziekenhuisapotheker": "big-apotheker specialist-apotheker",
    "verloskundige": "big-verloskundige",
    "algemeen verpleegkundige": "big-verpleegkundige",
    "gespecialiseerd verpleegkundige": "big-verpleegkundige",
    "fysiotherapeut": "big-fysiotherapeut",
    "gezondheidszorgpsycholoog": "big-gz-psycholoog",
    "psychotherapeut": "big-psychotherapeut",
    "diëtist": "diploma-dietist",
    "logopedist": "diploma-logopedist",
    "algemeen dierenarts": "register-dierenarts",
    "leraar basisonderwijs": "vog bevoegdheid-po|geschiktheidsverklaring-leraar",
    "leerkracht wiskunde voortgezet onderwijs": "vog bevoegdheid-vo-2e-graads|geschiktheidsverklaring-leraar",
    "leraar speciaal onderwijs": "vog bevoegdheid-po|geschiktheidsverklaring-leraar",
    "vakdocent kapper beroepsonderwijs": "vog "
    "bevoegdheid-vo-2e-graads|geschiktheidsverklaring-leraar|getuigschrift-pdg",
    "medewerker kinderdagverblijf": "diploma-pedagogisch-medewerker vog nederlands-2f",
    "advocaat": "advocatentableau",
    "rechter": "benoeming-rechterlijk-ambtenaar",
    "openbaar aanklager": "benoeming-rechterlijk-ambtenaar",
    "notaris": "benoeming-notaris",
    "gerechtsdeurwaarder": "benoeming-gerechtsdeurwaarder",
    "accountant": "accountantsregister",
    "architect": "architectenregister-architect",
    "hypotheekmakelaar": "wft-hypothecair-krediet",
    "taxichauffeur": "rijbewijs-b chauffeurskaart-taxi",
    "vrachtwagenchauffeur": "rijbewijs-c code95-goederen",
    "buschauffeur": "rijbewijs-d code95-personen",
    "privéchauffeur": "rijbewijs-b",
    "chauffeur gevaarlijke stoffen": "rijbewijs-c code95-goederen adr-certificaat",
    "autorijinstructeur": "wrm-certificaat",
    "treinmachinist": "machinistenvergunning",
    "loods": "loodsenregister",
    "kapitein": "vaarbevoegdheid-kapitein",
    "luchtverkeersleider": "vergunning-luchtverkeersleider",
    "cabinemedewerker": "attest-cabinepersoneel",
    "beveiliger": "diploma-beveiliger",
    "sociaal rechercheur": "boa-akte",
    "asbestverwijderaar": "certificaat-asbestverwijderaar",
    "springmeester": "certificaat-springmeester",
    "machinist mobiele kraan": "certificaat-hijskraan",
}
#: Nobody is held back by law here; some of it is stated, of the rest nothing is.
NO_WALL = (
    "winkelmedewerker",
    "kassamedewerker",
    "kok",
    "kapper",
    "softwareontwikkelaar",
    "journalist",
    "schrijver",
    "psycholoog",
    "vastgoedmakelaar",
    "boekhouder",
    "bedrijfsjurist",
    "docent wiskunde hoger onderwijs",
    "steigerbouwer",
    "heftruckchauffeur",
    "badmeester",
    "taxateur onroerend goed",
    "econoom",
)
#: Where nobody stated anything, in ISCO 1 to 3; a custom is no statement.
UNKNOWN = ("econoom", "taxateur onroerend goed", "bankdirecteur", "bioloog", "restaurantmanager")
#: Stated to ask nothing.
STATED_NONE = (
    "journalist",
    "schrijver",
    "psycholoog",
    "bedrijfsjurist",
    "docent wiskunde hoger onderwijs",
    "homeopaat",
)


@cache
def whole(data_dir: Path) -> tuple[Network, NameIndex]:
    """All of ESCO and the starter set, loaded once."""
    kept = MemoryStore()
    folder = data_dir / "esco-1.1.1"
    load(kept, "esco", [*sorted(folder.glob("*.zip")), folder / "nl"], by="t", reason="t")
    load(kept, "starter", [], by="t", reason="t")
    net = compile_network(kept.snapshot())
    return net, NameIndex(net)


def walls(data_dir: Path, name: str) -> set[str]:
    net, names = whole(data_dir)
    row = net.occupations.row(names.match(name, "occupation"))
    groups = (net.group_credentials(int(group)) for group in net.occupation_demands[row])
    return {"|".join(sorted(short_of(id).removeprefix("credential/") for id in group)) for group in groups}


def is_unknown(data_dir: Path, name: str) -> bool:
    net, names = whole(data_dir)
    return bool(net.demands_unknown[net.occupations.row(names.match(name, "occupation"))])


@pytest.mark.parametrize("name", WALLS)
def test_a_well_known_wall_stands(data_dir: Path, name: str) -> None:
    assert walls(data_dir, name) == set(WALLS[name].split())
    assert not is_unknown(data_dir, name)


@pytest.mark.parametrize("name", NO_WALL)
def test_no_wall_stands_where_the_law_asks_nothing(data_dir: Path, name: str) -> None:
    assert walls(data_dir, name) == set()


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_nobody_stated_is_unknown(data_dir: Path, name: str) -> None:
    assert is_unknown(data_dir, name)


@pytest.mark.parametrize("name", STATED_NONE)
def test_what_is_stated_to_ask_nothing_is_not_unknown(data_dir: Path, name: str) -> None:
    assert not is_unknown(data_dir, name)
    assert walls(data_dir, name) == set()


def test_every_teacher_of_a_secondary_school_meets_the_wall_of_the_unit(data_dir: Path) -> None:
    net, _ = whole(data_dir)
    teachers = [row for row, unit in enumerate(net.isco_unit) if unit == 2330]
    assert len(teachers) >= 19
    assert [net.occupations.ids[row] for row in teachers if not len(net.occupation_demands[row])] == []


def test_the_row_of_an_occupation_goes_before_that_of_its_unit(data_dir: Path) -> None:
    assert walls(data_dir, "leerkracht godsdienst voortgezet onderwijs") == {"vog"}


def test_the_coverage_of_all_of_esco(data_dir: Path) -> None:
    rows = demand_coverage(whole(data_dir)[0])
    everything, demanding = total_coverage(rows), total_coverage(rows, DEMANDING_MAJORS)
    assert everything.occupations >= 3007
    assert demanding.walls >= 140
    assert demanding.stated >= 330
    assert demanding.stated + demanding.unknown == demanding.occupations
