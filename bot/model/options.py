"""What a model is told besides its prompt: limits, address, key and effort, in the words of each provider."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from bot.settings import BotSettings

Option = Literal["temperature", "max_tokens", "reasoning"]
MOST_TOKENS = 2000  # of one reply; eight short statements take 300, models that think aloud the rest
THINKING = 6000  # tokens more for models that think before their first word; providers count both as one
READ = 6192  # tokens that Ollama is to read; beyond 4,096, read and written, it cuts prompts without a word
_ROOTED = {"anthropic", "google_genai", "ollama"}  # their clients add `/v1` and the like to an address
# The fields of LangChain's clients that hold an option which some models refuse.
_FIELDS: dict[Option, tuple[str, ...]] = {
    "temperature": ("temperature",),
    "max_tokens": ("extra_body",),
    "reasoning": ("reasoning_effort", "reasoning", "thinking_budget"),
}
_BUDGETS = {"none": 0, "minimal": 512, "low": 1024, "medium": 2048, "high": 4096}  # of THINKING


def spoken(
    settings: BotSettings, provider: str, name: str, without: frozenset[Option], *, thinks: bool
) -> dict[str, Any]:
    """Return limits, address and key in the words of a provider. Retries are ours, so that one rule holds for all."""
    tokens = MOST_TOKENS + THINKING * thinks
    timeout, key, address = settings.chat_seconds, settings.chat_api_key.get_secret_value(), settings.chat_base_url
    options: dict[str, Any] = {"temperature": 0} if provider == "ollama" or (provider == "openai" and address) else {}
    options |= _reasoning(settings.chat_reasoning, provider, name)
    if provider == "ollama":
        client = {"timeout": timeout, "headers": {"Authorization": f"Bearer {key}"} if key else {}}
        options |= {"num_predict": tokens, "num_ctx": READ + tokens, "client_kwargs": client}
    else:
        options |= {"timeout": timeout, "max_retries": 1 if provider == "google_genai" else 0}
        options |= _limit(tokens, provider, compatible=bool(address) and "max_tokens" not in without)
        if key or address:  # servers on one's own machine want some key and check none
            options["api_key"] = key or "none"
    if address:
        options["base_url"] = _root(address) if provider in _ROOTED else address
    unwanted = [field for option in without for field in _FIELDS[option]]
    return {field: value for field, value in options.items() if field not in unwanted}


def _limit(tokens: int, provider: str, *, compatible: bool) -> dict[str, Any]:
    """Return the limit of a reply; servers that speak as OpenAI once did do not know its newer word, and ignore it."""
    if provider == "openai" and compatible:
        return {"extra_body": {"max_tokens": tokens}}
    return {"max_output_tokens" if provider == "google_genai" else "max_tokens": tokens}


def _reasoning(effort: str, provider: str, name: str) -> dict[str, Any]:
    """Return how much a model is to think, as near to what is wanted as its provider lets it be said."""
    if not effort:
        return {}
    least = "low" if effort in ("none", "minimal") else effort
    if provider == "ollama":
        return {"reasoning": effort != "none" and least}
    if provider == "anthropic":
        return {"reasoning_effort": least}
    if provider == "google_genai" and name.startswith("gemini-2"):  # those before 3 count tokens instead
        return {"thinking_budget": _BUDGETS[effort]}
    if provider == "google_genai":
        return {"reasoning_effort": "minimal" if effort == "none" else effort}
    return {"reasoning_effort": effort}


def _root(address: str) -> str:
    """Return an address without the version of the interface, which the client adds itself."""
    return re.sub(r"/v1(beta)?/*$", "", address)
