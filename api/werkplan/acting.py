"""Who acts: one dependency that every request about plans passes through.

The only provider so far reads demo headers and proves nothing, so it works on this machine alone: the service refuses
to start on another address, and each request that came in over another address is refused too.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import Depends, Header, HTTPException, Request
from pydantic.json_schema import SkipJsonSchema

from ontology.errors import ConfigError

Role = Literal["person", "caseworker"]
PARTY: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+){0,8}$"  #: how a party is written: gemeente-rotterdam, uwv-rijnmond
ID: Final = r"^[0-9a-f]{32}$"  #: a random id


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person about their own plan, or somebody of an organisation."""

    role: Role
    organisation: str | None = None
    person: str | None = None

    @property
    def scope(self) -> str:
        """Within what an idempotency key is one and the same."""
        return f"{self.role}:{self.organisation or self.person}"


Provider = Callable[[Request], Actor]


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
            f"found LOOPBAANPAD_WERKPLAN together with the address {host}: plans have demo users only, whom anybody "
            "can be, so they are served on 127.0.0.1 alone. Leave out --host, or leave out LOOPBAANPAD_WERKPLAN"
        )


def demo_actor(request: Request) -> Actor:
    """Whoever the demo headers say, on loopback only."""
    server = request.scope.get("server")
    if server is None or not is_loopback(str(server[0])):
        raise HTTPException(403, "Plans have demo users only: they are served on this machine's own address alone.")
    role = request.headers.get("Loopbaanpad-Demo-Role", "")
    organisation = request.headers.get("Loopbaanpad-Demo-Organisation", "")
    person = request.headers.get("Loopbaanpad-Demo-Person", "")
    if role == "caseworker" and re.fullmatch(PARTY, organisation) and len(organisation) <= 60:
        return Actor("caseworker", organisation=organisation)
    if role == "person" and re.fullmatch(ID, person):
        return Actor("person", person=person)
    raise HTTPException(
        401,
        "Say who you are: Loopbaanpad-Demo-Role caseworker with Loopbaanpad-Demo-Organisation, "
        "or person with Loopbaanpad-Demo-Person (the person's random id).",
        {"WWW-Authenticate": "Demo"},
    )


def acting(
    request: Request,
    role: Annotated[
        Role | SkipJsonSchema[None],
        Header(alias="Loopbaanpad-Demo-Role", description="Who asks, on a demo service."),
    ] = None,
    organisation: Annotated[
        str | SkipJsonSchema[None],
        Header(
            alias="Loopbaanpad-Demo-Organisation",
            description="The organisation of a caseworker.",
            examples=["uwv-rijnmond"],
        ),
    ] = None,
    person: Annotated[
        str | SkipJsonSchema[None],
        Header(alias="Loopbaanpad-Demo-Person", description="The random id of a person.", examples=["0" * 32]),
    ] = None,
) -> Actor:
    """Who asks, as the service's provider knows it."""
    provider: Provider = request.app.state.werkplan.provider
    return provider(request)


ActorDep = Annotated[Actor, Depends(acting)]
