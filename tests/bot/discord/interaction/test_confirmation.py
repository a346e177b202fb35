"""A question is over when nobody answers it in time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bot.discord.interaction.confirmation import Option, ask
from bot.discord.interaction.reply import View


class Shown:
    """A reply that keeps what it shows."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def finish(self, view: View, text: str) -> None:
        self.texts.append(text)

    async def step(self, text: str) -> None:
        self.texts.append(text)


async def test_a_question_that_nobody_answers_says_so_and_is_forgotten() -> None:
    shown = Shown()
    interaction: Any = SimpleNamespace(user=SimpleNamespace(id=7), extras={"reply": shown})
    backend: Any = SimpleNamespace(questions={})
    given = await ask(
        backend, interaction, "Sure?", [Option("yes", "Yes")], lapsed="Too late.", private=True, seconds=0
    )
    assert given is None
    assert shown.texts == ["Sure?", "Too late."]
    assert backend.questions == {}
