"""/footnote stats: how questions went over a month, as a picture and as the same numbers in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.answer.record.personal import Asking, Vote, kept, now
from bot.answer.record.statistics import DAYS, MOST_PUBLISHERS, Statistics, statistics
from bot.discord.desk.access import enter
from bot.discord.desk.chart import picture
from bot.discord.feedback.pressed import audience
from bot.discord.feedback.votes import REASONS
from bot.discord.guild.libraries import Audience, readable
from bot.discord.interaction.reply import Attached, say
from bot.discord.text.escaping import fit, fit_line, plain
from bot.words.words import _, counted, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.library import Library

PICTURE = "questions.png"
_ALT = 1024
_NAME = 60


class StatsView(ui.LayoutView):
    """Numbers in words above the picture that shows them; its alternative text says them too."""

    def __init__(self, text: str, alternative: str) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.TextDisplay(text))
        shown = discord.MediaGalleryItem(f"attachment://{PICTURE}", description=fit(alternative, _ALT, plain))
        self.add_item(ui.MediaGallery(shown))


@app_commands.command(name="stats", description=marked("Show how questions went over the last 30 days"))
async def stats_command(interaction: discord.Interaction[Any]) -> None:
    """/footnote stats."""
    backend, reply = await enter(interaction)
    with backend.under_way():
        guild, library = interaction.guild_id or 0, backend.library
        numbers = await backend.call(numbers_of, library, audience(interaction), guild)
        text = stats_text(numbers, fit_line)
        drawn = await backend.call(picture, numbers) if numbers.questions else b""
        if not drawn:
            await say(reply, text)
            return
        alternative = stats_text(numbers, lambda name, room: fit_line(name, room, plain)).replace("**", "")
        await reply.finish(StatsView(text, alternative), text, [Attached(PICTURE, drawn, alternative)])


def numbers_of(library: Library, readers: Audience, guild: int) -> Statistics:
    """Return the numbers of what was asked in a server. Blocks."""
    names = readable(library, readers)
    asked = [one for name in names for one in kept(library, name, Asking) if one.guild == guild]
    answers = {one.answer for one in asked}
    votes = [one for name in names for one in kept(library, name, Vote) if one.answer in answers]
    return statistics(asked, votes, now())


def stats_text(numbers: Statistics, shown: Callable[[str, int], str]) -> str:
    """Return the numbers in words; `shown` makes a publisher's name safe where it stands. Pure."""
    head = _("**The last {days} days**").format(days=DAYS)
    if not numbers.questions:
        return f"{head}\n" + _("Nobody has asked anything here.")
    rows = [
        head,
        counted("{number:,} question", "{number:,} questions", numbers.questions)
        + " · "
        + _("{share:.0%} answered").format(share=numbers.share),
        _("Half of them within {median:.1f} s, nine in ten within {slow:.1f} s").format(
            median=numbers.median_seconds, slow=numbers.slow_seconds
        ),
    ]
    if numbers.publishers:
        cited = ", ".join(f"{shown(name, _NAME)} ({n:,})" for name, n in numbers.publishers[:MOST_PUBLISHERS])
        rows.append(_("Cited most: {publishers}").format(publishers=cited))
    return "\n".join([*rows, _votes(numbers)])


def _votes(numbers: Statistics) -> str:
    if not numbers.good and not numbers.bad:
        return _("No feedback yet.")
    said = _("Feedback: {good:,} helpful, {bad:,} not right").format(good=numbers.good, bad=numbers.bad)
    reasons = ", ".join(f"{_(REASONS[reason])}: {n:,}" for reason, n in numbers.reasons if reason in REASONS)
    return f"{said} ({reasons})" if reasons else said
