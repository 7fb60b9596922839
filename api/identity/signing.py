"""Signing in with a browser: the code flow with PKCE, and the demo users on this machine alone."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Final

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.identity.claims import choose
from api.identity.cookies import PENDING, PENDING_SECONDS, SESSION
from api.identity.demo import DEMO_USERS, check_local
from api.identity.identity import Identity
from api.identity.provider import TIMEOUT, ProviderAway
from api.identity.tokens import TokenRefused
from api.pages.render import page
from api.v1.operations import json_response
from ontology.errors import NotAllowed

router = APIRouter(include_in_schema=False)
CALLBACK: Final = "/sign-in/callback"
_AGAIN: Final = "Het inloggen is niet gelukt. Begin opnieuw."


def _identity(request: Request) -> Identity:
    found = request.app.state.provider
    if not isinstance(found, Identity):
        raise HTTPException(404, "Nobody can sign in at this service.")
    return found


@router.get("/sign-in")
def sign_in(request: Request) -> Response:
    """To the provider; on a demo service, the list of demo users."""
    identity = _identity(request)
    if identity.provider is None:
        check_local(request)
        actors = identity.cookies.actors(request) or ()
        return page("sign-in.html", users=DEMO_USERS, current=[actor.subject for actor in actors])
    goes_to = identity.provider.endpoints().authorization
    if goes_to is None:
        raise HTTPException(404, "The provider lets programs in only.")
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    with _client(identity, request) as client:
        url, _ = client.create_authorization_url(
            goes_to, state=kept["state"], code_verifier=kept["verifier"], nonce=kept["nonce"]
        )
    answer = RedirectResponse(url, 303)
    identity.cookies.set(answer, PENDING, kept, PENDING_SECONDS, _is_secure(identity, request))
    return answer


@router.get(CALLBACK)
def finish(
    request: Request,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=4_000)] = "",
) -> Response:
    """Back from the provider: the code is exchanged, the ID token checked, and the session begins."""
    identity = _identity(request)
    kept = identity.cookies.open(PENDING, request.cookies.get(PENDING))
    if identity.provider is None or identity.tokens is None:
        raise HTTPException(404, "There is no provider to come back from.")
    if kept is None or not code or not secrets.compare_digest(kept["state"].encode(), state.encode()):
        return _failed(400)
    try:
        claims = identity.tokens.id(
            _exchanged(identity, request, code, kept["verifier"]), identity.client_id, kept["nonce"]
        )
    except TokenRefused:
        return _failed(400)
    actors = identity.claims.actors(claims)
    if not actors:
        shown = page("sign-in-failed.html", 403, text="Dit account heeft hier geen rol. Vraag uw beheerder om een rol.")
        shown.delete_cookie(PENDING)
        return shown
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(PENDING)
    identity.cookies.keep_session(answer, actors, _is_secure(identity, request))
    return answer


@router.post("/sign-in/demo")
def become(request: Request, user: Annotated[str, Form(max_length=60)]) -> Response:
    """Go on as a demo user."""
    identity = _identity(request)
    if not identity.is_demo:
        raise HTTPException(404, "This service has no demo users.")
    check_local(request)
    identity.check_own_page(request, needs_header=False)
    found = next((one for one in DEMO_USERS if one.key == user), None)
    if found is None:
        raise HTTPException(404, "There is no such demo user.")
    answer = RedirectResponse("/sign-in", 303)
    identity.cookies.keep_session(answer, (found.actor,), is_secure=False)
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """Forget who signed in here, and at the provider where that can be."""
    identity = _identity(request)
    identity.check_own_page(request, needs_header=False)
    goes_to, end = "/", None
    if identity.provider is not None:
        try:
            end = identity.provider.endpoints().end_session
        except ProviderAway:
            end = None  # the own session ends all the same
    if end:
        wanted = {"client_id": identity.client_id, "post_logout_redirect_uri": f"{identity.base(request)}/"}
        goes_to = requests.Request("GET", end, params=wanted).prepare().url or "/"
    answer = RedirectResponse(goes_to, 303)
    answer.delete_cookie(SESSION)
    return answer


@router.get("/session")
def read_session(request: Request) -> Response:
    """Who is signed in with this browser: the roles, and what each is bound to."""
    identity = _identity(request)
    actors = identity.cookies.actors(request)
    if actors is None:
        return json_response({"roles": []})
    told = [{"role": one.role, "boundTo": one.organisation or one.sector or one.person} for one in actors]
    try:
        return json_response({"roles": told, "acting": choose(actors, None).role})
    except NotAllowed:
        return json_response({"roles": told, "acting": None})


def _client(identity: Identity, request: Request) -> Any:
    return OAuth2Session(
        identity.client_id,
        identity.client_secret or None,
        token_endpoint_auth_method="client_secret_basic" if identity.client_secret else "none",
        scope="openid",
        redirect_uri=identity.base(request) + CALLBACK,
        code_challenge_method="S256",
    )


def _exchanged(identity: Identity, request: Request, code: str, verifier: str) -> str:
    assert identity.provider is not None
    goes_to = identity.provider.endpoints().token
    if goes_to is None:
        raise ProviderAway("it names no token_endpoint")
    with _client(identity, request) as client:
        try:
            said = client.fetch_token(goes_to, code=code, code_verifier=verifier, timeout=TIMEOUT)
        except OAuthError:
            raise TokenRefused("the code was not accepted") from None
        except (requests.RequestException, ValueError) as error:
            raise ProviderAway(type(error).__name__) from None
    token = said.get("id_token")
    if not isinstance(token, str):
        raise TokenRefused("the provider gave no ID token")
    return token


def _failed(status: int) -> Response:
    shown = page("sign-in-failed.html", status, text=_AGAIN)
    shown.delete_cookie(PENDING)
    return shown


def _is_secure(identity: Identity, request: Request) -> bool:
    return identity.base(request).startswith("https://")
