"""Checks across records: what no single record can see about itself.

Each rule is a function from the records (and the ids that exist beside them) to findings;
its docstring says what it guards. An ``error`` stops the dataset at the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from ontology.concepts import Credential, LabelKind, Occupation, Skill, Training
from ontology.errors import Finding
from ontology.ids import ConceptId, short_of
from ontology.instruments import Instrument
from ontology.records import Record, key_of, references_of
from ontology.relations import EntryDemands, Fee, Path, Region, Requirements

Rule = Callable[[Sequence[Record], Set[ConceptId]], Iterator[Finding]]


def _finding(severity: str, record: Record, message: str) -> Finding:
    key = key_of(record)
    return Finding(severity, short_of(key.source), None, f"{key.kind} {short_of(key.id)}: {message}")


def nothing_dangles(records: Sequence[Record], existing: Set[ConceptId]) -> Iterator[Finding]:
    """Everything that a record refers to exists."""
    for record in records:
        for target in sorted(references_of(record) - existing):
            yield _finding("error", record, f"refers to {short_of(target)}, which doesn't exist")


def said_once(records: Sequence[Record], existing: Set[ConceptId]) -> Iterator[Finding]:
    """A source states a thing about a subject once."""
    seen: dict[tuple[str, str, str], Record] = {}
    for record in records:
        first = seen.setdefault(key_of(record), record)
        if first is not record:
            yield _finding("error", record, "stated twice by one source")


def concepts_have_a_name(records: Sequence[Record], existing: Set[ConceptId]) -> Iterator[Finding]:
    """Everything that a person can choose has a preferred name."""
    for record in records:
        if isinstance(
            record, Occupation | Skill | Credential | Training | Path | Region | Fee | Instrument
        ) and not any(label.kind is LabelKind.PREF for label in record.labels):
            yield _finding("error", record, "has no preferred name")


def trainings_bring_something(records: Sequence[Record], existing: Set[ConceptId]) -> Iterator[Finding]:
    """A training teaches a skill or gives a credential, and asks no higher level than it gives."""
    for record in records:
        if not isinstance(record, Training):
            continue
        if not record.teaches and not record.gives:
            yield _finding("warning", record, "teaches nothing and gives nothing: no route can use it")
        if record.level is not None and record.entry_level is not None and record.entry_level > record.level:
            yield _finding("warning", record, f"asks level {record.entry_level} and is itself level {record.level}")
        for group in record.demands:
            if group <= record.gives:
                yield _finding("warning", record, "asks at the start for what it gives itself")


def credentials_imply_no_circle(records: Sequence[Record], existing: Set[ConceptId]) -> Iterator[Finding]:
    """Following what credentials imply never comes back to where it began."""
    implies: dict[ConceptId, set[ConceptId]] = {}
    for record in records:
        if isinstance(record, Credential):
            implies.setdefault(record.id, set()).update(record.implies)
    for record in records:
        if isinstance(record, Credential) and record.implies:
            seen: set[ConceptId] = set()
            todo = list(record.implies)
            while todo:
                one = todo.pop()
                if one not in seen:
                    seen.add(one)
                    todo.extend(implies.get(one, ()))
            if record.id in seen:
                yield _finding("error", record, "implies itself by way of others")


def references_fit_their_kind(records: Sequence[Record], existing: Set[ConceptId]) -> Iterator[Finding]:
    """A training teaches skills and gives credentials; an occupation asks for skills."""
    kinds: dict[ConceptId, set[str]] = {}
    for record in records:
        kinds.setdefault(key_of(record).id, set()).add(key_of(record).kind)

    def wrong(ids: Iterable[ConceptId], kind: str) -> list[ConceptId]:
        return sorted(i for i in ids if i in kinds and kind not in kinds[i] and kinds[i] & _CHOOSABLE)

    for record in records:
        pairs: list[tuple[Iterable[ConceptId], str]] = []
        if isinstance(record, Training):
            asked = (credential for group in record.demands for credential in group)
            pairs = [(record.teaches, "skill"), (record.gives, "credential"), (asked, "credential")]
            pairs += [(record.leads_to | record.after_jobs, "occupation"), (record.regions, "region")]
            pairs.append((record.statutory_fees, "fee"))
        elif isinstance(record, Instrument):
            pairs = [(record.regions, "region")]
        elif isinstance(record, Requirements):
            pairs = [(record.essential | record.optional, "skill")]
        elif isinstance(record, EntryDemands):
            pairs = [((credential for group in record.groups for credential in group), "credential")]
        for ids, kind in pairs:
            for id in wrong(ids, kind):
                yield _finding("error", record, f"uses {short_of(id)} as a {kind}, which it is not")


_CHOOSABLE = {"occupation", "skill", "credential", "training", "region", "path", "fee", "instrument"}

RULES: tuple[Rule, ...] = (
    nothing_dangles,
    said_once,
    concepts_have_a_name,
    trainings_bring_something,
    credentials_imply_no_circle,
    references_fit_their_kind,
)


def check(records: Sequence[Record], *, existing: Set[ConceptId]) -> list[Finding]:
    """Every finding of every rule; ``existing`` are all ids there are, those of the records included."""
    return [finding for rule in RULES for finding in rule(records, existing)]
