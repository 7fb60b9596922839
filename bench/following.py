"""Two services on one Neo4j: how soon a revision that goes through one is answered from by the other."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from api.v1 import examples
from bench.table import Line, shown, under
from tests.kit.service import Service

GOAL = 2.0  #: seconds, for every revision
TOKEN = "a-token-of-the-benchmark"
PAUSE = 0.02  #: seconds between two looks
PATIENCE = 60.0


def followed(url: str, folder: Path, revisions: int) -> list[Line]:
    """The slowest of so many revisions, from asking one service to write until the other answers from it.

    Each gives a skill another name. Both have a folder of their own for what they compile, as on two machines, and
    have made their index of names before the first: that takes a minute after the very first start.
    """
    services: list[Service] = []
    took: list[float] = []
    try:
        for name in ("one", "other"):
            cache = str(folder / name / "cache")
            settings = {"LOOPBAANPAD_STORE": url, "LOOPBAANPAD_WRITE_TOKEN": TOKEN, "XDG_CACHE_HOME": cache}
            services.append(Service(folder / name, settings))
        for service in services:
            _wait_for_index(service)
        for number in range(revisions):
            one, other = services[number % 2], services[(number + 1) % 2]
            begin = time.perf_counter()
            revision = _write(one, number)
            while _revision_of(other) < revision:
                if time.perf_counter() - begin > PATIENCE:
                    raise RuntimeError(f"revision {revision} was not served within {PATIENCE:.0f} s:\n{other.said()}")
                time.sleep(PAUSE)
            took.append(time.perf_counter() - begin)
    finally:
        for service in services:
            service.stop()
    middle = sorted(took)[len(took) // 2]
    more = f" (slowest of {revisions}; in the middle {shown(middle)} s)"
    return [
        under("stores", "a revision written through one service is served by the other", max(took), GOAL, "s", more)
    ]


def _wait_for_index(service: Service) -> None:
    """Until a search is answered by meaning too."""
    begin = time.perf_counter()
    while service.client.get("/v1/search", params={"q": "kok"}).json()["encoder"] is None:
        if time.perf_counter() - begin > 15 * PATIENCE:
            raise RuntimeError(f"there was no index after {15 * PATIENCE:.0f} s:\n{service.said()}")
        time.sleep(0.5)


def _revision_of(service: Service) -> int:
    return int(service.client.get("/v1/status").json()["revision"])


def _write(service: Service, number: int) -> int:
    """The revision that was written."""
    name: dict[str, Any] = {"kind": "pref", "lang": "nl", "text": f"bijen houden {number}"}
    put = {**examples.CHANGES_ASK["changes"][0]["put"], "labels": [name]}
    answer = service.client.post(
        "/v1/changes",
        json={**examples.CHANGES_ASK, "changes": [{"put": put}]},
        headers={"Authorization": f"Bearer {TOKEN}", "If-Match": f'"{_revision_of(service)}"'},
    )
    return int(answer.raise_for_status().json()["revision"])
