"""Settings of the index, read from the environment and `.env` by whoever composes the program."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class IndexSettings(BaseSettings):
    """Where data lives and which model embeds."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    footnote_home: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("footnote"),
        description="Folder that holds everything Footnote stores: catalogue, vectors, exported models, logs.",
    )
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2",
        description="Embedding model: all-MiniLM-L6-v2 (installed with Footnote), a local folder (safetensors or "
        "ONNX), a hub name, or a provider's as provider:name (openai:…, ollama:…, google_genai:…).",
    )
    embedding_base_url: str = Field(
        default="",
        description="Address of the embedding model's server where it is not the provider's own, as "
        "http://localhost:11434/v1.",
    )
    embedding_api_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key of the embedding model's provider. Empty: its own variable (OPENAI_API_KEY, …), or none with "
        "EMBEDDING_BASE_URL.",
    )
    embedding_query_prompt: str = Field(
        default="",
        description="What a provider's model wants before a question, as search_query: for nomic-embed-text.",
    )
    embedding_passage_prompt: str = Field(
        default="",
        description="What a provider's model wants before a passage, as search_document: for nomic-embed-text.",
    )
    embedding_price: float = Field(
        default=0.0,
        ge=0,
        description="Price of a million tokens that the provider embeds, in any currency, for --dry-run; 0: unknown.",
    )
    catalogue_url: SecretStr = Field(
        default=SecretStr(""),
        description="Address of the PostgreSQL database (15 or newer) that holds the catalogue for several machines, "
        "as postgresql://user:password@host/database. Empty: a file in the data folder.",
    )
    chroma_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]\S*)?$",
        description="Address of a Chroma server that holds the vectors for several machines, as http://localhost:8000 "
        "or https://api.trychroma.com. Empty: each machine holds its own in its data folder.",
    )
    chroma_tenant: str = Field(default="default_tenant", description="Tenant of CHROMA_URL.")
    chroma_database: str = Field(default="default_database", description="Database of CHROMA_URL.")
    chroma_api_key: SecretStr = Field(default=SecretStr(""), description="Key of CHROMA_URL, for Chroma Cloud.")
    max_file_mb: int = Field(default=25, ge=1, description="Largest article file that is read, in megabytes.")
    watch_polling: Literal["auto", "always", "never"] = Field(
        default="auto",
        description="Whether watched folders are polled: auto (network mounts are), always, or never.",
    )
    fetch_allow_hosts: str = Field(
        default="",
        description="Private hosts that may be fetched from, as host:port with commas between; all others are refused.",
    )
    fetch_contact: str = Field(
        default="",
        description="Web or mail address that sites are given in the user agent, to reach you by.",
    )
    fetch_delay: float = Field(default=1.0, ge=0, description="Seconds between two requests to one web host.")
    fetch_pages: int = Field(
        default=500, ge=1, description="Most pages that one refresh of a source fetches; the next one goes on."
    )
