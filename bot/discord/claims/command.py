"""Apps → Check against the articles, for everybody: the check is its reader's alone until they show it."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.answer.check.checked import Checked
from bot.answer.check.record import from_json, to_json
from bot.discord.answers.accepting import taken
from bot.discord.answers.conversation import CHECKED
from bot.discord.claims.render import plain_text, render
from bot.discord.claims.view import CheckView, view
from bot.discord.guild.libraries import Audience, audience_of, readable, reading
from bot.discord.guild.settings import chosen
from bot.discord.interaction.backend import backend_of
from bot.discord.interaction.faults import wall
from bot.discord.interaction.language import aloud
from bot.discord.interaction.progress import shown_steps
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.messages.contents import readable as words_of
from bot.discord.messages.contents import written
from bot.words.words import _, marked
from index.cores import computed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.discord.interaction.backend import Backend

LONGEST = 6000  # characters of a message with its cards that are read
OWN = marked("These are Footnote's own words; what proves them stands below them.")
GONE = marked("This check is no longer on record. Check the message again.")
SHOWN = marked("This check is shown in the channel already.")
NOT_HERE = marked("You may not write in this channel, or not everybody here may read what the check quotes.")


@app_commands.context_menu(name="Check against the articles")
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def check_message(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Check the claims of a message, for the member who chose this alone."""
    backend = backend_of(interaction)
    reply = interaction.extras["reply"] = InteractionReply(interaction, private=True)
    audience = audience_of(interaction.channel, interaction.guild_id, interaction.user)
    own = interaction.client.user is not None and message.author.id == interaction.client.user.id
    with backend.under_way():
        if refusal := _(OWN) if own else await backend.note(taken, backend, interaction.user.id, audience):
            await say(reply, refusal)
            return
        await reply.begin()
        async with shown_steps(reply) as on_step:
            checked, key = await backend.call(_check, backend, audience, interaction.user.id, message, on_step)
        buttons = (ShowButton(key),) if key and interaction.guild_id else ()
        sheet = render(checked, message.jump_url)
        await reply.finish(view(checked, sheet, buttons), plain_text(checked, message.jump_url))


def _check(
    backend: Backend, audience: Audience, by: int, message: discord.Message, on_step: Callable[[str], None]
) -> tuple[Checked, str]:
    """Return a check of a message and the key under which it is recorded, "" where it may not be shown. Blocks."""
    library, settings = backend.library, chosen(backend.library, audience.guild_id)
    name, text = reading(library, audience), words_of(written(message))[:LONGEST]
    checked = computed(backend.answerer.check)(text, library=name, on_step=on_step, judges=settings.model)
    if not checked.findings or settings.private:
        return checked, ""
    key = secrets.token_urlsafe(9)
    about = {"by": by, "author": message.author.id, "guild": audience.guild_id, "at": datetime.now(UTC).isoformat()}
    library.record(name, CHECKED, key, {"checked": to_json(checked), "message": message.jump_url, **about})
    return checked, key


class ShowButton(ui.DynamicItem[ui.Button[Any]], template=r"show-check:(?P<key>[\w-]{1,32})"):
    """Shows a check to everybody in its channel, once."""

    def __init__(self, key: str) -> None:
        super().__init__(ui.Button(label=_("Show in channel"), custom_id=f"show-check:{key}"))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> ShowButton:
        """Return the button of a message that some earlier process may have sent."""
        return cls(match["key"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the check, or say why not."""
        backend = backend_of(interaction)
        refusal = InteractionReply(interaction, private=True)
        async with wall("show check", lambda text: say(refusal, text), interaction):
            found = await backend.note(_shown, backend, interaction, self._key)  # one after the other
            if isinstance(found, str):
                await say(refusal, found)
                return
            checked, address = found
            await aloud(interaction)
            public = InteractionReply(interaction)
            await public.finish(CheckView(render(checked, address)), plain_text(checked, address))


def _shown(backend: Backend, interaction: discord.Interaction[Any], key: str) -> tuple[Checked, str] | str:
    """Return a recorded check and its message's address, else why it is not shown. Blocks."""
    audience = audience_of(interaction.channel, interaction.guild_id)
    mine = audience_of(interaction.channel, interaction.guild_id, interaction.user)
    rights = interaction.permissions
    thread = isinstance(interaction.channel, discord.Thread)
    for name in readable(backend.library, mine):
        record = backend.library.recall(name, CHECKED, key)
        checked = from_json(record.get("checked")) if record else None
        if record is None or checked is None:
            continue
        writes = rights.send_messages_in_threads if thread else rights.send_messages
        if name not in readable(backend.library, audience) or not writes:
            return _(NOT_HERE)
        if record.get("shown"):
            return _(SHOWN)
        backend.library.record(name, CHECKED, key, {**record, "shown": True})
        return checked, str(record.get("message", ""))
    return _(GONE)
