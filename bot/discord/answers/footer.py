"""What stands below an answer: what was searched, how fresh that is, who wrote; what is said where nothing answers.

Pure. Every date is a timestamp of Discord, which each reader sees in their own language and which never breaks.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answer import wording
from bot.answer.understand.filters import span
from bot.discord.text.credits import moment, stamp
from bot.discord.text.escaping import fit_line
from bot.discord.text.lists import fitting
from bot.values import Answer, Missing, Searched
from bot.words.words import _, counted, marked

EMPTY = marked("There are no articles here yet. A member who manages the server can add some with `/index add`.")
_NAME, _NOTE, _WORD = 80, 200, 60


def footer(answer: Answer, budget: int) -> str:
    """Return what was searched, and a line for each thing to know of it, in at most `budget` characters."""
    searched = _harmless(answer.searched)
    if not searched.articles and not searched.note:
        return ""
    scope = _scope(searched) if answer.found else ""
    rows = (
        " · ".join(filter(None, (scope, searched.called, wording.restricted(searched, stamp)))),
        wording.given_up(searched, stamp),
        wording.missing(short_missing(answer.missing))
        if answer.outcome == "answered" and answer.missing.publisher
        else "",
        _freshness(searched),
        *(fit_line(note, _NOTE) for note in answer.notes[:2]),
        _written_by(answer),
    )
    return "\n".join(fitting([f"-# {row}" for row in rows if row], budget))


def none_found(answer: Answer) -> str:
    """Return that the articles do not say, what was searched for it, and what kept them from answering."""
    if answer.text == wording.NOTHING_FURTHER:
        return f"**{_(wording.NOTHING_FURTHER)}**"
    if not answer.searched.articles:
        return f"**{_(EMPTY)}**"
    searched = f"**{_(wording.NOT_SAID)}** {wording.none_answers(answer.searched, stamp)}"
    return "\n".join(filter(None, (searched, wording.missing(short_missing(answer.missing)))))


def _scope(searched: Searched) -> str:
    days = span(searched.first, searched.last, stamp)
    count = counted("{number:,} article searched", "{number:,} articles searched", searched.articles)
    return f"{count}, {days}" if days else count


def _freshness(searched: Searched) -> str:
    """When the sources that a library follows were last read, and how many of them fail."""
    read = _("Sources last read {when}").format(when=moment(searched.read_at)) if searched.read_at else ""
    return " · ".join(filter(None, (read if searched.sources else "", wording.failing(searched))))


def _written_by(answer: Answer) -> str:
    if not answer.model or all(one.kind != "written" for one in answer.statements):
        return ""
    model = fit_line(answer.model, _WORD)
    return _("Written by {model}; each statement is proven by the passages it names").format(model=model)


def _harmless(searched: Searched) -> Searched:
    """Return what was searched with names that cannot act, and short ones."""
    strict = searched.dropped
    dropped = replace(strict, publisher=fit_line(strict.publisher, _NAME), byline=fit_line(strict.byline, _NAME))
    byline = fit_line(searched.byline, _NAME)
    publisher, note = fit_line(searched.publisher, _NAME), fit_line(searched.note, _NOTE)
    called = fit_line(searched.called, _NAME)
    return replace(searched, publisher=publisher, byline=byline, note=note, dropped=dropped, called=called)


def short_missing(missing: Missing) -> Missing:
    """Return what is missing with each name and word cut to what a line of a message takes, and escaped."""
    every = (missing.names, missing.words, missing.unsaid)
    names, words, unsaid = (tuple(fit_line(one, _WORD) for one in some) for some in every)
    publisher, topic, speaker = (fit_line(one, _WORD) for one in (missing.publisher, missing.topic, missing.speaker))
    return Missing(names, words, publisher, topic, unsaid, speaker)
