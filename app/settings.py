"""Every environment variable the service reads. Passed to who needs it, never imported as an instance."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PLACEHOLDER_KEY = "development-only-key-change-me"
#: The seed of the demo's ids, which are the examples of the contract.
DEMO_SEED = "demo"
Pause = Annotated[float, Field(gt=0, le=86_400)]


class Settings(BaseSettings):
    """Names are the environment variables in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    # Where we run
    environment: Literal["development", "production"] = "production"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    public_url: str = "http://127.0.0.1:8000"

    # Storage
    database_url: str = "sqlite:///var/xpert-nmbrs.db"
    engine_database_url: str | None = None
    executor_id: str = "local"
    id_seed: str | None = None

    # Secrets. `encryption_keys` holds one or more `id:secret`, comma-separated; the first encrypts.
    encryption_keys: SecretStr = Field(default=SecretStr(""))
    hash_key: SecretStr = Field(default=SecretStr(""))

    # Nmbrs
    nmbrs_soap_url: str = "https://api.nmbrs.nl/soap/v3"
    nmbrs_calls_per_second: float = Field(default=25.0, gt=0, le=150)
    nmbrs_calls_at_once: int = Field(default=4, ge=1, le=32)
    nmbrs_timeout_seconds: float = Field(default=60.0, gt=0)
    nmbrs_attempts: int = Field(default=4, ge=1, le=10)
    nmbrs_retry_seconds: float = Field(default=1.0, ge=0)

    # Mail. Without `smtp_url` mails are files in `mail_outbox`. One pause per retry, comma-separated.
    smtp_url: SecretStr | None = None
    smtp_ca_file: Path | None = None
    smtp_timeout_seconds: float = Field(default=30.0, gt=0, le=300)
    mail_from: str | None = None
    mail_outbox: Path = Path("var/outbox")
    mail_retry_seconds: Annotated[tuple[Pause, ...], NoDecode] = (
        60, 300, 900, 3600, 7200, 14400, 28800, 28800,
    )  # fmt: skip

    # Limits
    max_body_bytes: int = Field(default=1_000_000, gt=0)
    employers_at_once: int = Field(default=4, ge=1, le=32)

    @field_validator("public_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise ValueError("an address like https://nmbrs.example.nl is needed")
        if parts.path.strip("/") or parts.query or parts.fragment or not url.isprintable() or " " in url:
            raise ValueError("an address with nothing behind the host and port is needed")
        return url.rstrip("/")

    @field_validator("mail_retry_seconds", mode="before")
    @classmethod
    def _separated(cls, pauses: object) -> object:
        return pauses.split(",") if isinstance(pauses, str) else pauses

    @model_validator(mode="after")
    def _complete_mail(self) -> Self:
        missing = {"public_url", "mail_from"} - self.model_fields_set
        if self.smtp_url is not None and missing:
            named = " and ".join(sorted(name.upper() for name in missing))
            raise ValueError(f"with SMTP_URL also set {named}: who mails, and where its links lead")
        return self

    @model_validator(mode="after")
    def _refuse_placeholders(self) -> Self:
        secrets = self.encryption_keys.get_secret_value(), self.hash_key.get_secret_value()
        if self.environment == "production" and any(
            not secret or PLACEHOLDER_KEY in secret for secret in secrets
        ):
            raise ValueError(
                "ENCRYPTION_KEYS and HASH_KEY need values of your own in production (see .env.example)"
            )
        return self

    @model_validator(mode="after")
    def _refuse_seeded_ids(self) -> Self:
        if self.id_seed and self.environment == "production":
            raise ValueError("ID_SEED is for development only: leave it empty in production")
        return self

    def engine_url(self) -> str:
        """Where DBOS keeps its tables: beside the SQLite file, or in the same PostgreSQL database."""
        if self.engine_database_url:
            return self.engine_database_url
        if self.database_url.startswith("sqlite:///"):
            path = Path(self.database_url.removeprefix("sqlite:///"))
            return f"sqlite:///{path.with_name(path.stem + '-engine' + path.suffix)}"
        return self.database_url
