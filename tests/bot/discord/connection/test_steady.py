"""A client that no event and no outage ends, against the Discord on loopback."""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord import api
from bot.discord.client import intents
from bot.discord.connection.health import Health
from bot.discord.connection.sockets import Backoff
from bot.discord.connection.steady import SteadyClient
from bot.discord.connection.watchdog import Patience
from tests.discord_server import payloads
from tests.discord_server.payloads import CHANNEL, DM, GUILD, OTHER_CHANNEL, READER, THREAD, Json
from tests.discord_server.server import TOKEN, DiscordServer
from tests.discord_server.state import Dialect


class Listener(SteadyClient):
    """Keeps what it hears, and what it noted of its connection."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("intents", intents(message_content=False))
        super().__init__(Health(), self._keep, guild_ready_timeout=0.05, **options)
        self.heard: list[str] = []
        self.notes: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def _keep(self, noted: dict[str, Any]) -> None:
        self.notes.put_nowait(noted)

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(str(message.content))

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait between two shards."""


@asynccontextmanager
async def listening(server: DiscordServer, **options: Any) -> AsyncIterator[Listener]:
    api.adapt(server.api_url)
    async with Listener(**options) as client:
        await client.login(TOKEN)
        await api.find_gateway(client)
        api.endure(client)
        serving = asyncio.create_task(client.connect())
        await server.until(lambda: server.gateway.online)
        yield client
        assert not serving.done()
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


async def hears(server: DiscordServer, client: Listener, text: str, room: str = CHANNEL) -> None:
    """Say something to the bot and wait until it was heard, once."""
    hearing = client.wait_for("message", check=lambda message: text in str(message.content), timeout=20)
    await server.say(text, room=room)
    await hearing
    assert sum(text in one for one in client.heard) == 1


def events() -> dict[str, Json]:
    """Return one event of each kind that a bot with these intents is sent."""
    place = {"guild_id": GUILD, "channel_id": CHANNEL}
    message = payloads.message("1", CHANNEL, {"content": "hello"}, payloads.user(READER), guild_id=GUILD)
    ask: Json = {"id": "7", "name": "ask", "type": 1, "options": [{"name": "question", "type": 3, "value": "Who?"}]}
    press: Json = {"custom_id": "x:1", "component_type": 2}
    role = payloads.guild(GUILD)["roles"][1]
    thread = payloads.channel(THREAD)
    return {
        "READY": {
            "v": 10,
            "user": payloads.bot_user(),
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": "s",
        }
        | {"resume_gateway_url": "ws://127.0.0.1", "application": {"id": payloads.APP, "flags": 0}, "shard": [0, 1]},
        "RESUMED": {},
        "GUILD_CREATE": payloads.guild(GUILD),
        "GUILD_UPDATE": payloads.guild(GUILD),
        "GUILD_DELETE": {"id": GUILD, "unavailable": True},
        "GUILD_ROLE_CREATE": {"guild_id": GUILD, "role": role},
        "GUILD_ROLE_UPDATE": {"guild_id": GUILD, "role": role},
        "GUILD_ROLE_DELETE": {"guild_id": GUILD, "role_id": role["id"]},
        "CHANNEL_CREATE": payloads.channel(CHANNEL) | {"guild_id": GUILD},
        "CHANNEL_UPDATE": payloads.channel(CHANNEL) | {"guild_id": GUILD},
        "CHANNEL_DELETE": payloads.channel(CHANNEL) | {"guild_id": GUILD},
        "THREAD_CREATE": thread,
        "THREAD_UPDATE": thread,
        "THREAD_DELETE": {"id": THREAD, "guild_id": GUILD, "parent_id": CHANNEL, "type": 11},
        "THREAD_LIST_SYNC": {"guild_id": GUILD, "threads": [thread], "members": []},
        "MESSAGE_CREATE": message,
        "MESSAGE_UPDATE": message,
        "MESSAGE_DELETE": place | {"id": "1"},
        "MESSAGE_DELETE_BULK": place | {"ids": ["1", "2"]},
        "INTERACTION_CREATE": payloads.interaction("1", 2, ask, person=READER, room=CHANNEL, limit=1),
        "INTERACTION_CREATE (button)": payloads.interaction("1", 3, press, person=READER, room=CHANNEL, limit=1)
        | {"message": message},
        "INTERACTION_CREATE (DM)": payloads.interaction("1", 2, ask, person=READER, room=DM, limit=1),
    }


@st.composite
def mutilated(draw: st.DrawFn) -> tuple[str, Any]:
    """Return an event of any kind in which up to three values are gone, null or of another type."""
    kinds = events()
    kind = draw(st.sampled_from(sorted(kinds)))
    data: Any = copy.deepcopy(kinds[kind])
    for _ in range(draw(st.integers(1, 3))):
        places = [(None, None), *_places(data)]
        held, key = places[draw(st.integers(0, len(places) - 1))]
        wrong = draw(st.sampled_from([None, None, "", "x", -1, 1 << 80, 0.5, True, [], {}, [None], {"id": None}]))
        if held is None:
            data = wrong
        elif draw(st.booleans()):
            del held[key]
        else:
            held[key] = wrong
    return kind.partition(" ")[0], data


