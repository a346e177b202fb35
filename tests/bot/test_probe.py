"""What `footnote doctor` says of a language model."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from bot.doctor import Finding, _model
from bot.settings import BotSettings
from tests.model_server import personalities as models
from tests.model_server.server import KEY, ModelServer, Personality, Trouble


def finding(personality: Personality, trouble: Trouble = "", **changes: object) -> Finding:
    with ModelServer(personality, trouble) as server:
        values = {"chat_model": "openai:tester", "chat_base_url": server.base_url, "chat_api_key": KEY, **changes}
        (found,) = _model(BotSettings.model_validate(values))
        return found


@pytest.mark.parametrize(
    ("personality", "trouble", "state", "said"),
    [
        (models.honest, "", "ok", "follows the protocol"),
        (models.off_protocol, "", "bad", "not in the form"),
        (models.honest, "401", "bad", "CHAT_API_KEY"),
        (models.honest, "500", "bad", "HTTP 500"),
    ],
)
def test_a_model_is_tried_once(personality: Personality, trouble: Trouble, state: str, said: str) -> None:
    found = finding(personality, trouble)
    assert (found.state, said in found.message) == (state, True)
    assert KEY not in found.message


@pytest.mark.parametrize(("model", "said"), [("nobody:knows", "provider:name"), ("llama3", "names no provider")])
def test_a_name_that_says_too_little_is_sent_back(model: str, said: str) -> None:
    (found,) = _model(BotSettings.model_validate({"chat_model": model}))
    assert (found.state, said in found.message) == ("bad", True)


def test_a_missing_key_is_named_with_the_setting() -> None:
    (found,) = _model(BotSettings.model_validate({"chat_model": "openai:gpt-x"}))
    assert found.state == "bad"
    assert "Set CHAT_API_KEY" in found.message
    assert "OPENAI_API_KEY" in found.message
    assert "CHAT_BASE_URL" not in found.message


@pytest.fixture
def loaded_anew() -> Iterator[None]:
    """LangChain remembers the packages that it has loaded."""
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    yield
    base._get_chat_model_creator.cache_clear()


@pytest.mark.usefixtures("loaded_anew")
@pytest.mark.parametrize(
    ("provider", "line"),
    [
        ("openai", "-e '.[openai]'"),
        ("anthropic", "-e '.[anthropic]'"),
        ("ollama", "-e '.[ollama]'"),
        ("google_genai", "-e '.[google_genai]'"),
        ("groq", "langchain-groq"),
    ],
)
def test_a_missing_package_is_named_with_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch, provider: str, line: str
) -> None:
    monkeypatch.setitem(sys.modules, f"langchain_{provider}", None)  # as if it were not installed
    (found,) = _model(BotSettings.model_validate({"chat_model": f"{provider}:some-model"}))
    assert found.state == "bad"
    assert found.message.endswith(f"Type: .venv/bin/pip install -c constraints.txt {line}")


def test_no_model_is_no_fault() -> None:
    (found,) = _model(BotSettings.model_validate({}))
    assert found.state == "note"
