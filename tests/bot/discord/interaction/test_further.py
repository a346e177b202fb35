"""Where the messages go that one message does not hold."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord.interaction.further import Rest, after
from bot.discord.interaction.notice import Notice

REFUSED = discord.Forbidden(SimpleNamespace(status=403, reason="Forbidden"), {"code": 50013, "message": "no"})  # type: ignore[arg-type]


class Room(discord.TextChannel):
    """A channel of Discord's that keeps what is sent to it."""

    def __init__(self, *, threads: bool) -> None:
        self.sent: list[Any] = []
        self.guild = SimpleNamespace(me=None)  # type: ignore[assignment]
        self._threads = threads

    def permissions_for(self, who: object, /) -> discord.Permissions:
        return discord.Permissions(create_public_threads=self._threads, send_messages_in_threads=self._threads)

    async def send(self, **what: Any) -> None:  # type: ignore[override]
        self.sent.append(what["view"])


class Posted:
    """A message of Discord's, on which a thread can be opened unless Discord refuses."""

    def __init__(self, channel: object, *, refused: bool = False) -> None:
        self.channel, self.thread, self.refused = channel, Room(threads=True), refused
        self.names: list[str] = []

    async def create_thread(self, *, name: str) -> Room:
        self.names.append(name)
        if self.refused:
            raise REFUSED
        return self.thread


async def sent(message: Any) -> list[tuple[Any, str]]:
    messages: list[tuple[Any, str]] = [(Notice("second"), "second"), (Notice("third"), "third")]
    await after(message, message.channel, Rest(messages, "When did the bridge open?"))
    return messages


async def test_further_messages_stand_in_a_thread_on_the_first() -> None:
    message = Posted(Room(threads=True))
    expected = [view for view, _ in await sent(message)]
    assert message.thread.sent == expected
    assert message.names == ["When did the bridge open?"]


@pytest.mark.parametrize(("threads", "refused"), [(False, False), (True, True)])
async def test_where_no_thread_may_be_opened_they_follow_in_the_channel(threads: bool, refused: bool) -> None:
    room = Room(threads=threads)
    message = Posted(room, refused=refused)
    expected = [view for view, _ in await sent(message)]
    assert room.sent == expected
    assert message.names == (["When did the bridge open?"] if threads else [])


async def test_in_a_direct_channel_they_follow_as_messages() -> None:
    direct = SimpleNamespace(sent=[])

    async def send(**what: Any) -> None:
        direct.sent.append(what["view"])

    direct.send = send
    message = Posted(direct)
    await sent(message)
    assert len(direct.sent) == 2
    assert message.names == []
