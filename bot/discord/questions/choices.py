"""What is offered and taken beside a question: a publisher of the library that is read there, and days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from bot.discord.text.escaping import fit, fit_line, plain, unmentioned
from bot.errors import BadQuestion
from bot.reading.days import Days, readings, with_earlier
from bot.values import Restriction
from bot.words.words import _, language

if TYPE_CHECKING:
    from collections.abc import Iterator

End = Literal["from", "to"]
MOST, LONGEST = 25, 100
"""Choices of an autocompletion, and characters of each (Discord developer documentation, Application Command)."""
SUGGESTED = ("today", "last week", "this month", "last month", "this year")
_NAMED = 5


def publisher_choices(publishers: Sequence[str], typed: str) -> list[tuple[str, str]]:
    """Return (label, value) of the publishers that hold what is typed, those that begin with it first."""
    wanted = typed.strip().casefold()
    held = [name for name in publishers if wanted in name.casefold() and name.strip()]
    ordered = sorted(held, key=lambda name: (not name.casefold().startswith(wanted), name.casefold()))
    offered = ((fit_line(name, LONGEST, unmentioned), _cut(name)) for name in ordered)
    return [(label, value) for label, value in offered if label and value][:MOST]


def day_choices(typed: str, end: End, today: date) -> list[tuple[str, str]]:
    """Return (label, ISO day) of what a text may mean as the first or last day; usual spans where nothing is typed."""
    texts = [typed] if typed.strip() else SUGGESTED
    found = dict.fromkeys(days for text in texts for days in with_earlier(text, today))
    return [(_label(days, end), _bound(days, end).isoformat()) for days in found]


def restriction_of(publishers: Sequence[str], publisher: str, since: str, until: str, today: date) -> Restriction:
    """Return what was chosen, "" for nothing. Raises BadQuestion with the reason where that cannot be done."""
    first = _day(since, "from", today) if since.strip() else None
    last = _day(until, "to", today) if until.strip() else None
    if first and last and first > last:
        sentence = _("The first day ({first}) is after the last ({last}).")
        raise BadQuestion(sentence.format(first=_spoken(first), last=_spoken(last)))
    name = _publisher(publishers, publisher) if publisher.strip() else ""
    return Restriction(publisher=name, since=first, until=last)


def _publisher(publishers: Sequence[str], typed: str) -> str:
    wanted = typed.strip().casefold()
    exact = [name for name in publishers if name.casefold().strip() == wanted or _cut(name).casefold() == wanted]
    found = exact or [name for name in publishers if wanted in name.casefold()]
    if len(found) == 1 or (exact and found):
        return found[0]
    shown = fit_line(typed, LONGEST)
    if found:
        sentence = _("“{typed}” may be several publishers: {names}. Choose one from the list.")
    elif publishers:
        sentence = _("There is no publisher called “{typed}” here. Choose one from the list: {names}.")
    else:
        sentence = _("There is no publisher called “{typed}” here.")
    raise BadQuestion(sentence.format(typed=shown, names=", ".join(_some(found or publishers))))


def _some(names: Sequence[str]) -> Iterator[str]:
    yield from (fit_line(name, LONGEST) for name in names[:_NAMED])
    if len(names) > _NAMED:
        yield "…"


def _day(typed: str, end: End, today: date) -> date:
    found = readings(typed, today)
    shown = fit_line(typed, LONGEST)
    if not found:
        sentence = _(
            "“{typed}” cannot be read as a date. Write it as 2025-03-04, 4 March 2025, March 2025 or last week."
        )
        raise BadQuestion(sentence.format(typed=shown))
    if len(found) > 1:
        sentence = _("“{typed}” may be {one} or {other}. Choose one from the list, or write the month as a word.")
        one, other = (_spoken(_bound(days, end)) for days in found)
        raise BadQuestion(sentence.format(typed=shown, one=one, other=other))
    return _bound(found[0], end)


def _bound(days: Days, end: End) -> date:
    return days[0] if end == "from" else days[1]


def _label(days: Days, end: End) -> str:
    """Return the day that counts, and the span that it opens or closes: `1 March 2025 (1 – 31 Mar 2025)`."""
    from babel.dates import format_interval

    day = _spoken(_bound(days, end))
    return day if days[0] == days[1] else f"{day} ({format_interval(*days, 'yMMMd', locale=_locale())})"


def _spoken(day: date) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=_locale())


def _locale() -> str:
    """English days stand before their month everywhere else in the bot's messages."""
    return "en_GB" if language() == "en" else language()


def _cut(name: str) -> str:
    """Return a value that leads back to a publisher; nearly always its name."""
    return fit(name, LONGEST, plain, "") if len(name.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST else name
