"""Corrections as Discord shows them: under the answer that they concern, in a passage card, in a list. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answer.record.corrections import day, latest, said
from bot.discord.text.credits import linked_to, stamp, web_address
from bot.discord.text.escaping import fit, fit_line, line, quoted, size
from bot.words.words import _, counted, marked
from index.values import Correction

PAGE = 4
NOTHING = marked("No sentence that was quoted here has changed in its source since.")
_LEAST, _LINE = 200, 60
_QUESTION, _QUOTE, _NOTICE, _TITLE, _PUBLISHER, _ADDRESS = 120, 160, 260, 80, 40, 150
_PLACE = re.compile(r"/channels/(?P<guild>@me|\d+)/(?P<channel>\d+)/\d+$")


@dataclass(frozen=True, slots=True)
class Listed:
    """A correction and the question whose answer it concerns."""

    correction: Correction
    question: str = ""


def notices(corrections: Sequence[Correction], budget: int) -> str:
    """Return a line for the last correction of each quotation in at most `budget` characters; the rest is counted."""
    current = latest(corrections)
    whole = "\n".join(notice(one, budget) for one in current)
    if size(whole) <= budget:
        return whole
    shown = current[: max(budget - _LINE, 0) // _LEAST]
    rest = len(current) - len(shown)
    more = _more(rest) if shown else f"⚠ {_many(rest)}"
    share = (budget - _LINE) // max(len(shown), 1) - 1
    return "\n".join([*(notice(one, share) for one in shown), *([more] if rest else [])])


def notice(one: Correction, budget: int) -> str:
    """Return what became of one quotation; the new words are cut where they are too long."""
    lead = said(one, when(one))
    if one.kind != "changed":
        return lead
    return f"{lead} “{fit_line(one.now, budget - size(lead) - 3) or '…'}”"


def as_cited(one: Correction) -> str:
    """Say when a text was quoted, and its hash."""
    moment = int(datetime.fromisoformat(one.quoted_at).timestamp())
    return _("As cited {when} · SHA-256 `{digest}`").format(when=f"<t:{moment}:f>", digest=one.digest)


def list_text(listed: Sequence[Listed], total: int, of: str) -> str:
    """Return one page of a place's corrections; `of` is its number as the heading ends with it."""
    if not listed:
        return _(NOTHING)
    head = counted("**{number:,} correction**", "**{number:,} corrections**", total)
    return "\n\n".join([f"{head}{of}", *map(_entry, listed)])


def when(one: Correction) -> str:
    """Return the day of a correction as each reader's own."""
    if one.modified and day(one) == one.modified:
        return stamp(one.modified)
    return f"<t:{int(datetime.fromisoformat(one.noticed_at).timestamp())}:D>"


def _entry(listed: Listed) -> str:
    """The question, where it was asked, and its answer; what was quoted; what became of it; in which article."""
    one = listed.correction
    question = fit_line(listed.question, _QUESTION)
    asked = " · ".join(part for part in (f"**{question}**" if question else "", *_asked(one)) if part)
    quote = fit(line(one.quote), _QUOTE, quoted)
    title, address = fit_line(one.title, _TITLE) or _("Untitled"), web_address(one.url)
    linked = linked_to(title, address if one.kind != "withdrawn" and size(address) <= _ADDRESS else "")
    source = " · ".join(part for part in (linked, fit_line(one.publisher, _PUBLISHER)) if part)
    return "\n".join(row for row in (asked, quote, notice(one, _NOTICE), f"-# {source}") if row)


def _asked(one: Correction) -> list[str]:
    """The channel of an answer and the link to it."""
    if not one.place:
        return []
    found = _PLACE.search(one.place)
    link = linked_to(_("the answer"), one.place)
    if found is None:
        return [link]
    return [_("direct message") if found["guild"] == "@me" else f"<#{found['channel']}>", link]


def _more(rest: int) -> str:
    return counted(
        "-# and {number} more: `/footnote corrections`", "-# and {number} more: `/footnote corrections`", rest
    )


def _many(rest: int) -> str:
    return counted(
        "{number} correction since: `/footnote corrections`",
        "{number} corrections since: `/footnote corrections`",
        rest,
    )
