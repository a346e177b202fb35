"""What `footnote doctor` says of a language model."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("anthropic:claude", "pip install '.[anthropic]'"),
        ("nobody:knows", "provider:name"),
        ("llama3", "names no provider"),
    ],
)
def test_what_is_missing_is_named_with_what_to_do(model: str, said: str) -> None:
    (found,) = _model(BotSettings.model_validate({"chat_model": model}))
    assert found.state == "bad"
    assert said in found.message


def test_no_model_is_no_fault() -> None:
    (found,) = _model(BotSettings.model_validate({}))
    assert found.state == "note"
