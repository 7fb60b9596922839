"""Signing in for a service, as its settings say. Loaded only where somebody can sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.identity.claims import ClaimMap
from api.identity.cookies import Cookies
from api.identity.identity import Identity
from api.identity.provider import OpenIdProvider, check_url
from api.identity.signing import router

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.settings import Settings


def mount(app: FastAPI, settings: Settings) -> None:
    """Add who may act, and the paths where a browser signs in.

    Raises:
        ConfigError: a setting is none that anybody can sign in with.
    """
    cookies = Cookies(settings.secret("session_secret"), settings.oidc_issuer or "demo")
    if settings.oidc_issuer is None:
        app.state.provider = Identity(cookies)
    else:
        app.state.provider = Identity(
            cookies,
            provider=OpenIdProvider(settings.oidc_issuer),
            client_id=settings.oidc_client_id,
            client_secret=settings.secret("oidc_client_secret"),
            audience=settings.oidc_audience or "",
            claims=ClaimMap(
                settings.oidc_role_claim,
                settings.oidc_organisation_claim,
                settings.oidc_sector_claim,
                settings.oidc_person_claim,
                **({"values": settings.oidc_roles} if settings.oidc_roles else {}),
            ),
            public_url=check_url("LOOPBAANPAD_PUBLIC_URL", settings.public_url) if settings.public_url else "",
        )
    app.include_router(router)
