"""Digests that are due are sent, each once: a restart in the middle looks whether the last one arrived."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot.answer.digest.digest import Digest, digest
from bot.discord.connection.watching import Watch
from bot.discord.digest.cursor import Cursor, cursor, keep
from bot.discord.digest.render import DigestView, plain_text, render
from bot.discord.digest.schedule import Schedule, scheduled
from bot.discord.guild.libraries import audience_of, reading
from bot.discord.guild.settings import chosen
from bot.discord.interaction.writing import modern_or_plain
from bot.words.words import speaking

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

log = logging.getLogger(__name__)
POLL = 5.0
REST = 60.0  # after a failure of Discord or of the network
_LOOKED_AT = 50  # messages of a channel among which a digest that may have arrived is looked for
Channel = discord.TextChannel | discord.Thread | discord.VoiceChannel


class Digests(Watch):
    """The watch over schedules. How far each channel has come is in the catalogue."""

    what = "Digests"

    def __init__(self, client: discord.Client, backend: Backend) -> None:
        super().__init__(POLL, REST, client.wait_until_ready)
        self._client, self._backend = client, backend

    async def look(self) -> None:
        """Send the digests that are due, server after server."""
        for guild in [one for one in self._client.guilds if not one.unavailable]:
            for channel_id, schedule, language in await self._backend.call(_due, self._backend, guild.id):
                if self._backend.stopping.is_set():
                    return
                with self._backend.under_way(), speaking(language or str(guild.preferred_locale)):
                    await self._send(guild, channel_id, schedule)

    async def _send(self, guild: discord.Guild, channel_id: int, schedule: Schedule) -> None:
        """Send what is new in a channel, or nothing; note that the moment was dealt with."""
        library, handled = self._backend.library, datetime.now(UTC).isoformat()
        at: Cursor = await self._backend.call(cursor, library, channel_id)
        channel = guild.get_channel_or_thread(channel_id)
        if not isinstance(channel, Channel) or not may_write(channel, guild.me):
            log.warning("A digest has no place: the channel %s is gone or closed to the bot", channel_id)
            await self._backend.call(keep, library, channel_id, at.silent(handled))
            return
        me = self._client.user
        if at.heading and me and await _arrived(channel, at.heading, me.id):
            await self._backend.call(keep, library, channel_id, at.sent(handled))
            return
        found = await self._backend.call(new_in, self._backend, channel, guild.id, at)
        if not found.stories:
            await self._backend.call(keep, library, channel_id, at.silent(handled))
            return
        sheet = render(found, schedule)
        at = at.sending(found, sheet.heading, at.nonce or secrets.token_urlsafe(12))
        await self._backend.call(keep, library, channel_id, at)
        try:
            text = plain_text(found, schedule)
            await modern_or_plain(partial(channel.send, nonce=at.nonce), DigestView(sheet), text)
        except (discord.Forbidden, discord.NotFound) as error:
            log.warning("A digest was refused in channel %s: %s", channel_id, error)
            await self._backend.call(keep, library, channel_id, at.silent(handled))
            return
        await self._backend.call(keep, library, channel_id, at.sent(handled))


def new_in(backend: Backend, channel: Any, guild_id: int | None, at: Cursor) -> Digest:
    """Return what is new for those who read a channel. Blocks."""
    name = reading(backend.library, audience_of(channel, guild_id))
    return digest(backend.library, name, datetime.fromisoformat(at.since), frozenset(at.seen))


def _due(backend: Backend, guild_id: int) -> list[tuple[int, Schedule, str]]:
    """Return the channels of a server whose digest is due, with their schedules and the server's language. Blocks."""
    settings, now = chosen(backend.library, guild_id), datetime.now(UTC)
    found = []
    for channel_id, stored in settings.digests.items():
        schedule = scheduled(stored)
        if schedule and channel_id.isdecimal():
            at = cursor(backend.library, int(channel_id), now=now)
            if datetime.fromisoformat(at.handled) < schedule.last_slot(now):
                found.append((int(channel_id), schedule, settings.language))
    return found


def may_write(channel: Any, *who: discord.Member | None) -> bool:
    """Tell whether members may write in a channel; one that a server did not name is taken to be allowed."""
    rights = [channel.permissions_for(one) for one in who if one is not None]
    return all(one.view_channel and one.send_messages for one in rights)


async def _arrived(channel: Channel, heading: str, me: int) -> bool:
    """Tell whether a digest with this first line stands in a channel; where that cannot be read, its nonce decides."""
    try:
        async for message in channel.history(limit=_LOOKED_AT):
            if message.author.id == me and heading in _texts(message):
                return True
    except discord.Forbidden:
        log.info("The history of channel %s cannot be read", channel.id)
    return False


def _texts(message: discord.Message) -> str:
    def below(parts: Any) -> Iterator[str]:
        for part in parts:
            yield getattr(part, "content", "")
            yield from below(getattr(part, "children", ()))

    return "\n".join([message.content, *below(message.components)])
