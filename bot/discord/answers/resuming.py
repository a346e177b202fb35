"""What waits in the outbox is finished: after a restart, and as soon as Discord can be reached again."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import discord
from pydantic import ValidationError

from bot.answer.record.record import recall
from bot.discord.answers.accepting import ASKED
from bot.discord.answers.asking import Rendered, answering, carry_on, deliver, rendered
from bot.discord.connection.watching import Watch
from bot.discord.interaction import outbox
from bot.discord.interaction.faults import wall
from bot.discord.interaction.message import MessageReply
from bot.discord.interaction.reply import Reply, say
from bot.discord.interaction.resumed import ResumedReply
from bot.words.words import speaking

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend
    from bot.discord.interaction.outbox import Waiting

log = logging.getLogger(__name__)
POLL = 2.0


class Resuming(Watch):
    """Answers what was accepted and not answered, sends what was answered and not sent; what is too late is dropped."""

    what = "What waits in the outbox"

    def __init__(self, client: discord.Client, backend: Backend) -> None:
        super().__init__(POLL, ready=client.wait_until_ready)
        self._client, self._backend = client, backend

    async def look(self) -> None:
        """Go on with what waits and is not under way."""
        waiting = await self._backend.note(outbox.waiting, self._backend.library)
        ours = [one for one in waiting if self._backend.shards.serve(one.guild_id)]
        left = [one for one in ours if one.route.nonce not in self._backend.answering]
        await asyncio.gather(*(self._go_on(one) for one in left))

    async def _go_on(self, one: Waiting) -> None:
        backend, key = self._backend, one.route.nonce
        if one.late:
            log.warning("The question %s was not answered in time", key)
            await backend.note(outbox.drop, backend.library, key)
            return
        reply = _reply(self._client, one)
        with answering(backend, key), speaking(one.language):
            async with wall("resumed question", lambda text: say(reply, text)):
                await _finish(backend, reply, one)


async def _finish(backend: Backend, reply: Reply, one: Waiting) -> None:
    key = one.route.nonce
    try:
        asked = ASKED.validate_python(one.asked)
    except ValidationError:
        log.warning("The question %s cannot be read: another version accepted it", key)
        await backend.note(outbox.drop, backend.library, key)
        return
    ready = await backend.call(_recalled, backend, one) if one.answer else None
    if ready is None:
        await carry_on(backend, reply, asked, key)
    else:
        await deliver(backend, reply, asked, ready, key, sent=one.sent)


def _recalled(backend: Backend, one: Waiting) -> Rendered | None:
    found = recall(backend.library, one.library, one.answer)
    return rendered(found) if found else None


def _reply(client: discord.Client, one: Waiting) -> Reply:
    """Return what reaches the asker of a question of an earlier moment or process."""
    if one.route.application_id is not None:
        return ResumedReply(client, one.route, one.message_id)
    channel = client.get_partial_messageable(one.route.channel_id or 0, guild_id=one.guild_id)
    shown = channel.get_partial_message(one.message_id) if one.message_id is not None else None
    return MessageReply(channel.get_partial_message(one.route.id), shown, resumed=True)
