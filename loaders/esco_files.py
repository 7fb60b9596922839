"""Which ESCO table is what, in both published layouts, and which version they are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.archives import Place, find_places
from loaders.base import Findings
from ontology.errors import SourceUnreadable

_CONCEPTS = re.compile(
    r"^(occupations|skills|ISCOGroups|skillGroups|skillsHierarchy|languageSkillsCollection)_([a-z]{2}(?:-[a-z]+)?)\.csv$"
)
_RELATIONS = re.compile(r"^(occupationSkillRelations|broaderRelationsSkillPillar)(?:_([a-z]{2}(?:-[a-z]+)?))?\.csv$")
_VERSION = re.compile(r"(?:\bv|esco[ _-]+v?)(\d+\.\d+(?:\.\d+)*)", re.IGNORECASE)

#: The order in which a language is preferred where only one text is kept.
PREFERRED = ("nl", "en")


@dataclass(slots=True)
class EscoFiles:
    """The tables by kind and language; relations once, for they say the same in every language."""

    version: str
    by_kind: dict[str, dict[str, Place]] = field(default_factory=dict)
    relations: dict[str, Place] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the occupations, the preferred one first."""
        found = self.by_kind["occupations"]
        return tuple(sorted(found, key=lambda lang: (PREFERRED.index(lang) if lang in PREFERRED else 9, lang)))

    def of(self, kind: str) -> list[tuple[str, Place]]:
        """The tables of a kind with their language, preferred language first."""
        places = self.by_kind.get(kind, {})
        return [(lang, places[lang]) for lang in self.languages if lang in places]


def find_esco(paths: Sequence[Path], version: str | None, findings: Findings) -> EscoFiles:
    """Sort the ESCO tables at these paths.

    Raises:
        SourceUnreadable: a needed table is away, or the version is unknown or mixed.
    """
    places = find_places(paths)
    files = EscoFiles("")
    for place in places:
        if match := _CONCEPTS.match(place.name):
            kind, lang = match.groups()
            _keep_first(files.by_kind.setdefault(kind, {}), lang, place, findings)
        elif match := _RELATIONS.match(place.name):
            _keep_first(files.relations, match.group(1), place, findings)
    for kind in ("occupations", "skills"):
        if not files.by_kind.get(kind):
            raise _missing(paths, f"no {kind}_<language>.csv", "Give the classification zip of a language.")
    if "occupationSkillRelations" not in files.relations:
        advice = "ESCO 1.1 has them in a zip of their own (relations - csv); give both paths at once."
        raise _missing(paths, "no occupationSkillRelations.csv", advice)
    files.version = version or _version(paths, places)
    return files


def _keep_first(into: dict[str, Place], name: str, place: Place, findings: Findings) -> None:
    """Keep the first table of its sort: each language's zip of ESCO 1.2 repeats the relations."""
    first = into.setdefault(name, place)
    if first is not place:
        findings.note(str(place), None, f"not read: {first} holds the same table")


def _missing(paths: Sequence[Path], found: str, advice: str) -> SourceUnreadable:
    return SourceUnreadable(", ".join(map(str, paths)), found, "ESCO's CSV files", advice)


def _version(paths: Sequence[Path], places: Sequence[Place]) -> str:
    texts = {f"{path.resolve().parent.name}/{path.name}" for path in [*paths, *(place.path for place in places)]}
    found: set[str] = {match for text in texts for match in _VERSION.findall(text)}
    if len(found) != 1:
        shown = " and ".join(sorted(found)) or "no version in the file names"
        advice = "Say which it is with --version, such as --version 1.2.0."
        raise SourceUnreadable(", ".join(map(str, paths)), shown, "one version of ESCO", advice)
    return found.pop()
