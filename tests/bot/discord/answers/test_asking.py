"""No answer is lost and none comes twice, whatever happens between the question and the message that shows it."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from bot.answer.answer import Answerer
from bot.answer.record.personal import Asking, recalled
from bot.answer.record.record import remember
from bot.discord.answers.conversation import MESSAGE
from bot.discord.guild.settings import GuildSettings
from bot.discord.interaction import outbox
from bot.discord.interaction.route import Route
from bot.values import Answer
from index.library import Library
from tests.bot.discord.answers.waiting import BRIDGE, OPENED, answers, emptied, shown
from tests.bot.discord.chosen import choose
from tests.bot.discord.inside import Held, inside
from tests.discord_server.faults import CUT
from tests.discord_server.gateway import MESSAGE_CONTENT
from tests.discord_server.payloads import CHANNEL, GUILD, READER
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Message

FINAL = r"PATCH /webhooks/.*@original"


async def test_what_is_answered_is_known_with_its_asker_and_its_secret_is_forgotten(
    server: DiscordServer, library: Library
) -> None:
    async with inside(server, library):
        asked = await server.ask(BRIDGE)
        message = await shown(server, asked)
        await emptied(library)
    asking = recalled(library, "default", Asking, _answer(library, message))
    assert asking is not None
    assert str(asking.by) == READER.id
    assert f"token-{asked.id}".encode() not in _records(library)


def _records(library: Library) -> bytes:
    with library.catalogue.database.read() as connection:
        return "".join(row[0] for row in connection.exec_driver_sql("SELECT value FROM records")).encode()


async def test_no_export_holds_what_reaches_an_asker(server: DiscordServer, library: Library) -> None:
    held = Held(library)
    async with inside(server, library, held):
        asked = await server.ask(BRIDGE)
        await held.until_asked()
        assert f"token-{asked.id}".encode() in _records(library)
        exported = BytesIO()
        await asyncio.to_thread(library.export, ["default"], exported)
        assert OPENED.encode() in exported.getvalue()
        assert b"token-" not in exported.getvalue()
        held.gate.set()
        await shown(server, asked)


@pytest.mark.parametrize("mention", [False, True])
async def test_a_question_that_was_not_answered_before_the_end_is_answered_after_it(
    server: DiscordServer, library: Library, mention: bool
) -> None:
    held = Held(library)
    async with inside(server, library, held):
        if mention:
            await server.say(BRIDGE)
        else:
            asked = await server.ask(BRIDGE)
        await held.until_asked()
    assert answers(server) == []
    async with inside(server, library):
        await server.until(lambda: answers(server))
        await emptied(library)
    assert len(answers(server)) == 1
    assert len(server.said()) == 1
    assert mention or OPENED in asked.message.text


async def test_an_answer_whose_sending_broke_off_is_sent_once(server: DiscordServer, library: Library) -> None:
    """The message arrived, but nobody told us; then the process ended."""
    server.faults.add(r"POST /channels/.*/messages", CUT, late=True, times=2)
    async with inside(server, library):
        await server.say(BRIDGE)
        await server.until(lambda: server.faults.met)
    async with inside(server, library):
        await emptied(library)
    assert len(server.said()) == 1
    assert len(answers(server)) == 1


async def test_who_has_not_paused_yet_is_answered_before_the_end(server: DiscordServer, library: Library) -> None:
    server.gateway.allowed |= MESSAGE_CONTENT
    choose(library, int(GUILD), GuildSettings(ask_channels=(int(CHANNEL),)))
    async with inside(server, library, message_content=True, quiet_seconds=600) as client:
        await server.say(BRIDGE, mention=False)
        await shown(server, await server.ask(BRIDGE))
        assert len(answers(server)) == 1
        await client.backend.finish()
        await server.until(lambda: len(answers(server)) == 2)
        await emptied(library)


class Long(Answerer):
    """Quotes what it found under so many numbers that it fills several messages."""

    def ask(self, text: str, **more: Any) -> Answer:
        found = super().ask(text, **more)
        one, said = found.citations[0], found.statements[0]
        numbers = range(1, 61)
        found = replace(
            found,
            citations=tuple(replace(one, number=number) for number in numbers),
            statements=tuple(replace(said, citations=(number,)) for number in numbers),
        )
        remember(self._library, found)
        return found


@pytest.mark.parametrize("mention", [False, True])
async def test_the_rest_of_a_long_answer_comes_once_in_its_thread_although_its_sending_broke_off(
    server: DiscordServer, library: Library, mention: bool
) -> None:
    server.faults.add(rf"POST /channels/(?!{CHANNEL})\d+/messages", CUT, late=True)
    async with inside(server, library, Long(library)):
        await (server.say(BRIDGE) if mention else server.ask(BRIDGE))
        await server.until(lambda: server.faults.met)
        await emptied(library)
    (first,) = server.said()
    pages = re.search(r"1 of (\d+), continued below", first.text)
    assert pages
    rest = [one.text.splitlines()[0] for one in server.said(first.json["id"])]
    assert rest == [f"-# Continued: {page} of {pages[1]}" for page in range(2, int(pages[1]) + 1)]
    assert len(rest) > 1


async def test_an_answer_that_was_shown_but_not_noted_stays_one(server: DiscordServer, library: Library) -> None:
    async with inside(server, library):
        asked, said = await server.ask(BRIDGE), await server.say(BRIDGE)
        await shown(server, asked)
        await server.until(lambda: len(answers(server)) == 2)
        await emptied(library)
    token = Route(int(asked.id), int(CHANNEL), 100000000000000001, f"token-{asked.id}")
    for route, first in ((token, asked.message), (Route(int(said["id"]), int(CHANNEL)), answers(server)[1])):
        outbox.accept(library, _unnoted(library, route, first))
    async with inside(server, library):
        await emptied(library)
    assert len(answers(server)) == len(server.said()) == 2


def _unnoted(library: Library, route: Route, message: Message) -> outbox.Waiting:
    """The record of a process that ended between showing an answer and noting it."""
    by, guild = int(READER.id), int(GUILD)
    question = {"text": BRIDGE, "by": by, "place": {"guild_id": guild, "room": route.channel_id}}
    return outbox.Waiting(route, by, guild, question, library="default", answer=_answer(library, message))


def _answer(library: Library, message: Message) -> str:
    """Return the id of the answer that a message shows."""
    return str((library.recall("default", MESSAGE, message.json["id"]) or {})["answer"])


async def test_what_waited_too_long_is_dropped(server: DiscordServer, library: Library) -> None:
    route = Route(1, int(CHANNEL))
    outbox.accept(library, outbox.Waiting(route, 2, int(GUILD), {"text": BRIDGE}, at=time.time() - 901))
    async with inside(server, library):
        await emptied(library)
    assert server.said() == []


async def test_a_connection_that_breaks_at_the_last_edit_loses_nothing(server: DiscordServer, library: Library) -> None:
    held = Held(library)
    async with inside(server, library, held):
        asked = await server.ask(BRIDGE)
        await held.until_asked()
        server.faults.add(FINAL, CUT, times=2)
        held.gate.set()
        await shown(server, asked)
        await emptied(library)
    assert len(server.said()) == 1


@pytest.mark.slow  # discord.py itself tries five times within half a minute
@pytest.mark.parametrize("late", [False, True])
async def test_five_failures_of_discord_lose_and_double_nothing(
    server: DiscordServer, library: Library, late: bool
) -> None:
    held = Held(library)
    async with inside(server, library, held):
        asked = await server.ask(BRIDGE)
        await server.say(BRIDGE)
        await held.until_asked()
        server.faults.add(FINAL, 502, times=6, late=late)
        server.faults.add(r"POST /channels/.*/messages", 502, times=6, late=late)
        held.gate.set()
        await server.until(lambda: server.faults.met == 12, 90)
        await asyncio.wait_for(emptied(library), 90)
    assert OPENED in asked.message.text
    assert len(answers(server)) == len(server.said()) == 2
    assert all(_answer(library, message) for message in answers(server))


@pytest.mark.parametrize("steps", [False, True])
async def test_a_refused_last_edit_still_shows_the_answer(server: DiscordServer, library: Library, steps: bool) -> None:
    held = Held(library)
    async with inside(server, library, held):
        asked = await server.ask(BRIDGE)
        await held.until_asked()
        if not steps:
            server.faults.add(FINAL, 400, code=50035)
        held.gate.set()
        if steps:
            await server.until(lambda: asked.original)
            server.faults.add(FINAL, 400, code=50035)
        message = await shown(server, asked)
        await emptied(library)
    assert server.faults.met == 1
    assert server.violations == []
    assert len(server.said()) == 1
    assert message.links == []


async def test_an_answer_is_sent_anew_where_no_edit_is_taken(server: DiscordServer, library: Library) -> None:
    async with inside(server, library):
        server.faults.add(r"PATCH /", 400, code=50035, times=50)
        await server.ask(BRIDGE)
        await server.say(BRIDGE)
        await server.until(lambda: len(answers(server)) == 2)
        await emptied(library)
    assert len(answers(server)) == 2


async def test_what_is_on_screen_stays_when_noting_it_fails(
    server: DiscordServer, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    held = Held(library)
    async with inside(server, library, held) as client:
        asked = await server.ask(BRIDGE)
        await held.until_asked()
        with library.catalogue.database.write() as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER full BEFORE INSERT ON records WHEN NEW.kind LIKE '%discord%' "
                "BEGIN SELECT RAISE(ABORT, 'no room'); END"
            )
        try:
            held.gate.set()
            await shown(server, asked)
            await client.backend.finish()
        finally:
            with library.catalogue.database.write() as connection:
                connection.exec_driver_sql("DROP TRIGGER full")
        assert OPENED in asked.message.text
    assert "what is shown stays" in caplog.text


async def test_a_channel_that_vanishes_in_mid_answer_ends_the_question(
    server: DiscordServer, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    held = Held(library)
    async with inside(server, library, held):
        await server.say(BRIDGE)
        await held.until_asked()
        server.gone.add(CHANNEL)
        held.gate.set()
        await emptied(library)
    assert "cannot be shown" in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("whose", ["ours", "theirs"])
async def test_a_message_that_is_deleted_in_mid_answer_costs_no_answer(
    server: DiscordServer, library: Library, whose: str
) -> None:
    held = Held(library)
    async with inside(server, library, held):
        said = await server.say(BRIDGE)
        await held.until_asked()
        if whose == "theirs":
            await server.delete(said)
        else:
            server.faults.add(r"PATCH /channels/.*/messages", 404, code=10008, times=1)
        held.gate.set()
        await server.until(lambda: answers(server))
        await emptied(library)
    assert len(answers(server)) == 1


async def test_an_expired_private_answer_goes_nowhere_else(server: DiscordServer, library: Library) -> None:
    route = Route(1, int(CHANNEL), 100000000000000001, "token-gone", private=True)
    question: dict[str, Any] = {"text": BRIDGE, "by": 2, "place": {"guild_id": int(GUILD)}, "private": True}
    outbox.accept(library, outbox.Waiting(route, 2, int(GUILD), question))
    async with inside(server, library):
        await emptied(library)
    assert server.said() == []
