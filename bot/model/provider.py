"""Builds LangChain chat models. The only file that knows providers and their errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.errors import KeyMissing, ModelBusy, ModelDown, ModelFault, ModelMissing, ModelRefused, ModelSlow, ModelSpent

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from bot.settings import BotSettings

MOST_TOKENS = 2000  # of one reply; eight short statements take 300, models that think aloud the rest
CONTEXT = 8192  # tokens that Ollama is to read and write at once; beyond its own 4,096 it cuts prompts without a word
TOO_MANY = 429
# Why a reply ends without a word, in the words of several providers and of OpenAI's client.
_WITHHELD = {"blocklist", "content_filter", "prohibited_content", "recitation", "refusal", "safety", "spii"}
_WITHHELD_ERROR, _CUT_ERROR = "ContentFilterFinishReasonError", "LengthFinishReasonError"
_CUT = {"length", "max_tokens"}
_NO_KEY = re.compile(r"\bapi[ _]key|\bcredentials\b", re.I)  # what clients say of a key that they were not given
_ROOTED = {"anthropic", "google_genai", "ollama"}  # their clients add `/v1` and the like to an address
_PIP = ".venv/bin/pip install -c constraints.txt"
_EXTRAS = ("anthropic", "google_genai", "ollama", "openai")
_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "google_genai": "GOOGLE_API_KEY"}


def build(settings: BotSettings) -> BaseChatModel:
    """Return the configured model. Raises ModelMissing, KeyMissing."""
    from langchain.chat_models import init_chat_model

    provider, name = provider_and_name(settings)
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **_options(settings, provider))
    except ImportError as error:
        raise ModelMissing(_install(provider, error)) from error
    except ValueError as error:
        if _NO_KEY.search(str(error)):
            raise _without_key(settings.chat_model) from error
        raise ModelMissing(
            f"CHAT_MODEL={settings.chat_model} cannot be used. Write provider:name, for instance openai:gpt-5-mini or "
            "ollama:llama3.2."
        ) from error
    if _keyless(model):
        raise _without_key(settings.chat_model)
    return model


def provider_and_name(settings: BotSettings) -> tuple[str, str]:
    """Split `provider:name`; a bare name belongs to the OpenAI-compatible server of CHAT_BASE_URL."""
    provider, colon, name = settings.chat_model.partition(":")
    if colon and re.fullmatch(r"[a-z_]+", provider):
        return provider, name
    if settings.chat_base_url:
        return "openai", settings.chat_model
    raise ModelMissing(f"CHAT_MODEL={settings.chat_model} names no provider. Write it as provider:name (openai:…).")


def status(error: BaseException) -> int:
    """Return the HTTP status that an error of any provider stands for, 0 where it stands for none."""
    found = (getattr(one, name, None) for one in _causes(error) for name in ("status_code", "code"))
    return next((code for code in found if isinstance(code, int) and 400 <= code < 600), 0)


def check_end(message: BaseMessage | None, text: str, name: str) -> None:
    """Raise ConnectionError where a reply broke off, ModelRefused or ModelSpent where it ended without a word."""
    why = _ending(message)
    if not why:
        raise ConnectionError("the reply ended without saying why")
    if not text and why in _WITHHELD:
        raise _withheld(name)
    if not text and why in _CUT:
        raise _cut(name)


def fault(error: Exception, name: str) -> ModelFault:
    """Return the fault that an error of any provider means; its own text may hold the key and is not repeated."""
    code, kind = status(error), type(error).__name__
    if isinstance(error, TimeoutError) or "timeout" in kind.lower():
        return ModelSlow(f"{name} did not answer in time.")
    if code == TOO_MANY:
        return ModelBusy(
            f"{name} takes no more requests now (HTTP 429). Try again later, or raise the provider's limit."
        )
    if 400 <= code < 500:
        return ModelRefused(
            f"The server of {name} refuses the request (HTTP {code}). Check CHAT_MODEL, CHAT_API_KEY and CHAT_BASE_URL."
        )
    if code:
        return ModelDown(f"The server of {name} fails (HTTP {code}). Try again later.")
    if _NO_KEY.search(str(error)):
        return _without_key(name)
    if kind == _WITHHELD_ERROR:
        return _withheld(name)
    if kind == _CUT_ERROR:
        return _cut(name)
    return ModelDown(f"{name} cannot be reached or breaks off ({kind}). Check the network and CHAT_BASE_URL.")


def retry_after(error: BaseException | None) -> float | None:
    """Return the seconds that a server asks to wait, where it says so in a header."""
    for one in _causes(error):
        headers = getattr(getattr(one, "response", None), "headers", None) or {}
        try:
            return max(0.0, float(headers.get("retry-after", "")))
        except ValueError:
            continue
    return None


def _ending(message: BaseMessage | None) -> str:
    """Return why a reply ended, in its provider's word, "" where it was cut off."""
    metadata = message.response_metadata if message is not None else {}
    blocked = (metadata.get("prompt_feedback") or {}).get("block_reason")
    reasons = (blocked, *(value for name, value in metadata.items() if name.endswith("_reason")))
    return next((str(getattr(one, "value", one)).lower() for one in reasons if one), "")


