"""Plans in the application: their operations, and where they are kept. Loaded only where the setting asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.werkplan import operations, operations_caseload, operations_goals, operations_groups, operations_help
from api.werkplan.keeping import Werkplan

if TYPE_CHECKING:
    from fastapi import FastAPI


def mount(app: FastAPI, url: str, werkplan: Werkplan | None = None) -> None:
    """Add the operations on plans.

    Raises:
        ConfigError: the URL is none that plans can be kept at.
    """
    app.state.werkplan = werkplan or Werkplan(url)
    for module in (operations, operations_goals, operations_help, operations_caseload, operations_groups):
        app.include_router(module.router)
