"""Which matches between a qualification and an occupation are clear, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.stores.base import Snapshot
from loaders.archives import Digest, Place
from loaders.base import Findings
from loaders.lookup import Lookup, fold
from loaders.tables import read_rows
from ontology.concepts import Occupation
from ontology.ids import ConceptId
from ontology.quantities import isco_skill_level, nlqf_of_isco_skill_level

_COLUMNS = ("crebo", "kwalificatie", "niveau", "scheme", "occupation_uri", "occupation_label", "match", "label_type")


@dataclass(frozen=True, slots=True)
class Match:
    """One row of the match table: two names that look alike."""

    crebo: str
    name: str
    level: int
    scheme: str
    occupation: ConceptId
    label: str
    is_exact: bool
    is_preferred: bool

    @property
    def how(self) -> str:
        """How the match was found."""
        sort = "voorkeursnaam" if self.is_preferred else "andere naam"
        same = "gelijk" if self.is_exact else "gelijk zonder toevoeging"
        return f"naam van de kwalificatie {same} aan een {sort} in {self.scheme}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A match with what a curator must know to decide; ``reason`` None is a clear match."""

    match: Match
    sort: str = ""
    reason: str | None = None


def read_matches(place: Place, levels: Mapping[str, int], findings: Findings, digest: Digest) -> list[Match]:
    """The rows whose qualification the crebo table has, each pair once."""
    found: dict[tuple[str, str], Match] = {}
    for line, cells in read_rows(place, _COLUMNS, findings, digest, labels=("kwalificatie", "occupation_label")):
        crebo, uri = cells["crebo"].strip(), cells["occupation_uri"].strip()
        if crebo not in levels:
            findings.error(str(place), line, f"crebo {crebo!r} is not in the crebo table: the row is left out")
        elif (crebo, uri) in found:
            findings.error(str(place), line, f"crebo {crebo} and {uri} stand twice: the second row is left out")
        else:
            found[crebo, uri] = Match(
                crebo=crebo,
                name=cells["kwalificatie"].strip(),
                level=levels[crebo],
                scheme=cells["scheme"].strip(),
                occupation=ConceptId(uri),
                label=cells["occupation_label"].strip(),
                is_exact=cells["match"] == "exact",
                is_preferred=cells["label_type"] in ("pref", "prefLabel"),
            )
    return list(found.values())


def judge(matches: Sequence[Match], snapshot: Snapshot, occupations: Lookup) -> list[Verdict]:
    """A verdict per match, in the order given.

    Clear is: the occupation's own preferred Dutch name, in the store as in the table, with a level
    that fits its ISCO skill level, and the only such qualification of that level for it.
    """
    isco = {one.id: one.isco for one in snapshot.iter_kind("occupation") if isinstance(one, Occupation) and one.isco}
    taken: dict[tuple[str, int], str] = {}
    verdicts = []
    for match in sorted(matches, key=lambda match: (match.crebo, match.occupation)):
        sort, reason = _problem(match, occupations, isco)
        if reason is None:
            first = taken.setdefault((match.occupation, match.level), match.crebo)
            if first != match.crebo:
                sort, reason = "second of its level", f"crebo {first} heeft dit beroep op dit niveau al"
        verdicts.append(Verdict(match, sort, reason))
    return verdicts


def _problem(match: Match, occupations: Lookup, isco: Mapping[ConceptId, str]) -> tuple[str, str | None]:
    if match.scheme != "esco":
        return "only in CompetentNL", "gevonden in CompetentNL, dat hier geen vaardigheden heeft"
    if match.occupation not in occupations.ids:
        return "occupation not in the store", "het ESCO-beroep staat niet in de graaf"
    if not match.is_preferred:
        return "equal to another name", "gelijk aan een andere naam van het beroep, niet aan de voorkeursnaam"
    preferred = occupations.preferred.get(fold(match.name), set())
    if not match.is_exact or match.occupation not in preferred:
        return "name not equal", "de namen zijn niet helemaal gelijk"
    skill_level = isco_skill_level(isco.get(match.occupation))
    if skill_level is None:
        return "no ISCO unit", "het beroep heeft geen ISCO-groep"
    low, high = nlqf_of_isco_skill_level(skill_level)
    if not low <= match.level <= high:
        return "level doesn't fit", f"niveau {match.level} past niet bij de ISCO-groep ({low} tot {high})"
    return "", None
