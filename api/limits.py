"""How much a request may send: a body that is too long is refused before it is read whole."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import body_of, response_of

#: The most bytes of a body, by path. A text of 20,000 characters fits with room for escapes.
MOST_BYTES: Final = {"/v1/proposals": 250_000, "/v1/profiles/vum": 250_000}
_EXPECTED: Final = {"/v1/proposals": "a text of 20,000 characters at most", "/v1/profiles/vum": "one profile"}


class LimitsMiddleware:
    """Refuses bodies beyond the limit of their path; nothing of what was sent is told or logged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as long as it keeps to its limit."""
        most = MOST_BYTES.get(scope["path"]) if scope["type"] == "http" else None
        if most is None:
            await self.app(scope, receive, send)
            return
        body, more = b"", True
        while more and len(body) <= most:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if len(body) > most:
            error = HTTPException(413, f"Found more than {most} bytes, expected {_EXPECTED[scope['path']]}.")
            await response_of(body_of(error), error)(scope, receive, send)
            return
        given = False

        async def read() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, read, send)
