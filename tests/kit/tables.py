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

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from graph.network import (
    MODES,
    UNKNOWN_COST,
    UNKNOWN_DEMANDS,
    UNKNOWN_UNPAID,
    UNKNOWN_WEEKS,
    Flags,
    Ints,
    Names,
    Network,
    rows_of,
    turned,
)
from graph.query import Found, Query

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


@dataclass(slots=True)
class Words:
    """The words of one line: those with ``=`` by name, the others in order."""

    kind: str
    plain: list[str]
    named: dict[str, str]

    def ids(self, name: str) -> list[str]:
        return ids_of(self.named.get(name, ""))

    def demands(self) -> list[str]:
        """The labels of the groups that this line demands."""
        labels = [label_of(part) for part in self.named.get("demands", "").split(",") if part]
        return labels + ([f"level:{self.named['level']}"] if "level" in self.named else [])


@dataclass(slots=True)
class Table:
    """A table that was read, not yet numbered."""

    jobs: dict[str, Words] = field(default_factory=dict)
    trainings: dict[str, Words] = field(default_factory=dict)
    implied: dict[str, set[str]] = field(default_factory=dict)  #: credential -> those that follow at once
    levels: dict[str, int] = field(default_factory=dict)
    person: list[str] = field(default_factory=list)
    limits: list[Words] = field(default_factory=list)
    target: str = ""

    def closure(self, credential: str) -> set[str]:
        """A credential and all that follow from it."""
        met, waiting = set(), [credential]
        while waiting:
            one = waiting.pop()
            if one not in met:
                met.add(one)
                waiting.extend(self.implied.get(one, ()))
        return met


def ids_of(text: str) -> list[str]:
    """``a,b..d`` as ``a b c d``; ``s1..s3`` as ``s1 s2 s3``."""
    ids: list[str] = []
    for part in filter(None, text.split(",")):
        first, dots, last = part.partition("..")
        if not dots:
            ids.append(first)
        elif first[1:].isdigit():
            ids.extend(f"{first[0]}{number}" for number in range(int(first[1:]), int(last[1:]) + 1))
        else:
            ids.extend(chr(code) for code in range(ord(first), ord(last) + 1))
    return ids


def label_of(part: str) -> str:
    """``[x|y]`` as ``any:x y`` and ``[job:kok]`` as ``job:kok``."""
    members = part.strip("[]").split("|")
    kinds = {member.startswith("job:") for member in members}
    if len(kinds) > 1:
        raise ValueError(f"{part}: jobs and credentials in one group")
    kind = "job" if kinds == {True} else "any"
    return f"{kind}:{' '.join(sorted(member.removeprefix('job:') for member in members))}"


def read(text: str) -> Table:
    """The table behind a text.

    Raises:
        ValueError: a line of an unknown kind.
    """
    table = Table()
    for line in text.splitlines():
        kind, _, rest = line.partition("#")[0].strip().partition(" ")
        words = [word for word in rest.split() if word != "."]
        named = dict(word.split("=", 1) for word in words if "=" in word)
        parsed = Words(kind, [word for word in words if "=" not in word], named)
        if kind == "job":
            table.jobs[parsed.plain.pop(0)] = parsed
        elif kind == "train":
            table.trainings[parsed.plain.pop(0)] = parsed
        elif kind == "credentials":
            _read_credentials(table, rest)
        elif kind == "person":
            table.person.append(rest)
        elif kind == "limits":
            table.limits.append(parsed)
        elif kind == "target":
            table.target = rest.strip()
        elif kind:
            raise ValueError(f"a line of an unknown kind: {line}")
    return table


def _read_credentials(table: Table, text: str) -> None:
    for chain in text.split(";"):
        ids = []
        for word in chain.replace(">", " ").split():
            id, at, level = word.partition("@")
            ids.append(id)
            if at:
                table.levels[id] = int(level)
        for upper, lower in itertools.pairwise(ids):
            table.implied.setdefault(upper, set()).add(lower)


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
    return named | {id for _, change in _said(table, "skills") for id in ids_of(change.lstrip("+-"))}


def _all_credentials(table: Table) -> set[str]:
    stated = set(table.levels) | set(table.implied).union(*table.implied.values())
    given = {id for words in table.trainings.values() for id in words.ids("gives")}
    asked = {id for words in _demanding(table) for label in words.demands() for id in _members(label, "any")}
    return stated | given | asked | {id for _, text in _said(table, "holds") for id in ids_of(text)}


