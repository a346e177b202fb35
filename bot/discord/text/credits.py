"""Who said it, when, and where: the line of a cited source, and the addresses and dates in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from bot.answer.wording import CAPTION, HEADLINE, PAYWALL, spelled
from bot.discord.text.escaping import fit_line, size
from bot.values import Citation
from bot.words.words import _, language

URL_LIMIT = 512
"""Characters of a link button's address (Discord developer documentation, Button)."""
_TITLE, _NAME = 150, 80


def source_line(citation: Citation, *, linked: bool, byline: bool = False) -> str:
    """Return `Title · Publisher · date`, the title linked to the quotation where it has an address.

    With the `byline`, where there is one, after the publisher; a caption or a headline is marked as one.
    """
    title = fit_line(citation.title, _TITLE) or _("Untitled")
    address = web_address(citation.link) if linked else ""
    published = stamp(citation.published) if citation.published else ""
    paywall = _(PAYWALL) if citation.paywalled else ""
    wrote = fit_line(citation.byline, _NAME) if byline else ""
    kind = {"caption": _(CAPTION), "headline": _(HEADLINE)}.get(citation.kind, "")
    parts = (linked_to(title, address), fit_line(citation.publisher, _NAME), wrote, published, kind, paywall)
    return " · ".join(part for part in parts if part)


def linked_to(text: str, address: str) -> str:
    """Return escaped text as a link to an address that `web_address` let through, bare where that is empty."""
    return f"[{text}]({_in_parentheses(address)})" if address else text


def credit_parts(citation: Citation) -> list[str]:
    """Return publisher, byline and dates, those that are known, escaped, and whether a paywall stands before it."""
    parts = credit_parts_of(citation.publisher, citation.byline, citation.published, citation.updated)
    return [*parts, _(PAYWALL)] if citation.paywalled else parts


def credit_parts_of(publisher: str, byline: str, published: date | None, updated: date | None) -> list[str]:
    """Return those of the four that are known, escaped."""
    dates = [stamp(published)] if published else []
    if updated and updated != published:
        dates.append(_("updated {day}").format(day=stamp(updated)))
    parts = (fit_line(publisher, _NAME), fit_line(byline, _NAME), ", ".join(dates))
    return [part for part in parts if part]


def web_address(url: str) -> str:
    """Return the address where a link may lead there: http or https, a host, within the limit, only URL characters."""
    try:
        parts = urlsplit(url)
        web = parts.scheme in ("https", "http") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return ""
    good = url.isascii() and url.isprintable() and not set(url) & set(' <>"\\^`{|}')
    return url if web and good and size(url) <= URL_LIMIT else ""


def _in_parentheses(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")


def day(value: date) -> str:
    """Return the date spelled out, for places where Discord renders no timestamps."""
    return f"{value.day} {value:%b} {value.year}" if language() == "en" else spelled(value)


def stamp(value: date) -> str:
    """Return a date that each reader sees in their own language.

    Ten in the morning UTC is the same calendar day from Honolulu to Auckland. Dates before 1970 are spelled out
    with blanks at which no line breaks.
    """
    if value.year < 1970:
        return spelled(value).replace(" ", "\u00a0")
    moment = datetime(value.year, value.month, value.day, 10, tzinfo=UTC)
    return f"<t:{int(moment.timestamp())}:D>"


def moment(iso: str) -> str:
    """Return an ISO 8601 time as each reader's own; what is no time stays text."""
    try:
        return f"<t:{int(datetime.fromisoformat(iso).timestamp())}:f>"
    except ValueError:
        return fit_line(iso, _NAME)


def ago(at: datetime | None) -> str:
    return f"<t:{int(at.timestamp())}:R>" if at else ""


def short(address: str) -> str:
    """Return a web address without its scheme: Discord makes no link of a text that is an address itself."""
    return fit_line(address.partition("://")[2] or address, 120)
