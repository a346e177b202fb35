"""What /index source says. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.library.texts import counts_text
from bot.discord.text.credits import ago, linked_to, short, web_address
from bot.discord.text.escaping import fit_line, unmentioned
from bot.discord.text.lists import number, paged, within
from index.follow.origins import Counts, Outlook, Source

PAGE = 8
DELIVERED = ("upload", "message")
"""Kinds of sources that somebody brought: there is nothing to fetch again."""
LOOKING = "Looking at the address…"
DECLINED = "Nothing was added."
LAPSED = "Nobody pressed a button, so nothing was added. Use `/index source add` again."
KEPT = "Nobody pressed a button, so nothing was removed."
_UNITS = ((86_400, "day", "daily"), (3_600, "hour", "hourly"), (60, "minute", "every minute"))


def every_text(seconds: int) -> str:
    """Return a schedule in words."""
    for unit, noun, once in _UNITS:
        if seconds == unit:
            return once
        if seconds and seconds % unit == 0:
            return f"every {seconds // unit} {noun}s"
    return f"every {seconds} seconds" if seconds else "on demand"


def duration_text(seconds: float) -> str:
    """Return about how long something takes."""
    if seconds < 50:
        return "less than a minute" if seconds > 5 else "a few seconds"
    minutes = round(seconds / 60)
    return f"about {number(minutes, 'minute')}" if minutes < 100 else f"about {number(round(seconds / 3600), 'hour')}"


def preview_text(outlook: Outlook, every: int, known: Source | None) -> str:
    """Return what an address would be as a source."""
    name = _name(outlook.title, outlook.address)
    note = fit_line(outlook.note, 600)
    if outlook.kind == "page" and not outlook.articles:
        rows, note = [f"The page {name} holds no article itself."], "" if outlook.feeds else note
    elif outlook.kind == "page":
        rows = [f"This is the page {name}."]
    else:
        rows = [f"This is the {outlook.kind} {name} with {number(outlook.articles, 'article')}{_new(outlook)}."]
        if outlook.new:
            rows.append(f"Fetching and embedding takes {duration_text(outlook.fetching + outlook.embedding)}.")
    rows += [note] if note else []
    rows += [_advertised(outlook)] if outlook.feeds else []
    if known is not None:
        rows.append(f"It is followed already, {every_text(known.every)}; adding it again sets its schedule anew.")
    if outlook.articles or outlook.kind != "page":
        rows.append(f"-# It would be refreshed {every_text(every)}.")
    return within(rows)


def added_text(source: Source) -> str:
    """Return what is said above the result of a first refresh."""
    when = f"It is refreshed {every_text(source.every)}" if source.every else "It is refreshed on demand only"
    return f"Added {_name(source.title, source.address)}. {when}."


def refreshed_text(source: Source) -> str:
    """Return what is said above the result of a refresh."""
    return f"Refreshed {_name(source.title, source.address)}."


def again_text(source: Source) -> str:
    """Return how a refresh that was interrupted goes on."""
    if source.every and not source.paused:
        return "The next refresh goes on from there."
    return "`/index source refresh` goes on from there."


def feed_label(address: str) -> str:
    """Return the label of a button that chooses a feed: at most 80 characters of plain text."""
    return fit_line(f"Feed: {address.partition('://')[2]}", 80, unmentioned) or "Feed"


def source_list_text(sources: Sequence[Source], library: str, page: int) -> str:
    """Return one page of a library's sources."""
    if not sources:
        return f"No sources in `{library}` yet. `/index source add` follows a page, a feed or a sitemap."
    shown, of = paged(sources, page, PAGE)
    return within([f"**{number(len(sources), 'source')}** of `{library}`{of}", *map(_row, shown)])


def source_choice(source: Source) -> str:
    """Return how a source is called in a completion, at most 100 characters of plain text."""
    state = "paused" if source.paused else every_text(source.every)
    what = source.kind if source.kind in DELIVERED else f"{source.kind}, {state}"
    title = fit_line(source.title or source.address, 60, unmentioned)
    return fit_line(f"{title} · {what}", 100, unmentioned) or str(source.id)


def removal_question(source: Source, articles: int) -> str:
    """Return what is asked before a source leaves with its articles."""
    held = number(articles, "article")
    return (
        f"**Remove {_name(source.title, source.address)} and its {held}?** "
        "Answers will no longer quote them; what was quoted stays readable under earlier answers."
    )


def source_removed_text(source: Source, removed: int | None) -> str:
    """Return what is said when a source left; `removed` counts the articles that left with it, None where they stay."""
    name = _name(source.title, source.address)
    if removed is None:
        return f"Removed {name}. Its articles stay; `articles: True` takes them out too."
    return f"Removed {name} and {number(removed, 'article')}."


def paused_text(source: Source) -> str:
    """Return what is said when a source was paused or resumed."""
    name = _name(source.title, source.address)
    if source.paused:
        return f"Paused {name}: it is not refreshed until `/index source resume`. Its articles stay."
    return f"Resumed {name}: it is refreshed {every_text(source.every)}, the next time at once."


def _new(outlook: Outlook) -> str:
    if not outlook.articles or outlook.new == outlook.articles:
        return ", all of them new" if outlook.new > 1 else ""
    return f", {outlook.new:,} of them new" if outlook.new else ", none of them new"


def _advertised(outlook: Outlook) -> str:
    feeds = "a feed" if len(outlook.feeds) == 1 else f"{len(outlook.feeds)} feeds"
    return f"It advertises {feeds}: choose one below to follow what it lists."


def _name(title: str, address: str) -> str:
    return f"“{linked_to(fit_line(title, 120) or short(address), web_address(address))}”"


def _row(source: Source) -> str:
    schedule = "" if source.kind in DELIVERED else every_text(source.every)
    state = "paused" if source.paused else schedule
    due = source.due_at if source.every and not source.paused else None
    first = [_name(source.title, source.address), source.kind, state, f"next {ago(due)}" if due else ""]
    rows = ["- " + " · ".join(part for part in first if part)]
    reached = f"{'indexed' if source.kind in DELIVERED else 'reached'} {ago(source.succeeded_at)}"
    counts = counts_text(source.counts) if source.counts != Counts() else ""
    second = [reached if source.succeeded_at else "never reached", counts]
    rows.append("  -# " + " · ".join(part for part in second if part))
    if source.error:
        failed = f" {ago(source.tried_at)}" if source.tried_at else ""
        rows.append(f"  ⚠ failed{failed}: {fit_line(source.error, 200)}")
    return "\n".join(rows)
