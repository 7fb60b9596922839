"""What a newcomer sees of the demo users on the terminal."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ontology.errors import ConfigError

if TYPE_CHECKING:
    from api.settings import Settings
    from api.werkplan.keeping import Werkplan


def with_demo(settings: Settings, store: str) -> Settings:
    """The settings with plans in a file beside the store, unless they are kept somewhere already.

    Raises:
        ConfigError: people sign in at a provider here, so nobody may be just anyone.
    """
    if settings.oidc_issuer is not None:
        raise ConfigError(
            f"found --demo together with the provider {settings.oidc_issuer}: leave out --demo, "
            "or leave out LOOPBAANPAD_OIDC_ISSUER"
        )
    if settings.werkplan:
        return settings
    scheme, _, path = store.partition(":")
    folder = PurePath(path).parent if scheme == "oxigraph" else PurePath("data")
    return settings.model_copy(update={"werkplan": f"sqlite:{folder / 'plans.db'}"})


def show_users(console: Any, address: str, plans: Werkplan) -> None:
    """The demo users, how to become one, and a request as one of them."""
    from api.identity.demo import DEMO_USERS
    from api.werkplan.demo import prepare_demo

    plan = prepare_demo(plans)
    console.print(f"Demogebruikers, alleen op deze computer: {address}/sign-in", soft_wrap=True)
    for user in DEMO_USERS:
        sent = "  ".join(f"{name}: {value}" for name, value in user.headers.items())
        console.print(f"  {user.label:<36} {sent}", soft_wrap=True, markup=False)
    if plan is None:
        return
    employee = next(user for user in DEMO_USERS if user.actor.role == "caseworker")
    headers = " ".join(f"-H '{name}: {value}'" for name, value in employee.headers.items())
    console.print(f"Voorbeeldplan: curl {headers} {address}/v1/plans/{plan}", soft_wrap=True, markup=False)
