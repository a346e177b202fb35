"""Examples of what changes a library, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import discord
from discord import ui

from bot.discord.interaction.confirmation import Option, OptionButton
from bot.discord.interaction.reply import Attached, Notice
from bot.discord.interaction.runs import CancelButton
from bot.discord.library import texts as library
from bot.discord.library.log import log_text
from bot.discord.messages import texts as messages
from bot.discord.messages.contents import Taken
from bot.discord.preview.page import Sample
from bot.discord.preview.samples.articles import BRIDGE, REEF, REPORT, STORIES, summary
from bot.discord.sources import texts as sources
from bot.words.words import _
from index.catalogue.audit import Audit
from index.follow.origins import Counts, Outlook, Source
from index.sources.files import SUPPORTED
from index.values import Failure, LibraryStatus, Progress

_AT = datetime(2026, 6, 12, 15, 58, tzinfo=UTC)
_KINDS = f"{', '.join(sorted(SUPPORTED))} are."
_FAILED = (
    Failure("discord/1/scan.pdf", "the PDF is damaged or cut short and cannot be read."),
    Failure("discord/1/photo.png", f".png is not a kind that is read; {_KINDS}"),
    Failure("discord/1/notes.xlsx", f".xlsx is not a kind that is read; {_KINDS}"),
    Failure("discord/1/empty.txt", "the file is empty."),
)
_FEED = Source(
    1, "guild-1", "feed", "https://harbourpost.example/feed.xml", "The Harbour Post", 900, False, "mara (4)", _AT,
    datetime(2026, 6, 12, 16, 13, tzinfo=UTC), _AT, _AT, "", False, Counts(20, 3, 1, 16),
)  # fmt: skip


def progress() -> Sample:
    """Files on their way in."""
    text = library.progress_text(Progress("reading", 4, 13, found=4, new=4))
    return Sample(Notice(text, [CancelButton("sample")]), "/index add file: summer.zip", "mara")


def indexed() -> Sample:
    """All of it came in."""
    done = Progress("finished", 3, 3, found=3, new=3)
    text = library.finished(done, [summary(one) for one in (BRIDGE, REPORT, REEF)]).text
    return Sample(Notice(text), "/index add file: summer.zip", "mara")


def failures() -> Sample:
    """Some of it did not."""
    done = Progress("finished", 7, 7, found=3, new=3, failures=_FAILED)
    text = library.finished(done, [summary(one) for one in (BRIDGE, REPORT, REEF)]).text
    return Sample(Notice(text), "/index add file: summer.zip", "mara")


def all_failed() -> Sample:
    """None of it did."""
    empty = tuple(Failure(f"discord/1/broken.zip!/desk/broken-{n:02}.txt", "the file is empty.") for n in range(14))
    said = library.finished(Progress("finished", 14, 14, failures=empty), [])
    file = Attached("errors.txt", said.errors.encode())
    files = [file] if said.errors else []
    shown = {one.name: one.data for one in files}
    return Sample(Notice(said.text, files=files), "/index add file: broken.zip", "mara", files=shown)


def list_() -> Sample:
    """What a library holds."""
    text = library.list_text([summary(one) for one in STORIES], _("this server's library"), 1)
    return Sample(Notice(text), "/index list", "mara", private=True)


def status() -> Sample:
    """How much it holds."""
    publishers = ("Callis Courier", "Meridian Science", "The Harbour Post")
    at = "2026-06-12T15:58:00+00:00"
    held = LibraryStatus(
        _("this server's library"), 13, 63, date(2024, 8, 20), date(2026, 6, 6), publishers, at, "m"
    )  # fmt: skip
    return Sample(Notice(library.status_text(held, held)), "/index status", "mara", private=True)


def log() -> Sample:
    """Who changed it."""
    entries = [
        Audit(_AT, "mara (4)", "add", "summer.zip", "3 new · 4 failed"),
        Audit(_AT.replace(day=11), "", "source refresh", "The Harbour Post", "3 new · 17 unchanged"),
    ]
    return Sample(Notice(log_text(entries, 1)), "/index log", "mara", private=True)


def message() -> Sample:
    """A question before somebody else's words are indexed."""
    words = (
        "The night boat to Tern Island is cancelled until Monday, the harbour office says; the bakery sells its buns."
    )
    title, day = "Night boat to Tern Island cancelled", date(2026, 6, 12)
    links = ("https://harbourpost.example/2026/06/12/night-boat",)
    taken = Taken(1, "https://discord.com/channels/1/2/3", title, words, "remi", day, None, (), links, 1)
    doubt = _("These are the words of **{author}**, not yours.").format(author="remi")
    text = messages.question_text(taken, [doubt])
    return replace(_asked(text, ["Index", "Cancel"], "Apps → Index this message"), private=True)


def source() -> Sample:
    """What an address would bring."""
    titles = tuple(one.title for one in STORIES if one.publisher == _FEED.title)
    outlook = Outlook(
        "feed",
        _FEED.address,
        _FEED.title,
        20,
        18,
        18.0,
        25.0,
        newest=titles,
    )
    text = sources.preview_text(outlook, 900, None)
    return _asked(text, ["Add", "Cancel"], f"/index source add address: {_FEED.address}")


def source_list() -> Sample:
    """Where articles come from."""
    failing = replace(
        _FEED, id=2, kind="sitemap", address="https://northernwire.example/sitemap.xml", title="Northern Wire",
        every=86_400, due_at=_AT.replace(day=13), error="the host answers 503.",
    )  # fmt: skip
    text = sources.source_list_text([_FEED, failing], _("this server's library"), 1)
    return Sample(Notice(text), "/index source list", "mara", private=True)


def confirmation() -> Sample:
    """A question before something leaves."""
    return _asked(sources.removal_question(_FEED, 20), ["Remove both", "Cancel"], "/index source remove articles: True")


def _asked(text: str, labels: Sequence[str], said: str) -> Sample:
    first = discord.ButtonStyle.danger if labels[0].startswith("Remove") else discord.ButtonStyle.primary
    styles = [first, *[discord.ButtonStyle.secondary] * (len(labels) - 1)]
    named = zip(labels, styles, strict=True)
    buttons: list[ui.Item[Any]] = [
        OptionButton("sample", Option(f"o{n}", label, style)) for n, (label, style) in enumerate(named)
    ]
    return Sample(Notice(text, buttons), said, "mara")
