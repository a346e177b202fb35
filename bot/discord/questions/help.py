"""/help, what a mention without a question gets, and the first message in a server: how to ask, with examples."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.guild.libraries import DEFAULT, audience_of
from bot.discord.guild.settings import GuildSettings, chosen
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.language import language_in
from bot.discord.interaction.reply import InteractionReply, Notice, Reply, say
from bot.discord.interaction.writing import modern_or_plain
from bot.discord.questions.examples import known_examples, listed
from bot.words.words import _, marked, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord.guild.libraries import Audience
    from bot.discord.interaction.backend import Backend

log = logging.getLogger(__name__)
WELCOMED = "discord-welcome"
_HINT_SECONDS, _MAKING_SECONDS = 3.0, 120.0
_CHANNELS = 20


@app_commands.command(
    name="help", description=marked("How to ask, what the labels under an answer mean, and three examples")
)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def help_command(interaction: discord.Interaction[Any]) -> None:
    """/help: at once what is known; the examples when they are made."""
    backend = backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    await reply.begin()
    text = help_text(
        await backend.call(chosen, backend.library, interaction.guild_id),
        hears_all=interaction.client.intents.message_content,
    )
    audience = audience_of(interaction.channel, interaction.guild_id, interaction.user)
    questions = await known_examples(backend, audience, _HINT_SECONDS)
    await say(reply, _joined(text, listed(questions)))
    if not questions and (made := await known_examples(backend, audience, _MAKING_SECONDS)):
        await say(reply, _joined(text, listed(made)))


async def hint(backend: Backend, reply: Reply, audience: Audience, sentence: str = "") -> None:
    """Say how to ask, after a `sentence` of its own."""
    how = _("Mention me with a question, or use `/ask`. I answer with exact quotations from this library's articles.")
    questions = await known_examples(backend, audience, _HINT_SECONDS)
    await say(reply, _joined(sentence or how, listed(questions)))


async def welcome(backend: Backend, guild: discord.Guild) -> None:
    """Say in a server that the bot came to how to ask, once for ever, where it may write."""
    channel = _where(guild)
    if channel is None or not await backend.call(_first, backend, guild.id):
        return
    with speaking(await language_in(backend, guild)):
        text = greeting(await known_examples(backend, audience_of(channel, guild.id), _MAKING_SECONDS))
    try:
        await modern_or_plain(channel.send, Notice(text), text)
    except discord.HTTPException as error:
        log.info("The server %s was not greeted: %s", guild.id, error)


def greeting(questions: Sequence[str]) -> str:
    """Return the first message in a server."""
    sentence = _(
        "Hello. I answer questions from a library of articles, with quotations that are copied letter by letter. "
        "Mention me with a question, or use `/ask`; `/help` says more."
    )
    return _joined(sentence, listed(questions))


def help_text(choice: GuildSettings, *, hears_all: bool) -> str:
    """Return how to ask, what the labels mean, and what works where."""
    ask = (
        _("`/ask` takes a question, and beside it a publisher, days, and whether you alone see the answer."),
        _("Mention me with a question in a channel or thread; reply to my answer to ask further."),
        _("In direct messages just write."),
        _("*Apps → Ask about this* asks what a message says, *Apps → Check against the articles* whether it holds."),
    )
    labels = (
        _("*2 independent sources*: articles that are no copies of each other say it."),
        _("*one source*: one article says it, or copies of one."),
        _("*Closest, perhaps not an answer*: what is quoted stands nearest to the question and may not answer it."),
    )
    parts = [
        *(_("**How to ask**"), *map(_item, ask)),
        *(_("**What stands under an answer**"), *map(_item, labels)),
        *(_("**Without a mention**"), *map(_item, _unmentioned(choice, hears_all=hears_all))),
    ]
    return "\n".join(parts)


def _unmentioned(choice: GuildSettings, *, hears_all: bool) -> list[str]:
    """Say what is heard that does not mention the bot."""
    if not hears_all:
        return [
            _(
                "Discord does not show me a message that does not mention me. Leave the ping of a reply on, or mention "
                "me. Whoever runs this bot can change that: it needs Message Content Intent."
            )
        ]
    lines = [_("I read replies to my answers, and what is written in threads that I opened.")]
    if choice.ask_channels:
        channels = ", ".join(f"<#{one}>" for one in choice.ask_channels[:_CHANNELS])
        lines.append(_("Every message is a question in {channels}.").format(channels=channels))
    return lines


def _item(sentence: str) -> str:
    return f"- {sentence}"


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _first(backend: Backend, guild_id: int) -> bool:
    """Note that a server is greeted; False where it was before. Blocks."""
    known = backend.library.recall(DEFAULT, WELCOMED, str(guild_id)) is not None
    if not known:
        backend.library.record(DEFAULT, WELCOMED, str(guild_id), {"greeted": True})
    return not known


def _where(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the channel of system messages, else the first one, where the bot may write."""
    channels = [guild.system_channel, *guild.text_channels]
    return next((one for one in channels if one is not None and _writable(guild, one)), None)


def _writable(guild: discord.Guild, channel: discord.TextChannel) -> bool:
    rights = channel.permissions_for(guild.me or guild.default_role)
    return rights.view_channel and rights.send_messages
