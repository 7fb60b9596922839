"""A provider on loopback whose every word a test decides: what it says of itself, its keys, the tokens it makes."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT = "loopbaanpad"


class SmallProvider:
    """Real HTTP, real signatures; it lets everybody in as whoever the test says."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self.first = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
        self.second = ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)
        self.restore()

    def restore(self) -> None:
        """As it is at first."""
        self.keys: list[Any] = [self.first]
        self.asked: list[str] = []
        self.exchanged: list[dict[str, str]] = []
        self.is_away = False
        self.says: dict[str, Any] = {}
        self.id_token = ""

    def claims(self, **changed: Any) -> dict[str, Any]:
        """Those of a good access token of a caseworker; ``None`` leaves one out."""
        now = int(time.time())
        good = {
            "iss": self.issuer, "aud": CLIENT, "sub": "u-1", "iat": now, "exp": now + 300,
            "roles": ["caseworker"], "organisation": "uwv-rijnmond",
        }  # fmt: skip
        return {name: value for name, value in {**good, **changed}.items() if value is not None}

    def token(self, key: Any = None, header: dict[str, Any] | None = None, **changed: Any) -> str:
        """A token, signed with the first key or another."""
        key = key or self.first
        alg = "ES256" if isinstance(key, ECKey) else "RS256"
        made = {"alg": alg, "kid": key.kid, **(header or {})}
        return jwt.encode(made, self.claims(**changed), key, algorithms=[made["alg"]])

    def answer(self, path: str) -> Any:
        if path == "/.well-known/openid-configuration":
            names = {"authorization": "authorize", "token": "token", "end_session": "end"}
            found = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in names.items()}
            return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **found, **self.says}
        if path == "/keys":
            return {"keys": [key.as_dict(private=False) for key in self.keys]}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked.append(self.path)
                body = json.dumps(owner.answer(self.path)).encode()
                self.send_response(503 if owner.is_away else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                owner.exchanged.append(dict(parse_qsl(sent)))
                self.do_GET()

            def log_message(self, *arguments: Any) -> None:
                pass

        return Handler

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._server.shutdown()
        self._server.server_close()
