"""Examples of what those who run the bot read, and of what readers tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

from bot.answer.record.gaps import Gap, Missed
from bot.answer.record.personal import Question, Subscription
from bot.answer.record.statistics import Day, Statistics
from bot.discord.desk.chart import picture
from bot.discord.desk.covered import CoveredView
from bot.discord.desk.gaps import gaps_text
from bot.discord.desk.stats import PICTURE, StatsView, stats_text
from bot.discord.desk.status import State, status_text
from bot.discord.feedback.votes import ReasonForm
from bot.discord.interaction.reply import Notice
from bot.discord.preview.page import Sample
from bot.discord.preview.samples.answers import bill
from bot.discord.text.escaping import fit_line, plain
from bot.words.words import _
from index.values import LibraryStatus

_AT = datetime(2026, 6, 12, 15, 58, tzinfo=UTC)


def form() -> Sample:
    """What is asked of a reader to whom an answer is not right."""
    return Sample(ReasonForm("sample"))


def covered() -> Sample:
    """A question that a new article answers."""
    lead = _("A new article answers what you asked in {channel}:").format(channel="<#2>")
    waiting = Subscription("sample", 4, _AT, Question("What did the bridge cost?"), 1, 2)
    return Sample(CoveredView(lead, bill(), waiting, True))


def gaps() -> Sample:
    """What people asked and the articles do not say."""
    asked = ("When do trams run over the bridge?", "Is there a tram over the bridge?"), ("Who pays for the new pier?",)
    grouped = [_gap(texts, number) for number, texts in enumerate(asked)]
    return Sample(Notice(gaps_text(list(enumerate(grouped)), {0: bill()}, 2, 3, "")), "/footnote gaps", "mara", True)


def stats() -> Sample:
    """A month of questions."""
    numbers = _month()
    alternative = stats_text(numbers, lambda name, room: fit_line(name, room, plain)).replace("**", "")
    view = StatsView(stats_text(numbers, fit_line), alternative)
    return Sample(view, "/footnote stats", "mara", True, {PICTURE: _drawn()})


def state() -> Sample:
    """How the bot is."""
    held = LibraryStatus("guild-1", 13, 63, date(2024, 8, 20), date(2026, 6, 6), (), _AT.isoformat(), "m")
    text = status_text(State(held, True, 3, 1, _AT, "", 2, True, 0.043))
    return Sample(Notice(text), "/footnote status", private=True)


def _gap(texts: tuple[str, ...], number: int) -> Gap:
    missed = (
        Missed(Question(text), _AT - timedelta(days=number, hours=n), n, "guild-1", requested=not number)
        for n, text in enumerate(texts)
    )
    return Gap(tuple(missed))


def _month() -> Statistics:
    days = tuple(Day(date(2026, 5, 14) + timedelta(days=n), 4 + n * 7 % 9, n * 4 % 3, n * 5 % 4) for n in range(30))
    publishers = (("The Harbour Post", 74), ("Callis Courier", 51), ("Meridian Science", 18))
    return Statistics(days, 0.9, 2.8, publishers, 41, 6, (("outdated", 4), ("source", 2)))


@cache
def _drawn() -> bytes:
    """The picture takes seconds, and every drawing of the message shows the same one."""
    return picture(_month())
