"""Bad days of the connection: one run of the bot over two shards, of which the second's server is away at the start."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.discord.doctor import account, connection
from bot.doctor import Finding
from bot.settings import BotSettings
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.process import Process, serving, start
from tests.discord_server.gateway import MESSAGE_CONTENT
from tests.discord_server.payloads import CHANNEL, GUILD, OTHER_CHANNEL, OTHER_GUILD, Json, channel, guild
from tests.discord_server.server import TOKEN, DiscordServer
from tests.discord_server.state import Dialect

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180), pytest.mark.slow]
BRIDGE = "When did the harbour bridge open?"
OPENED = "The harbour bridge opened to traffic on Monday"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shards() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(Dialect(shards=2), heartbeat=2) as server:
        server.gateway.unavailable = {OTHER_GUILD}
        server.gateway.hides = {2}
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(shards: DiscordServer, own_home: Path, articles: Path) -> AsyncIterator[Process]:
    async with serving(shards, own_home, articles) as process:
        yield process


def answered(server: DiscordServer, said: Json) -> bool:
    """Whether there is an answer to somebody's message."""
    replies = [one for one in server.said(said["channel_id"]) if one.json.get("message_reference")]
    return any(OPENED in one.text for one in replies if one.json["message_reference"]["message_id"] == int(said["id"]))


async def answers(server: DiscordServer, room: str = CHANNEL) -> None:
    """Ask by command and by mention, and wait for both answers."""
    asked, said = await server.ask(BRIDGE, room=room), await server.say(BRIDGE, room=room)
    await server.until(lambda: asked.original and OPENED in asked.original.text and answered(server, said))


async def test_a_start_without_gateway_is_tried_again(shards: DiscordServer, bot: Process) -> None:
    assert shards.gateway.asked >= 3
    assert "The gateway cannot be reached" in bot.log
    assert "Traceback" not in bot.log


async def test_every_shard_answers_also_for_a_server_that_is_away(shards: DiscordServer, bot: Process) -> None:
    await answers(shards)
    await answers(shards, OTHER_CHANNEL)
    await shards.gateway.dispatch("GUILD_CREATE", guild(OTHER_GUILD))
    await answers(shards, OTHER_CHANNEL)
    await shards.gateway.dispatch("GUILD_DELETE", {"id": GUILD, "unavailable": True})
    await answers(shards)
    await shards.gateway.dispatch("GUILD_CREATE", guild(GUILD))


NAMELESS: Json = {key: value for key, value in channel(CHANNEL).items() if key != "position"} | {"guild_id": GUILD}


async def test_events_that_cannot_be_read_are_skipped(shards: DiscordServer, bot: Process) -> None:
    for _ in range(3):
        await shards.gateway.dispatch("CHANNEL_CREATE", NAMELESS)
        await shards.gateway.dispatch("MESSAGE_CREATE", shards.posted(BRIDGE, thread=None))
    await answers(shards)
    assert bot.log.count("Skipped a CHANNEL_CREATE") == 1
    assert bot.log.count("Skipped a MESSAGE_CREATE") == 1


async def test_an_outage_in_mid_answer_loses_nothing_and_doctor_knows_of_it(
    shards: DiscordServer, bot: Process, own_home: Path
) -> None:
    await shards.gateway.dispatch("CHANNEL_CREATE", NAMELESS)
    asked = [await shards.ask(f"{BRIDGE} ({n})", room=room) for n in range(4) for room in (CHANNEL, OTHER_CHANNEL)]
    await shards.until(lambda: all(one.acknowledged for one in asked))
    outage = asyncio.create_task(shards.outage(6))
    await shards.until(lambda: not shards.gateway.online)
    meanwhile = await shards.say(BRIDGE)
    await outage
    await shards.until(lambda: all(one.original and OPENED in one.original.text for one in asked), 60)
    await shards.until(lambda: answered(shards, meanwhile))
    await answers(shards)
    await answers(shards, OTHER_CHANNEL)
    assert shards.gateway.resumed >= 2
    assert shards.violations == []
    assert "Connected to Discord again" in bot.log
    fares, skipped = await asyncio.to_thread(_recorded, own_home)
    assert (fares.name, fares.state) == ("Discord connection", "ok")
    assert "connected again" in fares.message
    assert "× CHANNEL_CREATE" in skipped.message


def _recorded(home: Path) -> list[Finding]:
    with Library.open(IndexSettings(footnote_home=home)) as library:
        return list(connection(library))


async def test_a_second_process_on_the_same_token_is_refused(
    shards: DiscordServer, bot: Process, tmp_path: Path
) -> None:
    second = await start(shards.api_url, tmp_path / "home")
    assert await second.ended() == 1
    assert "already serves this DISCORD_TOKEN" in second.log
    assert f"(process {bot.id})" in second.log
    assert "Traceback" not in second.log
    assert TOKEN not in second.log


async def test_doctor_tells_how_the_bot_stands_on_discord(shards: DiscordServer, bot: Process) -> None:
    settings = BotSettings.model_validate({"discord_token": TOKEN, "discord_api_url": shards.api_url})
    found = await asyncio.to_thread(lambda: list(account(settings)))
    assert [(one.name, one.state) for one in found] == [
        ("Discord token", "ok"),
        ("Discord commands", "ok"),
        ("Discord intents", "ok"),
    ]
    forgotten = shards.commands.pop()
    wants_more = settings.model_copy(update={"message_content": True})
    _, lacks, refused = await asyncio.to_thread(lambda: list(account(wants_more)))
    assert lacks.message == f"Discord does not have {forgotten['name']}."
    assert refused.state == "bad"
    shards.gateway.allowed |= MESSAGE_CONTENT
    assert (await asyncio.to_thread(lambda: list(account(wants_more))))[-1].state == "ok"


async def test_another_process_elsewhere_is_noticed(shards: DiscordServer, bot: Process) -> None:
    shards.answered_elsewhere = True
    for _ in range(3):
        asked = await shards.ask(BRIDGE)
        await shards.until(lambda: shards.requests[-1].path.endswith("/callback") and shards.requests[-1].status == 400)
        assert asked.original is None
    await bot.logs("Another process answers this bot's commands")
    shards.answered_elsewhere = False
    await answers(shards)