def _withheld(name: str) -> ModelRefused:
    return ModelRefused(f"The provider of {name} withholds the reply to this question. Another model may not.")


def _cut(name: str) -> ModelSpent:
    return ModelSpent(f"{name} used {MOST_TOKENS:,} tokens before its first word. One that thinks less may do better.")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that it was raised from: some clients wrap the one that knows the status."""
    while error is not None:
        yield error
        error = error.__cause__


def _keyless(model: BaseChatModel) -> bool:
    """Tell whether a client was built with an empty key, which it would send."""
    from pydantic import SecretStr

    secrets = (getattr(model, field, None) for field in model.lc_secrets)
    return any(isinstance(secret, SecretStr) and not secret.get_secret_value() for secret in secrets)


def _without_key(name: str) -> KeyMissing:
    variable = _KEYS.get(name.partition(":")[0])
    other = f", or {variable} in the environment" if variable else ""
    return KeyMissing(f"{name} wants a key and none is set. Set CHAT_API_KEY to the key of its provider{other}.")


def _options(settings: BotSettings, provider: str) -> dict[str, Any]:
    """Return limits, address and key in the words of a provider. Retries are ours, so that one rule holds for all."""
    timeout, key, address = settings.chat_seconds, settings.chat_api_key.get_secret_value(), settings.chat_base_url
    if provider == "ollama":
        client = {"timeout": timeout, "headers": {"Authorization": f"Bearer {key}"} if key else {}}
        options = {"num_predict": MOST_TOKENS, "num_ctx": CONTEXT, "client_kwargs": client, "temperature": 0}
    else:
        longest = "max_output_tokens" if provider == "google_genai" else "max_tokens"
        options = {longest: MOST_TOKENS, "timeout": timeout, "max_retries": 1 if provider == "google_genai" else 0}
        if key or address:  # servers on one's own machine want some key and check none
            options["api_key"] = key or "none"
    if address:
        options["base_url"] = _root(address) if provider in _ROOTED else address
        if provider == "openai":
            options["temperature"] = 0
    return options


def _root(address: str) -> str:
    """Return an address without the version of the interface, which the client adds itself."""
    return re.sub(r"/v1(beta)?/*$", "", address)


def _install(provider: str, error: ImportError) -> str:
    package = re.search(r"pip install (?:-U )?([a-z][\w-]+)", str(error))  # LangChain knows the packages of the others
    other = package[1] if package else f"langchain-{provider}"
    what = f"-e '.[{provider}]'" if provider in _EXTRAS else other
    return f"The package for {provider} models is not installed. Type: {_PIP} {what}"
