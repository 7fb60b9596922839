"""The report on the starter set, ``docs/starter.md``: ``python -m loaders.starter.reporting`` writes it anew.

What is counted follows from the set alone. What takes long to measure (routes between all pairs) or
needs data that may be away (walls on all of ESCO) stands between marks, with its date, and is kept as
it was until somebody measures again. What somebody found who read answers one by one is kept likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from graph.demand_coverage import DEMANDING_MAJORS, total_coverage
from loaders.starter.dataset import Starter, read_starter
from loaders.starter.figures import bases_of, counted, evidence_kinds, rows_of_kind, to_check_of
from loaders.starter.offers import WORD_BY_MODE
from loaders.starter.reach import GOAL_ACROSS, GOAL_STONES, GOAL_WITHIN, Reach, Stones
from loaders.starter.walls import Walls
from ontology.concepts import Credential, CredentialKind, Occupation, Skill, SkillKind, Training, TrainingKind
from ontology.evidence import EvidenceKind, Source
from ontology.relations import Basis, EntryDemands
from ontology.relations import Path as Track

FILE = Path(__file__).parent.parent.parent / "docs" / "starter.md"
PAIRS, WALLS = "paren", "muren"  #: the measured parts
READ = "gelezen"  #: what somebody wrote who read answers one by one
NOT_MEASURED = "Nog niet gemeten.\n"
NOT_READ = "Nog niet gelezen.\n"

_PART = re.compile(r"<!-- (?P<name>[a-z]+):begin -->\n(?P<body>.*?)<!-- (?P=name):end -->\n", re.DOTALL)

_KIND = {
    "occupation": "beroepen",
    "skill": "vaardigheden",
    "training": "opleidingen (elke manier van volgen telt als gegeven)",
    "credential": "diploma's en andere bewijzen",
    "names": "alledaagse namen (alle namen van een beroep tellen als één gegeven)",
    "entry-demands": "toelatingseisen (elk beroep of elke ISCO-unit telt als gegeven)",
    "path": "paden",
    "fee": "bedragen die in de wet staan (lesgeld, cursusgeld, collegegeld)",
    "region": "arbeidsmarktregio's",
    "instrument": "instrumenten van de menukaart",
}
_TRAINING = {
    TrainingKind.COURSE: "cursus",
    TrainingKind.LICENCE: "bewijs of rijbewijs",
}
_SKILL = {
    SkillKind.SKILL: "vaardigheid",
    SkillKind.KNOWLEDGE: "kennis",
    SkillKind.ATTITUDE: "houding",
    SkillKind.LANGUAGE: "taal",
}
_CREDENTIAL = {
    CredentialKind.LICENCE: "bewijs of rijbewijs",
    CredentialKind.REGISTRATION: "inschrijving in een register",
    CredentialKind.LANGUAGE: "taalniveau",
    CredentialKind.DECLARATION: "verklaring",
}
_EVIDENCE = {
    EvidenceKind.OFFICIAL: "officieel",
    EvidenceKind.CURATED: "door mensen opgesteld",
    EvidenceKind.OBSERVED: "geteld",
    EvidenceKind.DERIVED: "afgeleid",
}
_BASIS = {Basis.LAW: "wet", Basis.COLLECTIVE: "cao of branche", Basis.CUSTOMARY: "gebruik (geen muur)"}

_MAJOR = {
    -1: "zonder ISCO-code",
    0: "0 krijgsmacht",
    1: "1 leidinggevenden",
    2: "2 intellectuele, wetenschappelijke en artistieke beroepen",
    3: "3 technici en vakspecialisten",
    4: "4 administratief personeel",
    5: "5 dienstverlening en verkoop",
    6: "6 land-, bos- en visserij",
    7: "7 ambachten",
    8: "8 bediening van machines en voertuigen",
    9: "9 elementaire beroepen",
}

_HEAD = """# De startset in cijfers

