"""Questions that take the processor wait until there is room for them."""

from __future__ import annotations

import threading

import anyio
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from api import computing
from api.computing import computing as limited


def test_as_many_run_at_once_as_there_are_cores() -> None:
    computing_at_once, most = 0, 0
    lock, together = threading.Lock(), threading.Barrier(computing.cores())

    @limited
    def answer() -> Response:
        nonlocal computing_at_once, most
        with lock:
            computing_at_once += 1
            most = max(most, computing_at_once)
        together.wait(60)  # breaks if fewer than that run at once
        with lock:
            computing_at_once -= 1
        return Response()

    async def ask() -> None:
        async with anyio.create_task_group() as asked:
            for _ in range(3 * computing.cores()):
                asked.start_soon(answer)

    anyio.run(ask)
    assert most == computing.cores()


def test_an_operation_keeps_its_parameters_and_its_description() -> None:
    app = FastAPI()

    @app.get("/double")
    @limited
    def double(number: int) -> Response:
        """Twice as much."""
        return Response(str(2 * number))

    assert TestClient(app).get("/double?number=21").text == "42"
    operation = app.openapi()["paths"]["/double"]["get"]
    assert (operation["description"], operation["parameters"][0]["name"]) == ("Twice as much.", "number")
