"""Where a graph server is and how to log in: read from a URL, shown without its secret."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

from ontology.errors import ConfigError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
SECRET = "LOOPBAANPAD_STORE_SECRET"  #: the secret itself, where the URL has none
SECRET_FILE = "LOOPBAANPAD_STORE_SECRET_FILE"  #: or a file with it, such as a mounted one
EXPECTED = "neo4j://user@host:7687/database"
_PORT = 7687


@dataclass(frozen=True, slots=True)
class Address:
    """A server, the database on it, and who asks; the secret never shows in ``repr`` or ``shown``."""

    scheme: str
    host: str
    port: int
    database: str
    user: str
    secret: str = field(repr=False)

    @property
    def uri(self) -> str:
        """What a driver connects to: no user, no secret, no database."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def shown(self) -> str:
        """The address as it may stand in messages, logs and receipts."""
        return f"{self.uri}/{quote(self.database)}"


def parse(url: str, environment: Mapping[str, str] = os.environ) -> Address:
    """Read ``neo4j://user:secret@host:7687/database``; user and database are ``neo4j`` unless named.

    A secret with ``@``, ``/`` or ``:`` in it is percent-encoded in a URL. Where the URL has no secret, it
    comes from ``LOOPBAANPAD_STORE_SECRET``, or from the file that ``LOOPBAANPAD_STORE_SECRET_FILE`` names.

    Raises:
        ConfigError: the URL can't be read, or there is no secret; its message never holds one.
    """
    parts = _split(url)
    host, port = _place(parts)
    secret = _secret(parts, environment)
    database = unquote(parts.path.strip("/")) or "neo4j"
    if "/" in database or parts.query or parts.fragment:
        raise ConfigError(f"found more than a database after the host of a store URL, expected {EXPECTED}")
    return Address(parts.scheme.lower(), host, port, database, unquote(parts.username or "") or "neo4j", secret)


def is_server(url: str) -> bool:
    """True if a store URL names a server of this kind."""
    return url.partition(":")[0].lower() in SCHEMES


def beginning_of(url: str) -> str:
    """What comes before the first colon, to be shown; nothing when there is none, for then it may be a secret."""
    scheme, mark, _ = url.partition(":")
    return scheme[:20] if mark else ""


def _split(url: str) -> SplitResult:
    scheme, mark, _ = url.partition("://")
    if not mark or scheme.lower() not in SCHEMES:
        raise ConfigError(f"found a store URL that starts with {beginning_of(url)!r}, expected one such as {EXPECTED}")
    try:
        return urlsplit(url)
    except ValueError:
        raise ConfigError(f"found a store URL that can't be read, expected one such as {EXPECTED}") from None


def _place(parts: SplitResult) -> tuple[str, int]:
    try:
        host, port = parts.hostname, parts.port
    except ValueError:  # its message may hold a piece of the secret
        raise ConfigError(
            f"found no port number in a store URL, expected one such as {EXPECTED}; write a secret with : / or @ in it "
            f"percent-encoded, or leave it to {SECRET}"
        ) from None
    if not host:
        raise ConfigError(f"found no host in a store URL, expected one such as {EXPECTED}")
    return host, port or _PORT


def _secret(parts: SplitResult, environment: Mapping[str, str]) -> str:
    if parts.password:
        return unquote(parts.password)
    if environment.get(SECRET):
        return environment[SECRET]
    if environment.get(SECRET_FILE):
        file = Path(environment[SECRET_FILE])
        try:
            secret = file.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise ConfigError(f"{SECRET_FILE} names {file}, which can't be read: {reason}") from None
        if secret:
            return secret
        raise ConfigError(f"{SECRET_FILE} names {file}, which is empty; put the store's secret in it")
    raise ConfigError(f"found no secret for the store; set {SECRET} or {SECRET_FILE}, or put it in the URL")
