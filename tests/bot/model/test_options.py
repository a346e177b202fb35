"""What each provider is told, whichever of their packages is installed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answer.write.offer import MOST_CHARACTERS
from bot.model.options import MOST_TOKENS, THINKING, spoken
from bot.settings import BotSettings


def told(
    provider: str, name: str = "tester", effort: str = "", *, thinks: bool = False, **changes: object
) -> dict[str, Any]:
    settings = BotSettings.model_validate({"chat_reasoning": effort, **changes})
    return spoken(settings, provider, name, frozenset(), thinks=thinks)


@pytest.mark.parametrize(
    ("provider", "name", "effort", "option", "value"),
    [
        ("openai", "gpt-x", "minimal", "reasoning_effort", "minimal"),
        ("anthropic", "claude-x", "minimal", "reasoning_effort", "low"),
        ("google_genai", "gemini-3-flash", "none", "reasoning_effort", "minimal"),
        ("google_genai", "gemini-2.5-flash", "none", "thinking_budget", 0),
        ("google_genai", "gemini-2.5-flash", "high", "thinking_budget", 4096),
        ("ollama", "qwen3", "none", "reasoning", False),
        ("ollama", "gpt-oss", "minimal", "reasoning", "low"),
    ],
)
def test_effort_is_said_in_the_words_of_each_provider(
    provider: str, name: str, effort: str, option: str, value: object
) -> None:
    assert told(provider, name, effort)[option] == value
    assert option not in told(provider, name)


@pytest.mark.parametrize("thinks", [False, True])
def test_ollama_can_read_all_that_it_is_shown_and_still_think_and_write(thinks: bool) -> None:
    options = told("ollama", thinks=thinks)
    assert options["num_predict"] == MOST_TOKENS + THINKING * thinks
    assert options["num_ctx"] - options["num_predict"] >= MOST_CHARACTERS / 2
