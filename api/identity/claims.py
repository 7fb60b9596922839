"""From what a token says to somebody in a role: which claims and which values is data, set by who runs the service."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from api.identity.actors import BOUND, LONGEST, ROLES, Actor, Role, may_bind
from ontology.errors import ConfigError, NotAllowed

CHOSEN: Final = "Loopbaanpad-Role"  #: the header by which an account with several roles says which it acts in


@dataclass(frozen=True, slots=True)
class ClaimMap:
    """Where the role and what it is bound to stand in a token; a name with dots leads into an object."""

    role: str = "roles"
    organisation: str = "organisation"
    sector: str = "sector"
    person: str = "person"
    values: Mapping[str, Role] = field(default_factory=lambda: {role: role for role in ROLES})

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.values.values()) - set(ROLES)):
            raise ConfigError(f"found the roles {', '.join(unknown)}, expected roles of {', '.join(ROLES)}")

    def actors(self, claims: Mapping[str, Any]) -> tuple[Actor, ...]:
        """Everything that the account may act as, in the order of the roles; a role without its binding is left out."""
        named = {self.values[value] for value in _texts(_at(claims, self.role)) if value in self.values}
        subject = subject_of(str(claims.get("iss", "")), str(claims.get("sub", "")))
        found = (self._actor(role, claims, subject) for role in ROLES if role in named)
        return tuple(actor for actor in found if actor is not None)

    def _actor(self, role: Role, claims: Mapping[str, Any], subject: str) -> Actor | None:
        bound = BOUND[role]
        values = _texts(_at(claims, getattr(self, bound)))
        if len(values) != 1 or not may_bind(role, values[0]):
            return None  # none, or several: nobody guesses which
        return Actor(role, **{bound: values[0]}, subject=subject)


def choose(actors: Iterable[Actor], wanted: str | None) -> Actor:
    """The one that a request is made as.

    Raises:
        NotAllowed: the account has no role here, not this one, or several and the request doesn't say which.
    """
    found = tuple(actors)
    names = " or ".join(actor.role for actor in found)
    if not found:
        raise NotAllowed("user without a role", "use this", "an account with a role and what that role is bound to")
    if wanted:
        for actor in found:
            if actor.role == wanted:
                return actor
        raise NotAllowed("user", f"act as {wanted[:LONGEST]!r}", f"the role {names}")
    if len(found) > 1:
        raise NotAllowed("user with several roles", "use this", f"the header {CHOSEN} with {names}")
    return found[0]


def subject_of(issuer: str, sub: str) -> str:
    """A pseudonym of an account: the same each time, and no name."""
    return hashlib.sha256(f"{issuer}\n{sub}".encode()).hexdigest()[:32]


def _at(claims: Mapping[str, Any], path: str) -> Any:
    if path in claims:
        return claims[path]
    value: Any = claims
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]
