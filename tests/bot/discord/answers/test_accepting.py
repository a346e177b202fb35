"""Where and how often questions are taken: refused before any work, to the asker alone, with the reason."""

from __future__ import annotations

import logging
import time

import pytest

from bot.discord.guild.settings import GuildSettings
from index.library import Library
from tests.bot.discord.answers.waiting import BRIDGE, emptied, shown
from tests.bot.discord.chosen import choose
from tests.bot.discord.inside import Held, inside
from tests.discord_server.payloads import CHANNEL, DM, GUILD, MANAGER, SEND_IN_THREADS, SEND_MESSAGES, THREAD
from tests.discord_server.server import DiscordServer


async def test_where_it_may_not_write_it_does_no_work_and_says_so_privately(
    server: DiscordServer, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    held = Held(library)
    async with inside(server, library, held) as client:
        await server.deny(CHANNEL, SEND_MESSAGES)
        await server.deny(THREAD, SEND_IN_THREADS)
        for room, right in ((CHANNEL, "Send Messages"), (THREAD, "Send Messages in Threads")):
            asked = await server.ask(BRIDGE, room=room)
            await server.until(lambda asked=asked: asked.original)  # type: ignore[misc]
            assert asked.message.ephemeral
            assert f"I lack the right “{right}”" in asked.message.text
        await client.wait_until_ready()
        await server.say(BRIDGE)
        await server.until(lambda: server.said(DM))
        await server.say(BRIDGE)
        await server.say(BRIDGE, MANAGER)  # lets nobody write to them
        await server.say("")
        await server.until(lambda: any(one.status == 403 for one in server.requests))
    assert "I lack the right “Send Messages”" in server.said(DM)[0].text
    assert len(server.said(DM)) == 1
    assert held.asked == 0
    assert [one.path for one in server.requests if one.status == 403] == ["/users/@me/channels"]
    assert "Traceback" not in caplog.text


async def test_a_channel_that_forbids_unannounced_is_tried_once(
    server: DiscordServer, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    server.forbidden.add(CHANNEL)
    async with inside(server, library) as client:
        await server.say(BRIDGE)
        await server.until(lambda: any(one.status == 403 for one in server.requests))
        await emptied(library)
        await server.until(lambda: client.backend.closed)
        await server.say(BRIDGE)
        await server.say("")
        await server.until(lambda: server.said(DM))
    assert sum(one.status == 403 for one in server.requests) == 1
    assert "I may not write in that channel" in server.said(DM)[0].text
    assert "Traceback" not in caplog.text


async def test_a_server_chooses_where_it_answers(server: DiscordServer, library: Library) -> None:
    choose(library, int(GUILD), GuildSettings(ask_in=(int(CHANNEL),)))
    held = Held(library)
    held.gate.set()
    async with inside(server, library, held):
        inherited = await server.ask(BRIDGE, room=THREAD)
        await shown(server, inherited)
        choose(library, int(GUILD), GuildSettings(ask_in=(77,)))
        asked = await server.ask(BRIDGE)
        await server.until(lambda: asked.original)
        assert asked.message.ephemeral
        assert asked.message.text == "I do not answer in this channel. Ask me in <#77>."
    assert held.asked == 1


async def test_questions_of_an_hour_are_counted_and_the_refusal_names_the_time_left(
    server: DiscordServer, library: Library
) -> None:
    async with inside(server, library, questions_per_person=2, questions_per_server=3):
        first = [await server.ask(BRIDGE) for _ in range(2)]
        for one in first:
            await shown(server, one)
        refused = await server.ask(BRIDGE)
        await server.until(lambda: refused.original)
        other = await server.ask(BRIDGE, MANAGER)
        await shown(server, other)
        full = await server.ask(BRIDGE, MANAGER)
        await server.until(lambda: full.original)
        choose(library, int(GUILD), GuildSettings(per_person=5, per_guild=0))
        await shown(server, await server.ask(BRIDGE, MANAGER))
    assert refused.message.ephemeral
    assert full.message.ephemeral
    assert refused.acknowledged == full.acknowledged == 4
    assert refused.message.text.startswith("You have asked as many questions as one person may in an hour. Ask again")
    assert full.message.text.startswith("This server has asked as many questions as it may in an hour. Ask again")
    (stamp,) = [int(part.split(":")[1]) for part in refused.message.text.split("<")[1:]]
    assert 3500 < stamp - time.time() <= 3601


async def test_no_more_questions_are_under_way_than_may_and_completing_goes_on(
    server: DiscordServer, library: Library
) -> None:
    held = Held(library)
    async with inside(server, library, held, questions_at_once=4):
        asked = [await server.ask(BRIDGE) for _ in range(4)]
        await server.until(lambda: all(one.acknowledged for one in asked))
        further = await server.ask(BRIDGE)
        await server.until(lambda: further.original)
        assert further.message.ephemeral
        assert further.message.text.startswith("Many questions are being answered just now. Ask again <t:")
        completed = await server.complete("remove", "article", "", MANAGER)
        await server.until(lambda: completed.choices is not None, 5)
        held.gate.set()
        for one in asked:
            await shown(server, one)
