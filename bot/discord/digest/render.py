"""A digest → texts within Discord's limits, and its message. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from discord import ui

from bot.answer.digest import words
from bot.answer.digest.digest import Digest, Story
from bot.discord.digest.schedule import Schedule
from bot.discord.text.credits import credit_parts_of, linked_to, moment, web_address
from bot.discord.text.escaping import escape, fit, fit_line, line, quoted, size
from bot.discord.text.lists import TEXT_LIMIT
from bot.words.words import _, marked

COLOUR = 0x546E7A
CONTENT_LIMIT = 2000
_QUOTE, _TITLE = 300, 100
_DAILY = marked("Every day at {at} ({zone}).")
_WEEKLY = marked("Every week at {at} ({zone}).")


@dataclass(frozen=True, slots=True)
class DigestSheet:
    """The texts of a digest's message, markdown; together at most the limit that `render` was given."""

    heading: str
    stories: tuple[str, ...]
    footer: str

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.heading, *self.stories, self.footer) if text)


class DigestView(ui.LayoutView):
    """What is new: a heading, one quotation with its source for each story, and when the next one comes."""

    def __init__(self, sheet: DigestSheet) -> None:
        super().__init__(timeout=None)
        body: list[ui.Item[Any]] = [ui.TextDisplay(text) for text in sheet.texts]
        self.add_item(ui.Container(*body, accent_colour=COLOUR))


def render(digest: Digest, schedule: Schedule | None = None, limit: int = TEXT_LIMIT) -> DigestSheet:
    """Return the message of a digest that tells something, at most `limit` characters (1,500 or more)."""
    heading = f"**{escape(words.title())}**\n-# {moment(digest.since)} – {moment(digest.until)}"
    rows = [words.more(digest), when(schedule) if schedule else ""]
    footer = "\n".join(f"-# {escape(row)}" for row in rows if row)
    share = (limit - size(heading) - size(footer) - 4) // max(1, len(digest.stories)) - 2
    return DigestSheet(heading, tuple(_story(one, share) for one in digest.stories), footer)


def plain_text(digest: Digest, schedule: Schedule | None = None) -> str:
    """Return the message as ordinary content, for servers that know no components."""
    return "\n\n".join(render(digest, schedule, CONTENT_LIMIT - 30).texts)


def when(schedule: Schedule) -> str:
    """Say when digests come, with the time zone."""
    return _(_DAILY if schedule.every == "daily" else _WEEKLY).format(at=schedule.at, zone=schedule.zone)


def _story(story: Story, budget: int) -> str:
    citation = story.citation
    title = fit_line(citation.title, min(_TITLE, budget // 3)) or escape(_("Untitled"))
    parts = [*credit_parts_of(citation.publisher, "", citation.published, None), escape(words.copies(story))]
    rows = [
        "-# " + " · ".join(filter(None, [linked_to(title, address), *parts]))
        for address in (web_address(citation.link), web_address(citation.url), "")
    ]
    source = next((row for row in rows if size(row) <= budget * 3 // 5), f"-# {title}")
    quote = fit(line(citation.quote), min(_QUOTE, budget - size(source) - 1), quoted)
    return f"{quote}\n{source}" if quote else source
