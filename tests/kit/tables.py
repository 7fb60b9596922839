"""A tiny network and one question from a text table, and a found route as one line of text.

Each line is a kind and its words; ``#`` starts a comment. Everything but ``job`` and ``target`` may be left out::

    credentials vca-vol > vca-basis ; diploma-mbo@4 > diploma-mbo@2
    job    kok   isco=5120 needs=a,b,c demands=[x|y],[z] grade=2 level=3 open unknown market=2
    train  t1    12w €400 8h classroom teaches=d,e gives=x demands=[y] level=2 paid region=oost,west
    train  b1    104w €? bbl job=chef,kok teaches=e..h
    person has kok,bakker; skills +g -a; holds x; level 2; grade 3
    limits months=18 weeks=70 euro=500 hours=20 modes=bbl,bol paid region=oost elsewhere
    limits avoid=t1,kok must=b1,chef theta=80 dwell=26 jobs=2 training-weeks
    target chef

``a > b``: who has a has b. ``x@4``: a diploma of NLQF level 4. ``[x|y]``: one of these; ``[job:kok|job:bakker]``: one
of these jobs held before. ``level=3``: NLQF asked, met from one below. ``grade``: ISCO skill level. ``open``: any gap
may be entered. ``unknown``: nobody stated the demands. Euros and weeks may be ``?``. Without hours the load of a
training is unknown, without a region it is national (beside regions the word ``national`` says so); ``region=?`` is
unknown. Rows stand in the order of ids, as in a compiled network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.network import (
    MODES,
    Flags,
    Ints,
    Names,
    Network,
    rows_of,
    turned,
)
from graph.query import Found, Query
from tests.kit.lines import line_of
from tests.kit.words import Table, Words, ids_of, members_of, read, said

#: ISCO major group -> ISCO skill level (managers at the upper of their two)
GRADES: Mapping[int, int] = {1: 4, 2: 4, 3: 3, 4: 2, 5: 2, 6: 2, 7: 2, 8: 2, 9: 1}


@dataclass(frozen=True, slots=True)
class Case:
    """One network, one question, and the name that a line of text starts with."""

    network: Network
    query: Query
    origin: str

    def line(self, found: Found) -> str:
        return line_of(self.network, self.query, found, self.origin)


def case_of(text: str) -> Case:
    """The network and the question of a text table."""
    table = read(text)
    network = network_of(table)
    origin, query = _query_of(table, network)
    return Case(network, query, origin)


def network_of(table: Table) -> Network:
    """The compiled network of a table; rows in the order of ids."""
    jobs = sorted(table.jobs.items())
    trainings = sorted(table.trainings.items())
    rows = [(id, words, job) for id, words in trainings for job in (sorted(words.ids("job")) or [""])]
    occupations = Names.of([id for id, _ in jobs])
    names = Names.of([id for id, _ in trainings])
    skills = Names.of(sorted(_all_skills(table)))
    credentials = Names.of(sorted(_all_credentials(table)))
    regions = Names.of(sorted(_all_regions(table)))
    labels = sorted({label for words in _demanding(table) for label in words.demands()})
    groups = {label: row for row, label in enumerate(labels)}

    meets = [{groups[label] for label in labels if _is_met(table, id, label)} for id in credentials.ids]
    needs = rows_of([[skills.row(id) for id in words.ids("needs")] for _, words in jobs])
    teaches = rows_of([[skills.row(id) for id in words.ids("teaches")] for _, words, _ in rows])
    gives = rows_of([set().union(*(meets[credentials.row(id)] for id in w.ids("gives"))) for _, w, _ in rows])
    majors = [int(words.named["isco"][0]) if "isco" in words.named else -1 for _, words in jobs]
    grades = [
        int(words.named.get("grade", GRADES.get(major, 0))) for (_, words), major in zip(jobs, majors, strict=True)
    ]
    any_gap = [major == 9 or "open" in words.plain for (_, words), major in zip(jobs, majors, strict=True)]
    weeks = [_number(words.plain, "w") for _, words, _ in rows]
    euros = [_number(words.plain, "€") for _, words, _ in rows]
    regions_of = [[regions.row(id) for id in words.ids("region") if id != "?"] for _, words, _ in rows]
    leerbaan = [occupations.row(job) if job else -1 for _, _, job in rows]
    return Network(
        revision=1,
        digest="",
        occupations=occupations,
        skills=skills,
        credentials=credentials,
        regions=regions,
        trainings=names,
        essential=needs,
        optional=rows_of([[skills.row(id) for id in words.ids("also")] for _, words in jobs]),
        needed_by=turned(needs, len(skills)),
        isco_major=_ints(majors),
        skill_level=_ints(grades),
        occupation_level=_ints(int(words.named.get("level", -1)) for _, words in jobs),
        any_gap=_flags(any_gap),
        demands_unknown=_flags("unknown" in words.plain for _, words in jobs),
        market=_ints(int(words.named.get("market", 0)) for _, words in jobs),
        occupation_demands=rows_of([[groups[label] for label in words.demands()] for _, words in jobs]),
        occupation_grants=rows_of([[groups[label] for label in labels if _is_granted(id, label)] for id, _ in jobs]),
        group_labels=tuple(labels),
        credential_meets=rows_of(meets),
        training_of=_ints(names.row(id) for id, _, _ in rows),
        weeks=_ints(int(number or 0) for number in weeks),
        weeks_known=_flags(number is not None for number in weeks),
        cents=_ints(round((number or 0) * 100) for number in euros),
        cents_known=_flags(number is not None for number in euros),
        load=_ints(_load(words.plain) for _, words, _ in rows),
        mode=_ints(MODES.index(next((w for w in words.plain if w in MODES), "classroom")) for _, words, _ in rows),
        paid=_flags("paid" in words.plain or bool(job) for _, words, job in rows),
        job=_ints(leerbaan),
        national=_flags("national" in words.plain or "region" not in words.named for _, words, _ in rows),
        teaches=teaches,
        gives=gives,
        training_demands=rows_of([[groups[label] for label in words.demands()] for _, words, _ in rows]),
        training_regions=rows_of(regions_of),
        taught_by=turned(teaches, len(skills)),
        given_by=turned(gives, len(labels)),
        leerbanen=rows_of([[r for r, job in enumerate(leerbaan) if job == o] for o in range(len(occupations))]),
        texts={},
    )


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int32)


def _flags(claims: Iterable[bool]) -> Flags:
    return np.array(list(claims), dtype=np.uint8)


def _number(words: Sequence[str], unit: str) -> float | None:
    """The number that stands with a unit; None for ``?``; 0 when the table doesn't say."""
    for word in words:
        bare = word.replace(unit, "")
        if bare != word and (bare == "?" or bare.replace(".", "").isdigit()):
            return None if bare == "?" else (float(bare) if "." in bare else int(bare))
    return 0


