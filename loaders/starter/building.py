"""From rows to records: one function for each kind of row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from loaders.starter.lines import Row
from loaders.starter.menukaart import build_instrument
from loaders.starter.reading import FeeRule, Reading, RowReader
from ontology.concepts import Credential, CredentialKind, Occupation, Skill, SkillKind, TrainingKind
from ontology.errors import InvalidRecord
from ontology.ids import ESCO_ISCO, ESCO_OCCUPATION, ESCO_SKILL, ConceptId, own_id
from ontology.quantities import EuroCent, Nlqf, Weeks
from ontology.records import Record
from ontology.relations import Basis, EntryDemands, Fee, FeeAmount, Path, PathStep, Region, Requirements

_ESCO_BASE = {"skills": ESCO_SKILL, "occupations": ESCO_OCCUPATION}
_ESCO_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ISCO_UNIT = re.compile(r"[0-9]{4}")
_KIND_OF = {
    "skills": "skill",
    "occupations": "occupation",
    "credentials": "credential",
    "trainings": "training",
    "paths": "path",
    "fees": "fee",
    "instruments": "instrument",
}


def id_of_row(kind: str, row: Row, name: str) -> ConceptId:
    """The id of a row: ESCO's where the row names one, ours otherwise.

    Raises:
        InvalidRecord: the name or the ESCO key can't be part of an id.
    """
    esco = row.values.get("esco")
    if esco is None or kind not in _ESCO_BASE:
        return own_id(_KIND_OF[kind], name)
    if not isinstance(esco, str) or not _ESCO_KEY.fullmatch(esco):
        raise InvalidRecord(name, f"found esco {esco!r}, expected the 36 characters at the end of the ESCO address")
    return ConceptId(_ESCO_BASE[kind] + esco)


def _own(reader: RowReader, kind: str) -> ConceptId:
    return reader.reading.names[kind][str(reader.text("id", required=True))]


def _level(reader: RowReader, key: str = "level") -> Nlqf | None:
    value = reader.number(key, 0, 8)
    return None if value is None else Nlqf(value)


def build_skill(reader: RowReader, sheet: Row, default: Row | None) -> Iterator[Record]:
    """One skill."""
    kind = reader.text("kind", one_of=list(SkillKind)) or SkillKind.SKILL
    reader.text("esco")
    yield Skill(
        id=_own(reader, "skills"),
        labels=reader.labels(),
        skill_kind=SkillKind(kind),
        description=reader.text("description", required=True),
        evidence=reader.evidence(default),
    )


def build_occupation(reader: RowReader, sheet: Row, default: Row | None) -> Iterator[Record]:
    """One occupation and what it asks for."""
    reader.text("esco")
    id, evidence = _own(reader, "occupations"), reader.evidence(default)
    sector = reader.text("sector") or sheet.values.get("sector")
    yield Occupation(
        id=id,
        labels=reader.labels(),
        isco=reader.text("isco", required=True),
        brc=frozenset(reader.texts("brc")),
        level=_level(reader),
        regulated=reader.flag("regulated"),
        open_entry=reader.flag("open_entry"),
        sector=sector,
        description=reader.text("description", required=True),
        evidence=evidence,
    )
    essential, optional = reader.refs("essential", "skills"), reader.refs("optional", "skills")
    if not essential:
        reader.fault("an occupation asks for at least one skill ('essential')", "essential")
    yield Requirements(id=id, essential=essential, optional=optional, evidence=evidence)


def build_credential(reader: RowReader, sheet: Row, default: Row | None) -> Iterator[Record]:
    """One credential."""
    weeks = reader.number("valid_weeks", 1, 5200)
    kind = reader.text("kind", required=True, one_of=list(CredentialKind))
    yield Credential(
        id=_own(reader, "credentials"),
        labels=reader.labels(),
        credential_kind=CredentialKind(kind or CredentialKind.LICENCE),
        level=_level(reader),
        issuer=reader.text("issuer"),
        implies=reader.refs("implies", "credentials"),
        valid_for=None if weeks is None else Weeks(weeks),
        obtained=reader.text("obtained"),
        description=reader.text("description"),
        evidence=reader.evidence(default),
    )


def build_fee(reader: RowReader, sheet: Row, default: Row | None) -> Iterator[Record]:
    """One statutory fee; the trainings that are read after it refer to it by the name of their fee."""
    id, called = _own(reader, "fees"), reader.text("called", required=True)
    kinds, levels = reader.texts("kinds"), reader.numbers("levels", 0, 8)
    unknown = sorted(set(kinds) - set(TrainingKind))
    if not kinds or unknown:
        reader.fault(f"'kinds' is {', '.join(unknown) or 'empty'}, expected some of {', '.join(TrainingKind)}", "kinds")
    if called:
        reader.reading.fees.append(FeeRule(id, called, frozenset(kinds), levels))
    amounts = [(year, euro) for row in reader.rows("amounts") for year, euro in _year_amount(row, reader.reading)]
    law = reader.text("law", required=True)
    yield Fee(
        id=id,
        labels=reader.labels(),
        amounts=tuple(FeeAmount(year, EuroCent(euro * 100)) for year, euro in amounts),
        law=law,
        article=reader.text("article"),
        description=reader.text("description", required=True),
        evidence=reader.evidence(default),
    )


def _year_amount(row: Row, reading: Reading) -> Iterator[tuple[str, int]]:
    reader = RowReader(row, reading)
    year, euro = reader.text("year", required=True), reader.number("euro", 0, 100_000, required=True)
    reader.close()
    if year is not None and euro is not None:
        yield year, euro


def _subjects(reader: RowReader) -> set[ConceptId]:
    """What entry demands are about: occupations of the set, occupations of ESCO, whole ISCO units."""
    subjects = set(reader.refs("for", "occupations") | esco_subjects(reader))
    for code, _ in reader.pairs("isco"):
        if _ISCO_UNIT.fullmatch(code):
            subjects.add(ConceptId(ESCO_ISCO + code))
        else:
            expected = "an ISCO-08 unit of four digits in quotes, with a name"
            reader.fault(f"'isco' names {code!r}, expected {expected}", "isco")
    return subjects


def esco_subjects(reader: RowReader) -> frozenset[ConceptId]:
    """The occupations of ESCO that a row names under ``esco``, loaded or not."""
    found = set()
    for code, _ in reader.pairs("esco"):
        if _ESCO_KEY.fullmatch(code):
            found.add(ConceptId(ESCO_OCCUPATION + code))
        else:
            expected = "the 36 characters at the end of the ESCO address, with a name"
            reader.fault(f"'esco' names {code!r}, expected {expected}", "esco")
    return frozenset(found)


def build_demands(reader: RowReader, sheet: Row, default: Row | None) -> Iterator[Record]:
    """The entry demands of what ``for``, ``esco`` and ``isco`` name together."""
    groups = reader.groups("groups", required=True)
    basis = reader.text("basis", required=True, one_of=list(Basis))
    law, article, note = reader.text("law"), reader.text("article"), reader.text("note")
    since, evidence = reader.day("since"), reader.evidence(default)
    ids = _subjects(reader)
    if not ids:
        reader.fault("say for which occupations ('for', 'esco' or 'isco')", "for")
    if groups and basis != Basis.CUSTOMARY and law is None:
        reader.fault("a demand by law or by agreement names it ('law')", "law")
    for id in sorted(ids):
        yield EntryDemands(
            id=id,
            groups=groups,
            basis=Basis(basis or Basis.CUSTOMARY),
            law=law,
            article=article,
            since=since,
            note=note,
            evidence=evidence,
        )


def _step_of(row: Row, reading: Reading) -> PathStep:
    reader = RowReader(row, reading)
    step = PathStep(
        occupation=reader.ref("occupation", "occupations"),
        training=reader.ref("training", "trainings"),
        condition=reader.text("condition"),
        note=reader.text("note"),
    )
    reader.close()
    return step


def build_path(reader: RowReader, sheet: Row, default: Row | None) -> Iterator[Record]:
    """One path with its steps in order."""
    yield Path(
        id=_own(reader, "paths"),
        labels=reader.labels(),
        steps=tuple(_step_of(row, reader.reading) for row in reader.rows("steps")),
        sector=reader.text("sector"),
        owner=reader.text("owner"),
        status=reader.text("status") or "draft",
        unknown=reader.text("unknown", required=True),
        description=reader.text("description"),
        evidence=reader.evidence(default),
    )


def build_region(reader: RowReader, sheet: Row, default: Row | None) -> Iterator[Record]:
    """One arbeidsmarktregio."""
    code = str(reader.text("code", required=True))
    yield Region(
        id=own_id("region", code.lower()),
        labels=reader.labels(),
        code=code,
        gemeenten=reader.pairs("gemeenten"),
        evidence=reader.evidence(default),
    )


Builder = Callable[[RowReader, Row, Row | None], Iterator[Record]]
#: The list key of a file -> how its rows become records; trainings have a module of their own.
BUILDERS: Mapping[str, Builder] = {
    "skills": build_skill,
    "occupations": build_occupation,
    "credentials": build_credential,
    "demands": build_demands,
    "fees": build_fee,
    "paths": build_path,
    "regions": build_region,
    "instruments": build_instrument,
}
