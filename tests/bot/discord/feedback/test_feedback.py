"""The buttons under an answer, from the press to what is kept: one run of the bot."""

from __future__ import annotations

import asyncio
import csv
import time
from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
import pytest_asyncio

from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.process import Process, serving
from tests.discord_server.payloads import CHANNEL, DM, LIBRARIAN, MANAGER, OTHER_CHANNEL, PRIVATE, READER, Person
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction, Message

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(180),
    pytest.mark.usefixtures("bot"),
]
COURIER = """---
title: Cables of the harbour bridge cost 41 million crowns
publisher: The Sandbar Courier
published: 2025-03-03
---

Replacing the cables of the harbour bridge cost 41 million crowns, the chief engineer said.
"""
TIDE = """---
title: Cables of the harbour bridge cost 44 million crowns
publisher: Evening Tide
published: 2025-04-11
---

Replacing the cables of the harbour bridge cost 44 million crowns until the end of March 2025, the auditors found.
"""
COST = "What did replacing the cables of the harbour bridge cost?"
UNKNOWN = "Which team won the chess championship in Lisbon?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    discord: DiscordServer, own_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Process]:
    articles = tmp_path_factory.mktemp("cables")
    (articles / "courier.md").write_text(COURIER, encoding="utf-8")
    (articles / "tide.md").write_text(TIDE, encoding="utf-8")
    async with serving(discord, own_home, articles) as process:
        yield process


async def answered(discord: DiscordServer, question: str, room: str = CHANNEL) -> Message:
    asked = await discord.ask(question, room=room)
    await discord.until(lambda: asked.original and asked.original.buttons)
    return asked.message


async def told(discord: DiscordServer, pressed: Interaction) -> str:
    await discord.until(lambda: pressed.original and pressed.original.text)
    assert pressed.message.ephemeral
    return pressed.message.text


async def test_what_would_change_an_answer_is_offered_and_edits_it_for_its_asker(discord: DiscordServer) -> None:
    message = await answered(discord, f"{COST[:-1]} in March 2025?")
    assert message.buttons == ["Any date", "👍 Helpful", "👎 Not right"]
    assert "44 million" not in message.text
    await discord.press(message, "Any date")
    await discord.until(lambda: "44 million" in message.text)
    assert "The articles do not say" not in message.text
    assert "March 2025" in message.text.splitlines()[0]
    assert "As first asked" in message.buttons
    assert len(message.history) >= 3
    await discord.press(message, "As first asked")
    await discord.until(lambda: "44 million" not in message.text)
    assert message.buttons == ["Any date", "👍 Helpful", "👎 Not right"]


async def test_others_read_the_changed_answer_alone(discord: DiscordServer) -> None:
    message = await answered(discord, COST)
    assert "Only The Sandbar Courier" in message.buttons
    before = message.text
    pressed = await discord.press(message, "Only The Sandbar Courier", MANAGER)
    await discord.until(lambda: pressed.original and pressed.original.select)
    assert pressed.message.ephemeral
    assert "The Sandbar Courier" in pressed.message.text
    assert "44 million" not in pressed.message.text
    assert message.text == before


async def test_a_person_has_one_vote_and_may_change_it(discord: DiscordServer) -> None:
    message = await answered(discord, COST)
    assert "counted. The other button" in await told(discord, await discord.press(message, "👍 Helpful"))
    assert "counted already" in await told(discord, await discord.press(message, "👍 Helpful"))
    pressed = await discord.press(message, "👎 Not right")
    await discord.until(lambda: pressed.modal)
    given = {"reason": "outdated", "text": "@everyone =1+1 **old**"}
    assert "vote is changed" in await told(discord, await discord.submit(pressed, given))


async def kept_votes(home: Path) -> list[dict[str, object]]:
    with Library.open(IndexSettings(footnote_home=home)) as library:
        return [value for _, value in library.records("default", "vote")]


async def test_votes_are_kept_with_who_when_and_why(discord: DiscordServer, own_home: Path) -> None:
    (vote,) = await kept_votes(own_home)
    assert (vote["by"], vote["good"], vote["reason"]) == (int(READER.id), False, "outdated")
    assert vote["text"] == "@everyone =1+1 **old**"
    assert str(vote["at"]).startswith("20")


