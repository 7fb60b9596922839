"""A client that asks two services in turn, as a load balancer without memory does."""

from __future__ import annotations

import itertools
from typing import Any

import httpx

from tests.kit.service import Service
from tests.werkplan.recording import Journey


class Alternating:
    """What a test asks goes to one service and then to the other; each request may land on either."""

    def __init__(self, *services: Service) -> None:
        self._turn = itertools.cycle([service.client for service in services])
        self.asked = [0] * len(services)
        self._numbers = itertools.cycle(range(len(services)))

    def get(self, *arguments: Any, **named: Any) -> httpx.Response:
        return self._next().get(*arguments, **named)

    def post(self, *arguments: Any, **named: Any) -> httpx.Response:
        return self._next().post(*arguments, **named)

    def _next(self) -> httpx.Client:
        self.asked[next(self._numbers)] += 1
        return next(self._turn)


class LiveJourney(Journey):
    """A journey at services that run: their clock can't be moved, so its days are told in what is asked alone."""

    def __init__(self, client: Alternating) -> None:
        self.day, self.client, self.lines = "", client, []  # type: ignore[assignment]

    def close(self) -> None:
        """Nothing: the services are closed by who started them."""