Wat er in de eigen startset zit (`loaders/starter`), waar het op rust, en wat iemand die het weet moet nakijken.
`loopbaanpad report starter` maakt dit bestand; het format van de set staat in [De startset](starter-format.md).
"""


def measured_in(text: str) -> dict[str, str]:
    """The measured parts of a report by name, as they stand there."""
    return {part["name"]: part["body"] for part in _PART.finditer(text)}


def report_text(found: Starter, measured: Mapping[str, str]) -> str:
    """The whole report; parts that were not measured say so."""
    (source,) = (record for record in found.records if isinstance(record, Source))
    parts = [
        _HEAD,
        f"Set: {source.name}, versie {source.version}, {source.licence}.\n",
        "## Wat erin zit\n",
        _kinds(found),
        "### Beroepen en paden per sector\n",
        _sectors(found),
        "### Per soort\n",
        _classes(found),
        "## Waar het op rust\n",
        _bases(found),
        "## Na te kijken door iemand die het weet\n",
        _to_check(found),
        "## Routes tussen beroepen\n",
        _marked(PAIRS, measured),
        "## Muren op heel ESCO\n",
        _marked(WALLS, measured),
        "## Antwoorden, een voor een gelezen\n",
        _marked(READ, measured, NOT_READ),
    ]
    return "\n".join(parts)


def _marked(name: str, measured: Mapping[str, str], otherwise: str = NOT_MEASURED) -> str:
    return f"<!-- {name}:begin -->\n{measured.get(name, otherwise)}<!-- {name}:end -->\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _kinds(found: Starter) -> str:
    rows = rows_of_kind(found)
    counts = ((name, rows[kind], found.summary.get(kind, 0)) for kind, name in _KIND.items())
    return _table(("wat", "regels", "gegevens"), counts)


def _sectors(found: Starter) -> str:
    jobs = counted(found, Occupation, lambda one: one.sector)
    tracks = counted(found, Track, lambda one: one.sector)
    rows = [(sector, jobs.get(sector, 0), tracks.get(sector, 0)) for sector in sorted({*jobs, *tracks})]
    return _table(("sector", "beroepen", "paden"), rows)


def _classes(found: Starter) -> str:
    lists = (
        ("opleiding", counted(found, Training, _training_class)),
        ("vaardigheid", counted(found, Skill, lambda one: _SKILL[one.skill_kind])),
        ("bewijs", counted(found, Credential, lambda one: _CREDENTIAL.get(one.credential_kind, one.credential_kind))),
        ("toelatingseis", counted(found, EntryDemands, lambda one: _BASIS[one.basis])),
    )
    return _table(("wat", "soort", "aantal"), ((what, kind, n) for what, counts in lists for kind, n in counts.items()))


def _training_class(one: Training) -> str:
    return f"{_TRAINING.get(one.training_kind, one.training_kind)}, {WORD_BY_MODE[one.mode]}"


def _bases(found: Starter) -> str:
    kinds = ", ".join(f"{_EVIDENCE[kind]} {count}" for kind, count in evidence_kinds(found).items())
    rows = ((one.how, ", ".join(one.places), one.rows, one.to_check) for one in bases_of(found))
    table = _table(("in de woorden van het bestand", "waar", "regels", "na te kijken"), rows)
    return f"Soorten bewijs, in gegevens geteld: {kinds}.\n\n{table}"


def _to_check(found: Starter) -> str:
    lists = to_check_of(found)
    total = sum(one.rows for one in lists)
    rows = ((one.file, f"{one.rows} van {one.of}", ", ".join(one.names) or "alle") for one in lists)
    head = f"{total} regels zijn gemarkeerd met `check: true`; wat er nagekeken moet worden, staat in hun `how`.\n"
    return f"{head}\n{_table(('bestand', 'regels', 'welke'), rows)}"


def reach_text(within: Reach, across: Reach, stones: Stones, occupations: int, on: date) -> str:
    """The measured part on routes: every pair of occupations, and the whole answers of a sample."""
    both = within + across
    rows = [
        (name, one.pairs, one.route, one.unknown, one.wall, one.nothing, f"{one.reached_percent} %", goal)
        for name, one, goal in (
            ("binnen een sector", within, f"{GOAL_WITHIN} %"),
            ("tussen sectoren", across, f"{GOAL_ACROSS} %"),
        )
    ]
    head = ("paren", "aantal", "route", "route, eisen onbekend", "muur", "geen van beide", "route of muur", "doel")
    return (
        f"Gemeten op {on.isoformat()} over alle {both.pairs} paren van {occupations} beroepen, zonder grenzen.\n"
        "*Muur*: er is geen route, en het antwoord noemt de toelatingseis.\n\n"
        f"{_table(head, rows)}\n"
        f"In een steekproef van {stones.answers} hele antwoorden komt in {stones.with_stone} een tussenbaan voor: "
        f"{stones.with_stone_percent} % (doel {GOAL_STONES} %).\n"
        f"In {stones.stopped} daarvan stopte de zoekactie bij haar grens.\n"
    )


def walls_text(walls: Walls, on: date) -> str:
    """The measured part on entry demands: by ISCO major group, of ESCO and the set together."""
    rows = [(_MAJOR[row.major], *row[1:]) for row in walls.rows]
    asked = total_coverage(walls.rows, DEMANDING_MAJORS)
    return (
        f"Gemeten op {on.isoformat()} op {walls.esco} met de startset erbij.\n"
        "*Muur*: een eis van wet of cao. *Geen eis*: gesteld dat er geen is. *Onbekend*: in ISCO 1 tot en met 3, als\n"
        "niemand het heeft gesteld. *Niets gezegd*: in de andere groepen; daar gaat de zoeker ervan uit dat er geen\n"
        "muur staat.\n\n"
        f"{_table(('ISCO-hoofdgroep', 'beroepen', 'muur', 'geen eis', 'onbekend', 'niets gezegd'), rows)}\n"
        f"In ISCO 1 tot en met 3 zijn de eisen gesteld van {asked.stated} van de {asked.occupations} beroepen "
        f"({asked.walls} met een muur); van {asked.unknown} zijn ze onbekend.\n"
    )


def text() -> str:
    """What the file must hold: counts of the set as it is, measured parts as they were."""
    return report_text(read_starter(), measured_in(FILE.read_text(encoding="utf-8") if FILE.is_file() else ""))


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
