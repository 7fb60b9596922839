"""An OpenID Connect provider: where its endpoints are and which keys it signs with, fetched and kept for a while."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlsplit

import requests
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from api.identity.demo import is_loopback
from ontology.errors import ConfigError, StoreUnavailable

PublicKey = RSAKey | ECKey | OKPKey
KEEP_SECONDS: Final = 300.0  #: a key that the provider took away is no longer trusted after this
AGAIN_SECONDS: Final = 5.0  #: an unknown key asks the provider again at most this often, whoever sends it
TIMEOUT: Final = (3.05, 5)  #: seconds to connect and to read
MOST_BYTES: Final = 262_144
_KTY: Final = {"RSA", "EC", "OKP"}  #: kinds with a public half; a shared secret in a public set proves nothing


class ProviderAway(StoreUnavailable):
    """The provider can't be asked now; a token that needs it can be neither accepted nor refused."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the OpenID Connect provider can't be reached ({why}): try again in a moment")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What the provider says of itself."""

    issuer: str
    authorization: str | None
    token: str | None
    end_session: str | None
    keys: str


def check_url(name: str, url: str) -> str:
    """A URL of a provider: https, or http on this machine.

    Raises:
        ConfigError: anybody in between could change what it says.
    """
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return url
    raise ConfigError(f"found the {name} {url}, expected one that begins with https:// (http:// on 127.0.0.1 alone)")


class OpenIdProvider:
    """One provider, by its issuer; safe to use from several threads."""

    def __init__(self, issuer: str, now: Callable[[], float] = time.monotonic) -> None:
        self.issuer = check_url("LOOPBAANPAD_OIDC_ISSUER", issuer)
        self._now, self._lock = now, threading.Lock()
        self._endpoints: Endpoints | None = None
        self._keys: dict[str, PublicKey] = {}
        self._read_at = self._tried_at = -1e9
        self._away: str | None = None

    def endpoints(self) -> Endpoints:
        """Where to go; asked once.

        Raises:
            ProviderAway: it can't be asked, or says it is another.
        """
        with self._lock:
            return self._discovered()

    def key(self, kid: str | None) -> PublicKey | None:
        """The key with this id, or ``None``; a key that isn't known yet is asked for, so that keys may be replaced.

        Raises:
            ProviderAway: the keys that are kept are too old to trust, and new ones can't be had.
        """
        if self._now() - self._read_at < KEEP_SECONDS and (found := self._kept(kid)) is not None:
            return found  # without the lock: who sends an unknown key holds nobody up
        with self._lock:
            age = self._now() - self._read_at
            if age < KEEP_SECONDS and (found := self._kept(kid)) is not None:
                return found
            if self._now() - self._tried_at >= AGAIN_SECONDS:
                self._read_keys()
            elif age >= KEEP_SECONDS:
                raise ProviderAway(self._away or "it was asked just now")
            return self._kept(kid)

    def _kept(self, kid: str | None) -> PublicKey | None:
        if kid is None:  # allowed where the provider has one key only
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(kid)

    def _read_keys(self) -> None:
        self._tried_at = self._now()
        try:
            said = self._get(self._discovered().keys)
            listed = [key for key in said["keys"] if key.get("kty") in _KTY and key.get("use", "sig") == "sig"]
            keys = KeySet.import_key_set({"keys": listed}).keys if listed else []
        except ProviderAway as error:
            self._away = str(error)
            raise
        except (JoseError, KeyError, TypeError, AttributeError, ValueError) as error:
            self._away = f"its keys can't be read: {type(error).__name__}"
            raise ProviderAway(self._away) from None
        self._keys = {key.kid or "": cast(PublicKey, key) for key in keys}
        self._read_at, self._away = self._now(), None

    def _discovered(self) -> Endpoints:
        if self._endpoints is None:
            said = self._get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if said.get("issuer") != self.issuer:
                raise ProviderAway(f"it says it is {said.get('issuer')!r}, expected {self.issuer!r}")
            names = ("authorization_endpoint", "token_endpoint", "end_session_endpoint", "jwks_uri")
            found = {name: str(said[name]) if said.get(name) else None for name in names}
            for name, url in found.items():
                if url is not None:
                    check_url(name, url)
            if found["jwks_uri"] is None:
                raise ProviderAway("it names no jwks_uri")
            self._endpoints = Endpoints(
                self.issuer,
                found["authorization_endpoint"],
                found["token_endpoint"],
                found["end_session_endpoint"],
                found["jwks_uri"],
            )
        return self._endpoints

    def _get(self, url: str) -> Mapping[str, Any]:
        try:
            with requests.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
                if answer.status_code != 200:
                    raise ProviderAway(f"it answers {answer.status_code}")
                body = answer.raw.read(MOST_BYTES + 1, decode_content=True)
            said = json.loads(body) if len(body) <= MOST_BYTES else None
        except (requests.RequestException, OSError, ValueError) as error:
            raise ProviderAway(type(error).__name__) from None
        if not isinstance(said, dict):
            raise ProviderAway("it answers something else than a JSON object")
        return said
