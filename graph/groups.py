"""Any-of groups: what a demand asks, worked out once over implications, levels and jobs held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ontology.concepts import DUTCH_LEVELS, Credential, CredentialKind
from ontology.ids import own_id


def dutch_credential(level: str) -> str:
    """The id that a proof of Dutch at this level has by convention (``credential/nederlands-2f``)."""
    return own_id("credential", f"nederlands-{level.lower()}")


class Groups:
    """A register of groups while a network is compiled: each gets a number and a readable label."""

    def __init__(self, credentials: Mapping[str, Credential]) -> None:
        self.labels: list[str] = []
        self._row: dict[str, int] = {}
        self._credentials = credentials
        self._closure: dict[str, frozenset[str]] = {}
        self._met_by_credential: dict[str, list[int]] = {}
        self._met_by_level: list[tuple[int, int]] = []
        self._met_by_job: dict[str, list[int]] = {}

    def any_of(self, ids: Iterable[str]) -> int:
        """One of these credentials, or one that implies it."""
        members = sorted(set(ids))
        return self._register("any:" + " ".join(members), members)

    def level(self, level: int) -> int:
        """A diploma of at least this NLQF level."""
        label = f"level:{level}"
        if label not in self._row:
            self._met_by_level.append((level, self._register(label, ())))
        return self._row[label]

    def below(self, level: int) -> int:
        """No diploma yet of this NLQF level or higher: what an entreeopleiding asks (WEB art. 8.2.1)."""
        self.level(level)  # who holds a diploma that meets this level is known by it
        return self._register(f"below:{level}", ())

    def dutch(self, level: str) -> int:
        """Dutch at this reference level or higher."""
        higher = DUTCH_LEVELS[DUTCH_LEVELS.index(level) :]
        return self._register(f"dutch:{level}", [dutch_credential(item) for item in higher])

    def job(self, occupations: Iterable[str]) -> int:
        """One of these occupations, held before."""
        members = sorted(set(occupations))
        row = self._register("job:" + " ".join(members), ())
        for id in members:
            rows = self._met_by_job.setdefault(id, [])
            if row not in rows:
                rows.append(row)
        return row

    def met_by_job(self, id: str) -> list[int]:
        """The groups met by having held an occupation."""
        return self._met_by_job.get(id, [])

    def met_by(self, credentials: Iterable[str]) -> list[int]:
        """The groups met by holding these credentials and all that they imply."""
        found: set[int] = set()
        for id in credentials:
            for implied in self._implied(id):
                found.update(self._met_by_credential.get(implied, ()))
                credential = self._credentials.get(implied)
                if credential and credential.credential_kind is CredentialKind.DIPLOMA and credential.level is not None:
                    found.update(row for level, row in self._met_by_level if credential.level >= level)
        return sorted(found)

    def _register(self, label: str, members: Iterable[str]) -> int:
        if label not in self._row:
            self._row[label] = len(self.labels)
            self.labels.append(label)
            for id in members:
                self._met_by_credential.setdefault(id, []).append(self._row[label])
        return self._row[label]

    def _implied(self, id: str) -> frozenset[str]:
        if id not in self._closure:
            seen, todo = {id}, [id]
            while todo:
                credential = self._credentials.get(todo.pop())
                new = set(credential.implies) - seen if credential else set()
                seen |= new
                todo.extend(new)
            self._closure[id] = frozenset(seen)
        return self._closure[id]
