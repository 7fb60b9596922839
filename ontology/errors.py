"""The whole error tree: every error says what was found, what was expected and what to do.

    LoopbaanpadError
    ├── ConfigError
    ├── DataError       SourceUnreadable · InvalidRecord · DatasetRejected · IncompleteCriterion · ContentDiffers
    ├── StoreError      NotFound · StaleRevision · RevisionNotThere · DanglingReference · StoreUnavailable
    ├── QueryError      UnknownConcept · UnsupportedCriterion · ReceiptMismatch
    └── PlanError       NotAllowed · NotInPlan · StalePlan · PlanClosed · PlanConflict · ConsentMissing · KeyReused
                        · PersonalData

Errors carry fields and know nothing of HTTP or exit codes: those tables stand in ``api``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class LoopbaanpadError(Exception):
    """Anything of ours that is broken; an empty or a truncated answer is not."""


class ConfigError(LoopbaanpadError):
    """A setting can't be used as it is."""


class DataError(LoopbaanpadError):
    """Data from outside, or a record, is not what it should be."""


class SourceUnreadable(DataError):
    """A source can't be read at all, so nothing of it was used."""

    def __init__(self, path: str, found: str, expected: str, advice: str = "") -> None:
        self.path, self.found, self.expected, self.advice = path, found, expected, advice
        text = f"{path}: found {found}, expected {expected}."
        super().__init__(f"{text} {advice}".strip())


class InvalidRecord(DataError):
    """One record breaks a rule of its own type."""

    def __init__(self, subject: str, problem: str) -> None:
        self.subject, self.problem = subject, problem
        super().__init__(f"{subject}: {problem}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a loader noticed in one place of one source.

    ``severity`` is ``error`` (the row is left out), ``warning`` (used, look at it) or ``note``.
    """

    severity: str
    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{self.severity} {place}: {self.message}"


class DatasetRejected(DataError):
    """A dataset was refused at the gate; the store is as it was."""

    def __init__(self, source: str, findings: Sequence[Finding]) -> None:
        self.source, self.findings = source, tuple(findings)
        first = "; ".join(str(finding) for finding in self.findings[:3])
        super().__init__(f"{source} was refused with {len(self.findings)} findings: {first}")


class IncompleteCriterion(DataError):
    """A weight that the search needs is missing or negative."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One record in which two states differ: it is ``missing``, ``extra`` or ``other``."""

    how: str
    kind: str
    id: str
    source: str

    def __str__(self) -> str:
        return f"{self.how}: {self.kind} {self.id} (stated by {self.source})"


class ContentDiffers(DataError):
    """A store does not hold what it should; ``differences`` are the records, when they can be told."""

    def __init__(self, what: str, differences: Sequence[Difference], expected: str, found: str) -> None:
        self.what, self.differences = what, tuple(differences)
        self.expected, self.found = expected, found
        text = f"{what} has digest {found[:12]}, expected {expected[:12]}"
        if self.differences:
            text += f"; {len(self.differences)} records differ, first: {self.differences[0]}"
        super().__init__(text)


class StoreError(LoopbaanpadError):
    """The store could not do what was asked."""


class NotFound(StoreError):
    """Nothing carries this id."""

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(f"nothing in the graph has the id {id}")


class StaleRevision(StoreError):
    """Somebody wrote after the expected revision was read."""

    def __init__(self, expected: int, actual: int) -> None:
        self.expected, self.actual = expected, actual
        super().__init__(
            f"the change was made for revision {expected}, the store is at {actual}: read again and repeat the change"
        )


class RevisionNotThere(StoreError):
    """An answer was asked from a revision that can't be answered from yet."""

    def __init__(self, wanted: int, actual: int) -> None:
        self.wanted, self.actual = wanted, actual
        super().__init__(f"revision {wanted} was asked for, the newest to answer from is {actual}: try again soon")


class DanglingReference(StoreError):
    """A record points at an id that the store would not have."""

    def __init__(self, missing: Sequence[tuple[str, str]]) -> None:
        self.missing = tuple(missing)
        subject, target = self.missing[0]
        more = f" (and {len(self.missing) - 1} more)" if len(self.missing) > 1 else ""
        super().__init__(f"{subject} refers to {target}, which the store would not have{more}")


class StoreUnavailable(StoreError):
    """The store is away or held by another process; trying again may help."""


class QueryError(LoopbaanpadError):
    """A question that can't be answered as it was put."""


class UnknownConcept(QueryError):
    """A name or id fits no concept, or several; ``suggestions`` are (id, label) pairs."""

    def __init__(self, text: str, suggestions: Sequence[tuple[str, str]], several: bool = False) -> None:
        self.text, self.suggestions, self.several = text, tuple(suggestions), several
        names = ", ".join(f"{label} <{id}>" for id, label in self.suggestions)
        problem = "fits several concepts" if several else "fits no concept"
        super().__init__(f"{text!r} {problem}" + (f"; did you mean: {names}" if names else ""))


class UnsupportedCriterion(QueryError):
    """A limit or criterion that this service does not know, or a value outside its range."""


class ReceiptMismatch(QueryError):
    """A receipt can't be replayed here, or the replay gives another answer."""


class PlanError(LoopbaanpadError):
    """Something about a plan that can't be done as it was asked; the plan is as it was."""


class NotAllowed(PlanError):
    """Who asks may not do this."""

    def __init__(self, role: str, what: str, needed: str) -> None:
        self.role, self.what, self.needed = role, what, needed
        super().__init__(f"found a {role} who wants to {what}, expected {needed}")


class NotInPlan(PlanError):
    """There is no such plan or part of a plan, or it is not for who asks."""

    def __init__(self, kind: str, id: str) -> None:
        self.kind, self.id = kind, id
        super().__init__(f"there is no {kind} {id} that you may see")


class StalePlan(PlanError):
    """Somebody changed the plan after the expected version was read."""

    def __init__(self, expected: int, actual: int) -> None:
        self.expected, self.actual = expected, actual
        super().__init__(
            f"the change was made for version {expected} of the plan, it is at {actual}: read it again and repeat"
        )


class PlanClosed(PlanError):
    """The plan is closed: it can be read, not changed."""


class PlanConflict(PlanError):
    """The change doesn't fit the state that the plan is in."""


class ConsentMissing(PlanError):
    """Something would go further than a statutory task, and the person's consent for it isn't there."""


class KeyReused(PlanError):
    """An idempotency key was used before, for another request."""


class PersonalData(PlanError):
    """A text looks like it names a person: a citizen service number, an e-mail address, a telephone number."""

    def __init__(self, field: str, found: str) -> None:
        self.field, self.found = field, found
        super().__init__(f"{field} seems to hold {found}: leave it out, a plan knows its person by a random id only")
