"""Mbo qualifications from the crebo table: a diploma each, and a training where ESCO clearly fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, Place, find_places
from loaders.base import Findings, Loaded, Progress
from loaders.crebo_matches import Match, Verdict, judge, read_matches
from loaders.lookup import Lookup
from loaders.tables import read_rows
from ontology.concepts import Credential, CredentialKind, Label, LabelKind, Mode, Training, TrainingKind
from ontology.errors import SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ConceptId, own_id
from ontology.quantities import MBO_LEVEL_BY_KIND, Nlqf, WeeklyHours, Weeks
from ontology.records import Record
from ontology.relations import Proposal, Requirements

VERSION = "2015"
DATED = "code uit 2015, kan vervangen zijn"
#: Nominal years by kind of programme. Source: WEB art. 7.2.4a, the longest that the law names;
#: for a middenkaderopleiding the usual three, because four years hold for some of them only.
YEARS = {
    "entreeopleiding": 1,
    "basisberoepsopleiding": 2,
    "vakopleiding": 3,
    "middenkaderopleiding": 3,
    "specialistenopleiding": 1,
}
#: Hours a week of a full-time bol: 1,600 hours in a year of study, over 52 weeks, rounded up.
#: Source: WEB, the hours of study in a full year of study; spread over the calendar year as in the starter set.
BOL_LOAD = WeeklyHours(31)
_FEES = {
    Mode.BOL: "lesgeld en leermiddelen",
    Mode.BBL: "cursusgeld en leermiddelen; vaak betaalt de werkgever",
}
_COLUMNS = ("crebo", "kwalificatie", "niveau", "soort_opleiding", "beroepsvereisten", "leerweg")


@dataclass(frozen=True, slots=True)
class Qualification:
    """One row of the crebo table."""

    crebo: str
    name: str
    level: int
    programme: str
    demands: str | None
    modes: tuple[Mode, ...]

    @property
    def diploma(self) -> ConceptId:
        """The id of its diploma."""
        return own_id("credential", f"crebo-{self.crebo}")


def load_crebo(paths: Sequence[Path], *, snapshot: Snapshot, progress: Progress, version: str = VERSION) -> Loaded:
    """A diploma per qualification, trainings for clear matches with ESCO, proposals for the other matches.

    The match table (derived_crebo_occupation_label_match.csv) is looked for beside the crebo table.
    """
    findings, digest = Findings(), Digest()
    table, match_table = _tables(paths)
    qualifications = _qualifications(table, findings, digest)
    progress("qualifications", len(qualifications), len(qualifications))
    source = manifest.source_id(manifest.CREBO.family, version)
    official = (Evidence(source=source, kind=EvidenceKind.OFFICIAL, how=DATED, check=True),)
    records: list[Record] = [_diploma(one, official) for one in qualifications.values()]
    verdicts: list[Verdict] = []
    if match_table is None:
        findings.warning(str(table), None, "no derived_crebo_occupation_label_match.csv beside it: diplomas only")
    else:
        occupations = Lookup(snapshot, "occupation", lang="nl")
        if not occupations.ids:
            advice = "Load ESCO first: loopbaanpad load esco PATH."
            raise SourceUnreadable(str(table), "no occupations in the store", "ESCO", advice)
        matches = read_matches(match_table, {c: q.level for c, q in qualifications.items()}, findings, digest)
        verdicts = judge(matches, snapshot, occupations)
    essential = _essential(snapshot, {v.match.occupation for v in verdicts if v.reason is None})
    trainings = 0
    for verdict in verdicts:
        one = qualifications[verdict.match.crebo]
        if verdict.reason is not None:
            records.append(_proposal(one, verdict.match, verdict.reason, source))
        elif verdict.match.occupation not in essential:
            records.append(_proposal(one, verdict.match, "het beroep heeft geen essentiële vaardigheden", source))
        else:
            offered = list(_trainings(one, verdict.match, essential[verdict.match.occupation], source))
            trainings += len(offered)
            records += offered
    proposals = [record for record in records if isinstance(record, Proposal)]
    progress("trainings", trainings, trainings)
    return Loaded(
        sources=(manifest.source_of(manifest.CREBO, version, digest.hex()),),
        records=tuple(records),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={
            "diplomas": len(qualifications),
            "matches": len(verdicts),
            "accepted matches": len(verdicts) - len(proposals),
            "trainings (bol and bbl)": trainings,
            "proposals": len(proposals),
            **_reasons(verdicts),
        },
    )


def _tables(paths: Sequence[Path]) -> tuple[Place, Place | None]:
    beside = [path.parent / "derived_crebo_occupation_label_match.csv" for path in paths if path.is_file()]
    places = find_places([*paths, *(path for path in beside if path.is_file() and path not in paths)])
    tables = [place for place in places if place.name.startswith("crebo")] or [
        place for place in places if "label_match" not in place.name
    ]
    matches = [place for place in places if place.name.startswith("derived_crebo_occupation_label_match")]
    if not tables:
        raise SourceUnreadable(", ".join(map(str, paths)), "no crebo table", "crebo_hks_2015.csv")
    return tables[0], matches[0] if matches else None


def _qualifications(place: Place, findings: Findings, digest: Digest) -> dict[str, Qualification]:
    found: dict[str, Qualification] = {}
    for line, cells in read_rows(place, _COLUMNS, findings, digest, labels=("kwalificatie",)):
        crebo, programme = cells["crebo"].strip(), cells["soort_opleiding"].strip()
        level = MBO_LEVEL_BY_KIND.get(programme)
        modes = tuple(mode for mode in (Mode.BOL, Mode.BBL) if mode.name in cells["leerweg"].upper().split("/"))
        if not crebo.isdigit() or crebo in found:
            findings.error(str(place), line, f"found crebo {crebo!r}, expected digits, once: left out")
        elif level is None or str(level) != cells["niveau"].strip():
            said = f"{programme!r} at level {cells['niveau']!r}"
            findings.error(str(place), line, f"found {said}, expected a kind of programme and its level: left out")
        elif not modes or not cells["kwalificatie"].strip():
            findings.error(str(place), line, "no name, or no bol or bbl: left out")
        else:
            demands = cells["beroepsvereisten"].strip(" -") or None
            found[crebo] = Qualification(crebo, cells["kwalificatie"].strip(), level, programme, demands, modes)
    return found


def _diploma(one: Qualification, evidence: tuple[Evidence, ...]) -> Credential:
    return Credential(
        id=one.diploma,
        labels=(Label(LabelKind.PREF, "nl", f"mbo-diploma {one.name} (niveau {one.level}, crebo {one.crebo})"),),
        credential_kind=CredentialKind.DIPLOMA,
        level=Nlqf(one.level),
        evidence=evidence,
    )


def _trainings(
    one: Qualification, match: Match, teaches: frozenset[ConceptId], source: ConceptId
) -> Iterable[Training]:
    """The qualification as bol and as bbl, as far as the table names them."""
    how = (
        f"kwalificatie {one.crebo} en het ESCO-beroep hebben dezelfde voorkeursnaam ({match.label}) en het niveau "
        f"past bij de ISCO-groep; leert de essentiële vaardigheden van dat beroep; {DATED}"
    )
    evidence = (Evidence(source=source, kind=EvidenceKind.DERIVED, how=how, check=True),)
    years = YEARS[one.programme]
    notes = [DATED, f"nominale duur {years} jaar volgens de soort opleiding ({one.programme})"]
    if one.demands:
        notes.append(f"voor dit beroep gelden wettelijke beroepsvereisten ({one.demands})")
    for mode in one.modes:
        paid = mode is Mode.BBL
        note = [*notes, "leerbaan bij een erkend leerbedrijf nodig"] if paid else notes
        yield Training(
            id=own_id("training", f"crebo-{one.crebo}-{mode.value}"),
            labels=(Label(LabelKind.PREF, "nl", f"{one.name} (mbo niveau {one.level}, {mode.value})"),),
            training_kind=TrainingKind.MBO,
            mode=mode,
            duration=Weeks(52 * years),
            cost=None,
            load=None if paid else BOL_LOAD,
            paid=paid,
            level=Nlqf(one.level),
            code=one.crebo,
            fee=_FEES[mode],
            teaches=teaches,
            gives=frozenset({one.diploma}),
            entry_level=Nlqf(max(one.level - 1, 0)),
            leads_to=frozenset({ConceptId(match.occupation)}) if paid else frozenset(),
            note="; ".join(note),
            evidence=evidence,
        )


def _proposal(one: Qualification, match: Match, reason: str, source: ConceptId) -> Proposal:
    local = f"crebo-{one.crebo}-{manifest.slug_of(match.occupation.rsplit('/', 1)[-1])}"
    return Proposal(
        id=own_id("proposal", local),
        subject=match.occupation,
        target=one.diploma,
        reason=f"{one.name} (crebo {one.crebo}, niveau {one.level}) ~ {match.label}: {reason}",
        evidence=(Evidence(source=source, kind=EvidenceKind.DERIVED, how=match.how, check=True),),
    )


def _essential(snapshot: Snapshot, wanted: set[str]) -> dict[str, frozenset[ConceptId]]:
    """What ESCO asks for in these occupations."""
    return {
        record.id: record.essential
        for record in snapshot.iter_kind("requirements")
        if isinstance(record, Requirements) and record.id in wanted and record.essential
        if record.evidence[0].source.startswith(manifest.family_id(manifest.ESCO.family))
    }


def _reasons(verdicts: Sequence[Verdict]) -> dict[str, int]:
    found: dict[str, int] = {}
    for verdict in verdicts:
        if verdict.reason is not None:
            found[f"proposal: {verdict.sort}"] = found.get(f"proposal: {verdict.sort}", 0) + 1
    return dict(sorted(found.items()))