@pytest.mark.parametrize("person", [READER, MANAGER])
async def test_each_person_puts_a_question_to_the_desk_once(discord: DiscordServer, person: Person) -> None:
    message = await answered(discord, UNKNOWN)
    assert message.buttons == ["Ask the desk", "Tell me when covered"]
    assert "on the desk’s list now" in await told(discord, await discord.press(message, "Ask the desk", person))
    assert "already" in await told(discord, await discord.press(message, "Ask the desk", person))


async def index(home: Path, name: str, title: str, text: str) -> None:
    """Hand an article to the bot, as the terminal does."""

    def add() -> None:
        with Library.open(IndexSettings(footnote_home=home)) as library:
            article = f"---\ntitle: {title}\npublisher: Evening Tide\n---\n\n{text}\n".encode()
            library.add_files("default", [(name, article)], origin="", source_prefix="later")

    await asyncio.to_thread(add)


def waiting(home: Path) -> int:
    with Library.open(IndexSettings(footnote_home=home)) as library:
        return len(library.records("default", "subscription"))


async def subscribed(discord: DiscordServer, question: str, person: Person = READER, room: str = CHANNEL) -> None:
    asked = await discord.ask(question, person, room)
    await discord.until(lambda: asked.original and asked.original.buttons)
    pressed = await discord.press(asked.message, "Tell me when covered", person)
    assert "told once, when a new article" in await told(discord, pressed)


async def test_who_waits_is_told_once_by_a_direct_message(discord: DiscordServer, own_home: Path) -> None:
    await subscribed(discord, UNKNOWN)
    again = await answered(discord, UNKNOWN)
    assert "asked for that already" in await told(discord, await discord.press(again, "Tell me when covered"))
    await index(own_home, "fair.md", "Fair at Hollin", "The fair at Hollin had 300 visitors, the town said.")
    text = "The team of Norvik won the chess championship in Lisbon, the federation said on Friday."
    await index(own_home, "chess.md", "Norvik wins at chess", text)
    await discord.until(lambda: discord.said(DM))
    (message,) = discord.said(DM)
    assert message.text.startswith(f"A new article answers what you asked in <#{CHANNEL}>:")
    assert "> The team of Norvik won the chess championship in Lisbon" in message.text
    assert message.select
    assert "👍 Helpful" in message.buttons
    await index(own_home, "chess2.md", "Chess", text.replace("Friday", "Saturday"))
    await until_none_waits(own_home)
    assert len(discord.said(DM)) == 1


async def test_with_closed_direct_messages_that_person_alone_is_mentioned(
    discord: DiscordServer, own_home: Path
) -> None:
    discord.closed_to_messages = True
    before = len(discord.said(CHANNEL))
    await subscribed(discord, "Who repairs the organ of Saint Alma @everyone?")
    text = "Orgelbau Thies repairs the organ of Saint Alma, the parish said."
    await index(own_home, "organ.md", "Organ of Saint Alma @everyone <@400000000000000001>", text)
    await discord.until(lambda: any("Orgelbau" in one.text for one in discord.said(CHANNEL)[before:]))
    discord.closed_to_messages = False
    assert discord.said(CHANNEL)[-1].text.startswith(f"<@{READER.id}> A new article")
    assert discord.pings == [f"<@{READER.id}>"]
    discord.pings.clear()


async def test_who_left_or_no_longer_sees_the_channel_is_not_told(discord: DiscordServer, own_home: Path) -> None:
    question = "How deep is the new quarry at Elm?"
    await subscribed(discord, question, READER, PRIVATE)
    await subscribed(discord, question, LIBRARIAN)
    discord.left.add(LIBRARIAN.id)
    said = sum(len(discord.said(room)) for room in (CHANNEL, PRIVATE, DM))
    await index(own_home, "quarry.md", "Quarry", "The new quarry at Elm is 80 metres deep, its owner said.")
    await until_none_waits(own_home)
    assert sum(len(discord.said(room)) for room in (CHANNEL, PRIVATE, DM)) == said


async def until_none_waits(home: Path) -> None:
    def wait() -> None:
        until = time.monotonic() + 30
        while waiting(home) and time.monotonic() < until:
            time.sleep(0.2)
        assert not waiting(home)

    await asyncio.to_thread(wait)


