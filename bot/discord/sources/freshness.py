"""An admin channel is told when a source is overdue by three times its schedule, once, and when it recovers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord.connection.watching import Watch
from bot.discord.guild.libraries import Audience, open_libraries, reading
from bot.discord.interaction.language import language_in
from bot.discord.interaction.notice import Notice
from bot.discord.interaction.writing import modern_or_plain
from bot.discord.text.escaping import fit_line
from bot.words.words import _, speaking

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend
    from index.follow.origins import Source
    from index.library import Library

log = logging.getLogger(__name__)
POLL = 5.0
TIMES = 3  # schedules without success
_NAME, _ERROR = 200, 300


@dataclass(frozen=True, slots=True)
class Alarm:
    """A source of which people are to be told, and the servers that read its library."""

    source: Source
    overdue: bool
    guilds: tuple[int, ...]


class Freshness(Watch):
    """The watch over sources. Who was told of what is in the catalogue, so that a restart tells nothing again."""

    what = "The watch over sources"

    def __init__(self, client: discord.Client, backend: Backend) -> None:
        super().__init__(POLL, ready=client.wait_until_ready)
        self._client, self._backend = client, backend
        self._began = datetime.now(UTC)

    async def look(self) -> None:
        """Tell of the sources whose state changed."""
        backend, guilds = self._backend, [guild.id for guild in self._client.guilds]
        for alarm in await backend.call(alarms, backend.library, guilds, self._began):
            if await self._told(alarm):
                await backend.call(backend.library.registry.alarm, alarm.source, alarm.overdue)

    async def _told(self, alarm: Alarm) -> bool:
        """Tell every server that reads the source's library; False where none could be told but might be later."""
        state = "is overdue" if alarm.overdue else "can be reached again"
        log.warning("The source %s of %s %s", alarm.source.address, alarm.source.library, state)
        channels = [channel for guild in alarm.guilds if (channel := self._channel(guild))]
        done = await asyncio.gather(*(self._post(channel, alarm) for channel in channels))
        return any(done) or not done

    async def _post(self, channel: discord.TextChannel, alarm: Alarm) -> bool:
        """Tell a channel in its server's language; False where that is worth another try."""
        with speaking(await language_in(self._backend, channel.guild)):
            text = alarm_text(alarm.source, overdue=alarm.overdue)
        try:
            await modern_or_plain(channel.send, Notice(text), text)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("The channel %s could not be told: %s", channel.id, error)
            return isinstance(error, discord.HTTPException) and 400 <= error.status < 500 and error.status != 429
        return True

    def _channel(self, guild_id: int) -> discord.TextChannel | None:
        guild, name = self._client.get_guild(guild_id), self._backend.settings.admin_channel.strip().lstrip("#")
        return discord.utils.find(lambda one: one.name == name, guild.text_channels) if guild and name else None


def alarm_text(source: Source, *, overdue: bool) -> str:
    """Return what an admin channel is told of a source."""
    name = fit_line(source.title or source.address, _NAME) or _("A source")
    if not overdue:
        return _("✓ **{name}** can be reached again.").format(name=name)
    last = source.succeeded_at or source.added_at
    said = [_("⚠ **{name}** has not been reached: three times its schedule and more.").format(name=name)]
    if last:
        late = _("⚠ **{name}** has not been reached since {when}: three times its schedule and more.")
        said = [late.format(name=name, when=f"<t:{int(last.timestamp())}:f>")]
    if source.error:
        said.append(_("The last error: {error}").format(error=fit_line(source.error, _ERROR)))
    return " ".join(said)


def alarms(library: Library, guilds: Sequence[int], began: datetime) -> list[Alarm]:
    """Return the sources of which people are to be told; `began` is when this process did. Blocks.

    A source that was paused since people were told of it is passed over in silence.
    """
    found = []
    for name in library.quoted.changes():
        for source in library.registry.all(name):
            if source.alarmed and source.paused:
                library.registry.alarm(source, alarmed=False)
            elif (overdue := _overdue(source, began)) != source.alarmed:
                found.append(Alarm(source, overdue, tuple(_readers(library, name, guilds))))
    return found


def _overdue(source: Source, began: datetime) -> bool:
    """Tell whether a source is overdue although this process has tried it, or has had the time to."""
    moment = datetime.now(UTC)
    tried = source.tried_at is not None and source.tried_at >= began and bool(source.error)
    return source.overdue(moment, TIMES) and (
        source.alarmed or tried or moment - began > timedelta(seconds=TIMES * source.every)
    )


def _readers(library: Library, name: str, guilds: Sequence[int]) -> list[int]:
    """Return the servers that a library's sources matter to: those that keep it, if not privately, or read it."""
    return [one for one in guilds if name in (*open_libraries(library, one), reading(library, Audience(one)))]
