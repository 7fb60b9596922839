"""The settings of the service; each can be given as LOOPBAANPAD_<NAME> in the environment."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What somebody who runs the service may set."""

    model_config = SettingsConfigDict(env_prefix="LOOPBAANPAD_", frozen=True, extra="ignore")

    store: str = Field(default="oxigraph:data/kg", description="The store's URL: memory: or oxigraph:PATH.")
    contact_name: str = Field(default="Loopbaanpad", description="Who answers questions about this service.")
    contact_email: str = Field(default="beheer@loopbaanpad.example", description="Where to write to.")
    contact_url: str = Field(default="https://loopbaanpad.example/contact", description="A page with how to reach us.")
    cors_origins: tuple[str, ...] = Field(
        default=(), description='Sites whose pages may call the API, as a JSON list: ["https://a.example"].'
    )
    reload_seconds: int = Field(
        default=5, ge=0, description="How often, at most, the service looks for a newer revision; 0 is never."
    )
