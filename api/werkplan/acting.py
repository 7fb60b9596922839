"""Who acts in a plan: those roles that have to do with plans at all; which plan and what, ``rules_access`` tells."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Depends

from api.identity.acting import may
from api.identity.actors import ID, PARTY, Actor, Role

__all__ = ["ID", "PARTY", "PLAN_ROLES", "Actor", "ActorDep", "Role"]
PLAN_ROLES: Final[tuple[Role, ...]] = ("person", "caseworker", "employer", "client-system")
ActorDep = Annotated[Actor, Depends(may(*PLAN_ROLES))]
