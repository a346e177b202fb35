"""A source changes, and the answers that quoted it follow: one run of the bot, and what outlives it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from index.settings import IndexSettings
from tests.bot.discord.process import Process, one_run, serving
from tests.discord_server import payloads
from tests.discord_server.payloads import CHANNEL, GUILD, MANAGER, OTHER_CHANNEL, OTHER_GUILD, PRIVATE, READER, THREAD
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Dialect, Message
from tests.remembering import RememberingLibrary

pytestmark = one_run()
PLAIN = Dialect(components_v2=False)
FERRY = """Ferry Marigold runs aground off Tern Point

The passenger ferry Marigold ran aground on a sandbank off Tern Point on Tuesday with 214 people on board.

Nobody aboard the Marigold was injured, the coastguard said.

The harbour master, Petra Vance, said that a channel marker had been missing since the storm.
"""
GLACIER = """Glacier above Norvik retreats

The glacier above Norvik retreated by 90 metres last summer, the largest loss since measurements began.
"""
BAKERY = """Old bakery becomes a library

The bakery on Mill Lane that closed in 2019 has reopened as a public library with 12,000 books.
"""
HURT = "Was anybody aboard the Marigold injured?"
ABOARD = "How many people were on board the Marigold when it ran aground?"
RETREAT = "By how much did the glacier above Norvik retreat?"
BOOKS = "How many books does the library on Mill Lane have?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: DiscordServer, own_home: Path) -> AsyncIterator[Process]:
    async with serving(discord, own_home) as process:
        yield process


async def put(discord: DiscordServer, name: str, text: str, room: str = OTHER_CHANNEL) -> None:
    adding = await discord.add({name: text.encode()}, MANAGER, room)
    await discord.until(lambda: adding.original and adding.original.text.startswith("**Done.**"))


async def take_out(discord: DiscordServer, title: str) -> None:
    removed = await discord.index("remove", [{"name": "article", "type": 3, "value": title}], MANAGER, OTHER_CHANNEL)
    await discord.until(lambda: removed.original and removed.original.text.startswith("Removed"))


async def answered(discord: DiscordServer, question: str, room: str = OTHER_CHANNEL) -> Message:
    asked = await discord.ask(question, room=room)
    await discord.until(lambda: asked.original and "**1** ·" in asked.original.text)
    return asked.message


def edits(discord: DiscordServer, message: Message) -> int:
    path = f"/channels/{message.json['channel_id']}/messages/{message.json['id']}"
    return sum(one.method == "PATCH" and one.path == path for one in discord.requests)


async def test_an_answer_shows_what_its_source_says_now(discord: DiscordServer) -> None:
    await put(discord, "ferry.txt", FERRY)
    hurt, aboard = await answered(discord, HURT), await answered(discord, ABOARD)
    discord.limits.refuse(r"PATCH /channels/.*/messages", times=1)
    await put(
        discord, "ferry.txt", FERRY.replace("Nobody aboard the Marigold was", "Two people aboard the Marigold were")
    )
    await discord.until(lambda: "⚠" in hurt.text)
    assert "> Nobody aboard the Marigold was injured, the coastguard said.\n-# **1** ·" in hurt.text
    assert "⚠ The source changed on <t:" in hurt.text
    assert "the quoted sentence [1] now reads “Two people aboard the Marigold were injured, the coastguard" in hurt.text
    assert hurt.select
    assert hurt.buttons == ["👍 Helpful", "👎 Not right"]
    assert edits(discord, hurt) == 2
    assert edits(discord, aboard) == 0

    card = await discord.choose(hurt, "c0")
    await discord.until(lambda: card.original)
    assert "**Nobody aboard the Marigold was injured, the coastguard said.**" in card.message.text
    assert "now reads “Two people aboard" in card.message.text
    assert "-# As cited <t:" in card.message.text
    assert "SHA-256 `" in card.message.text

    await put(
        discord, "ferry.txt", FERRY.replace("Nobody aboard the Marigold was", "Four people aboard the Marigold were")
    )
    await discord.until(lambda: "Four people" in hurt.text)
    assert hurt.text.count("⚠") == 1
    assert edits(discord, hurt) == 3

    await put(discord, "ferry.txt", FERRY)
    await discord.until(lambda: "✓ The source restored the sentence quoted as [1]" in hurt.text)
    assert edits(discord, aboard) == 0


async def test_a_follow_up_reads_what_the_source_says_now(discord: DiscordServer) -> None:
    await put(discord, "glacier.txt", GLACIER)
    before = len(discord.said(OTHER_CHANNEL))
    await discord.say(RETREAT, room=OTHER_CHANNEL)
    await discord.until(lambda: len(discord.said(OTHER_CHANNEL)) > before and discord.said(OTHER_CHANNEL)[-1].select)
    first = discord.said(OTHER_CHANNEL)[-1]
    assert "90 metres" in first.text
    await put(discord, "glacier.txt", GLACIER.replace("90", "95"))
    await discord.until(lambda: "⚠" in first.text)
    await discord.say("and by how much was that?", room=OTHER_CHANNEL, to=first)
    await discord.until(
        lambda: len(discord.said(OTHER_CHANNEL)) > before + 2 and discord.said(OTHER_CHANNEL)[-1].select
    )
    again = discord.said(OTHER_CHANNEL)[-1]
    assert "95 metres" in again.text
    assert "90 metres" not in again.text


@pytest.mark.slow
async def test_what_vanishes_or_is_withdrawn_is_said_and_a_message_that_is_gone_is_left(
    discord: DiscordServer, bot: Process
) -> None:
    await put(discord, "bakery.txt", BAKERY)
    await put(discord, "ferry.txt", FERRY)
    books, hurt, deleted = [await answered(discord, question) for question in (BOOKS, HURT, HURT)]
    deleted.deleted = True
    vanished = FERRY.replace("Nobody aboard the Marigold was injured, the coastguard said.\n\n", "")
    await put(discord, "ferry.txt", vanished)
    await discord.until(lambda: "⚠ The source withdrew the sentence quoted as [1] on <t:" in hurt.text)
    await discord.until(lambda: edits(discord, deleted))
    await take_out(discord, "Old bakery becomes a library")
    await discord.until(lambda: "⚠ The article cited as [1] was withdrawn on <t:" in books.text)
    assert edits(discord, deleted) == 1
    assert "Traceback" not in bot.log


@pytest.mark.slow
async def test_a_channel_that_is_closed_to_the_bot_is_tried_once(discord: DiscordServer, bot: Process) -> None:
    await put(discord, "ferry.txt", FERRY)
    shut, later = await answered(discord, HURT), await answered(discord, ABOARD)
    discord.forbidden.add(OTHER_CHANNEL)
    await put(
        discord, "ferry.txt", FERRY.replace("Nobody aboard the Marigold was", "Two people aboard the Marigold were")
    )
    await discord.until(lambda: edits(discord, shut))
    discord.forbidden.clear()
    await put(discord, "ferry.txt", FERRY.replace("214 people", "241 people"))
    await discord.until(lambda: "241 people" in later.text)
    await discord.until(lambda: "✓" in shut.text)
    assert edits(discord, shut) == 2


async def test_a_hostile_correction_cannot_act(discord: DiscordServer) -> None:
    await put(discord, "bakery.txt", BAKERY)
    books = await answered(discord, BOOKS)
    evil = "with @everyone <@400000000000000002> [12,000](http://evil.example) **books** `now` https://evil.example"
    await put(discord, "bakery.txt", BAKERY.replace("with 12,000 books", evil))
    await discord.until(lambda: "⚠" in books.text)
    assert "12,000" in books.text.partition("⚠")[2]
    for harm in ("@everyone", "<@4", "](http://evil", "**books**", "`now`", "https://evil"):
        assert harm not in books.text


async def test_everybody_may_list_the_corrections_of_their_server(discord: DiscordServer) -> None:
    listed = await discord.corrections(room=OTHER_CHANNEL)
    await discord.until(lambda: listed.original)
    text = listed.message.text
    assert listed.message.ephemeral
    assert "corrections**" in text
    assert "> The bakery on Mill Lane that closed in 2019" in text
    place = f"https://discord.com/channels/{OTHER_GUILD}/{OTHER_CHANNEL}/"
    assert f"?** · <#{OTHER_CHANNEL}> · [the answer]({place}" in text
    assert "Old bakery becomes a library" in text
    assert "@everyone" not in text
    last = await discord.corrections(99, room=OTHER_CHANNEL)
    await discord.until(lambda: last.original)
    assert "> Nobody aboard the Marigold was injured, the coastguard said." in last.message.text
    elsewhere = await discord.corrections(room=CHANNEL)
    await discord.until(lambda: elsewhere.original)
    assert elsewhere.message.text == "No sentence that was quoted here has changed in its source since."


async def test_what_was_asked_in_a_closed_channel_is_listed_to_its_members_alone(discord: DiscordServer) -> None:
    await put(discord, "glacier.txt", GLACIER, CHANNEL)
    asked = await answered(discord, RETREAT, PRIVATE)
    await put(discord, "glacier.txt", GLACIER.replace("90", "95"), CHANNEL)
    await discord.until(lambda: "⚠" in asked.text)
    hidden, shown = await discord.corrections(person=READER), await discord.corrections(person=MANAGER)
    await discord.until(lambda: hidden.original and shown.original)
    assert hidden.message.text.startswith("No sentence that was quoted here")
    assert shown.message.text.startswith("**1 correction**")
    await discord.gateway.dispatch("CHANNEL_DELETE", payloads.channel(PRIVATE) | {"guild_id": GUILD})
    later = await discord.corrections(person=READER)
    await discord.until(lambda: later.original)
    assert later.message.text.startswith("No sentence that was quoted here"), "a channel that is gone was private"


@pytest.mark.slow
@pytest.mark.parametrize("dialect", [Dialect(), pytest.param(PLAIN, marks=pytest.mark.slow)])
async def test_a_change_that_a_stopped_bot_missed_is_shown_after_its_start(
    tmp_path: Path, models: Path, bot: Process, dialect: Dialect
) -> None:
    home, articles = tmp_path / "late", tmp_path / "articles"
    home.mkdir()
    articles.mkdir()
    (home / "models").symlink_to(models)
    (articles / "glacier.txt").write_text(GLACIER, encoding="utf-8")
    async with DiscordServer(dialect) as discord:
        async with serving(discord, home, articles):
            asked = await answered(discord, RETREAT, THREAD)
        (articles / "glacier.txt").write_text(GLACIER.replace("90", "95"), encoding="utf-8")
        with RememberingLibrary.open(IndexSettings(footnote_home=home)) as library:
            library.sync("default", articles)
            assert library.sweep("default") == 1
            ((_, answer_id, _),) = library.quoted.unshown()
        async with serving(discord, home, articles):
            await discord.until(lambda: "⚠" in asked.text)
            again = await answered(discord, RETREAT, CHANNEL)
            assert "95 metres" in again.text
        assert edits(discord, asked) == (1 if dialect.components_v2 else 2)
        assert discord.violations == []
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as library:
        (shown,) = library.quoted.of("default", answer_id)
    assert shown.shown_at
    assert shown.place.endswith(f"/{THREAD}/{asked.json['id']}")
