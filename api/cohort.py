"""From a group in people's words to one in ids, and from a CSV file to such a group."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.asking import NamesUnclear, Question, ask_of, match_any
from ontology.errors import SourceUnreadable, UnknownConcept

if TYPE_CHECKING:
    from graph.cohort.asked import Cohort
    from graph.planner import Planner

COLUMNS: Final = ("occupation", "count")
OPTIONAL: Final = ("region", "months", "euro", "hours", "paid", "level", "dutch", "skills", "credentials")
MOST_BYTES: Final = 1_000_000
_MOST: Final = {"count": 1_000_000, "months": 600, "euro": 1_000_000, "hours": 168, "level": 8}
_YES_NO: Final = {"": False, "nee": False, "no": False, "0": False, "ja": True, "yes": True, "1": True}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """So many people with one job, in names or ids as typed; the question has no target."""

    question: Question
    people: int


def cohort_of(
    planner: Planner, lines: Sequence[GroupLine], places: Sequence[tuple[str, int]], candidates: int | None = None
) -> Cohort:
    """The group with every name matched.

    Raises:
        NamesUnclear: with each name that fits no concept, or several, and the line it stands in (from 0).
        UnsupportedCriterion: nobody, or more than can be looked at.
    """
    from graph.cohort.asked import CANDIDATES, Line, tidied

    problems: list[tuple[str, UnknownConcept]] = []
    made, room = [], []
    for number, line in enumerate(lines):
        try:
            made.append(Line(ask_of(planner, line.question), line.people))
        except NamesUnclear as error:
            named = ("occupation" if field == "from" else field for field, _ in error.problems)
            problems += [
                (f"lines.{number}.{field}", problem) for field, (_, problem) in zip(named, error.problems, strict=True)
            ]
    for name, count in places:
        try:
            room.append((match_any(planner, name, ("occupation",)), count))
        except UnknownConcept as problem:
            problems.append(("places", problem))
    if problems:
        raise NamesUnclear(problems)
    return tidied(made, room, CANDIDATES if candidates is None else candidates)


def read_lines(path: Path) -> list[GroupLine]:
    """The lines of a CSV file; a column that isn't known is refused, so that no names come in.

    Raises:
        SourceUnreadable: no CSV in UTF-8 with these columns, or a cell that can't be read; nothing was used.
    """
    rows = _rows(path)
    known = (*COLUMNS, *OPTIONAL)
    header = [name.strip() for name in rows[0]] if rows else []
    strange = [name for name in header if name not in known]
    if strange:
        raise SourceUnreadable(
            str(path),
            f"column {', '.join(map(repr, strange))}",
            f"only {', '.join(known)}",
            "A group has no names, dates of birth, numbers or notes of people: take the column out.",
        )
    missing = [name for name in COLUMNS if name not in header]
    if missing or len(set(header)) < len(header):
        found = f"columns {', '.join(header) or '(none)'}"
        raise SourceUnreadable(str(path), found, f"each once, and at least {', '.join(COLUMNS)}")
    lines = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise SourceUnreadable(f"{path}:{number}", f"{len(cells)} cells", f"{len(header)}, as in the first row")
        lines.append(_line(f"{path}:{number}", dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    if not lines:
        raise SourceUnreadable(str(path), "no line with people", "one line for each job")
    return lines


def _rows(path: Path) -> list[list[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(str(path), f"nothing to read ({error.strerror})", "a CSV file") from error
    if len(data) > MOST_BYTES:
        raise SourceUnreadable(str(path), f"{len(data)} bytes", f"at most {MOST_BYTES}")
    try:
        text = data.decode("utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = ";" if first.count(";") > first.count(",") else ","
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceUnreadable(str(path), f"no CSV in UTF-8 ({error})", "CSV in UTF-8") from error


def _line(place: str, cells: dict[str, str]) -> GroupLine:
    def whole(name: str) -> int | None:
        text = cells.get(name, "")
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or int(text[:9]) > _MOST[name] or len(text) > 9:
            raise SourceUnreadable(place, f"{text!r} in {name}", f"a whole number of at most {_MOST[name]}")
        return int(text)

    def several(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cells.get(name, "").split("|") if part.strip())

    people = whole("count")
    if not people or not cells["occupation"]:
        raise SourceUnreadable(place, "no occupation, or nobody in count", "an occupation and 1 person or more")
    paid, dutch = cells.get("paid", "").casefold(), cells.get("dutch", "").upper() or None
    if paid not in _YES_NO:
        raise SourceUnreadable(place, f"{paid!r} in paid", "ja or nee")
    if dutch not in (None, "1F", "2F", "3F", "4F"):
        raise SourceUnreadable(place, f"{dutch!r} in dutch", "1F, 2F, 3F or 4F")
    question = Question(
        origins=(cells["occupation"],),
        region=cells.get("region") or None,
        months=whole("months"),
        euro=whole("euro"),
        hours=whole("hours"),
        paid=_YES_NO[paid],
        level=whole("level"),
        dutch=dutch,
        skills=several("skills"),
        credentials=several("credentials"),
    )
    return GroupLine(question, people)
