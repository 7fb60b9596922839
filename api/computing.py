"""Questions that take the processor: at most as many at once as there are cores."""

from __future__ import annotations

import functools
import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from starlette.responses import Response

Answer = TypeVar("Answer", bound=Response)
_room: RunVar[CapacityLimiter] = RunVar("loopbaanpad.computing")  # one an event loop


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def computing(answer: Callable[..., Answer]) -> Callable[..., Awaitable[Answer]]:
    """Run an operation in a thread once there is room for it; until then it waits, and costs nothing.

    For questions that are mostly interpreter work. More threads than cores only take its lock from each other: forty
    took twice the processor time an answer that two take, and a hundred megabytes more. First come, first served.
    """

    @functools.wraps(answer)
    async def when_there_is_room(*args: object, **kwargs: object) -> Answer:
        room = _room.get(None)
        if room is None:
            room = CapacityLimiter(cores())
            _room.set(room)
        return await to_thread.run_sync(functools.partial(answer, *args, **kwargs), limiter=room)

    return when_there_is_room
