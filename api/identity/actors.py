"""The roles of the service, and somebody in one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from fastapi import Request

Role = Literal[
    "person",
    "caseworker",
    "employer",
    "adviser",
    "proposer",
    "decider",
    "publisher",
    "administrator",
    "client-system",
]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
PARTY: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+){0,8}$"  #: how a party or sector is written: gemeente-rotterdam, techniek
ID: Final = r"^[0-9a-f]{32}$"  #: a random id
LONGEST: Final = 60  #: characters of a party or sector

#: What each role is bound to; the administrator keeps the service of one organisation.
BOUND: Final[Mapping[Role, Literal["person", "organisation", "sector"]]] = {
    "person": "person",
    "caseworker": "organisation",
    "employer": "organisation",
    "adviser": "organisation",
    "proposer": "sector",
    "decider": "sector",
    "publisher": "sector",
    "administrator": "organisation",
    "client-system": "organisation",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person about their own plan, or somebody in one role, of an organisation or for a sector.

    ``subject`` is a pseudonym (a hash) of the account, for the log; it is no name and leads to none by itself.
    """

    role: Role
    organisation: str | None = None
    person: str | None = None
    sector: str | None = None
    subject: str | None = None

    @property
    def scope(self) -> str:
        """Within what an idempotency key is one and the same."""
        return f"{self.role}:{self.organisation or self.person or self.sector}"


def may_bind(role: Role, value: str) -> bool:
    """True for something that the role can be bound to, as it is written."""
    shape = ID if BOUND[role] == "person" else PARTY
    return len(value) <= LONGEST and re.fullmatch(shape, value) is not None


Provider = Callable[["Request"], Actor]  #: tells who asks