async def desk(
    discord: DiscordServer, sub: str, person: Person = MANAGER, room: str = CHANNEL, **given: object
) -> Message:
    kinds = {int: 4, bool: 5}
    options = [{"name": name, "type": kinds[type(value)], "value": value} for name, value in given.items()]
    asked = await discord.footnote(sub, options, person, room)
    await discord.until(lambda: asked.original and asked.original.text)
    assert asked.message.ephemeral
    return asked.message


async def test_gaps_are_listed_to_those_who_may_index_with_what_answers_them_now(discord: DiscordServer) -> None:
    for question in ("Who won the yodel cup in Elm? @everyone", "Who was the winner of Elm's yodel cup @everyone?"):
        await answered(discord, question)
    await answered(discord, "Which saint is painted in the chapel of Rook?", PRIVATE)
    listed = await desk(discord, "gaps")
    assert "unanswered questions** · " in listed.text
    cup = next(part for part in listed.text.split("\n- ") if part.startswith("**Who was the winner of Elm"))
    assert "also: “Who won the yodel cup in Elm?" in cup
    assert "Not answered yet." in cup
    assert "Answered now: Norvik wins at chess" in listed.text
    assert "put to the desk" in listed.text
    assert "saint is painted" in listed.text
    assert "@everyone" not in listed.text
    hidden = await desk(discord, "gaps", LIBRARIAN)
    assert "yodel" in hidden.text
    assert "saint is painted" not in hidden.text
    assert "yodel" not in (await desk(discord, "gaps", room=OTHER_CHANNEL)).text
    refused = await desk(discord, "gaps", READER)
    assert refused.text == "Only those who may add articles to this server can see this."


async def test_gaps_are_exported_as_csv(discord: DiscordServer) -> None:
    message = await desk(discord, "gaps", export=True)
    (text,) = discord.attached(message).values()
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    chess = next(row for row in rows if "chess" in row["question"])
    assert (chess["answered_now"], chess["for_the_desk"]) == ("yes", "2")


async def test_a_month_is_a_picture_and_the_same_numbers_in_words(discord: DiscordServer) -> None:
    message = await desk(discord, "stats")
    assert "answered" in message.text
    assert "Cited most: The Sandbar Courier (" in message.text
    assert "Feedback: 0 helpful, 1 not right (Out of date: 1)" in message.text
    (shown,) = [item for part in message.parts if part["type"] == 12 for item in part["items"]]
    assert shown["description"].splitlines()[1:] == message.text.splitlines()[1:]
    (attached,) = message.json["attachments"]
    assert discord.files[attached["id"]].startswith(b"\x89PNG")
    elsewhere = await desk(discord, "stats", room=OTHER_CHANNEL)
    assert elsewhere.text.endswith("Nobody has asked anything here.")


async def test_anybody_may_see_how_the_bot_is(discord: DiscordServer) -> None:
    text = (await desk(discord, "status", READER)).text
    assert "articles** are searched here. The newest is of 11\u00a0Apr\u00a02025." in text
    assert "no language model writes" in text
    assert "0 questions under way" in text
    assert "default" not in text


async def test_buttons_of_an_answer_that_is_gone_say_so(discord: DiscordServer, own_home: Path) -> None:
    message, missing = await answered(discord, COST), await answered(discord, "Who owns the moon over Elm?")
    with Library.open(IndexSettings(footnote_home=own_home)) as library:
        library.forget("default", "answer", [key for key, _ in library.records("default", "answer")])
    shown = message.text
    for button in ("👍 Helpful", "👎 Not right", "Only Evening Tide"):
        pressed = await discord.press(message, button, MANAGER)
        assert await told(discord, pressed) == "This answer is no longer on record. Ask the question again."
    mine = await discord.press(message, "Only Evening Tide")
    await discord.until(lambda: mine.followups)
    assert mine.followups[0].ephemeral
    assert "no longer on record" in mine.followups[0].text
    assert message.text == shown
    for button in ("Ask the desk", "Tell me when covered"):
        assert "no longer on record" in await told(discord, await discord.press(missing, button))


async def test_no_rule_was_broken_and_nobody_was_pinged(discord: DiscordServer, bot: Process) -> None:
    assert discord.violations == []
    assert discord.pings == []
    assert "Traceback" not in bot.log
