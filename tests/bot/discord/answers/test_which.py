"""A question that identifies no story: each story that may be meant is a button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.bot.answer.pages import jsonl
from tests.bot.discord.inside import inside
from tests.discord_server.server import DiscordServer
from tests.remembering import SharingLibrary

WRECK = "Barge sinks in the Orrel"
PAINTER = "Painter of the mill murals is buried"
STORIES = (
    {"title": WRECK, "text": "A barge sank in the river Orrel on Monday. The skipper, Jonas Thule, died at the helm."},
    {"title": PAINTER, "text": "The painter Edda Lunde died in her studio at the age of 91. Her murals cover a mill."},
)


@pytest.fixture
def library(tmp_path: Path, models: Path) -> Iterator[Library]:
    (tmp_path / "models").symlink_to(models)
    with SharingLibrary.open(IndexSettings(footnote_home=tmp_path)) as opened:
        opened.add_files("default", [("stories.jsonl", jsonl(*STORIES))], origin="", source_prefix="stories")
        yield opened


async def test_the_story_that_is_pressed_answers_in_place(server: DiscordServer, library: Library) -> None:
    async with inside(server, library):
        asked = await server.ask("Who died?")
        await server.until(lambda: asked.original and asked.original.buttons)
        message = asked.message
        assert "**Which one do you mean?**" in message.text
        assert "Closest" not in message.text
        assert sorted(message.buttons) == [WRECK, PAINTER]
        await server.press(message, PAINTER)
        await server.until(lambda: "Which one" not in message.text)
        assert "Edda Lunde died" in message.text
        assert "Thule" not in message.text
        assert message.buttons[0] == "As first asked"
