"""/footnote gaps: what people asked and the articles do not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answer.record.gaps import Gap, Missed, answered_now, csv_text, grouped, missed
from bot.discord.desk.access import enter, shown_to
from bot.discord.feedback.pressed import audience
from bot.discord.guild.libraries import readable
from bot.discord.interaction.reply import Attached
from bot.discord.text.credits import ago, linked_to, web_address
from bot.discord.text.escaping import fit_line
from bot.discord.text.lists import paged, within
from bot.errors import BadQuestion
from bot.values import Answer
from bot.words.words import _, counted, marked
from index.cores import computed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.discord.guild.libraries import Audience
    from bot.discord.interaction.backend import Backend

PAGE = 8
EXPORTED = 40  # gaps of an export that are asked again: a few seconds of work
_QUESTION, _WORDING, _TITLE = 200, 80, 100
Now = Mapping[int, Answer | None]
"""The number of a gap → what answers it now; gaps that were not asked again are not in it."""


@app_commands.command(name="gaps", description=marked("List what people asked and the articles do not say"))
@app_commands.describe(page=marked("Which page of a long list"), export=marked("Attach all of them as a CSV file"))
async def gaps_command(
    interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 1000] = 1, export: bool = False
) -> None:
    """/footnote gaps."""
    backend, reply = await enter(interaction)
    with backend.under_way():
        gaps = await backend.call(_gaps, backend, audience(interaction), partial(shown_to, interaction))
        listed, of = paged(list(enumerate(gaps)), page, PAGE)
        again = [*listed, *list(enumerate(gaps))[:EXPORTED]] if export else listed
        now = {number: await backend.call(_now, backend, gap) for number, gap in dict(again).items()}
        files = [Attached("gaps.csv", csv_text(gaps, _csv_now(gaps, now)).encode())] if export and gaps else []
        await reply.say(gaps_text(listed, now, len(gaps), sum(len(gap.missed) for gap in gaps), of), files)


def gaps_text(listed: Sequence[tuple[int, Gap]], now: Now, gaps: int, questions: int, of: str) -> str:
    """Return one page of the gaps, each with its number; `of` is the page's as the heading ends with it. Pure."""
    if not listed:
        return _("Every question that was asked here found an answer, or none was asked.")
    head = counted("**{number:,} unanswered question**", "**{number:,} unanswered questions**", questions)
    if gaps != questions:
        head += " · " + counted("{number:,} topic", "{number:,} topics", gaps)
    return within([f"{head}{of}", *(_entry(gap, now.get(number)) for number, gap in listed)])


def _entry(gap: Gap, answer: Answer | None) -> str:
    first, *others = gap.wordings
    facts = [counted("{number:,} person asked", "{number:,} people asked", gap.people), ago(gap.newest.at)]
    facts += [_("put to the desk")] if gap.requests else []
    rows = [f"- **{fit_line(first, _QUESTION) or '…'}**", f"-# {' · '.join(facts)}"]
    if others:
        shown = " · ".join(f"“{fit_line(text, _WORDING)}”" for text in others[:2])
        rows.append("-# " + _("also: {wordings}").format(wordings=shown))
    return "\n".join([*rows, f"-# {_said(answer)}"])


def _said(answer: Answer | None) -> str:
    if answer is None:
        return _("Not answered yet.")
    source = answer.citations[0]
    title = linked_to(fit_line(source.title or source.publisher, _TITLE) or "…", web_address(source.link or source.url))
    return _("Answered now: {source}").format(source=title)


def _gaps(backend: Backend, readers: Audience, shown: Callable[[list[Missed]], list[Missed]]) -> list[Gap]:
    """The gaps that a member may see. Blocks."""
    library = backend.library
    return grouped(shown(missed(library, readable(library, readers))), library)


def _now(backend: Backend, gap: Gap) -> Answer | None:
    try:
        return answered_now(computed(backend.answerer.ask), gap)
    except BadQuestion:
        return None


def _csv_now(gaps: Sequence[Gap], now: Now) -> Callable[[Gap], str]:
    said = {id(gaps[number]): "yes" if answer else "no" for number, answer in now.items()}
    return lambda gap: said.get(id(gap), "")
