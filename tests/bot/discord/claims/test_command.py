"""Apps → Check against the articles, and digests, as members of a server see them; one run of the bot for all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.discord.digest.cursor import Cursor, cursor, keep
from bot.discord.digest.schedule import Schedule
from bot.discord.guild.settings import GuildSettings
from index.settings import IndexSettings
from tests.bot.discord.chosen import choose
from tests.bot.discord.process import Process, one_run, serving
from tests.discord_server import payloads
from tests.discord_server.payloads import (
    CHANNEL,
    GUILD,
    MANAGER,
    OTHER_CHANNEL,
    OTHER_GUILD,
    PRIVATE,
    READER,
    SEND_MESSAGES,
    Json,
    Person,
)
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction
from tests.remembering import RememberingLibrary

pytestmark = one_run(240)
CHECK = "Check against the articles"
HEADING = "**New in the articles**\n-# <t:1741593600:f> – <t:1741678200:f>"
CLAIMS = """Hi <@400000000000000003> @everyone!
Replacing the cables cost **61 million** crowns, said Tobias Wenk.
- The bakery on Mill Lane that closed in 2019 has reopened as a public library with 12,000 books.
- Mayor Jo Reed eats green cheese on the moon.
Is that so?"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: DiscordServer, own_home: Path, articles: Path) -> AsyncIterator[Process]:
    """A run that begins with digests due in three channels: with news, one that arrived already, one that is gone."""
    long_ago = (datetime.now(UTC) - timedelta(days=30)).isoformat()
    daily = Schedule("daily", "00:00").to_json()
    with RememberingLibrary.open(IndexSettings(footnote_home=own_home)) as library:
        choose(library, int(GUILD), GuildSettings(digests={CHANNEL: daily, "1": daily}))
        choose(library, int(OTHER_GUILD), GuildSettings(digests={OTHER_CHANNEL: daily}))
        keep(library, 1, Cursor(long_ago, long_ago))
        keep(library, int(CHANNEL), Cursor(long_ago, long_ago))
        keep(library, int(OTHER_CHANNEL), replace(Cursor(long_ago, long_ago), heading=HEADING, until=long_ago))
    arrived: Json = {"components": [{"type": 10, "id": 1, "content": HEADING}], "flags": 1 << 15}
    author = payloads.bot_user()
    discord.keep(payloads.message(discord.new_id(), OTHER_CHANNEL, arrived, author), {})
    async with serving(discord, own_home, articles) as process:
        yield process


async def chosen(discord: DiscordServer, message: Json, person: Person = READER) -> Interaction:
    used = await discord.menu(CHECK, message, person)
    await discord.until(lambda: used.original and not used.original.text.startswith(("Looking", "Asking")))
    return used


async def footnote(discord: DiscordServer, person: Person, **options: str) -> Interaction:
    given = [{"name": name, "type": 7 if name == "channel" else 3, "value": value} for name, value in options.items()]
    data = discord._sub("footnote", "digest", given)
    if "channel" in options:
        room = payloads.channel(options["channel"]) | {"permissions": str(person.permissions)}
        data["resolved"] = {"channels": {options["channel"]: room}}
    used = await discord.interact(2, data, person, CHANNEL)
    await discord.until(lambda: used.original)
    return used


