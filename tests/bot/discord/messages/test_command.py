"""Apps → Index this message, as the member who uses it and the one whose words they are see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from discord.utils import snowflake_time

from bot.discord.text.credits import stamp
from tests.bot.discord.conftest import GLACIER, decide
from tests.bot.discord.process import Process, one_run, serving
from tests.discord_server import payloads
from tests.discord_server.payloads import (
    CHANNEL,
    GUILD,
    LIBRARIAN,
    MANAGER,
    OTHER_CHANNEL,
    PRIVATE,
    READER,
    Json,
    Person,
)
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction, Message

pytestmark = one_run()
INDEX = "Index this message"
STORM = """Storm tears the roof off the fish market
<@400000000000000003> writes: the storm tore the **roof** off the fish market in Norvik on Sunday night. @everyone
Nobody was hurt, but eleven boats sank at their moorings, said harbour master Ole Brandt.
"""
TIDE = "The tide gauge at Sandbar reached 4.10 metres on Friday, the highest level since 1998."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: DiscordServer, own_home: Path, articles: Path) -> AsyncIterator[Process]:
    decide(own_home, GUILD)
    async with serving(discord, own_home, articles) as process:
        yield process


def written(message: Json) -> str:
    """Return the day of a message, which its id tells, as readers see it."""
    return stamp(snowflake_time(int(message["id"])).date())


async def chosen(discord: DiscordServer, message: Json, person: Person) -> Interaction:
    used = await discord.menu(INDEX, message, person)
    await discord.until(
        lambda: used.original and not used.original.text.startswith(("Reading", "Fetching", "Making", "Other work"))
    )
    return used


async def answer(discord: DiscordServer, question: str, room: str = CHANNEL) -> Message:
    asked = await discord.ask(question, room=room)
    shown = ("searched", "do not say")
    await discord.until(lambda: asked.original and any(text in asked.original.text for text in shown))
    return asked.message


async def test_another_persons_words_are_asked_for_and_then_cited(discord: DiscordServer) -> None:
    mentions = [payloads.user(LIBRARIAN)]
    posted = discord.posted(STORM, READER, files={"glacier.txt": GLACIER, "cat.png": b"x"}, mentions=mentions)
    used = await chosen(discord, posted, MANAGER)
    assert used.message.ephemeral
    assert used.message.text == (
        "**Index this message?**\n"
        "These are the words of **remi**, not yours.\n"
        "This would be taken:\n"
        "- its text (225 characters), as “Storm tears the roof off the fish market”\n"
        "- 1 file: glacier.txt\n"
        "- not: 1 other file, of a kind that is not read\n"
        "Everyone on this server could then be shown quotations from it, with remi's name and a link to the message."
    )
    assert used.message.buttons == ["Index", "Cancel"]
    await discord.press(used.message, "Index", MANAGER)
    await discord.until(lambda: used.message.text.startswith("**Done.**"))
    assert used.message.text == (
        "**Done.** Ask about:\n"
        f"- **Storm tears the roof off the fish market** · server-1 · {written(posted)}\n"
        "- **Glacier above Norvik retreats by 90 metres**\n"
        "-# 2 new"
    )
    assert used.message.buttons == []

    told = await answer(discord, "How many boats sank at their moorings?")
    assert "eleven boats sank at their moorings" in told.text
    link = f"https://discord.com/channels/{GUILD}/{CHANNEL}/{posted['id']}"
    assert f"[Storm tears the roof off the fish market]({link}) · server-1 · {written(posted)}" in told.text
    glacier = await answer(discord, "By how much did the glacier retreat?")
    assert link in glacier.text
    named = await answer(discord, "Who writes that the storm tore the roof off?")
    assert "@lina writes: the storm tore the roof off the fish market" in named.text


async def test_own_words_are_indexed_at_once_and_updated(discord: DiscordServer) -> None:
    posted = discord.posted(TIDE, MANAGER)
    used = await chosen(discord, posted, MANAGER)
    assert used.message.ephemeral
    assert "**Message by mara in #room-1** · server-1" in used.message.text
    assert "-# 1 new" in used.message.text
    again = await chosen(discord, posted, LIBRARIAN)
    await discord.press(again.message, "Index", LIBRARIAN)
    await discord.until(lambda: "Nothing is new: 1 article was here already." in again.message.text)
    edited = posted | {"content": TIDE.replace("4.10", "4.25"), "edited_timestamp": "2026-01-03T00:00:00+00:00"}
    updated = await chosen(discord, edited, MANAGER)
    assert "-# 1 changed" in updated.message.text
    assert "4.25 metres" in (await answer(discord, "How high did the tide gauge at Sandbar reach?")).text


async def test_what_a_message_no_longer_holds_leaves_with_the_next_indexing(discord: DiscordServer) -> None:
    posted = discord.posted(TIDE.replace("Sandbar", "Callis"), MANAGER, files={"callis.txt": GLACIER})
    assert "-# 2 new" in (await chosen(discord, posted, MANAGER)).message.text
    shorter = await chosen(discord, posted | {"attachments": []}, MANAGER)
    assert "-# 1 unchanged · 1 removed" in shorter.message.text


@pytest.mark.parametrize("count", [1, 2])
async def test_a_message_that_is_deleted_leaves_the_library(discord: DiscordServer, count: int) -> None:
    text = "The museum of Ostrava opens a gallery of harbour paintings on 3 June, director Ida Holm said."
    posted = [discord.posted(text.replace("3 June", f"{n} June"), MANAGER) for n in range(3, 3 + count)]
    for message in posted:
        assert "1 new" in (await chosen(discord, message, MANAGER)).message.text

    async def held() -> int:
        status = await discord.index("list", person=MANAGER)
        await discord.until(lambda: status.original)
        return status.message.text.count("· server-1 ·")

    before = await held()
    await discord.delete(*posted)
    while await held() > before - count:
        pass
    while "**Discord** no longer follows [this message](https://discord.com/channels/" not in (
        text := await log(discord)
    ):
        pass  # what left is noted after it left
    assert " · 1 article removed" in text


async def log(discord: DiscordServer) -> str:
    logged = await discord.index("log", person=MANAGER)
    await discord.until(lambda: logged.original)
    return logged.message.text


async def test_a_no_takes_nothing(discord: DiscordServer) -> None:
    posted = discord.posted("The lighthouse of Skerry will be painted red and white in May.", READER)
    used = await chosen(discord, posted, LIBRARIAN)
    await discord.press(used.message, "Cancel", LIBRARIAN)
    await discord.until(lambda: used.message.text == "Nothing was indexed.")
    late = Message(dict(used.message.history[0]), ephemeral=True)
    pressed = await discord.press(late, "Index", LIBRARIAN)
    await discord.until(lambda: pressed.original)
    assert pressed.message.ephemeral
    assert pressed.message.text == (
        "This question is over: it was answered, or Footnote was restarted meanwhile. Use the command again."
    )
    assert used.message.text == "Nothing was indexed."


async def test_only_the_one_who_was_asked_can_answer(discord: DiscordServer) -> None:
    posted = discord.posted("The lighthouse of Skerry will be painted red and white in May.", READER)
    used = await chosen(discord, posted, LIBRARIAN)
    pressed = await discord.press(used.message, "Index", MANAGER)
    await discord.until(lambda: pressed.original)
    assert pressed.message.text == "This question was put to somebody else."
    assert used.message.buttons == ["Index", "Cancel"]


async def test_words_from_a_closed_channel_are_asked_for_even_when_they_are_ones_own(discord: DiscordServer) -> None:
    posted = discord.posted(TIDE, MANAGER, PRIVATE)
    used = await chosen(discord, posted, MANAGER)
    assert "Not everyone on this server can read #room-5, but what is indexed is quoted to everyone here." in (
        used.message.text
    )


async def test_bots_and_announcements_are_no_persons_but_bridges_are(discord: DiscordServer) -> None:
    text = "Ferry line 7 between Sandbar and Skerry is suspended until 14 May because of repairs."
    webhook = {"webhook_id": "600000000000000001"}
    bot = payloads.user(READER) | {"bot": True}
    asked = [
        "**Index" in (await chosen(discord, discord.posted(text) | fields, MANAGER)).message.text
        for fields in ({"author": bot}, webhook | {"author": bot, "flags": 2}, webhook | {"author": bot})
    ]
    assert asked == [False, False, True]


async def test_a_forwarded_message_is_another_persons(discord: DiscordServer) -> None:
    inside: Json = {"type": 0, "content": TIDE, "embeds": [], "attachments": [], "mentions": [], "flags": 0}
    inside |= {"timestamp": "2025-12-24T10:00:00+00:00", "edited_timestamp": None, "components": []}
    posted = discord.posted("", MANAGER, message_snapshots=[{"message": inside}])
    used = await chosen(discord, posted, MANAGER)
    assert "mara forwarded it; the words are another's.\n" in used.message.text
    assert "as “Forwarded to #room-1”" in used.message.text
    assert "shown quotations from it, with a link to the message." in used.message.text


@pytest.mark.parametrize(
    ("text", "files", "reason"),
    [
        ("ok 👍", {}, "This message is too short to be an article, and it has no link and no file."),
        ("", {}, "This message has no text, no link and no file that could be indexed."),
        (
            "",
            {"cat.png": b"x"},
            "None of the files of this message is of a kind that is read (.docx, .eml, .epub, .htm",
        ),
    ],
)
async def test_what_is_no_article_is_refused_with_the_reason(
    discord: DiscordServer, text: str, files: dict[str, bytes], reason: str
) -> None:
    refused = await chosen(discord, discord.posted(text, MANAGER, files=files), MANAGER)
    assert refused.message.ephemeral
    assert refused.message.text.startswith(reason)


async def test_its_own_answers_are_no_articles(discord: DiscordServer) -> None:
    told = await answer(discord, "When did the harbour bridge open?", OTHER_CHANNEL)
    refused = await chosen(discord, told.json, MANAGER)
    assert refused.message.text == "These are Footnote's own words. Index the articles that it quotes instead."


async def test_others_may_not(discord: DiscordServer) -> None:
    refused = await chosen(discord, discord.posted(TIDE, READER), READER)
    assert refused.message.ephemeral
    assert refused.message.text.startswith("Only members who may manage this server or hold the role “Librarian”")
