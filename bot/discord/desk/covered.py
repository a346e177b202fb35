"""Who asked to be told is told once, when an article that came in since answers their question."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answer.record.covered import covering, due, tried
from bot.answer.record.personal import Subscription, drop, key_of
from bot.answer.record.record import remember
from bot.discord.answers.conversation import Place, note, note_finished
from bot.discord.answers.render import TEXT_LIMIT, plain_text, render
from bot.discord.answers.view import AnswerView
from bot.discord.connection.watching import Watch
from bot.discord.feedback.rows import rows
from bot.discord.guild.libraries import EVERYWHERE, Audience, audience_of, readable
from bot.discord.guild.settings import chosen
from bot.discord.guild.visible import sees
from bot.discord.interaction.writing import modern_or_plain
from bot.words.words import _, speaking
from index.cores import computed

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend
    from bot.values import Answer

log = logging.getLogger(__name__)
POLL = 2.0
MOST = 3  # questions asked again in a round: less than a second of work
REST = 60.0
_CLOSED = (discord.Forbidden, discord.NotFound)


@dataclass(frozen=True, slots=True)
class _Way:
    """A channel where a person can be told, who reads there, and whether they must be mentioned to notice."""

    channel: discord.abc.Messageable
    audience: Audience
    mentioned: bool


class CoveredView(ui.LayoutView):
    """A sentence above an answer; its buttons only where they are `usable`: they read what their place may read."""

    def __init__(self, lead: str, answer: Answer, one: Subscription, usable: bool) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.TextDisplay(lead))
        shown = AnswerView(
            render(answer, TEXT_LIMIT - len(lead)), answer, rows(answer, one.by, one.question.restriction)
        )
        for item in shown.children:
            if usable or not isinstance(item, ui.ActionRow):
                self.add_item(item)


class Covered(Watch):
    """The watch over questions that wait. They are in the catalogue: a restart goes on with them."""

    what = "Questions that wait for an article"

    def __init__(self, client: discord.Client, backend: Backend) -> None:
        super().__init__(POLL, REST, client.wait_until_ready)
        self._client, self._backend = client, backend

    async def look(self) -> None:
        """Ask a few questions again, one after the other: who asks now has the other threads."""
        backend = self._backend
        for name, one, changes in await backend.call(due, backend.library, MOST, backend.shards.serve):
            if backend.stopping.is_set():
                return
            answer = await backend.call(covering, backend.library, computed(backend.answerer.ask), name, one)
            if answer is None:
                await backend.call(tried, backend.library, name, one, changes)
                continue
            with backend.under_way():
                if await self._told(name, one, answer):
                    log.info("A person was told that %s answers what they asked", name)
                await backend.call(drop, backend.library, name, one)

    async def _told(self, name: str, one: Subscription, answer: Answer) -> bool:
        """Tell a person in the first place that is open to them and to the answer; False where there is none."""
        member, room = await self._member(one), await self._room(one)
        if one.guild is not None and not (member and room and await _sees(member, room)):
            return False
        settings = await self._backend.call(chosen, self._backend.library, one.guild)
        ways = self._ways(one, member, room)
        with speaking(settings.language or (str(member.guild.preferred_locale) if member else "")):
            for way in ways[:1] if one.private or settings.private else ways:
                if name not in await self._backend.call(readable, self._backend.library, way.audience):
                    continue
                try:
                    await self._tell(name, way, one, answer)
                except _CLOSED as error:
                    log.info("A person cannot be told there: %s", error)
                else:
                    return True
        return False

    async def _member(self, one: Subscription) -> discord.Member | None:
        guild = self._client.get_guild(one.guild) if one.guild is not None else None
        try:
            return await guild.fetch_member(one.by) if guild else None
        except discord.NotFound:
            return None

    async def _room(self, one: Subscription) -> Any:
        """The channel where the question was asked; a thread that was archived is fetched."""
        guild = self._client.get_guild(one.guild) if one.guild is not None else None
        try:
            return guild and (guild.get_channel_or_thread(one.room) or await guild.fetch_channel(one.room))
        except _CLOSED:
            return None

    def _ways(self, one: Subscription, member: discord.Member | None, room: Any) -> list[_Way]:
        """A direct message comes first: in the channel others read along."""
        if member is None:
            return [_Way(self._client.get_partial_messageable(one.room), EVERYWHERE, mentioned=False)]
        alone, all_there = audience_of(room, one.guild, member), audience_of(room, one.guild)
        return [_Way(member, alone, mentioned=False), _Way(room, all_there, mentioned=True)]

    async def _tell(self, name: str, way: _Way, one: Subscription, answer: Answer) -> None:
        """Send the answer; Discord itself drops a second message of the same nonce within minutes, as after a crash."""
        library = self._backend.library
        await self._backend.call(remember, library, answer)
        place = Place(one.guild if way.mentioned else None)
        usable = name in await self._backend.call(readable, library, place.audience) or way.mentioned
        lead = _lead(way, one)
        only = discord.AllowedMentions(
            everyone=False, roles=False, replied_user=False, users=[discord.Object(one.by)] if way.mentioned else False
        )
        send = partial(way.channel.send, allowed_mentions=only, nonce=key_of(one)[-24:])
        sent = await modern_or_plain(send, CoveredView(lead, answer, one, usable), f"{lead}\n\n{plain_text(answer)}")
        place = replace(place, room=sent.channel.id)
        await self._backend.call(note, library, place, answer, sent.id)
        await self._backend.call(note_finished, library, place, answer, sent.id)


def _lead(way: _Way, one: Subscription) -> str:
    if way.mentioned:
        return f"<@{one.by}> " + _("A new article answers what you asked:")
    if one.guild is None:
        return _("A new article answers what you asked:")
    return _("A new article answers what you asked in {channel}:").format(channel=f"<#{one.room}>")


async def _sees(member: discord.Member, room: Any) -> bool:
    """Whether a member still sees a channel; of a closed thread Discord is asked."""
    if not isinstance(room, discord.Thread) or not room.is_private():
        return sees(member, room)
    try:
        await room.fetch_member(member.id)
    except _CLOSED:
        return False
    return True
