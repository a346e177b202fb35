"""Builds LangChain chat models. The only file that knows providers and their errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.errors import ModelBusy, ModelDown, ModelFault, ModelMissing, ModelRefused, ModelSlow

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from bot.settings import BotSettings

MOST_TOKENS = 2000  # of one reply; eight short statements take 300, models that think aloud the rest
TOO_MANY = 429


def build(settings: BotSettings) -> BaseChatModel:
    """Return the configured model. Raises ModelMissing."""
    from langchain.chat_models import init_chat_model

    provider, name = provider_and_name(settings)
    try:
        return init_chat_model(name, model_provider=provider, **_options(settings, provider))  # type: ignore[no-any-return]
    except ImportError as error:
        raise ModelMissing(_install(provider, error)) from error
    except ValueError as error:
        raise ModelMissing(
            f"CHAT_MODEL={settings.chat_model} cannot be used. Write provider:name, for instance openai:gpt-5-mini or "
            "ollama:llama3.2, and set CHAT_API_KEY where the provider wants one."
        ) from error


def provider_and_name(settings: BotSettings) -> tuple[str, str]:
    """Split `provider:name`; a bare name belongs to the OpenAI-compatible server of CHAT_BASE_URL."""
    provider, colon, name = settings.chat_model.partition(":")
    if colon and re.fullmatch(r"[a-z_]+", provider):
        return provider, name
    if settings.chat_base_url:
        return "openai", settings.chat_model
    raise ModelMissing(f"CHAT_MODEL={settings.chat_model} names no provider. Write it as provider:name (openai:…).")


def fault(error: Exception, name: str) -> ModelFault:
    """Return the fault that an error of any provider means; its own text may hold the key and is not repeated."""
    status = next((c for c in (getattr(error, a, None) for a in ("status_code", "code")) if isinstance(c, int)), 0)
    if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower():
        return ModelSlow(f"{name} did not answer in time.")
    if status == TOO_MANY:
        return ModelBusy(
            f"{name} takes no more requests now (HTTP 429). Try again later, or raise the provider's limit."
        )
    if 400 <= status < 500:
        return ModelRefused(
            f"The server of {name} refuses the request (HTTP {status}). "
            "Check CHAT_MODEL, CHAT_API_KEY and CHAT_BASE_URL."
        )
    if status:
        return ModelDown(f"The server of {name} fails (HTTP {status}). Try again later.")
    return ModelDown(f"{name} cannot be reached or breaks off ({type(error).__name__}). Check CHAT_BASE_URL.")


def retry_after(error: BaseException | None) -> float | None:
    """Return the seconds that a server asks to wait, where it says so in a header."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


def _options(settings: BotSettings, provider: str) -> dict[str, Any]:
    """Return limits and address in the words of a provider. Retries are ours, so that one rule holds for all."""
    timeout, key = settings.chat_seconds, settings.chat_api_key.get_secret_value()
    options: dict[str, Any]
    if provider == "ollama":
        options = {"num_predict": MOST_TOKENS, "client_kwargs": {"timeout": timeout}, "temperature": 0}
    else:
        longest = "max_output_tokens" if provider == "google_genai" else "max_tokens"
        options = {longest: MOST_TOKENS, "timeout": timeout, "max_retries": 1 if provider == "google_genai" else 0}
    if settings.chat_base_url:
        options["base_url"] = settings.chat_base_url
        if provider == "openai":  # servers on one's own machine want some key and check none
            options |= {"api_key": key or "none", "temperature": 0}
    if key and provider != "ollama":
        options["api_key"] = key
    return options


def _install(provider: str, error: ImportError) -> str:
    known = {"openai", "anthropic", "ollama", "google_genai"}
    line = (
        f"pip install '.[{provider}]'" if provider in known else f"pip install {getattr(error, 'name', '') or provider}"
    )
    return f"The package for {provider} models is not installed. Type: {line}"
