"""How often one address may ask; counted in the memory of this process, so each process counts by itself."""

from __future__ import annotations

import ipaddress
import time
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import body_of, response_of
from ontology.errors import ConfigError

_ALL: Final = "all"
_REFUSED: Final = "refused"


def parse_rate(name: str, text: str) -> RateLimitItem | None:
    """A rate such as 600/minute; ``None`` for 0.

    Raises:
        ConfigError: it is no rate.
    """
    if text.strip() == "0":
        return None
    try:
        found = parse(text)
    except ValueError:
        raise ConfigError(f"found {name} {text!r}, expected a rate such as 600/minute, or 0 for no limit") from None
    if found.amount < 1:
        raise ConfigError(f"found {name} {text!r}, expected a rate such as 600/minute, or 0 for no limit")
    return found


def counted_as(scope: Scope) -> str | None:
    """Who a request counts for: an IPv4 address, an IPv6 network of one subscriber; this machine itself doesn't count.

    A proxy on this machine passes on whom it asks for (X-Forwarded-For), which the server takes from there alone.
    """
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0] if client else "")
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return None if address.is_loopback else str(ipaddress.ip_network((address, 64), strict=False))
        address = address.ipv4_mapped
    return None if address.is_loopback else str(address)


class RatesMiddleware:
    """Refuses who asks too often, or guesses tokens too often, and says when to come back."""

    def __init__(self, app: ASGIApp, most: RateLimitItem | None, refused: RateLimitItem | None) -> None:
        self.app, self._most, self._refused = app, most, refused
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its address keeps to the rates."""
        who = counted_as(scope) if scope["type"] == "http" else None
        if who is None:
            await self.app(scope, receive, send)
            return
        over = self._over(who)
        if over is not None:
            error = HTTPException(429, f"Expected at most {over[0]}.", {"Retry-After": str(over[1])})
            await response_of(body_of(error), error)(scope, receive, send)
            return

        async def count(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 401 and self._refused is not None:
                self._limiter.hit(self._refused, _REFUSED, who)
            await send(message)

        await self.app(scope, receive, count)

    def _over(self, who: str) -> tuple[str, int] | None:
        """The rate that is exceeded, and after how many seconds to ask again."""
        if self._refused is not None and not self._limiter.test(self._refused, _REFUSED, who):
            return f"{self._refused} that are refused", self._wait(self._refused, _REFUSED, who)
        if self._most is not None and not self._limiter.hit(self._most, _ALL, who):
            return str(self._most), self._wait(self._most, _ALL, who)
        return None

    def _wait(self, rate: RateLimitItem, kind: str, who: str) -> int:
        ends = self._limiter.get_window_stats(rate, kind, who).reset_time
        return max(1, min(rate.get_expiry(), int(ends - time.time()) + 1))
