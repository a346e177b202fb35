"""Questions as people put them, in one run of the bot that may read every message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.discord.guild.settings import GuildSettings
from index.settings import IndexSettings
from tests.bot.discord.chosen import choose
from tests.bot.discord.process import Process, one_run, serving
from tests.discord_server.gateway import MESSAGE_CONTENT
from tests.discord_server.payloads import (
    CHANNEL,
    DM,
    FORUM,
    GUILD,
    LIBRARIAN,
    MANAGER,
    OTHER_CHANNEL,
    OTHER_GUILD,
    PRIVATE,
)
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction, Message
from tests.remembering import RememberingLibrary

pytestmark = one_run()
BRIDGE = "When did the harbour bridge open?"
OPENED = "The harbour bridge opened to traffic on Monday"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: DiscordServer, own_home: Path, articles: Path) -> AsyncIterator[Process]:
    discord.gateway.allowed |= MESSAGE_CONTENT
    with RememberingLibrary.open(IndexSettings(footnote_home=own_home)) as library:
        choose(library, int(OTHER_GUILD), GuildSettings(private=True))
        choose(library, int(GUILD), GuildSettings(ask_channels=(int(FORUM), int(PRIVATE))))
    async with serving(discord, own_home, articles, MESSAGE_CONTENT="true", QUIET_SECONDS="0.3") as process:
        yield process


async def shown(discord: DiscordServer, asked: Interaction) -> Message:
    await discord.until(lambda: asked.original and not asked.original.text.startswith(("Searching", "Reading")))
    return asked.message


async def answered(discord: DiscordServer, room: str, count: int) -> Message:
    """Wait until the bot has said so many things in a room; return the last."""
    await discord.until(lambda: len(_finished(discord, room)) >= count)
    assert len(_finished(discord, room)) == count
    return _finished(discord, room)[-1]


def _finished(discord: DiscordServer, room: str) -> list[Message]:
    return [one for one in discord.said(room) if not one.text.startswith(("Searching", "Reading"))]


async def test_a_question_is_restricted_and_private_as_chosen(discord: DiscordServer) -> None:
    asked = await shown(discord, await discord.ask(BRIDGE, publisher="courier", since="march 2025", private=True))
    assert OPENED in asked.text
    assert "The Sandbar Courier · since <t:1740823200:D>" in asked.text
    assert asked.ephemeral
    other = await shown(discord, await discord.ask(BRIDGE, room=OTHER_CHANNEL))
    assert other.ephemeral
    told = await shown(discord, await discord.ask(BRIDGE, room=OTHER_CHANNEL, private=False))
    assert not told.ephemeral


async def test_what_cannot_be_chosen_is_refused_privately_before_anything_is_searched(discord: DiscordServer) -> None:
    refused = await discord.ask(BRIDGE, since="banana")
    await discord.until(lambda: refused.original)
    assert refused.message.ephemeral
    assert refused.message.text.startswith("“banana” cannot be read as a date.")
    assert len(refused.message.history) == 1


async def test_publishers_and_days_are_completed_from_the_library_that_is_read(discord: DiscordServer) -> None:
    typed = await discord.ask("x", typing="publisher", publisher="")
    await discord.until(lambda: typed.choices is not None)
    assert [one["name"] for one in typed.choices or []] == ["Evening Tide", "The Sandbar Courier"]
    day = await discord.ask("x", typing="until", until="3/4/2025")
    await discord.until(lambda: day.choices is not None)
    assert [one["value"] for one in day.choices or []] == ["2025-04-03", "2025-03-04"]


async def test_a_reply_without_a_ping_is_heard_and_follows(discord: DiscordServer) -> None:
    count = len(discord.said())
    await discord.say("How much did replacing the cables of the harbour bridge cost?")
    first = await answered(discord, CHANNEL, count + 1)
    await discord.say("and what is the toll?", mention=False, to=first)
    assert "The toll for cars is three crowns." in (await answered(discord, CHANNEL, count + 2)).text


async def test_what_people_say_to_each_other_is_not_answered(discord: DiscordServer) -> None:
    count = len(discord.said())
    person = Message(discord.posted("The bridge is closed again.", LIBRARIAN), ephemeral=False)
    await discord.say(BRIDGE, mention=False)
    await discord.say(BRIDGE, mention=False, to=person)
    await discord.say("Who is the chief engineer?")
    assert "Tobias Wenk" in (await answered(discord, CHANNEL, count + 1)).text


async def test_a_long_conversation_moves_to_a_thread_and_goes_on_there_without_mentions(discord: DiscordServer) -> None:
    count = len(discord.said())
    await discord.say("How much did replacing the cables of the harbour bridge cost?")
    for number, question in enumerate(("and what is the toll?", "and who cut the ribbon?"), 1):
        await discord.say(question, mention=False, to=await answered(discord, CHANNEL, count + number))
    last = await answered(discord, CHANNEL, count + 3)
    moved = await discord.say("and who is the chief engineer?", mention=False, to=last)
    assert "Tobias Wenk" in (await answered(discord, moved["id"], 1)).text
    assert len(discord.said()) == count + 3
    await discord.say("when did it open?", LIBRARIAN, moved["id"], mention=False)
    assert OPENED in (await answered(discord, moved["id"], 2)).text
    await discord.say("thanks!", room=moved["id"], mention=False)
    assert (await answered(discord, moved["id"], 3)).text.startswith("You are welcome.")


async def test_a_post_in_a_forum_is_answered_until_a_person_helps(discord: DiscordServer) -> None:
    post = await discord.post("Harbour bridge", "Hello, when did the harbour bridge open?")
    assert OPENED in (await answered(discord, post, 1)).text
    await discord.say("And what is the toll", room=post, mention=False)
    await discord.say("for cars?", room=post, mention=False)
    assert "The toll for cars is three crowns." in (await answered(discord, post, 2)).text
    await discord.say("It is on the sign, look.", LIBRARIAN, post, mention=False)
    await discord.say("Who is the chief engineer?", room=post, mention=False)
    await discord.say("Who cut the ribbon?", room=post)
    assert "Mayor Jo Reed cut the ribbon" in (await answered(discord, post, 3)).text


async def test_a_channel_that_was_chosen_needs_no_mention_but_a_question(discord: DiscordServer) -> None:
    count = len(discord.said(PRIVATE))
    for chatter in ("thanks", "🙂", "!!!"):
        await discord.say(chatter, LIBRARIAN, PRIVATE, mention=False)
    await discord.say(BRIDGE, room=PRIVATE, mention=False)
    assert OPENED in (await answered(discord, PRIVATE, count + 1)).text
    helped = await discord.say("Who is the chief engineer?", room=PRIVATE, mention=False)
    await discord.say("Wenk.", LIBRARIAN, PRIVATE, mention=False, to=Message(helped, ephemeral=False))
    await discord.say("Who cut the ribbon?", MANAGER, PRIVATE, mention=False)
    assert "Mayor Jo Reed cut the ribbon" in (await answered(discord, PRIVATE, count + 2)).text


async def test_small_talk_is_answered_as_such(discord: DiscordServer) -> None:
    count = len(discord.said(DM))

    async def told(text: str) -> str:
        nonlocal count
        count += 1
        await discord.say(text, room=DM, mention=False)
        return (await answered(discord, DM, count)).text

    assert OPENED in await told(BRIDGE)
    assert (await told("danke schön!")) == "You are welcome. Reply to an answer of mine to ask further."
    sure = await told("are you sure?")
    assert sure.startswith("It is what the articles say")
    assert "**1** · [Harbour bridge opens after two-year delay](https://courier.example/2025/bridge#:~:" in sure
    wrote = await told("who wrote [1]?")
    assert "“Harbour bridge opens after two-year delay” was written by Ann Lee. It was published by" in wrote
    assert "-# **1** · [Harbour bridge" in wrote
    more = await told("tell me more about [1]")
    assert f"**{OPENED}, two years later than planned.** Mayor Jo Reed cut the ribbon" in more
    assert "I am sorry." in await told("that's wrong")
    pressed = await discord.press(discord.said(DM)[-1], "👎 Not right")
    await discord.until(lambda: pressed.modal)
    assert "“Kestrel Bridge”" not in await told("Is the toll wrong?")


async def test_a_mention_without_a_question_and_help_show_what_can_be_asked(discord: DiscordServer) -> None:
    helped = await discord.command("help")
    await discord.until(lambda: helped.original and "For example:" in helped.original.text)
    assert helped.message.ephemeral
    assert "I read replies to my answers" in helped.message.text
    examples = [line[2:] for line in helped.message.text.splitlines() if line.startswith("> ")]
    assert examples
    assert "**The articles do not say.**" not in (await shown(discord, await discord.ask(examples[0]))).text
    count = len(discord.said())
    await discord.say("")
    hint = await answered(discord, CHANNEL, count + 1)
    assert hint.text.startswith("Mention me with a question")
    assert all(one in hint.text for one in examples)


async def test_a_message_is_asked_about_in_private(discord: DiscordServer) -> None:
    posted = discord.posted("**When** did the harbour bridge open? <@400000000000000003>", LIBRARIAN)
    asked = await shown(discord, await discord.menu("Ask about this", posted))
    assert asked.ephemeral
    assert OPENED in asked.text
    long = discord.posted("The harbour bridge is a scandal, I tell you. " * 20, LIBRARIAN)
    opened = await discord.menu("Ask about this", long)
    await discord.until(lambda: opened.modal)
    assert opened.modal is not None
    field = opened.modal["components"][0]["component"]
    assert field["value"].startswith("The harbour bridge is a scandal, I tell you. The harbour")
    assert field["value"].endswith("I tell you.")
    sent = await discord.submit(opened, {field["custom_id"]: BRIDGE})
    told = await shown(discord, sent)
    assert told.ephemeral
    assert OPENED in told.text


async def test_an_edited_question_can_be_asked_again_by_its_author(discord: DiscordServer) -> None:
    count = len(discord.said())
    question = await discord.say(BRIDGE)
    answer = await answered(discord, CHANNEL, count + 1)
    await shown(discord, await discord.ask(BRIDGE))  # what is noted after an answer is noted by then
    states = len(answer.history)
    await discord.edit_said(question)
    await discord.edit_said(question, question["content"] + " ")
    await discord.edit_said(question, question["content"].replace(BRIDGE, "Who cut the ribbon?"))
    await discord.until(lambda: "Ask again" in answer.buttons)
    assert len(answer.history) == states + 1
    assert OPENED in answer.text
    refused = await discord.press(answer, "Ask again", LIBRARIAN)
    await discord.until(lambda: refused.original)
    assert refused.message.ephemeral
    assert refused.message.text.startswith("Only who asked can ask this again.")
    again = await shown(discord, await discord.press(answer, "Ask again"))
    assert "Mayor Jo Reed cut the ribbon" in again.text
    await discord.until(lambda: "Ask again" not in answer.buttons)
    await discord.delete(question)
    assert OPENED in answer.text


async def test_a_new_server_is_greeted_once_for_ever(discord: DiscordServer) -> None:
    home, room = discord.new_server()
    await discord.join(home)
    greeting = await answered(discord, room, 1)
    assert greeting.text.startswith("Hello. I answer questions from a library of articles")
    assert "For example:" in greeting.text
    await discord.leave(home)
    await discord.join(home)
    await discord.say("", room=room)
    assert (await answered(discord, room, 2)).text.startswith("Mention me with a question")