def _load(words: Sequence[str]) -> int:
    return next((int(word[:-1]) for word in words if word.endswith("h") and word[:-1].isdigit()), -1)


def _demanding(table: Table) -> list[Words]:
    return [*table.jobs.values(), *table.trainings.values()]


def _all_skills(table: Table) -> set[str]:
    named = {id for words in _demanding(table) for name in ("needs", "also", "teaches") for id in words.ids(name)}
    return named | {id for change in said(table, "skills") for id in ids_of(change.lstrip("+-"))}


def _all_credentials(table: Table) -> set[str]:
    stated = set(table.levels) | set(table.implied).union(*table.implied.values())
    given = {id for words in table.trainings.values() for id in words.ids("gives")}
    asked = {id for words in _demanding(table) for label in words.demands() for id in members_of(label, "any")}
    return stated | given | asked | {id for text in said(table, "holds") for id in ids_of(text)}


def _all_regions(table: Table) -> set[str]:
    places = {id for words in table.trainings.values() for id in words.ids("region") if id != "?"}
    return places | {words.named["region"] for words in table.limits if "region" in words.named}


def _is_met(table: Table, credential: str, label: str) -> bool:
    held = table.closure(credential)
    kind, _, rest = label.partition(":")
    if kind == "level":
        return max(table.levels.get(id, -9) for id in held) >= int(rest) - 1
    return bool(held & set(members_of(label, "any")))


def _is_granted(job: str, label: str) -> bool:
    return job in members_of(label, "job")


def _query_of(table: Table, network: Network) -> tuple[str, Query]:
    has = [id for text in said(table, "has") for id in ids_of(text)]
    jobs = [network.occupations.row(id) for id in has]
    skills = {int(skill) for job in jobs for skill in network.essential[job]}
    for change in said(table, "skills"):
        changed = {network.skills.row(id) for id in ids_of(change.lstrip("+-"))}
        skills = skills - changed if change.startswith("-") else skills | changed
    groups = {int(group) for job in jobs for group in network.occupation_grants[job]}
    for text in said(table, "holds"):
        for id in ids_of(text):
            groups |= {int(group) for group in network.credential_meets[network.credentials.row(id)]}
    for level in said(table, "level"):
        groups |= {
            row
            for row, label in enumerate(network.group_labels)
            if label.startswith("level:") and int(label[6:]) - 1 <= int(level)
        }
    grades = [int(text) for text in said(table, "grade")]
    query = Query(
        target=network.occupations.row(table.target),
        skills=frozenset(skills),
        groups=frozenset(groups),
        skill_level=grades[-1] if grades else max((int(network.skill_level[job]) for job in jobs), default=0),
        **_limits_of(table, network),  # type: ignore[arg-type]
    )
    return (has[-1] if has else "start"), query


def _limits_of(table: Table, network: Network) -> dict[str, object]:
    limits: dict[str, object] = {}
    named = {name: value for words in table.limits for name, value in words.named.items()}
    plain = {word for words in table.limits for word in words.plain}
    if "months" in named:
        limits["max_weeks"] = int(named["months"]) * 52 // 12
    for name, key, factor in (("weeks", "max_weeks", 1), ("euro", "max_cents", 100), ("hours", "max_hours", 1)):
        if name in named:
            limits[key] = int(named[name]) * factor
    limits |= {name: int(named[name]) for name in ("theta", "dwell", "jobs") if name in named}
    if "modes" in named:
        limits["modes"] = frozenset(MODES.index(mode) for mode in named["modes"].split(","))
    if "region" in named:
        limits["region"] = network.regions.row(named["region"])
    for name in ("avoid", "must"):
        ids = ids_of(named.get(name, ""))
        jobs, trainings = network.occupations.row_by_id, network.trainings.row_by_id
        limits[f"{name}_jobs"] = frozenset(jobs[id] for id in ids if id in jobs)
        limits[f"{name}_trainings"] = frozenset(trainings[id] for id in ids if id not in jobs)
    return limits | {
        "paid_only": "paid" in plain,
        "other_regions": "elsewhere" in plain,
        "elapsed": "training-weeks" not in plain,
    }
