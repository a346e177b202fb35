"""Corrections as Discord shows them: under the answer that they concern, in a passage card, in a list. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answer.record.corrections import day, latest, said
from bot.discord.text.credits import stamp
from bot.discord.text.escaping import fit, fit_line, line, quoted, size
from bot.discord.text.lists import number
from index.values import Correction

PAGE = 5
NOTHING = "No sentence that was quoted here has changed in its source since."
_LISTED = "`/footnote corrections`"
_LEAST, _LINE = 200, 60
_QUOTE, _NOTICE, _TITLE, _PUBLISHER = 200, 300, 100, 50


def notices(corrections: Sequence[Correction], budget: int) -> str:
    """Return a line for the last correction of each quotation in at most `budget` characters; the rest is counted."""
    current = latest(corrections)
    whole = "\n".join(notice(one, budget) for one in current)
    if size(whole) <= budget:
        return whole
    shown = current[: max(budget - _LINE, 0) // _LEAST]
    rest = len(current) - len(shown)
    more = f"-# and {rest} more: {_LISTED}" if shown else f"⚠ {number(rest, 'correction')} since: {_LISTED}"
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
    return f"As cited <t:{moment}:f> · SHA-256 `{one.digest}`"


def list_text(corrections: Sequence[Correction], total: int, of: str) -> str:
    """Return one page of a place's corrections; `of` is its number as the heading ends with it."""
    if not corrections:
        return NOTHING
    return "\n\n".join([f"**{number(total, 'correction')}**{of}", *map(_entry, corrections)])


def when(one: Correction) -> str:
    """Return the day of a correction as each reader's own."""
    if one.modified and day(one) == one.modified:
        return stamp(one.modified)
    return f"<t:{int(datetime.fromisoformat(one.noticed_at).timestamp())}:D>"


def _entry(one: Correction) -> str:
    quote = fit(line(one.quote), _QUOTE, quoted)
    title, publisher = fit_line(one.title, _TITLE) or "Untitled", fit_line(one.publisher, _PUBLISHER)
    link = f"[the answer]({one.place})" if one.place else ""
    source = " · ".join(part for part in (title, publisher, link) if part)
    return f"{quote}\n{notice(one, _NOTICE)}\n-# {source}"
