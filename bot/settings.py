"""Settings of the bot, read from the environment and `.env` by the composition root."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class BotSettings(BaseSettings):
    """Discord connection and who may change the library."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    discord_token: SecretStr = Field(
        default=SecretStr(""),
        description="Bot token from the Discord developer portal (Bot > Reset Token). Empty: terminal chat only.",
    )
    discord_api_url: str = Field(
        default="https://discord.com/api/v10",
        description="REST address of Discord or of a Discord-compatible server; the gateway address is asked there.",
    )
    index_role: str = Field(
        default="Librarian",
        description="Name of the role that may use /index besides members who may manage the server.",
    )
    articles_dir: str = Field(
        default="articles", description="Folder that `footnote run` indexes into the library `default` at start."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe message that the bot logs: DEBUG, INFO, WARNING or ERROR."
    )
