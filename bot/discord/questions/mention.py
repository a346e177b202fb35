"""Questions in messages: which are meant for the bot, and what they get.

Discord hands over the text of messages that mention the bot and of direct ones. Others are read only with the intent
for their content: replies to the bot, messages in threads that it opened, and those of channels and forums that a
server chose. There it answers when a person pauses, and is silent where others speak with each other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.answer.understand.question import LONGEST, clean
from bot.discord.answers.accepting import closed, elsewhere, refuse
from bot.discord.answers.asking import answer
from bot.discord.answers.conversation import Asked, Place, place_of
from bot.discord.feedback.votes import VoteButton
from bot.discord.guild.libraries import DEFAULT
from bot.discord.guild.settings import chosen
from bot.discord.interaction.faults import wall
from bot.discord.interaction.language import language_in
from bot.discord.interaction.message import MessageReply
from bot.discord.interaction.reply import Notice, say
from bot.discord.questions.edited import note_question, question_in
from bot.discord.questions.examples import known_examples, listed
from bot.discord.questions.gathering import Gathering
from bot.discord.questions.help import hint
from bot.discord.questions.talk import Talk, talked
from bot.discord.questions.threads import is_long, open_thread
from bot.discord.text.escaping import fit, line, plain
from bot.errors import BadQuestion
from bot.words.words import speak

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

SPOKEN = (discord.MessageType.default, discord.MessageType.reply)
JOINED = "discord-helped"
_FORUMS = (discord.ChannelType.forum, discord.ChannelType.media)


class Listener:
    """Hears the messages of a client and answers those that are meant for it."""

    def __init__(self, client: discord.Client, backend: Backend) -> None:
        self._client, self._backend = client, backend
        self._gathering = Gathering[discord.Message](backend.settings.quiet_seconds, self._answer_all)
        backend.hurry = self._gathering.hurry

    async def hear(self, message: discord.Message) -> None:
        """Answer a message, now or when its author pauses, or ignore it."""
        me = self._client.user
        if me is None or message.author.bot or message.webhook_id is not None or message.type not in SPOKEN:
            return
        if message.guild is None or me in message.mentions:
            await self._answer(message, question_in(message, me))
        elif self._client.intents.message_content:
            async with self._gathering.deciding:  # in the order in which they came: one may answer the one before it
                if await self._is_meant(message, me):
                    self._gathering.add((message.channel.id, message.author.id), message)

    async def _is_meant(self, message: discord.Message, me: discord.ClientUser) -> bool:
        """Tell whether a message that mentions nobody's name of ours is a question, and note who else has spoken."""
        to = _answered_author(message)
        if to == me.id:
            return True
        if to is not None:
            self._gathering.drop((message.channel.id, to))
        if to is not None or message.mentions:
            return False
        channel = message.channel
        if isinstance(channel, discord.Thread):
            return channel.owner_id == me.id or await self._is_meant_in_forum(message, channel)
        return channel.id in await self._ask_channels(message)

    async def _is_meant_in_forum(self, message: discord.Message, thread: discord.Thread) -> bool:
        """Tell whether a message is a post's first one, or its author's own while nobody else has spoken."""
        parent = thread.parent
        if parent is None or parent.type not in _FORUMS or thread.parent_id not in await self._ask_channels(message):
            return False
        library, key = self._backend.library, str(thread.id)
        if message.author.id != thread.owner_id:
            self._gathering.drop((thread.id, thread.owner_id))
            await self._backend.note(library.record, DEFAULT, JOINED, key, {"others": True})
            return False
        return await self._backend.note(library.recall, DEFAULT, JOINED, key) is None

    async def _ask_channels(self, message: discord.Message) -> tuple[int, ...]:
        guild_id = message.guild.id if message.guild else None
        return (await self._backend.note(chosen, self._backend.library, guild_id)).ask_channels

    async def _answer_all(self, messages: list[discord.Message]) -> None:
        """Answer what one person wrote in a row, unless it asks nothing."""
        last = messages[-1]
        me = self._client.user
        text = "\n".join(question_in(one, me) for one in messages)
        if isinstance(last.channel, discord.Thread) and messages[0].id == last.channel.id:
            text = _post(last.channel.name, text)
        text = fit(line(text), LONGEST, plain, "")
        own = _answered_author(last) is not None or getattr(last.channel, "owner_id", None) == (me and me.id)
        if own or _asks(text):
            await self._answer(last, text, unasked=not own, parts=len(messages))

    async def _answer(self, message: discord.Message, text: str, *, unasked: bool = False, parts: int = 1) -> None:
        """Say what a message gets. One that nobody put to the bot, `unasked`, gets no small talk."""
        backend, reply = self._backend, MessageReply(message)
        speak(await language_in(backend, message.guild))
        shut = bool(closed(backend, reply))
        if shut and (unasked or not text):
            return
        place = place_of(message.channel, message.guild.id if message.guild else None, _replied_to(message))
        with backend.under_way():
            async with wall("mention", lambda text: say(reply, text)):
                asked = Asked(text, message.author.id, place)
                if away := "" if shut else await backend.note(elsewhere, backend.library, place.audience):
                    await refuse(backend, reply, asked, away)
                    return
                if not text:
                    await hint(backend, reply, place.audience)
                    return
                talk = None if shut else await backend.call(talked, backend, asked)
                if talk is None:
                    shown = await self._question(message, asked, reply)
                    if parts == 1:
                        await backend.note(note_question, backend.library, asked, message.id, shown)
                elif not unasked:
                    await self._talk(talk, reply, place)

    async def _question(self, message: discord.Message, asked: Asked, reply: MessageReply) -> int | None:
        """Answer, in a new thread where the conversation has become long; return the message that shows it."""
        backend, place = self._backend, asked.place
        if place.replies_to is not None and await backend.call(is_long, backend.library, place):
            thread = await open_thread(message, asked.text)
            if thread is not None:
                reply = MessageReply(thread.get_partial_message(message.id))
                asked = replace(asked, place=place_of(thread, place.guild_id, place.replies_to))
        await answer(backend, reply, asked)
        return reply.message_id

    async def _talk(self, talk: Talk, reply: MessageReply, place: Place) -> None:
        text = talk.text
        if talk.intent == "hello":
            text = "\n\n".join(filter(None, (text, listed(await known_examples(self._backend, place.audience, 3.0)))))
        form = [VoteButton(talk.about, good=False)] if talk.intent == "wrong" and talk.about else []
        await reply.finish(talk.card or Notice(text, form), text)


def _asks(text: str) -> bool:
    try:
        return bool(clean(text))
    except BadQuestion:
        return False


def _post(title: str, text: str) -> str:
    """Return what a post in a forum asks: its title where that is a question, else both."""
    return title if "?" in title else f"{title}\n{text}"


def _replied_to(message: discord.Message) -> int | None:
    return message.reference.message_id if message.reference else None


def _answered_author(message: discord.Message) -> int | None:
    """Return who wrote the message that one replies to, as far as Discord says; None for no reply."""
    if message.reference is None:
        return None
    resolved = message.reference.resolved
    return resolved.author.id if isinstance(resolved, discord.Message) else 0
