"""How much a request may send: a body that is too long is refused before it is read whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import body_of, response_of


class Limit(NamedTuple):
    """The most bytes of a body, with room for escapes, and what fits in them, as it is told to who sends more."""

    most: int
    expected: str


#: By path; ``OTHERS`` is for all the rest.
LIMITS: Final[Mapping[str, Limit]] = {
    "/v1/proposals": Limit(250_000, "a text of 20,000 characters at most"),
    "/v1/profiles/vum": Limit(250_000, "one profile"),
    "/v1/changes": Limit(20_000_000, "2,000 changes at most"),
    "/v1/caseload": Limit(5_000_000, "a file of 5,000 cases at most"),
}
OTHERS: Final = Limit(1_000_000, "less")


class LimitsMiddleware:
    """Refuses bodies beyond the limit of their path; nothing of what was sent is told or logged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as long as it keeps to its limit."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        most, expected = LIMITS.get(scope["path"], OTHERS)
        said = Headers(scope=scope).get("content-length", "")
        is_long = said.isdigit() and int(said) > most
        body, more = bytearray(), True
        while more and not is_long:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            is_long = len(body) > most
        if is_long:
            error = HTTPException(413, f"Found more than {most} bytes, expected {expected}.")
            await response_of(body_of(error), error)(scope, receive, send)
            return
        given = False

        async def read() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self.app(scope, read, send)
