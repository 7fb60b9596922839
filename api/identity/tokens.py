"""Whether a token is to be believed: who signed it, for whom, and when."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeGuard

from fastapi import HTTPException
from joserfc import jws, jwt
from joserfc.errors import JoseError

from api.identity.provider import OpenIdProvider

#: Signatures with a key pair. Never ``none``, and no shared secret: whoever may check one could make one.
ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
LEEWAY: Final = 30  #: seconds that clocks may differ
LONGEST: Final = 16_384  #: characters of a token
_ACCESS_TYPES: Final = {"jwt", "at+jwt", "application/at+jwt"}


class TokenRefused(HTTPException):
    """A token that proves nothing here; the reason never repeats what it said."""

    def __init__(self, why: str) -> None:
        challenge = f'Bearer realm="loopbaanpad", error="invalid_token", error_description="{why}"'
        super().__init__(401, f"The token isn't accepted: {why}.", {"WWW-Authenticate": challenge})


class TokenNeeded(HTTPException):
    """Nobody has said who they are."""

    def __init__(self) -> None:
        super().__init__(
            401,
            "Sign in, or send an access token as Authorization: Bearer.",
            {"WWW-Authenticate": 'Bearer realm="loopbaanpad"'},
        )


class Tokens:
    """Checks the tokens of one provider."""

    def __init__(self, provider: OpenIdProvider, now: Callable[[], float] = time.time) -> None:
        self.provider, self._now = provider, now

    def access(self, token: str, audience: str) -> Mapping[str, Any]:
        """The claims of an access token that was made for this service.

        Raises:
            TokenRefused: with why.
            ProviderAway: the keys can't be had.
        """
        header, claims = self._checked(token, audience)
        if str(header.get("typ", "JWT")).lower() not in _ACCESS_TYPES or str(claims.get("typ", "Bearer")) != "Bearer":
            raise TokenRefused("it is no access token")
        if "nonce" in claims or "at_hash" in claims:
            raise TokenRefused("it is an ID token, which tells who signed in and opens nothing")
        return claims

    def id(self, token: str, client: str, nonce: str) -> Mapping[str, Any]:
        """The claims of an ID token, made for this client and this very sign-in.

        Raises:
            TokenRefused: with why.
            ProviderAway: the keys can't be had.
        """
        _, claims = self._checked(token, client)
        if claims.get("nonce") != nonce:
            raise TokenRefused("it belongs to another sign-in")
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client:
            raise TokenRefused("it was made for another client")
        return claims

    def _checked(self, token: str, audience: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        if len(token) > LONGEST:
            raise TokenRefused("it is too long")
        try:
            header = jws.extract_compact(token.encode()).headers()
        except (JoseError, ValueError, UnicodeError, TypeError, AttributeError):
            raise TokenRefused("it can't be read") from None
        if header.get("alg") not in ALGORITHMS:
            raise TokenRefused("its signature is of a kind that isn't accepted")
        kid = header.get("kid")
        key = self.provider.key(kid if isinstance(kid, str) else None)
        if key is None:
            raise TokenRefused("its key is not one of the provider's")
        try:
            claims = jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError, TypeError):
            raise TokenRefused("its signature doesn't fit") from None
        self._check_claims(claims, audience)
        return header, claims

    def _check_claims(self, claims: Mapping[str, Any], audience: str) -> None:
        now = self._now()
        if claims.get("iss") != self.provider.issuer:
            raise TokenRefused("another issuer made it")
        aud = claims.get("aud")
        if audience not in (aud if isinstance(aud, list) else [aud]):
            raise TokenRefused("it was made for another service")
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise TokenRefused("it says of nobody")
        expires, begins, made = (claims.get(name) for name in ("exp", "nbf", "iat"))
        if not _is_time(expires):
            raise TokenRefused("it never expires")
        if expires <= now - LEEWAY:
            raise TokenRefused("it has expired")
        for moment in (begins, made):
            if moment is not None and (not _is_time(moment) or moment > now + LEEWAY):
                raise TokenRefused("it isn't valid yet")


def _is_time(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
