"""The words of a text table: jobs, trainings, credentials, person and limits, not yet numbered."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field


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


def members_of(label: str, kind: str) -> list[str]:
    found, _, rest = label.partition(":")
    return rest.split() if found == kind else []


def said(table: Table, about: str) -> list[str]:
    """What the person's lines say about one thing, word by word."""
    clauses = [clause.split() for line in table.person for clause in line.split(";") if clause.split()]
    return [word for name, *words in clauses if name == about for word in words]
