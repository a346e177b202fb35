"""Days on which everything comes at once, or comes from people who try things."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.commands import ITEMS
from bot.discord.guild.settings import GuildSettings
from bot.discord.interaction import outbox
from index.library import Library
from tests.bot.discord.answers.waiting import BRIDGE
from tests.bot.discord.chosen import choose
from tests.bot.discord.inside import Held, inside
from tests.discord_server.payloads import GUILD, MANAGER, READER
from tests.discord_server.rest import UNKNOWN_WEBHOOK
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Message

LONG = "When did the harbour bridge open? " * 177
ARABIC = "متى افتتح \u202e\u2066 the harbour bridge open? \u0627\u0644\u062c\u0633\u0631"
ZALGO = (
    "W\u0310\u0352\u0334h\u0301\u035fe\u0337n d\u0489i\u0489d the harbour bridge op\u0337\u0352e\u0301n?"
    + "\u0335" * 300
)


async def test_sixty_questions_at_once_are_acknowledged_in_time_and_kept(
    server: DiscordServer, library: Library
) -> None:
    """That all are answered, also after a crash, is measured by `python -m tests.bench crowd`."""
    async with inside(server, library, Held(library), questions_per_person=0):
        began = time.monotonic()
        asked = [await server.ask(BRIDGE) for _ in range(60)]
        await server.until(lambda: all(one.acknowledged_at for one in asked))
    assert max(one.acknowledged_at or 0 for one in asked) - began < 3
    assert {str(one.route.id) for one in outbox.waiting(library)} == {one.id for one in asked}


@pytest.mark.parametrize("question", [ARABIC, ZALGO], ids=["right-to-left", "zalgo"])
async def test_a_question_in_strange_letters_is_shown_within_the_rules(
    server: DiscordServer, library: Library, question: str
) -> None:
    async with inside(server, library):
        asked, said = await server.ask(question), await server.say(question)
        await server.until(lambda: asked.original and asked.original.select and len(server.said()) == 2)
        await server.until(lambda: all(one.select for one in server.said()))
    assert said["id"]
    assert server.violations == []
    assert not set("\u202e\u2066") & set("".join(one.text for one in server.said()))


async def test_a_question_of_six_thousand_letters_gets_one_sentence(server: DiscordServer, library: Library) -> None:
    async with inside(server, library):
        asked = await server.ask(LONG)
        await server.say(LONG)
        await server.until(lambda: asked.original and len(server.said()) == 2)
    assert len(LONG) > 6000
    for message in server.said():
        assert "characters; the most is 500." in message.text
        assert "\n" not in message.text
    assert server.violations == []


@pytest.mark.parametrize("custom_id", ["passage:" + "x" * 92, "option:" + "y" * 93, "z" * 100])
async def test_menus_with_ids_of_a_hundred_letters_break_nothing(
    server: DiscordServer, library: Library, custom_id: str
) -> None:
    async with inside(server, library):
        message = Message(server.posted("", READER) | {"components": [_menu(custom_id)]}, ephemeral=False)
        await server.choose(message, "c0")
        message.json["components"] = [_menu("passage:" + "x" * 64)]
        chosen = await server.choose(message, "c0")
        await server.until(lambda: chosen.original)
    assert chosen.message.text.startswith("This answer is no longer on record.")
    assert server.violations == []


def _menu(custom_id: str) -> dict[str, Any]:
    options = [{"label": "Passage", "value": "c0"}]
    return {"type": 1, "components": [{"type": 3, "custom_id": custom_id, "options": options}]}


@given(st.data())
def test_no_custom_id_of_ours_can_be_too_long(data: Any) -> None:
    for item in ITEMS:
        template: Any = item.__discord_ui_compiled_template__
        assert len(data.draw(st.from_regex(template, fullmatch=True))) <= 100


async def test_what_may_not_be_attached_is_said_without_it(server: DiscordServer, library: Library) -> None:
    choose(library, int(GUILD), GuildSettings(library="own"))
    archive = BytesIO()
    with ZipFile(archive, "w") as files:
        for number in range(12):
            files.writestr(f"empty-{number}.txt", "")
    async with inside(server, library):
        server.faults.add(r"POST /channels/.*/messages", 403, code=50013)
        server.faults.add(r"PATCH /channels/.*/messages", 403, code=50013, times=9)
        adding = await server.add({"desk.zip": archive.getvalue()}, MANAGER)
        await server.until(lambda: adding.acknowledged)
        server.expire(adding, UNKNOWN_WEBHOOK)
        await server.until(lambda: server.said() and "Nothing came in" in server.said()[-1].text)
    assert server.said()[-1].json["attachments"] == []
