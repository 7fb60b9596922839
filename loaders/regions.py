"""Arbeidsmarktregio's with their gemeenten, by CBS code; other spellings are aliases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, Place, find_places
from loaders.base import Findings, Loaded, Progress
from loaders.tables import read_rows
from ontology.concepts import Label, LabelKind
from ontology.errors import SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import own_id
from ontology.relations import Region

#: Other spellings and former names, by CBS code. Source: names in CBS, UWV and Werkcentrum publications.
ALIASES = {
    "AM02": ("Fryslân",),
    "AM06": ("Veluwe Stedendriehoek", "Stedendriehoek", "Stedendriehoek/Noordwest Veluwe"),
    "AM12": ("Gooi- en Vechtstreek",),
    "AM17": ("Zaanstreek-Waterland",),
    "AM18": ("Groot-Amsterdam",),
    "AM19": ("Holland-Rijnland",),
    "AM20": ("Midden Holland", "Midden-Holland"),
    "AM32": ("Helmond de Peel", "Helmond-de Peel"),
    "AM36": ("IJsselvechtstreek", "Zwolle"),
    "AM37": ("Zuid-Kennemerland", "Zuid-Kennemerland/IJmond", "Zuid Kennemerland en IJmond"),
    "AM38": ("Food Valley",),
}
_HOW = "gemeentelijke herindelingen sinds 2021 verwerkt in CBS 84929NED (2021)"
_YEAR = re.compile(r"(20\d\d)")
_COLUMNS = ("gemeente_code", "gemeente", "amr_cbs_code", "arbeidsmarktregio")


def load_regions(
    paths: Sequence[Path], *, snapshot: Snapshot, progress: Progress, version: str | None = None
) -> Loaded:
    """The regions of the newest year among the files.

    A table that says per row what it rests on (column ``basis``) was worked out by somebody:
    its evidence is derived and marked to be checked.
    """
    findings, digest = Findings(), Digest()
    place, year = _newest(find_places(paths), findings, version)
    gemeenten: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    region_of: dict[str, str] = {}
    is_derived = False
    for line, cells in read_rows(
        place, _COLUMNS, findings, digest, optional=("basis",), labels=("gemeente", "arbeidsmarktregio")
    ):
        code, gemeente = cells["amr_cbs_code"].strip(), cells["gemeente_code"].strip()
        if not re.fullmatch(r"AM\d\d", code) or not re.fullmatch(r"GM\d{4}", gemeente):
            findings.error(str(place), line, f"found {code!r} and {gemeente!r}, expected AM00 and GM0000: left out")
        elif region_of.setdefault(gemeente, code) != code or gemeente in gemeenten.get(code, {}):
            findings.error(str(place), line, f"{gemeente} stands twice, first in {region_of[gemeente]}: left out")
        elif names.setdefault(code, cells["arbeidsmarktregio"].strip()) != cells["arbeidsmarktregio"].strip():
            findings.error(str(place), line, f"{code} has two names, first {names[code]!r}: left out")
        else:
            gemeenten.setdefault(code, {})[gemeente] = cells["gemeente"].strip()
            is_derived = is_derived or bool(cells["basis"])
    progress("regions", len(names), len(names))
    id = manifest.source_id(manifest.REGIONS.family, f"{year}-derived" if is_derived else year)
    evidence = (
        Evidence(source=id, kind=EvidenceKind.DERIVED, how=_HOW, check=True)
        if is_derived
        else Evidence(source=id, kind=EvidenceKind.OFFICIAL)
    )
    records = [
        Region(
            id=own_id("region", code.lower()),
            labels=_labels(code, names[code]),
            code=code,
            gemeenten=tuple(sorted(members.items())),
            evidence=(evidence,),
        )
        for code, members in sorted(gemeenten.items())
    ]
    source = manifest.source_of(manifest.REGIONS, f"{year}-derived" if is_derived else year, digest.hex())
    return Loaded(
        sources=(source,),
        records=tuple(records),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={"version": source.version, "regions": len(records), "gemeenten": len(region_of)},
    )


def _newest(places: Sequence[Place], findings: Findings, version: str | None) -> tuple[Place, str]:
    """The table of the newest year; in a folder only those that are named for regions count."""
    named = [place for place in places if "arbeidsmarktregio" in place.name] or list(places)
    dated = {place: match[1] for place in named if (match := _YEAR.search(place.name))}
    if len(named) == 1 and version:
        return named[0], version
    if not dated:
        raise SourceUnreadable(str(named[0]), "no year in the file name", "a year", "Say it with --version 2026.")
    newest = max(dated, key=lambda place: dated[place])
    for place in named:
        if place is not newest:
            findings.note(str(place), None, f"not read: {newest} is newer")
    return newest, dated[newest]


def _labels(code: str, name: str) -> tuple[Label, ...]:
    others = [alias for alias in ALIASES.get(code, ()) if alias != name]
    return (Label(LabelKind.PREF, "nl", name), *(Label(LabelKind.ALT, "nl", alias) for alias in others))
