"""What is known of occupations and skills beside their relations: texts, kinds and groups, for nearness.

Plain values (JSON types), one entry a row of the network, so that they lie beside the arrays.
Nothing here is about people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import orjson

from graph.stores.base import Snapshot
from ontology.concepts import Group, Label, LabelKind, Occupation, Skill
from ontology.ids import ESCO_ISCO
from ontology.relations import Requirements

KINDS = ("skill", "knowledge", "attitude", "language")
REUSE = ("", "transversal", "cross-sector", "sector-specific", "occupation-specific")
DEEPEST = 3  #: groups further from the top than this are as narrow as a skill
#: Texts are compared in one language; English has a name for every concept of ESCO.
ANALYSED = ("en", "nl")


class Unread(Mapping[str, Any]):
    """A background as it was kept: only who makes nearness from it reads it, and most processes don't."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    @cached_property
    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.raw)
        return found

    def __getitem__(self, key: str) -> Any:
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def raw_of(background: Mapping[str, Any]) -> bytes:
    """A background as it is kept."""
    return background.raw if isinstance(background, Unread) else orjson.dumps(dict(background))


def background_of(snapshot: Snapshot, occupations: Mapping[str, Occupation], skills: Sequence[str]) -> dict[str, Any]:
    """Texts of occupations, skills and ISCO units, and the kind, reuse and broader groups of each skill.

    ``asked`` has, for each occupation of which several sources say what it asks, all that any of them says: its row,
    its essential and its other optional skills. ``skillGroups`` are places in ``groups``; ``groups`` says how far
    below the top each lies (0 to 3).
    """
    first: dict[str, Skill] = {}
    groups: dict[str, Group] = {}
    for record in snapshot.iter_kind("skill"):
        assert isinstance(record, Skill)
        known = first.get(record.id)
        if known is None or len(record.broader) > len(known.broader):
            first[record.id] = record
    for item in snapshot.iter_kind("group"):
        assert isinstance(item, Group)
        groups[item.id] = max(groups.get(item.id, item), item, key=_told)
    above = _Above(groups, first)
    found = [above.of(id) for id in skills]
    names = sorted({group for group_ids in found for group in group_ids})
    place = {id: number for number, id in enumerate(names)}
    units = sorted({occupation.isco for occupation in occupations.values() if occupation.isco})
    return {
        "occupations": [_text(occupations[id].labels, occupations[id].description) for id in sorted(occupations)],
        "asked": _asked(snapshot, {id: row for row, id in enumerate(sorted(occupations))}, skills),
        "regulated": [int(occupations[id].regulated is True) for id in sorted(occupations)],
        "skills": [_text(first[id].labels, None) for id in skills],
        "kinds": [KINDS.index(first[id].skill_kind.value) for id in skills],
        "reuse": [REUSE.index(first[id].reuse or "") if first[id].reuse in REUSE else 0 for id in skills],
        "skillGroups": [sorted(place[group] for group in group_ids) for group_ids in found],
        "groups": [above.depth(id) for id in names],
        "groupIds": names,
        "units": {unit: _unit_text(groups.get(f"{ESCO_ISCO}{unit}")) for unit in units},
    }


def _asked(
    snapshot: Snapshot, jobs: Mapping[str, int], skills: Sequence[str]
) -> list[tuple[int, list[int], list[int]]]:
    place = {id: row for row, id in enumerate(skills)}
    told: dict[str, list[Requirements]] = {}
    for record in snapshot.iter_kind("requirements"):
        assert isinstance(record, Requirements)
        if record.id in jobs:
            told.setdefault(record.id, []).append(record)
    found = []
    for id in sorted(told):
        if len(told[id]) > 1:
            essential = frozenset[str]().union(*(record.essential for record in told[id]))
            optional = frozenset[str]().union(*(record.optional for record in told[id])) - essential
            runs = [sorted(place[skill] for skill in ids if skill in place) for ids in (essential, optional)]
            found.append((jobs[id], runs[0], runs[1]))
    return found


def _told(group: Group) -> tuple[bool, int, str]:
    """How much a statement tells of a group: another source may only say what a unit maps to."""
    return group.description is not None, len(group.broader), group.evidence[0].source


class _Above:
    """The groups above a skill; ESCO's skills lie under skills too, and loops are cut."""

    def __init__(self, groups: Mapping[str, Group], skills: Mapping[str, Skill]) -> None:
        self._groups, self._skills = groups, skills
        self._known: dict[str, frozenset[str]] = {}
        self._depths: dict[str, int] = {}

    def of(self, id: str) -> frozenset[str]:
        """The broader groups of a skill, at most ``DEEPEST`` below the top."""
        return frozenset(one for one in self._all(id) if one in self._groups and self.depth(one) <= DEEPEST)

    def depth(self, id: str) -> int:
        """How far a group lies below the top: 0 has nothing above it."""
        if id not in self._depths:
            self._depths[id] = sum(one in self._groups for one in self._all(id))
        return self._depths[id]

    def _all(self, id: str) -> frozenset[str]:
        if id not in self._known:
            self._known[id] = frozenset()  # a loop ends here
            record = self._groups.get(id) or self._skills.get(id)
            found: set[str] = set()
            for one in record.broader if record else ():
                found |= {one, *self._all(one)}
            self._known[id] = frozenset(found - {id})
        return self._known[id]


def _text(labels: Sequence[Label], description: str | None) -> list[str]:
    """The names in the language that is analysed, the preferred one first, and the description."""
    for lang in (*ANALYSED, *sorted({label.lang for label in labels})):
        names = [label for label in labels if label.lang == lang]
        if names:
            names.sort(key=lambda label: (label.kind is not LabelKind.PREF, label.text))
            return [names[0].text, " ".join(label.text for label in names[1:]), description or ""]
    return ["", "", description or ""]


def _unit_text(group: Group | None) -> list[str]:
    return _text(group.labels, group.description) if group else ["", "", ""]
