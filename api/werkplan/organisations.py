"""What is set for each organisation: how long it keeps plans and the log, on what ground, and where its site is.

No term is built in: which one holds follows from the organisation's own selection list under the Archiefwet, or from
the law that its task rests on. A term without a source is refused, and without a term nothing of that organisation is
removed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from api.werkplan.acting import PARTY
from ontology.errors import ConfigError

_STRICT: Final = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel, strict=True)


class Term(BaseModel):
    """How long something is kept, in whole months, and what says so (law and article, or selection list and row)."""

    model_config = _STRICT

    months: Annotated[int, Field(ge=1, le=1_200)]
    source: Annotated[str, Field(min_length=10, max_length=500)]

    def ended_before(self, today: date) -> date:
        """What ended before this day has had its term."""
        months = today.year * 12 + today.month - 1 - self.months
        year, month = divmod(months, 12)
        day = min(today.day, 28)  # a month that is short never cuts a term short
        return date(year, month + 1, day)


class Organisation(BaseModel):
    """One organisation; what isn't set is unknown."""

    model_config = _STRICT

    website: Annotated[str, Field(pattern=r"^https://[^\s]+$", max_length=300)] | None = None
    closed_plans: Term | None = None  #: counted from the day that a plan was closed
    log: Term | None = None  #: counted from the day of the line


def read_organisations(path: Path | None) -> Mapping[str, Organisation]:
    """The organisations in a JSON file, by their name in plans; none without a file.

    Raises:
        ConfigError: the file can't be read, or holds something that is not to be there.
    """
    if path is None:
        return {}
    try:
        rows: Any = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"LOOPBAANPAD_ORGANISATIONS: found {path.name} that can't be read ({type(error).__name__}), expected JSON"
        ) from None
    if not isinstance(rows, dict):
        raise ConfigError("LOOPBAANPAD_ORGANISATIONS: expected an object with an organisation's name for each key")
    if wrong := [name for name in rows if not re.fullmatch(PARTY, name)]:
        raise ConfigError(f"LOOPBAANPAD_ORGANISATIONS: found {wrong[0]!r}, expected a name such as gemeente-rotterdam")
    found = {}
    for name, row in rows.items():
        try:
            found[name] = Organisation.model_validate(row)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise ConfigError(f"LOOPBAANPAD_ORGANISATIONS: {name}: {place}: {first['msg']}") from None
    return found