async def test_a_message_is_checked_for_its_reader_and_shown_once_when_they_wish(discord: DiscordServer) -> None:
    posted = discord.posted(CLAIMS, MANAGER)
    used = await chosen(discord, posted)
    assert used.message.ephemeral
    lines = used.message.text.split("\n")
    assert lines[0] == "**3 claims: 1 supported, 1 contradicted, 1 not covered**"
    assert lines[1] == f"-# Of [this message](https://discord.com/channels/{GUILD}/{CHANNEL}/{posted['id']})"
    assert "**Contradicted.** The claim says 61 million; these words say 41 million." in lines
    assert "**Supported.** It stands here word for word." in lines
    assert "-# Old bakery becomes a library · Evening Tide" in used.message.text
    assert "-# No model judged this: words, figures, dates and names were compared, and nothing else." in lines
    assert "-# 2 sentences were skipped: they claim nothing." in lines
    before = len(discord.said())
    pressed = await discord.press(used.message, "Show in channel", READER)
    await discord.until(lambda: pressed.original)
    assert not pressed.message.ephemeral
    assert pressed.message.text == used.message.text
    assert pressed.message.buttons == []
    again = await discord.press(used.message, "Show in channel", READER)
    await discord.until(lambda: again.original)
    assert again.message.ephemeral
    assert again.message.text == "This check is shown in the channel already."
    assert len(discord.said()) <= before + 1 + 1


async def test_a_check_whose_button_is_pressed_again_and_again_is_shown_once(discord: DiscordServer) -> None:
    used = await chosen(discord, discord.posted(CLAIMS, MANAGER))
    pressed = [await discord.press(used.message, "Show in channel", READER) for _ in range(6)]
    await discord.until(lambda: all(one.original for one in pressed))
    assert [one.message.ephemeral for one in pressed].count(False) == 1


async def test_cards_and_forwarded_words_are_checked_and_nothing_to_check_is_said(discord: DiscordServer) -> None:
    card = {"type": "rich", "title": "News", "description": "The toll for cars in Sandbar is three crowns."}
    told = await chosen(discord, discord.posted("", MANAGER) | {"embeds": [card]})
    assert told.message.text.startswith("**1 claim: ")
    idle = await chosen(discord, discord.posted("Thanks! 👍", MANAGER))
    assert idle.message.text.startswith("**There is nothing to check here")
    assert idle.message.buttons == []


async def test_a_due_digest_is_sent_once_and_one_that_arrived_is_not_sent_again(
    discord: DiscordServer, own_home: Path, bot: Process
) -> None:
    def digests(room: str) -> list[str]:
        return [one.text for one in discord.said(room) if one.text.startswith("**New in the articles**")]

    await discord.until(lambda: digests(CHANNEL), 60)
    (sent,) = digests(CHANNEL)
    assert "> Crowds gathered on both banks before dawn." in sent
    assert "> The bakery on Mill Lane that closed in 2019 has reopened" in sent
    assert "Every day at 00:00 (UTC)." in sent
    assert digests(OTHER_CHANNEL) == [HEADING]
    now = await footnote(discord, READER)
    assert now.message.ephemeral
    assert now.message.text.startswith("Nothing new has come in since ")
    with RememberingLibrary.open(IndexSettings(footnote_home=own_home)) as library:
        assert cursor(library, int(CHANNEL)).heading == ""
        assert len(cursor(library, int(CHANNEL)).seen) == 2
        assert cursor(library, 1).handled > cursor(library, 1).since


async def test_schedules_are_for_those_who_may_change_the_library(discord: DiscordServer) -> None:
    refused = await footnote(discord, READER, schedule="daily")
    assert refused.message.ephemeral
    assert refused.message.text.startswith("Only members who may manage this server")
    await discord.deny(PRIVATE, SEND_MESSAGES)
    kept = await footnote(discord, MANAGER, schedule="weekly", at="7:30", channel=PRIVATE)
    assert kept.message.text.startswith("You and I must both be able to write in that channel.")
    kept = await footnote(discord, MANAGER, schedule="weekly", at="7:30")
    assert kept.message.text == (
        f"Digests come in <#{CHANNEL}>. Every week at 07:30 (UTC). Where nothing is new, nothing is sent."
    )
    wrong = await footnote(discord, MANAGER, schedule="daily", at="noon")
    assert wrong.message.text == "A time of day is written as 07:30 or 18:00."
    off = await footnote(discord, MANAGER, schedule="off")
    assert off.message.text == f"No more digests come in <#{CHANNEL}>."
