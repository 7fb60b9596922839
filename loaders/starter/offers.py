"""Training rows: what is the same for every way of following it once, and an offer for each way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from loaders.starter.lines import Row, iter_rows
from loaders.starter.reading import RowReader
from loaders.starter.spans import problem_of
from ontology.concepts import DUTCH_LEVELS, AnyOf, Label, LabelKind, Mode, Training, TrainingKind
from ontology.errors import Finding
from ontology.evidence import Evidence
from ontology.ids import ConceptId
from ontology.quantities import EuroCent, Nlqf, WeeklyHours, Weeks
from ontology.records import Record

#: What an offer is called after the name of its training.
WORD_BY_MODE = {
    Mode.BOL: "bol",
    Mode.BBL: "bbl",
    Mode.DERDE_LEERWEG: "derde leerweg",
    Mode.PRACTICE: "in de praktijk",
    Mode.CLASSROOM: "in de klas",
    Mode.ONLINE: "online",
}


class _Common(NamedTuple):
    """What every offer of one training shares."""

    name: str
    kind: TrainingKind
    labels: tuple[Label, ...]
    level: Nlqf | None
    code: str | None
    teaches: frozenset[ConceptId]
    gives: frozenset[ConceptId]
    demands: tuple[AnyOf, ...]
    entry_level: Nlqf | None
    entry_dutch: str | None
    after_jobs: frozenset[ConceptId]
    note: str | None
    description: str | None
    evidence: tuple[Evidence, ...]


def offer_names(row: Row) -> list[tuple[str, Row]]:
    """The name of each offer of a training row: ``kok-bbl``; a short course with one offer keeps its own."""
    name, offers = str(row.values.get("id")), list(iter_rows(row.values.get("offers")))
    if row.values.get("kind") != TrainingKind.MBO and len(offers) == 1:
        return [(name, offers[0])]
    return [(f"{name}-{offer.values.get('mode')}", offer) for offer in offers]


def build_training(
    reader: RowReader, default: Row | None, essential: Mapping[ConceptId, frozenset[ConceptId]]
) -> Iterator[Record]:
    """The trainings of one row, one for each offer; ``covers`` teaches all that an occupation asks for."""
    common = _common_of(reader, default, essential)
    reader.rows("offers")
    if not common.teaches and not common.gives:
        reader.fault("a training that teaches nothing and gives nothing")
    offers = offer_names(reader.row)
    if not offers:
        reader.fault("a training has at least one offer ('offers')", "offers")
    for name, offer in offers:
        several = common.kind is TrainingKind.MBO or len(offers) > 1
        yield from _offered(RowReader(offer, reader.reading), common, name, several)


def _level(reader: RowReader, key: str) -> Nlqf | None:
    value = reader.number(key, 0, 8)
    return None if value is None else Nlqf(value)


def _common_of(reader: RowReader, default: Row | None, essential: Mapping[ConceptId, frozenset[ConceptId]]) -> _Common:
    teaches = set(reader.refs("teaches", "skills"))
    for occupation in reader.refs("covers", "occupations"):
        teaches |= essential.get(occupation, frozenset())
    teaches -= reader.refs("except", "skills")
    return _Common(
        name=str(reader.text("id", required=True)),
        kind=TrainingKind(reader.text("kind", required=True, one_of=list(TrainingKind)) or TrainingKind.COURSE),
        labels=reader.labels(),
        level=_level(reader, "level"),
        code=reader.text("code"),
        teaches=frozenset(teaches),
        gives=reader.refs("gives", "credentials"),
        demands=reader.groups("demands"),
        entry_level=_level(reader, "entry_level"),
        entry_dutch=reader.text("entry_dutch", one_of=DUTCH_LEVELS),
        after_jobs=reader.refs("after_jobs", "occupations"),
        note=reader.text("note"),
        description=reader.text("description"),
        evidence=reader.evidence(default),
    )


def _offered(reader: RowReader, common: _Common, name: str, several: bool) -> Iterator[Record]:
    mode = Mode(reader.text("mode", required=True, one_of=list(Mode)) or Mode.CLASSROOM)
    weeks, load = reader.number("weeks", 0, 520), reader.number("load", 0, 60)
    euro, fee = reader.number("euro", 0, 100_000), reader.text("fee")
    if euro is None and fee is None:
        reader.fault("give the cost for the person ('euro'), or name the fee whose amount is not known ('fee')")
    _check_span(reader, common, mode, weeks)
    notes = [note for note in (common.note, reader.text("note")) if note]
    leads_to, regions = reader.refs("leads_to", "occupations"), reader.refs("regions", "regions")
    national, starts, provider = reader.flag("national"), reader.texts("starts"), reader.text("provider")
    reader.close()
    yield Training(
        id=reader.reading.names["trainings"][name],
        labels=_offer_labels(common.labels, mode) if several else common.labels,
        training_kind=common.kind,
        mode=mode,
        duration=None if weeks is None else Weeks(weeks),
        cost=None if euro is None else EuroCent(euro * 100),
        load=None if load is None else WeeklyHours(load),
        paid=mode is Mode.BBL,
        level=common.level,
        code=common.code,
        fee=fee,
        statutory_fees=_statutory_fees(reader, common, fee),
        teaches=common.teaches,
        gives=common.gives,
        demands=common.demands,
        entry_level=common.entry_level,
        entry_dutch=common.entry_dutch,
        after_jobs=common.after_jobs,
        leads_to=leads_to,
        provider=provider,
        national=bool(national),
        regions=regions,
        starts=starts,
        note=" ".join(notes) or None,
        description=common.description,
        evidence=common.evidence,
    )


def _statutory_fees(reader: RowReader, common: _Common, fee: str | None) -> frozenset[ConceptId]:
    """The rows of the fee table that the name of the offer's fee begins with, for its kind and level."""
    if fee is None:
        return frozenset()
    return frozenset(
        rule.id
        for rule in reader.reading.fees
        if re.match(rf"{re.escape(rule.called)}\b", fee)
        and common.kind in rule.kinds
        and (not rule.levels or common.level in rule.levels)
    )


def _offer_labels(labels: tuple[Label, ...], mode: Mode) -> tuple[Label, ...]:
    word = WORD_BY_MODE[mode]
    return tuple(
        Label(label.kind, label.lang, f"{label.text} ({word})") if label.kind is LabelKind.PREF else label
        for label in labels
    )


def _check_span(reader: RowReader, common: _Common, mode: Mode, weeks: int | None) -> None:
    problem = problem_of(common.kind, mode, common.level, weeks)
    if problem is not None:
        key, message = problem
        finding = Finding("error", reader.row.file, reader.row.line_of(key), message)
        reader.reading.findings.append(finding)
