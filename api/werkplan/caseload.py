"""A caseload as CSV, in and out, by the organisation's own case keys: all rows are read, or none."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.werkplan.acting import Actor
from api.werkplan.codes import DOELGROEPEN
from api.werkplan.doing_plans import current_situation, open_plan, plans_by_case_key, record_situation
from api.werkplan.keeping import Change
from api.werkplan.rules_access import check_role
from api.werkplan.rules_activity import OPEN, outlasting
from api.werkplan.tables import Plan
from api.werkplan.texts import checked_text
from ontology.errors import DatasetRejected, Finding, NotAllowed, PersonalData, PlanClosed

READ: Final = ("caseKey", "begins", "codes", "benefitEnd")
WRITTEN: Final = (
    "caseKey", "planId", "version", "coordinator", "codes", "benefitEnd",
    "goals", "open", "nextEnd", "warnings", "closed",
)  # fmt: skip
MOST: Final = 5_000  #: rows in one file
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,59}")


@dataclass(frozen=True, slots=True)
class Row:
    """One case: its key, and the situation from a day on."""

    key: str
    begins: date
    codes: tuple[str, ...]
    benefit_end: date | None


def parse_rows(text: str) -> list[Row]:
    """The cases in a CSV text with semicolons and the columns of ``READ``.

    Raises:
        DatasetRejected: with every row that is wrong, and why; the values themselves are not repeated.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    findings: list[Finding] = []
    rows: list[Row] = []

    def wrong(message: str) -> None:
        findings.append(Finding("error", "csv", reader.line_num, message))

    try:
        head = tuple(next(reader, ()))
        if head != READ:
            wrong(f"expected the columns {';'.join(READ)}")
            raise DatasetRejected("the caseload", findings)
        for cells in reader:
            if not cells:
                continue
            if len(rows) >= MOST:
                wrong(f"expected at most {MOST} rows")
                break
            if len(cells) != len(READ):
                wrong(f"found {len(cells)} columns, expected {len(READ)}")
                continue
            _read_row(cells, rows, wrong)
    except csv.Error as error:
        wrong(f"can't be read as CSV: {error}")
    keys = [row.key for row in rows]
    if len(keys) != len(set(keys)):
        wrong("found a case key twice, expected each once")
    if findings:
        raise DatasetRejected("the caseload", findings)
    return rows


def _read_row(cells: list[str], rows: list[Row], wrong: Callable[[str], None]) -> None:
    key, begins, codes, ends = (cell.strip() for cell in cells)
    try:
        checked_text("caseKey", key)
    except PersonalData as error:
        wrong(str(error))
        return
    listed = tuple(codes.split())
    problems = []
    if not _KEY.fullmatch(key):
        problems.append("the case key has other signs than letters, figures and . _ / -")
    if not listed or any(code not in DOELGROEPEN for code in listed):
        problems.append("the codes aren't codes of the lists, with a space between")
    days: list[date | None] = []
    for name, text in (("begins", begins), ("benefitEnd", ends)):
        try:
            days.append(date.fromisoformat(text) if text or name == "begins" else None)
        except ValueError:
            problems.append(f"{name} is no day such as 2026-03-01")
    if problems:
        wrong("; ".join(problems))
    else:
        assert days[0] is not None
        rows.append(Row(key, days[0], listed, days[1]))


def take_in(
    session: Session, actor: Actor, at: datetime, new_id: Callable[[], str], rows: Iterable[Row]
) -> dict[str, int]:
    """Open a plan for each new case key, and record a situation that is new; the rest stays as it is.

    Raises:
        NotAllowed: who asks is of no organisation, or a case is coordinated elsewhere by now.
    """
    check_role(actor, "exchange a caseload")
    if actor.organisation is None:
        raise NotAllowed(actor.role, "take in a caseload", "a caseworker")
    known = plans_by_case_key(session, actor.organisation)
    opened = changed = 0
    for row in rows:
        if row.key in known:
            plan = session.get(Plan, known[row.key], with_for_update=True)
            assert plan is not None
            if plan.closed_at is not None:
                raise PlanClosed(
                    "a case in the file has a plan that is closed: leave it out, or give it a new case key"
                )
            now = current_situation(plan.situations, row.begins)
            if now is not None and (set(now.codes), now.benefit_end) == (set(row.codes), row.benefit_end):
                continue
            change = Change(session, plan, actor, at, new_id)
            plan.version += 1
            changed += 1
        else:
            change = open_plan(session, actor, at, new_id, row.key)
            opened += 1
        record_situation(change, row.begins, row.codes, row.benefit_end)
        session.flush()
    return {"opened": opened, "changed": changed}


def give_out(session: Session, actor: Actor, today: date) -> str:
    """The organisation's cases that it coordinates, as CSV.

    Raises:
        NotAllowed: who asks is of no organisation.
    """
    check_role(actor, "exchange a caseload")
    if actor.organisation is None:
        raise NotAllowed(actor.role, "export a caseload", "a caseworker")
    keys = {plan_id: key for key, plan_id in plans_by_case_key(session, actor.organisation).items()}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(WRITTEN)
    asked = select(Plan).where(Plan.coordinator == actor.organisation, Plan.id.in_(keys)).order_by(Plan.id)
    lines = [_line(plan, keys[plan.id], today) for plan in session.scalars(asked)]
    writer.writerows(sorted(lines))
    return out.getvalue()


def _line(plan: Plan, key: str, today: date) -> list[Any]:
    situation = current_situation(plan.situations, today)
    going = [item for item in plan.activities if item.state in OPEN]
    ends = sorted(item.planned_end for item in going if item.planned_end is not None)
    warnings = outlasting(plan.activities, situation.benefit_end) if situation else []
    return [
        key,
        plan.id,
        plan.version,
        plan.coordinator,
        " ".join(situation.codes) if situation else "",
        situation.benefit_end if situation and situation.benefit_end else "",
        " | ".join(_plain(goal.label) for goal in plan.goals if goal.state == "open"),
        len(going),
        ends[0] if ends else "",
        len(warnings),
        "yes" if plan.closed_at else "no",
    ]


def _plain(text: str) -> str:
    """A text that a spreadsheet doesn't take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