def _places(value: Any) -> list[tuple[Any, Any]]:
    pairs = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, key) for key, _ in pairs] + [place for _, one in pairs for place in _places(one)]


@given(st.lists(mutilated(), min_size=20, max_size=20))
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_no_mutilated_event_ends_it(broken: list[tuple[str, Any]]) -> None:
    async def told() -> None:
        async with DiscordServer() as server, listening(server) as client:
            for kind, data in broken:
                await server.gateway.sessions[0].dispatch(kind, data)
            await hears(server, client, "still there?")
            assert server.gateway.identified == 1

    logging.disable(logging.CRITICAL)
    asyncio.run(told())
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    "frame", ["", "[]", "7", '"x"', "{", '{"op": 0}', '{"op": 0, "t": [], "s": {}, "d": 1}', '{"op": 10}']
)
async def test_no_mutilated_frame_ends_it(frame: str) -> None:
    async with DiscordServer() as server, listening(server) as client:
        assert server.gateway.socket is not None
        await server.gateway.socket.ws.send_str(frame)
        await hears(server, client, "still there?")


async def test_a_broken_stream_is_taken_up_again() -> None:
    async with DiscordServer(Dialect(compression="zlib-stream")) as server, listening(server) as client:
        assert server.gateway.socket is not None
        await server.gateway.socket.ws.send_bytes(b"\xffnonsense\x00\x00\xff\xff")
        await server.until(lambda: server.gateway.resumed)
        await hears(server, client, "still there?")


async def test_what_is_skipped_is_logged_once_with_its_reason_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    lacking = {key: value for key, value in payloads.channel(CHANNEL).items() if key != "position"}
    async with DiscordServer() as server, listening(server, patience=Patience(check=0.05)) as client:
        for _ in range(25):
            await server.gateway.dispatch("CHANNEL_CREATE", lacking | {"guild_id": GUILD})
        await server.gateway.dispatch(
            "MESSAGE_CREATE", payloads.message("1", CHANNEL, {}, payloads.user(READER), thread=None)
        )
        await hears(server, client, "still there?")
        noted = await client.notes.get()
        while not noted["skipped"]:
            noted = await client.notes.get()
    told = [one for one in caplog.records if "Skipped" in one.getMessage() and "CHANNEL_CREATE" in one.getMessage()]
    assert [bool(one.exc_info) for one in told] == [True, False]
    assert "KeyError: 'position'" in caplog.text
    assert noted["skipped"]["CHANNEL_CREATE"] == 25


async def test_after_an_outage_the_session_goes_on_and_nothing_is_missed() -> None:
    async with DiscordServer() as server, listening(server, patience=Patience(check=0.05)) as client:
        outage = asyncio.create_task(server.outage(1))
        await server.until(lambda: not server.gateway.online)
        await server.say("said meanwhile")
        await outage
        await hears(server, client, "said after")
        assert sum("said meanwhile" in one for one in client.heard) == 1
        assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
        noted = [client.notes.get_nowait() for _ in range(client.notes.qsize())]
        assert any(one["lost"] for one in noted)
        assert not noted[-1]["lost"]
        assert server.violations == []


@pytest.mark.parametrize("patience", [Patience(silent=0.5, check=0.1), Patience(quiet=0.5, check=0.1)])
async def test_a_connection_that_brings_nothing_is_made_anew(
    patience: Patience, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    heartbeat = 40 if patience.silent < 1 else 0.1
    async with DiscordServer(heartbeat=heartbeat) as server, listening(server, patience=patience) as client:
        await server.until(lambda: server.gateway.resumed)
        await hears(server, client, "still there?")
    assert ("no heartbeat was answered" in caplog.text) == (patience.silent < 1)
    assert ("no event for" in caplog.text) == (patience.quiet < 1)


async def test_a_session_that_the_server_forgot_begins_anew() -> None:
    async with DiscordServer() as server, listening(server) as client:
        server.gateway.sessions[0].id = "another"
        server.gateway.drop()
        await server.until(lambda: server.gateway.identified == 2)
        await hears(server, client, "still there?")


async def test_an_address_to_resume_at_that_leads_nowhere_is_given_up() -> None:
    async with DiscordServer() as server:
        server.gateway.resume_url = "ws://127.0.0.1:1"
        async with listening(server) as client:
            server.gateway.drop()
            await server.until(lambda: server.gateway.resumed, 5)
            await hears(server, client, "still there?")


async def test_two_shards_each_hear_their_servers() -> None:
    async with DiscordServer(Dialect(shards=2)) as server, listening(server) as client:
        await hears(server, client, "in the first", CHANNEL)
        await hears(server, client, "in the second", OTHER_CHANNEL)
        await hears(server, client, "in private", DM)
        server.gateway.drop()
        await server.until(lambda: server.gateway.resumed == 2)
        await hears(server, client, "again in the first", CHANNEL)
        await hears(server, client, "again in the second", OTHER_CHANNEL)
        assert set(client.sockets) == {0, 1}


def test_no_wait_is_longer_than_half_a_minute() -> None:
    waits = Backoff()
    assert all(0 <= waits.delay() <= 30 for _ in range(50))
