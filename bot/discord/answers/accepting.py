"""Whether a question is taken: checked before anything is deferred or computed, and refused to its asker alone."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from bot.discord.answers.conversation import Asked
from bot.discord.guild.settings import chosen
from bot.discord.interaction import outbox
from bot.discord.interaction.outbox import Waiting
from bot.discord.interaction.writing import UNREACHED
from bot.words.words import _, language

if TYPE_CHECKING:
    from bot.discord.guild.libraries import Audience
    from bot.discord.interaction.backend import Backend
    from bot.discord.interaction.reply import QuestionReply
    from index.library import Library

log = logging.getLogger(__name__)
ASKED = TypeAdapter(Asked)
BUSY_SECONDS = 30
_CHANNELS = 20


def closed(backend: Backend, reply: QuestionReply) -> str:
    """Say why the bot cannot write there, "" where it can."""
    if right := reply.lacks:
        return _(
            "I may not write in this channel: I lack the right “{right}”. Whoever manages this server can give it."
        ).format(right=right)
    if reply.in_channel and reply.route.channel_id in backend.closed:
        return _("I may not write in that channel. Whoever manages the server can give me the right.")
    return ""


def accept(backend: Backend, reply: QuestionReply, asked: Asked) -> str:
    """Take a question into the outbox, or say why not. Blocks."""
    if refusal := taken(backend, asked.by, asked.place.audience):
        return refusal
    question = ASKED.dump_python(asked, mode="json")
    outbox.accept(backend.library, Waiting(reply.route, asked.by, asked.place.guild_id, question, language()))
    return ""


def elsewhere(library: Library, audience: Audience) -> str:
    """Say where a server chose that the bot answers, "" where that is here. A channel of questions is. Blocks."""
    choice = chosen(library, audience.guild_id)
    if not choice.ask_in or set(audience.channels) & {*choice.ask_in, *choice.ask_channels}:
        return ""
    channels = ", ".join(f"<#{one}>" for one in choice.ask_in[:_CHANNELS])
    return _("I do not answer in this channel. Ask me in {channels}.").format(channels=channels)


def taken(backend: Backend, by: int, audience: Audience) -> str:
    """Count what a member asks, be it a question or a check, or say why it is not taken. Blocks."""
    if refusal := elsewhere(backend.library, audience):
        return refusal
    settings, choice = backend.settings, chosen(backend.library, audience.guild_id)
    if len(backend.answering) > settings.questions_at_once:
        when = _relative(time.time() + BUSY_SECONDS)
        return _("Many questions are being answered just now. Ask again {when}.").format(when=when)
    per_person = settings.questions_per_person if choice.per_person is None else choice.per_person
    per_guild = settings.questions_per_server if choice.per_guild is None else choice.per_guild
    spent = backend.quotas.take(by, per_person, audience.guild_id, per_guild)
    if spent and spent.of == "person":
        return _("You have asked as many questions as one person may in an hour. Ask again {when}.").format(
            when=_relative(spent.until)
        )
    if spent:
        return _("This server has asked as many questions as it may in an hour. Ask again {when}.").format(
            when=_relative(spent.until)
        )
    return ""


def _relative(moment: float) -> str:
    return f"<t:{int(moment) + 1}:R>"


async def refuse(backend: Backend, reply: QuestionReply, asked: Asked, text: str) -> None:
    """Tell the asker alone. A refusal that is a message of its own comes once an hour: who goes on is not flooded."""
    log.info("A question was refused: %s", text)
    if reply.in_channel:
        if asked.by in backend.told:
            return
        backend.told[asked.by] = True
    try:
        await reply.refuse(text)
    except UNREACHED as error:
        log.info("A member could not be told: %s", error)
