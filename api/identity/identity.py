"""Who asks, as a service knows it: by a token, by a browser's session, or, on this machine alone, as a demo user."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from fastapi import Request

from api.errors import Refused
from api.identity.actors import Actor
from api.identity.claims import CHOSEN, ClaimMap, choose
from api.identity.cookies import SESSION, Cookies
from api.identity.demo import ROLE, check_local, demo_actor
from api.identity.provider import OpenIdProvider
from api.identity.tokens import TokenNeeded, Tokens

REQUESTED: Final = "Loopbaanpad-Requested"  #: a header that a form of another site can't send
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}


class Identity:
    """Lets people in; it is the provider of who acts."""

    def __init__(
        self,
        cookies: Cookies,
        *,
        provider: OpenIdProvider | None = None,
        client_id: str = "",
        client_secret: str = "",
        audience: str = "",
        claims: ClaimMap | None = None,
        public_url: str = "",
    ) -> None:
        self.cookies, self.provider = cookies, provider
        self.tokens = Tokens(provider) if provider else None
        self.client_id, self.client_secret, self.audience = client_id, client_secret, audience or client_id
        self.claims = claims or ClaimMap()
        self.public_url = public_url.rstrip("/")

    @property
    def is_demo(self) -> bool:
        """True while anybody may be any demo user."""
        return self.tokens is None

    def __call__(self, request: Request) -> Actor:
        """Who asks.

        Raises:
            TokenNeeded, TokenRefused: 401, nobody says who they are, or the proof isn't one.
            Refused: 403, not from here or not like this.
            NotAllowed: the account has no role here, or several and the request doesn't say which.
        """
        if self.is_demo:
            check_local(request)
            if ROLE in request.headers:
                return demo_actor(request)
        elif token := bearer_of(request):
            return self.by_token(token, request)
        actors = self.cookies.actors(request) if SESSION in request.cookies else None
        if actors is None:
            if self.is_demo:
                return demo_actor(request)  # which says what is missing
            raise TokenNeeded
        if request.method not in _SAFE:
            self.check_own_page(request)
        return choose(actors, request.headers.get(CHOSEN))

    def by_token(self, token: str, request: Request) -> Actor:
        """Who an access token is of."""
        assert self.tokens is not None
        claims = self.tokens.access(token, self.audience)
        return choose(self.claims.actors(claims), request.headers.get(CHOSEN))

    def check_own_page(self, request: Request, needs_header: bool = True) -> None:
        """Refuse a change that a browser was led to by another site: a cookie alone proves no intent.

        Raises:
            Refused: 403.
        """
        origin, fetched = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        own = {None, self.origin(request)}
        if fetched == "same-origin":
            own.add("null")  # what a browser sends for a form of a page that tells no referrer
        is_own = origin in own and fetched in (None, "same-origin", "none")
        if not is_own or (needs_header and REQUESTED not in request.headers):
            raise Refused(
                f"With a browser's session a change comes from this service's own pages, with the header {REQUESTED}."
            )

    def base(self, request: Request) -> str:
        """Where the service is found from outside, without a slash at the end."""
        return self.public_url or str(request.base_url).rstrip("/")

    def origin(self, request: Request) -> str:
        """The origin of the service's own pages."""
        parts = urlsplit(self.base(request))
        return f"{parts.scheme}://{parts.netloc}"


def bearer_of(request: Request) -> str:
    """The token that a request brings; empty when there is none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""
