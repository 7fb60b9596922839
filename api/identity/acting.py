"""Who acts: one dependency that every request passes through that isn't for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Header, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic.json_schema import SkipJsonSchema

from api.errors import Refused
from api.identity import demo
from api.identity.actors import Actor, Provider, Role
from ontology.errors import NotAllowed

SCHEME = "SignIn"
_bearer = HTTPBearer(
    auto_error=False, scheme_name=SCHEME, description="An access token of this service's OpenID Connect provider."
)


def acting(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)] = None,
    role: Annotated[
        Role | SkipJsonSchema[None],
        Header(alias=demo.ROLE, description="Who asks, on a demo service."),
    ] = None,
    organisation: Annotated[
        str | SkipJsonSchema[None],
        Header(
            alias=demo.ORGANISATION,
            description="The organisation of who asks, on a demo service.",
            examples=["uwv-rijnmond"],
        ),
    ] = None,
    person: Annotated[
        str | SkipJsonSchema[None],
        Header(alias=demo.PERSON, description="The random id of a person, on a demo service.", examples=["0" * 32]),
    ] = None,
    sector: Annotated[
        str | SkipJsonSchema[None],
        Header(alias=demo.SECTOR, description="The sector of who asks, on a demo service.", examples=["techniek"]),
    ] = None,
) -> Actor:
    """Who asks, as the service's provider knows it; read from the request, the rest is for the documentation."""
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise Refused("Nobody can sign in at this service: its administrator can set LOOPBAANPAD_OIDC_ISSUER.")
    return provider(request)


ActorDep = Annotated[Actor, Depends(acting)]


def may(*roles: Role) -> Callable[..., Actor]:
    """A dependency that gives who asks, in one of these roles; anybody else gets 403, nobody at all 401.

    Use: ``actor: Annotated[Actor, Depends(may("adviser", "administrator"))]``.
    """

    def allowed(actor: ActorDep) -> Actor:
        if actor.role not in roles:
            raise NotAllowed(actor.role, "do this", f"the role {' or '.join(roles)}")
        return actor

    return allowed
