"""Headers on every answer, also on the ones that break: version, security, and no caching."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.pages.errors import answer_error
from api.version import API_VERSION

_PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
REVISION: Final = "Loopbaanpad-Revision"  #: the revision that an answer rests on
STORE: Final = "Loopbaanpad-Store"  #: "away" while the store can't be reached; else the header isn't there
#: Source: NL API Design Rules, transport security (/transport/security-headers).
SECURITY: Final = (
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)


class HeadersMiddleware:
    """The outermost layer of ours: what breaks inside is answered with a problem and logged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and put the headers on its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, started = scope["path"], False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["API-Version"] = API_VERSION
                if (revision := scope.get("state", {}).get("revision")) is not None:
                    headers[REVISION] = str(revision)
                    if scope["app"].state.planner.away_since() is not None:
                        headers[STORE] = "away"
                for name, value in SECURITY:
                    headers[name] = value
                if path.startswith("/static/") and message["status"] == 200:
                    headers["Cache-Control"] = "public, max-age=3600"
                else:
                    headers["Cache-Control"] = "no-store"
                is_page = headers.get("content-type", "").startswith("text/html")
                headers["Content-Security-Policy"] = _PAGE_POLICY if is_page else "frame-ancestors 'none'"
                if path == "/v1/openapi.json":
                    headers["Access-Control-Allow-Origin"] = "*"
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as error:
            if started:
                raise
            await answer_error(scope, error)(scope, receive, send_with_headers)
