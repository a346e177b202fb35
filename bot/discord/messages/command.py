"""Apps → Index this message: its text, its files and the pages that it links to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.interaction.access import Changing, actor, enter
from bot.discord.interaction.audit import note
from bot.discord.interaction.confirmation import Option, ask
from bot.discord.interaction.reply import InteractionReply, say
from bot.discord.interaction.runs import carry_out, running
from bot.discord.library import texts
from bot.discord.library.delivery import Delivery, deliver, tell
from bot.discord.library.founding import settle
from bot.discord.library.uploads import fetch, names_of
from bot.discord.messages import texts as message_texts
from bot.discord.messages.contents import MOST_LINKS, Taken, take
from bot.discord.messages.links import follow
from bot.discord.text.escaping import fit_line
from bot.errors import NothingToIndex
from bot.words.words import _, marked
from index.values import Progress, Report

if TYPE_CHECKING:
    from bot.discord.interaction.backend import Backend

AGAIN = marked("Choose *Apps → Index this message* again to go on.")
OWN = marked("These are Footnote's own words. Index the articles that it quotes instead.")
INDEX, CANCEL = Option("index", marked("Index"), discord.ButtonStyle.primary), Option("cancel", marked("Cancel"))


@app_commands.context_menu(name="Index this message")
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
async def index_message(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Index a message after asking where its words are somebody else's or its channel is not open to everyone."""
    changing = await enter(interaction)
    if interaction.client.user is not None and message.author.id == interaction.client.user.id:
        raise NothingToIndex(_(OWN))
    taken = take(message)
    if not (settled := await settle(changing, interaction, private=True)):
        return
    changing, reply = settled
    if doubts := _doubts(interaction, message):
        text = message_texts.question_text(taken, doubts)
        lapsed = _(message_texts.LAPSED)
        answer = await ask(changing.backend, interaction, text, (INDEX, CANCEL), lapsed=lapsed, private=True)
        if answer is None:
            return
        option, reply = answer
        if option != INDEX.key:
            await say(reply, _(message_texts.DECLINED))
            return
    await _index(changing, interaction, reply, taken)


def _doubts(interaction: discord.Interaction[Any], message: discord.Message) -> list[str]:
    """Return why a member must be asked first.

    Bots and followed announcement channels are no persons. Other webhooks may be bridges that carry people's words.
    """
    doubts = []
    author = fit_line(message.author.display_name, 60)
    machine = message.author.bot and (message.webhook_id is None or message.application_id is not None)
    if message.message_snapshots:
        doubts.append(_("{author} forwarded it; the words are another's.").format(author=author))
    elif message.author.id != interaction.user.id and not (machine or message.flags.is_crossposted):
        doubts.append(_("These are the words of **{author}**, not yours.").format(author=author))
    if not _open_to_all(interaction):
        name = fit_line(getattr(interaction.channel, "name", ""), 60)
        doubt = _("Not everyone on this server can read {channel}, but what is indexed is quoted to everyone here.")
        doubts.append(doubt.format(channel=f"#{name}" if name else _("this channel")))
    return doubts


def _open_to_all(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether every member may read the channel; one that the bot does not know is taken for closed."""
    guild = interaction.guild
    channel = guild.get_channel_or_thread(interaction.channel_id or 0) if guild else None
    if guild is None or channel is None or (isinstance(channel, discord.Thread) and channel.is_private()):
        return False
    place = channel.parent if isinstance(channel, discord.Thread) else channel
    return place is not None and place.permissions_for(guild.default_role).view_channel


async def _index(
    changing: Changing, interaction: discord.Interaction[Any], reply: InteractionReply, taken: Taken
) -> None:
    backend, filled = changing.backend, changing.filled
    with running(backend, reply, interaction.user.id) as run:
        await reply.open(message_texts.opening_text(taken))
        files, failures = await fetch(taken.files, backend.library.settings.max_file_mb)
        publisher = interaction.guild.name if interaction.guild else ""
        inside = [(f"{taken.id}/{name}", data) for name, data in files]
        words = [(f"{taken.id}.json", taken.article(publisher))] if taken.text else []
        delivery = Delivery(
            filled.library,
            "message",
            taken.title,
            taken.link,
            f"discord/{interaction.guild_id}/message",
            [*words, *inside],
            tuple(name for name, _data in words) + tuple(f"{taken.id}/{name}" for name in names_of(taken.files)),
        )
        job = partial(_take_in, backend, delivery, taken.links[:MOST_LINKS], actor(interaction.user))
        outcome = await carry_out(backend, run, reply, job, texts.progress_text)
        progress = replace(outcome.progress, failures=(*failures, *outcome.progress.failures))
        await note(backend, interaction, "message", taken.link, texts.ending_text(progress, outcome.ending), filled)
        await tell(backend, reply, filled.library, replace(outcome, progress=progress), _(AGAIN))


def _take_in(backend: Backend, delivery: Delivery, links: tuple[str, ...], by: str, report: Report) -> Progress:
    """Index what a message holds, then the pages behind its links. Blocks."""
    total = deliver(backend, delivery, by, report)
    for number, link in enumerate(links):
        step = partial(_report_with, report, total, Progress("fetching", number, len(links)))
        total += follow(backend.library, delivery.library, link, by, step)
    return replace(total, stage="finished", done=total.found, total=total.found)


def _report_with(report: Report, before: Progress, link: Progress, part: Progress) -> None:
    """Report all counts together; what is under way is the link, not the one page behind it."""
    at = link if part.stage == link.stage else part
    report(replace(before + part, stage=part.stage, done=at.done, total=at.total))
