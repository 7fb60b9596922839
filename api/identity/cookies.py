"""What a browser keeps for us: encrypted cookies, so that any process of the service can read what another wrote."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

import orjson
from fastapi import Request, Response
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from api.identity.actors import Actor

SESSION: Final = "loopbaanpad_session"
PENDING: Final = "loopbaanpad_signing_in"
SESSION_SECONDS: Final = 8 * 3600  #: a working day; the provider is asked again after it
PENDING_SECONDS: Final = 600  #: to fill in a password and a second factor
_HEADER: Final = {"alg": "dir", "enc": "A256GCM"}


class Cookies:
    """Makes and reads the two cookies; without a secret of the service they last until it stops."""

    def __init__(self, secret: str = "", issuer: str = "demo", now: Callable[[], float] = time.time) -> None:
        named = f"loopbaanpad cookies\n{issuer}\n{secret}"  # a demo user's cookie is worth nothing beside a provider
        key = hashlib.sha256(named.encode()).digest() if secret else secrets.token_bytes(32)
        self._key, self._now = OctKey.import_key(key), now

    def seal(self, purpose: str, content: Mapping[str, Any], seconds: int) -> str:
        """The content, encrypted, for one purpose and so long."""
        body = {"for": purpose, "until": int(self._now()) + seconds, "content": dict(content)}
        return jwe.encrypt_compact(dict(_HEADER), orjson.dumps(body), self._key)

    def open(self, purpose: str, sealed: str | None) -> dict[str, Any] | None:
        """The content; ``None`` when it is not ours, is for something else, or is past its time."""
        if not sealed:
            return None
        try:
            body = orjson.loads(jwe.decrypt_compact(sealed, self._key).plaintext or b"")
        except (JoseError, ValueError, TypeError):
            return None
        if body["for"] != purpose or body["until"] <= self._now():
            return None
        content: dict[str, Any] = body["content"]
        return content

    def set(self, answer: Response, name: str, content: Mapping[str, Any], seconds: int, is_secure: bool) -> None:
        """Give the browser a cookie that no script can read and no other site's form brings along."""
        answer.set_cookie(
            name, self.seal(name, content, seconds), seconds, path="/", secure=is_secure, httponly=True, samesite="lax"
        )

    def keep_session(self, answer: Response, actors: tuple[Actor, ...], is_secure: bool) -> None:
        """Remember who signed in."""
        content = {"actors": [asdict(actor) for actor in actors]}
        self.set(answer, SESSION, content, SESSION_SECONDS, is_secure)

    def actors(self, request: Request) -> tuple[Actor, ...] | None:
        """Who signed in with this browser, in each of their roles, or ``None``."""
        found = self.open(SESSION, request.cookies.get(SESSION))
        try:
            return None if found is None else tuple(Actor(**actor) for actor in found["actors"])
        except TypeError:  # of another version of the program
            return None
