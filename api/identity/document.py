"""How somebody says who they are, in the description of the API: as this service is set up, and no other way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from api.identity.acting import SCHEME
from api.identity.claims import CHOSEN
from api.identity.demo import HEADER, ROLE

if TYPE_CHECKING:
    from api.settings import Settings


def show_signing_in(document: dict[str, Any], settings: Settings) -> None:
    """Leave the demo headers where there are demo users, the token where there is a provider."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    guarded = [one for item in document["paths"].values() for one in item.values() if _is_guarded(one)]
    if settings.oidc_issuer is None:
        schemes.pop(SCHEME, None)
        for operation in guarded:
            operation["security"] = [one for one in operation["security"] if SCHEME not in one]
            if not operation["security"]:
                del operation["security"]
        return
    schemes[SCHEME] = {
        "type": "openIdConnect",
        "openIdConnectUrl": f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        "description": "An access token of this provider, made for this service.",
    }
    demo = {ROLE, *HEADER.values()}
    for operation in guarded:
        kept = [one for one in operation.get("parameters", []) if one.get("name") not in demo]
        operation["parameters"] = [*kept, _CHOSEN]
    written = document["paths"].get("/changes", {}).get("post")
    if written is not None:
        written["security"] = [*written.get("security", []), {SCHEME: []}]


_CHOSEN: dict[str, Any] = {
    "name": CHOSEN,
    "in": "header",
    "required": False,
    "description": "Which role to act in, for an account with several.",
    "schema": {"type": "string", "examples": ["caseworker"]},
}


def _is_guarded(operation: Mapping[str, Any]) -> bool:
    return any(SCHEME in one for one in operation.get("security", ()))
