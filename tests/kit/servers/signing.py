"""Real OpenID Connect providers as processes of the tests: Keycloak, and oidc-provider on Node. Never left behind."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import requests
from joserfc.jwk import RSAKey

from tests.kit.servers.running import _PREFIX, INSTALLED, ROOT, end_group, free_port, sweep

KEYCLOAK = "keycloak-26.7.3"
SECRET = "proef-geheim-1"  #: of every user of the realm, and of its keeper
START_SECONDS = 240
#: Runs its arguments; when standard input closes, its whole process group ends.
_GUARD = 'exec 3<&0; "$@" </dev/null & child=$!; (cat <&3 >/dev/null; kill -9 0) & wait $child'


class Provider:
    """A provider that can be started, stopped and started again on the same port."""

    name = ""

    def __init__(self, home: Path, service: str) -> None:
        self.home, self.service = home, service
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def issuer(self) -> str:
        return self.base

    def prepare(self) -> Sequence[str]:
        """Whatever must be there first; the command that starts it."""
        raise NotImplementedError

    def start(self) -> None:
        """Start, and wait until it tells where its endpoints are.

        Raises:
            RuntimeError: it doesn't; with the end of what it said.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        command = ["sh", "-c", _GUARD, "sh", *self.prepare()]
        log = self.home / "output.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=out, stderr=out, cwd=self.home, env=self.environment(),
                start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + START_SECONDS
        try:
            while not self._answers():
                if self._process.poll() is not None or time.monotonic() > end:
                    said = log.read_text("utf-8", "replace")[-2_000:]
                    raise RuntimeError(f"{self.name} doesn't start on port {self.port}:\n{said}")
                time.sleep(0.2)
        except BaseException:
            self.kill()
            raise

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def kill(self) -> None:
        """End the process and what it started."""
        if self._process is not None:
            end_group(self._process)
            self._process = None

    def token(self, **form: str) -> dict[str, Any]:
        """What the token endpoint answers."""
        known = requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=10).json()
        answer = requests.post(known["token_endpoint"], data=form, timeout=30)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def _answers(self) -> bool:
        with contextlib.suppress(requests.RequestException):
            return requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=5).status_code == 200
        return False


class Keycloak(Provider):
    """Keycloak as Maven fetched it, with the realm of ``keycloak/realm.json``."""

    name = "keycloak"

    @property
    def issuer(self) -> str:
        return f"{self.base}/realms/loopbaanpad"

    def prepare(self) -> Sequence[str]:
        installed = INSTALLED / KEYCLOAK
        if not (installed / "bin" / "kc.sh").is_file():
            raise RuntimeError("Keycloak isn't set up for tests; run: make setup-test")
        own = self.home / "keycloak"
        if not own.exists():  # it builds itself anew at its first start, so each run has its own
            shutil.copytree(installed, own, symlinks=True)
        realm = (ROOT / "tests" / "kit" / "servers" / "keycloak" / "realm.json").read_text("utf-8")
        (own / "data" / "import").mkdir(parents=True, exist_ok=True)
        (own / "data" / "import" / "realm.json").write_text(realm.replace("@SERVICE@", self.service), "utf-8")
        listen = ["--http-host=127.0.0.1", f"--http-port={self.port}"]
        return ["bash", str(own / "bin" / "kc.sh"), "start-dev", "--import-realm", *listen]

    def environment(self) -> dict[str, str]:
        keeper = {"KC_BOOTSTRAP_ADMIN_USERNAME": "keeper", "KC_BOOTSTRAP_ADMIN_PASSWORD": SECRET}
        return {**os.environ, **keeper, "JAVA_OPTS_APPEND": "-Xmx600m -XX:TieredStopAtLevel=1"}

    def person(self, name: str) -> str:
        """An access token of somebody of the realm."""
        form = {"grant_type": "password", "client_id": "proef-app", "username": name, "password": SECRET}
        return str(self.token(**form, scope="openid")["access_token"])

    def system(self, name: str = "uwv-systeem") -> str:
        """An access token of a client system."""
        form = {"grant_type": "client_credentials", "client_id": name, "client_secret": f"proef-geheim-van-{name}"}
        return str(self.token(**form)["access_token"])

    def replace_keys(self) -> None:
        """A new key to sign with; the ones from before are taken away."""
        keys = self._admin("GET", "components?type=org.keycloak.keys.KeyProvider")
        before = [item for item in keys if item["providerId"] == "rsa-generated"]
        new = {
            "name": f"rsa-{time.monotonic_ns()}",
            "providerId": "rsa-generated",
            "providerType": "org.keycloak.keys.KeyProvider",
            "parentId": before[0]["parentId"],
            "config": {"priority": ["500"], "keySize": ["2048"], "algorithm": ["RS256"]},
        }
        self._admin("POST", "components", new)
        for item in before:
            self._admin("DELETE", f"components/{item['id']}")

    def _admin(self, method: str, path: str, body: Any = None) -> Any:
        form = {"grant_type": "password", "client_id": "admin-cli", "username": "keeper", "password": SECRET}
        url = f"{self.base}/realms/master/protocol/openid-connect/token"
        token = requests.post(url, data=form, timeout=30).json()["access_token"]
        answer = requests.request(
            method,
            f"{self.base}/admin/realms/loopbaanpad/{path}",
            json=body,
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None


class NodeProvider(Provider):
    """oidc-provider, which is certified; another implementation, other names for the same things."""

    name = "oidc-provider"
    audience = "urn:loopbaanpad:api"

    def prepare(self) -> Sequence[str]:
        folder = INSTALLED / "oidc"
        node = node_program()
        if node is None or not (folder / "node_modules" / "oidc-provider").is_dir():
            raise RuntimeError("oidc-provider isn't set up for tests; run: make setup-test")
        keys = self.home / "keys.json"
        if not keys.exists():
            self.replace_keys()
        return [node, str(folder / "server.mjs"), str(self.port), f"{self.service}/sign-in/callback", str(keys)]

    def replace_keys(self) -> None:
        """Another key, from the next start on."""
        key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
        (self.home / "keys.json").write_text(json.dumps({"keys": [key.as_dict(private=True)]}), "utf-8")

    def system(self) -> str:
        form = {"client_id": "uwv-systeem", "client_secret": "proef-geheim-van-uwv-systeem", "scope": "api"}
        return str(self.token(grant_type="client_credentials", resource=self.audience, **form)["access_token"])


def node_program() -> str | None:
    """Node, as the system has it or as set-up brought it."""
    brought = ROOT / ".venv" / "bin" / "node"
    return str(brought) if brought.exists() else shutil.which("node")


def running_provider(kind: type[Provider], service: str) -> Provider:
    """A provider for the tests of one module, with a folder of its own; whatever happens, it ends with the process."""
    sweep()
    prefix = f"{_PREFIX}{os.getpid()}-{kind.name}-"
    folder = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
    provider = kind(Path(folder.name), service)
    atexit.register(folder.cleanup)
    atexit.register(provider.kill)
    provider.start()
    return provider