def _all_regions(table: Table) -> set[str]:
    places = {id for words in table.trainings.values() for id in words.ids("region") if id != "?"}
    return places | {words.named["region"] for words in table.limits if "region" in words.named}


def _members(label: str, kind: str) -> list[str]:
    found, _, rest = label.partition(":")
    return rest.split() if found == kind else []


def _is_met(table: Table, credential: str, label: str) -> bool:
    held = table.closure(credential)
    kind, _, rest = label.partition(":")
    if kind == "level":
        return max(table.levels.get(id, -9) for id in held) >= int(rest) - 1
    return bool(held & set(_members(label, "any")))


def _is_granted(job: str, label: str) -> bool:
    return job in _members(label, "job")


def _said(table: Table, about: str) -> list[tuple[str, str]]:
    """What the person's lines say about one thing, word by word."""
    clauses = [clause.split() for line in table.person for clause in line.split(";") if clause.split()]
    return [(about, word) for name, *words in clauses if name == about for word in words]


def _query_of(table: Table, network: Network) -> tuple[str, Query]:
    has = [id for _, text in _said(table, "has") for id in ids_of(text)]
    jobs = [network.occupations.row(id) for id in has]
    skills = {int(skill) for job in jobs for skill in network.essential[job]}
    for _, change in _said(table, "skills"):
        changed = {network.skills.row(id) for id in ids_of(change.lstrip("+-"))}
        skills = skills - changed if change.startswith("-") else skills | changed
    groups = {int(group) for job in jobs for group in network.occupation_grants[job]}
    for _, text in _said(table, "holds"):
        for id in ids_of(text):
            groups |= {int(group) for group in network.credential_meets[network.credentials.row(id)]}
    for _, level in _said(table, "level"):
        groups |= {
            row
            for row, label in enumerate(network.group_labels)
            if label.startswith("level:") and int(label[6:]) - 1 <= int(level)
        }
    grades = [int(text) for _, text in _said(table, "grade")]
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


def line_of(network: Network, query: Query, found: Found, origin: str = "start") -> str:
    """A route as one line: ``kok ~ bbl1 104w €? ~ chef [104w 0w €? 1]``.

    In brackets: weeks, weeks without pay, euros, jobs, and where they are not 0 the bins left to
    learn, the market class and ``demands?``. A training stands before the first job that can
    follow it, a leerbaan right before its own job.
    """
    stops = [origin]
    held = set(query.groups)
    waiting = [row for row in found.trainings if network.job[row] < 0]
    for job in found.jobs:
        ready = _ready(network, waiting, held)
        own = [row for row in found.trainings if network.job[row] == job]
        stops += [_step(network, row) for row in ready + own] + [network.occupations.ids[job]]
        waiting = [row for row in waiting if row not in ready]
        held.update(int(g) for row in ready + own for g in network.gives[row])
        held.update(int(g) for g in network.occupation_grants[job])
    stops += [_step(network, row) for row in waiting]  # a route that is right has none
    return " ~ ".join(stops) + f" [{_sums(found)}]"


def _ready(network: Network, waiting: list[int], held: set[int]) -> list[int]:
    """The trainings that can be followed now, one opening the way for another."""
    ready: list[int] = []
    met = set(held)
    while True:
        more = [row for row in waiting if row not in ready and met.issuperset(map(int, network.training_demands[row]))]
        if not more:
            return sorted(ready)
        ready += more
        met.update(int(group) for row in more for group in network.gives[row])


def _step(network: Network, row: int) -> str:
    weeks = network.weeks[row] if network.weeks_known[row] else "?"
    euros = f"{network.cents[row] / 100:g}" if network.cents_known[row] else "?"
    return f"{network.trainings.ids[network.training_of[row]]} {weeks}w €{euros}"


def _sums(found: Found) -> str:
    def amount(known: float, flag: int) -> str:
        if not found.unknown & flag:
            return f"{known:g}"
        return f"{known:g}+?" if known else "?"

    _, _, _, jobs, left, market = found.vector
    words = [
        f"{amount(found.weeks, UNKNOWN_WEEKS)}w",
        f"{amount(found.unpaid, UNKNOWN_UNPAID)}w",
        f"€{amount(found.cents / 100, UNKNOWN_COST)}",
        str(jobs),
    ]
    words += [f"{name} {value}" for name, value in (("left", left), ("market", market)) if value]
    return " ".join(words + (["demands?"] if found.unknown & UNKNOWN_DEMANDS else []))
