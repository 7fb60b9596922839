"""Plans in the application: their operations, and where they are kept. Loaded only where the setting asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import Depends

from api.werkplan import (
    operations,
    operations_caseload,
    operations_goals,
    operations_groups,
    operations_help,
    operations_log,
    operations_monitor,
    operations_profiles,
)
from api.werkplan.keeping import Werkplan
from api.werkplan.logging_requests import logged
from api.werkplan.organisations import read_organisations
from api.werkplan.postcodes import read_postcodes
from api.werkplan.processings import check_register

if TYPE_CHECKING:
    from fastapi import FastAPI

MODULES: Final = (
    operations,
    operations_goals,
    operations_help,
    operations_caseload,
    operations_groups,
    operations_profiles,
    operations_log,
    operations_monitor,
)


def mount(
    app: FastAPI,
    url: str,
    werkplan: Werkplan | None = None,
    organisations: Path | None = None,
    postcodes: Path | None = None,
) -> None:
    """Add the operations on plans.

    Raises:
        ConfigError: the URL is none that plans can be kept at; an operation is in no processing activity; the
            table of postcodes is none.
    """
    app.state.werkplan = werkplan or Werkplan(url, organisations=read_organisations(organisations))
    app.state.postcodes = read_postcodes(postcodes)
    for module in MODULES:
        check_register(route.name for route in module.router.routes)
        app.include_router(module.router, dependencies=[Depends(logged)])
