"""Which days a person means who was asked for a date: "march 2025", "last week", "3/4/2025"."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

Days = tuple[date, date]
Order = Literal["DMY", "MDY"]
_ORDERS: tuple[Order, ...] = ("DMY", "MDY")
_LANGUAGES = ["en", "de", "fr", "es"]
_YEARS_BACK = 2
# dateparser reads "a" and "7" as days, and a time of day as one of today's year.
_TELLS = re.compile(r"(?=.*(?:[^\W\d_]{3}|\d{4}|\d\D+\d))[^:]+", re.S)


def readings(text: str, today: date) -> tuple[Days, ...]:
    """Return the first and last day of everything that a text may name: two of "3/4/2025", none of what is no date."""
    text = text.strip()
    if not _TELLS.fullmatch(text):
        return ()
    return tuple(dict.fromkeys(found for order in _ORDERS if (found := _read(text, today, order))))


def with_earlier(text: str, today: date) -> tuple[Days, ...]:
    """Return the readings and, where a text names no year, those of earlier years, the latest first."""
    found = readings(text, today)
    years = range(1, _YEARS_BACK + 1) if len(found) == 1 else ()
    return (*found, *(days for back in years if (days := _years_earlier(text, found[0], back))))


def _years_earlier(text: str, found: Days, back: int) -> Days | None:
    """The same days of an earlier year, where an absolute date is another one when it is read in that year."""
    days = _read(text.strip(), date(found[0].year - back, 12, 31), "DMY", absolute=True)
    same = days is not None and (days[0].month, days[0].day) == (found[0].month, found[0].day)
    return days if same and days is not None and days[0] < found[0] else None


def _read(text: str, today: date, order: Order, *, absolute: bool = False) -> Days | None:
    data = parser(today, order=order, absolute=absolute).get_date_data(text)
    return whole(data.date_obj.date(), data.period or "day") if data.date_obj else None


def whole(day: date, period: str) -> Days:
    """Return the first and last day of the week, month, quarter or year that a day is in; else the day itself."""
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}.get(period)
    if months is None:
        return day, day
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1])


@lru_cache(maxsize=16)
def parser(
    today: date,
    *,
    prefer: Literal["first", "current"] = "first",
    order: Order | None = None,
    absolute: bool = False,
) -> DateDataParser:
    """Return dateparser for one day; `prefer` is the day it takes of a month and the month of a year.

    `order` is that of the numbers in 3/4/2025, the language's own where it is None; an `absolute` one reads no "last
    week".
    """
    from dateparser.date import DateDataParser

    more: dict[str, Any] = {"PREFER_LOCALE_DATE_ORDER": False, "DATE_ORDER": order} if order else {}
    return DateDataParser(
        languages=_LANGUAGES,
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - dateparser wants it naive
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": prefer,
            "PREFER_MONTH_OF_YEAR": prefer,
            "RETURN_AS_TIMEZONE_AWARE": False,
            **more,
            **({"PARSERS": ["absolute-time"]} if absolute else {}),
        },
    )
