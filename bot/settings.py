"""Settings of the bot, read from the environment and `.env` by the composition root."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("no time zone is called so; names look like Europe/Berlin") from error
    return name


_NUMBER = r"-?\d+(\.\d+)?"
_SHARDS = r"\d{1,5}(-\d{1,5})?"


def _numbers(ranges: str) -> tuple[int, ...]:
    """Return the numbers of `0,2` or `0-3`, ascending."""
    spans = (map(int, (one if "-" in one else f"{one}-{one}").split("-")) for one in filter(None, ranges.split(",")))
    return tuple(sorted({number for first, last in spans for number in range(first, last + 1)}))


def _rising(ranges: str) -> str:
    if any(not _numbers(one) for one in filter(None, ranges.split(","))):
        raise ValueError("a range goes from its lower to its higher number, as 0-3")
    return ranges


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
    discord_commands_guild: str = Field(
        default="",
        pattern=r"^\d*$",
        description="Id of a server in which alone the commands are registered, for who tries out changes: Discord "
        "shows them there at once, and what is registered for all servers stays as it is. Empty: registered for all.",
    )
    shard_ids: Annotated[str, AfterValidator(_rising)] = Field(
        default="",
        pattern=rf"^({_SHARDS}(,{_SHARDS})*)?$",
        description="Shards that this process serves where several share the work, as 0,2 or 0-3. Empty: all of them.",
    )
    shard_count: int = Field(
        default=0,
        ge=0,
        description="Shards that there are in all, the same in every process; 0: as many as Discord wants.",
    )
    message_content: bool = Field(
        default=False,
        description="Whether the bot reads messages that do not mention it, which channels and forums need that it "
        "watches for questions. Switch on Message Content Intent in the developer portal (Bot) too.",
    )
    quiet_seconds: float = Field(
        default=3.0,
        ge=0,
        description="Seconds that somebody pauses before what they wrote without a mention is taken as a question.",
    )
    index_role: str = Field(
        default="Librarian",
        description="Name of the role that may use /index besides members who may manage the server.",
    )
    index_shared: bool = Field(
        default=False,
        description="Whether servers that keep to the shared library may change it with /index: true or false.",
    )
    admin_channel: str = Field(
        default="footnote-admin",
        description="Name of the channel in which people are told when a source has long been unreachable.",
    )
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(
        default="UTC",
        description="Time zone of the digests' times of day, as Europe/Berlin; every digest says it.",
    )
    questions_per_person: int = Field(
        default=60, ge=0, description="Questions that one person may ask within an hour; 0: no limit."
    )
    questions_per_server: int = Field(
        default=600, ge=0, description="Questions that one server may ask within an hour; 0: no limit."
    )
    questions_at_once: int = Field(
        default=120, ge=1, description="Questions that may be under way at the same time; further ones are put off."
    )
    articles_dir: str = Field(
        default="articles", description="Folder that `footnote run` indexes into the library `default` at start."
    )
    chat_model: str = Field(
        default="",
        description="Language model that writes answers, as provider:name (openai:…, anthropic:…, ollama:…, "
        "google_genai:…). Empty: answers are exact quotations.",
    )
    chat_base_url: str = Field(
        default="",
        description="Address of the model's server where it is not the provider's own, as http://localhost:11434/v1.",
    )
    chat_api_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key of the model's provider. Empty: its own variable (OPENAI_API_KEY, …), "
        "or none with CHAT_BASE_URL.",
    )
    chat_protocol: Literal["auto", "text", "structured"] = Field(
        default="auto",
        description="How the model hands over statements: auto, text (any model can) or structured (JSON schema).",
    )
    chat_reasoning: Literal["", "none", "minimal", "low", "medium", "high"] = Field(
        default="",
        description="How much the model thinks before it writes: none, minimal, low, medium or high. Empty: as it does "
        "by itself.",
    )
    chat_seconds: float = Field(
        default=40, ge=1, le=50, description="Longest time, in seconds, for all calls of the model for one answer."
    )
    chat_concurrency: int = Field(default=4, ge=1, description="Calls of the model at the same time.")
    chat_requests_per_minute: int = Field(default=60, ge=1, description="Calls of the model within a minute.")
    chat_tokens_per_answer: int = Field(default=20000, ge=1000, description="Tokens that one answer may cost.")
    chat_tokens_per_day: int = Field(
        default=1_000_000, ge=0, description="Tokens that the answers of one library may cost in a day; 0: no limit."
    )
    support_model: str = Field(
        default="",
        description="Cross-encoder for natural language inference or fact checking that judges statements: a folder "
        "(ONNX or safetensors) or a hub name. Empty: as CHAT_JUDGE says.",
    )
    chat_judge: str = Field(
        default="auto",
        pattern=r"^(auto|off|\S+:\S+)$",
        description="Who judges statements without SUPPORT_MODEL: auto (the chat model in a second call), off (nobody: "
        "exact quotations) or another model as provider:model.",
    )
    rerank_model: str = Field(
        default="",
        description="Cross-encoder that reorders the 30 closest passages: a folder (ONNX, safetensors) or a hub name. "
        "Empty: they stand as the search ordered them.",
    )
    rerank_weights: str = Field(
        default="10,1",
        pattern=rf"^{_NUMBER},{_NUMBER}$",
        description="How the search and RERANK_MODEL join, as `footnote doctor --questions FILE` prints it.",
    )
    reader_model: str = Field(
        default="",
        description="Extractive question answering model with a null answer, or a cross-encoder, that scores sentences "
        "beside our own measure: a folder (ONNX or safetensors) or a hub name. Empty: our own measure alone.",
    )
    reader_weights: str = Field(
        default="1,0.5,1,0,0",
        pattern=rf"^{_NUMBER}(,{_NUMBER}){{4}}$",
        description="How our own measure and READER_MODEL join, as `footnote doctor --questions FILE` prints it: for "
        "sentences, and with a constant for whether the articles answer at all.",
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port at which `footnote run` and `work` serve /metrics (Prometheus) and /healthz; 0: none.",
    )
    metrics_host: str = Field(
        default="127.0.0.1",
        description="Address that METRICS_PORT listens at. Neither asks for a password: open it to nobody else.",
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="How the bot's log is written to standard error: text, or json, an object a line."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe message that the bot logs: DEBUG, INFO, WARNING or ERROR."
    )

    @property
    def shards(self) -> tuple[int, ...]:
        """SHARD_IDS as numbers."""
        return _numbers(self.shard_ids)

    @field_validator("shard_count")
    @classmethod
    def _holds_them(cls, count: int, info: ValidationInfo) -> int:
        if (named := _numbers(info.data.get("shard_ids", ""))) and max(named) >= count:
            raise ValueError(f"it must be more than {max(named)}, the highest of SHARD_IDS")
        return count
