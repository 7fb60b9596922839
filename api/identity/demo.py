"""Demo users: anybody may be any of them, so they are there on this machine's own address alone."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final

from fastapi import HTTPException, Request

from api.errors import Refused
from api.identity.actors import BOUND, ROLES, Actor, Role, may_bind
from ontology.errors import ConfigError

ROLE: Final = "Loopbaanpad-Demo-Role"
ORGANISATION: Final = "Loopbaanpad-Demo-Organisation"
SECTOR: Final = "Loopbaanpad-Demo-Sector"
PERSON: Final = "Loopbaanpad-Demo-Person"
HEADER: Final = {"person": PERSON, "organisation": ORGANISATION, "sector": SECTOR}
DEMO_PERSON: Final = "de3000000000000000000000000000de"  #: the person of the demo plan


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user to try a role with; the label says in Dutch what it is."""

    key: str
    label: str
    actor: Actor

    @property
    def headers(self) -> dict[str, str]:
        """What a request brings to act as this user."""
        bound = BOUND[self.actor.role]
        return {ROLE: self.actor.role, HEADER[bound]: getattr(self.actor, bound)}


def _user(label: str, role: Role, bound: str) -> DemoUser:
    return DemoUser(f"demo-{role}", f"Demo: {label}", Actor(role, **{BOUND[role]: bound}, subject=f"demo-{role}"))


DEMO_USERS: Final = (
    _user("persoon met een plan", "person", DEMO_PERSON),
    _user("klantmanager bij UWV", "caseworker", "uwv-rijnmond"),
    _user("werkgever", "employer", "werkgever-zonneland"),
    _user("adviseur van de regio", "adviser", "werkcentrum-rijnmond"),
    _user("indiener van loopbaanpaden", "proposer", "techniek"),
    _user("beslisser over loopbaanpaden", "decider", "techniek"),
    _user("uitgever van loopbaanpaden", "publisher", "techniek"),
    _user("beheerder", "administrator", "uwv-rijnmond"),
    _user("systeem van UWV", "client-system", "uwv-rijnmond"),
)


def is_loopback(host: str) -> bool:
    """True for an address that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(host: str) -> None:
    """Refuse to serve plans to others while anybody could say they are anyone.

    Raises:
        ConfigError: the address can be reached from elsewhere.
    """
    if not is_loopback(host):
        raise ConfigError(
            f"found demo users together with the address {host}: anybody can be any of them, so they are served on "
            "127.0.0.1 alone. Set LOOPBAANPAD_OIDC_ISSUER to a provider where people sign in, leave out --host, or "
            "leave out --demo and LOOPBAANPAD_WERKPLAN"
        )


def check_local(request: Request) -> None:
    """Refuse a request that came in over an address that others can reach, or that was passed on from one."""
    server = request.scope.get("server")
    is_own = server is not None and is_loopback(str(server[0])) and is_loopback(request.url.hostname or "")
    if not is_own or any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host")):
        raise Refused("Demo users are served on this machine's own address alone.")


def demo_actor(request: Request) -> Actor:
    """Whoever the demo headers say, on loopback only."""
    check_local(request)
    said = request.headers.get(ROLE, "")
    for role in ROLES:
        if role != said:
            continue
        bound = BOUND[role]
        value = request.headers.get(HEADER[bound], "")
        if may_bind(role, value):
            return Actor(role, **{bound: value}, subject=f"demo-{role}")
        break
    raise HTTPException(
        401,
        f"Say who you are: {ROLE} with one of {', '.join(ROLES)}, and {PERSON} (the person's random id), "
        f"{ORGANISATION} or {SECTOR}, whichever belongs to the role.",
        {"WWW-Authenticate": "Demo"},
    )
