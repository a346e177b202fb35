"""Builds LangChain chat models. The only file that knows providers and their errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.errors import KeyMissing, ModelBusy, ModelDown, ModelFault, ModelMissing, ModelRefused, ModelSlow, ModelSpent
from bot.model.options import Option, spoken

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

    from bot.settings import BotSettings

TOO_MANY = 429
# Why a reply ends without a word, in the words of several providers and of OpenAI's client.
_WITHHELD = {"blocklist", "content_filter", "prohibited_content", "recitation", "refusal", "safety", "spii"}
_WITHHELD_ERROR, _CUT_ERROR = "ContentFilterFinishReasonError", "LengthFinishReasonError"
_CUT = {"length", "max_tokens"}
_UNWANTED = {400, 422}
# Options that some models refuse, as their servers name them.
_NAMED: dict[Option, re.Pattern[str]] = {
    "temperature": re.compile(r"\btemperature\b", re.I),
    "max_tokens": re.compile(r"\bmax_(?:completion_)?tokens\b", re.I),
    "reasoning": re.compile(r"\breasoning|\bthink|\beffort\b", re.I),
}
_NO_KEY = re.compile(r"\bapi[ _]key|\bcredentials\b", re.I)  # what clients say of a key that they were not given
_PIP = ".venv/bin/pip install -c constraints.txt"
_EXTRAS = ("anthropic", "google_genai", "ollama", "openai")
_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "google_genai": "GOOGLE_API_KEY"}


def build(settings: BotSettings, without: frozenset[Option] = frozenset()) -> BaseChatModel:
    """Return the configured model `without` the options that its server refuses. Raises ModelMissing, KeyMissing."""
    model = _model(settings, without, thinks=settings.chat_reasoning not in ("", "none"))
    if not settings.chat_reasoning and (model.profile or {}).get("reasoning_output"):
        return _model(settings, without, thinks=True)
    return model


def shaped(model: BaseChatModel, schema: dict[str, Any]) -> Runnable[Any, Any]:
    """Return a model that replies with JSON of a shape, and its message beside it."""
    if model._llm_type.startswith("anthropic"):
        # By its default it is made to call a tool, which it may not while it thinks.
        return model.with_structured_output(schema, include_raw=True, method="json_schema")
    return model.with_structured_output(schema, include_raw=True)


def refused(error: BaseException) -> Option | None:
    """Return the option that a server names in its refusal, None where it names none or the fault is another."""
    if status(error) not in _UNWANTED:
        return None
    said = " ".join(str(one) for one in _causes(error))
    return next((option for option, named in _NAMED.items() if named.search(said)), None)


def _model(settings: BotSettings, without: frozenset[Option], *, thinks: bool) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    provider, name = provider_and_name(settings)
    options = spoken(settings, provider, name, without, thinks=thinks)
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
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


def unfinished(error: Exception) -> str:
    """Return what a reply said before it became too long, where OpenAI's client raises instead of handing it on."""
    choices = (
        getattr(getattr(error, "completion", None), "choices", None) if type(error).__name__ == _CUT_ERROR else None
    )
    return str(choices[0].message.content or "") if choices else ""


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
    return ModelSpent(
        f"{name} used all its tokens before its first word. Set CHAT_REASONING=low, or take a model that thinks less."
    )


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


def _install(provider: str, error: ImportError) -> str:
    package = re.search(r"pip install (?:-U )?([a-z][\w-]+)", str(error))  # LangChain knows the packages of the others
    other = package[1] if package else f"langchain-{provider}"
    what = f"-e '.[{provider}]'" if provider in _EXTRAS else other
    return f"The package for {provider} models is not installed. Type: {_PIP} {what}"
