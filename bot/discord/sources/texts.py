"""What /index source says. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.library.texts import counts_text
from bot.discord.text.credits import ago, linked_to, short, web_address
from bot.discord.text.escaping import fit_line, unmentioned
from bot.discord.text.lists import paged, within
from bot.words.words import _, counted, marked
from index.follow.origins import Counts, Outlook, Source

PAGE = 8
DELIVERED = ("upload", "message")
"""Kinds of sources that somebody brought: there is nothing to fetch again."""
LOOKING = marked("Looking at the address…")
DECLINED = marked("Nothing was added.")
LAPSED = marked("Nobody pressed a button, so nothing was added. Use `/index source add` again.")
KEPT = marked("Nobody pressed a button, so nothing was removed.")
_NEWEST = 5


def every_text(seconds: int) -> str:
    """Return a schedule in words."""
    if not seconds:
        return _("on demand")
    if seconds % 86_400 == 0:
        return counted("daily", "every {number} days", seconds // 86_400)
    if seconds % 3_600 == 0:
        return counted("hourly", "every {number} hours", seconds // 3_600)
    if seconds % 60 == 0:
        return counted("every minute", "every {number} minutes", seconds // 60)
    return counted("every second", "every {number} seconds", seconds)


def duration_text(seconds: float) -> str:
    """Return about how long something takes."""
    if seconds < 50:
        return _("less than a minute") if seconds > 5 else _("a few seconds")
    minutes = round(seconds / 60)
    if minutes < 100:
        return counted("about {number} minute", "about {number} minutes", minutes)
    return counted("about {number} hour", "about {number} hours", round(seconds / 3600))


def preview_text(outlook: Outlook, every: int, known: Source | None) -> str:
    """Return what an address would be as a source, with the newest of what it lists."""
    name = _name(outlook.title, outlook.address)
    note = fit_line(outlook.note, 600)
    if outlook.kind == "page" and not outlook.articles:
        rows, note = [_("The page {name} holds no article itself.").format(name=name)], "" if outlook.feeds else note
    elif outlook.kind == "page":
        rows = [_("This is the page {name}.").format(name=name)]
    else:
        rows = [_listing(outlook, name), *_newest(outlook.newest)]
        if outlook.new:
            duration = duration_text(outlook.fetching + outlook.embedding)
            rows.append(_("It takes {duration} until they can be asked about.").format(duration=duration))
    rows += [note] if note else []
    rows += [_advertised(outlook)] if outlook.feeds else []
    if known is not None:
        followed = _("It is followed already, {every}; adding it again sets its schedule anew.")
        rows.append(followed.format(every=every_text(known.every)))
    if outlook.articles or outlook.kind != "page":
        rows.append(_("-# It would be refreshed {every}.").format(every=every_text(every)))
    return within(rows)


def added_text(source: Source) -> str:
    """Return what is said above the result of a first refresh."""
    name = _name(source.title, source.address)
    if not source.every:
        return _("Added {name}. It is refreshed on demand only.").format(name=name)
    return _("Added {name}. It is refreshed {every}.").format(name=name, every=every_text(source.every))


def refreshed_text(source: Source) -> str:
    """Return what is said above the result of a refresh."""
    return _("Refreshed {name}.").format(name=_name(source.title, source.address))


def again_text(source: Source) -> str:
    """Return how a refresh that was interrupted goes on."""
    if source.every and not source.paused:
        return _("The next refresh goes on from there.")
    return _("`/index source refresh` goes on from there.")


def feed_label(address: str) -> str:
    """Return the label of a button that chooses a feed: at most 80 characters of plain text."""
    label = _("Feed: {address}").format(address=address.partition("://")[2])
    return fit_line(label, 80, unmentioned) or _("Feed")


def source_list_text(sources: Sequence[Source], library: str, page: int) -> str:
    """Return one page of the sources of a library that people call `library`."""
    library = fit_line(library, 100)
    if not sources:
        return _("No sources in {library} yet. `/index source add` follows a page, a feed or a sitemap.").format(
            library=library
        )
    shown, of = paged(sources, page, PAGE)
    count = counted("{number:,} source", "{number:,} sources", len(sources))
    return within([_("**{count}** of {library}{of}").format(count=count, library=library, of=of), *map(_row, shown)])


def source_choice(source: Source) -> str:
    """Return how a source is called in a completion, at most 100 characters of plain text."""
    state = _("paused") if source.paused else every_text(source.every)
    what = _kind(source) if source.kind in DELIVERED else f"{_kind(source)}, {state}"
    title = fit_line(source.title or source.address, 60, unmentioned)
    return fit_line(f"{title} · {what}", 100, unmentioned) or str(source.id)


def removal_question(source: Source, articles: int) -> str:
    """Return what is asked before a source leaves with its articles."""
    name = _name(source.title, source.address)
    held = counted("{number:,} article", "{number:,} articles", articles)
    return _(
        "**Remove {name} and its {held}?** Answers will no longer quote them; what was quoted stays readable under "
        "earlier answers."
    ).format(name=name, held=held)


def source_removed_text(source: Source, removed: int | None) -> str:
    """Return what is said when a source left; `removed` counts the articles that left with it, None where they stay."""
    name = _name(source.title, source.address)
    if removed is None:
        return _("Removed {name}. Its articles stay; `articles: True` takes them out too.").format(name=name)
    held = counted("{number:,} article", "{number:,} articles", removed)
    return _("Removed {name} and {held}.").format(name=name, held=held)


def paused_text(source: Source) -> str:
    """Return what is said when a source was paused or resumed."""
    name = _name(source.title, source.address)
    if source.paused:
        return _("Paused {name}: it is not refreshed until `/index source resume`. Its articles stay.").format(
            name=name
        )
    return _("Resumed {name}: it is refreshed {every}, the next time at once.").format(
        name=name, every=every_text(source.every)
    )


def _listing(outlook: Outlook, name: str) -> str:
    """Say what a feed or sitemap lists, and how much of it is new."""
    kind = _("the feed {name}") if outlook.kind == "feed" else _("the sitemap {name}")
    count = counted("{number:,} article", "{number:,} articles", outlook.articles)
    if not outlook.articles or (outlook.new == outlook.articles == 1):
        text = _("This is {what} with {count}.")
    elif outlook.new == outlook.articles:
        text = _("This is {what} with {count}, all of them new.")
    elif outlook.new:
        text = _("This is {what} with {count}, {new:,} of them new.")
    else:
        text = _("This is {what} with {count}, none of them new.")
    return text.format(what=kind.format(name=name), count=count, new=outlook.new)


def _newest(titles: Sequence[str]) -> list[str]:
    """The newest articles that a source lists, so that people see whether it is the one they mean."""
    shown = [f"- {title}" for one in titles[:_NEWEST] if (title := fit_line(one, 150))]
    return [_("**The newest:**"), *shown] if shown else []


def _advertised(outlook: Outlook) -> str:
    return counted(
        "It advertises a feed: choose it below to follow what it lists.",
        "It advertises {number} feeds: choose one below to follow what it lists.",
        len(outlook.feeds),
    )


def _name(title: str, address: str) -> str:
    name = linked_to(fit_line(title, 120) or short(address), web_address(address))
    return _("“{name}”").format(name=name)


def _kind(source: Source) -> str:
    """Return what a source is, in a word."""
    words = {
        "feed": _("feed"), "sitemap": _("sitemap"), "page": _("page"), "upload": _("files"), "message": _("message"),
        "folder": _("folder"), "file": _("file"),
    }  # fmt: skip
    return words[source.kind]


def _row(source: Source) -> str:
    schedule = "" if source.kind in DELIVERED else every_text(source.every)
    state = _("paused") if source.paused else schedule
    due = source.due_at if source.every and not source.paused else None
    following = _("next {when}").format(when=ago(due)) if due else ""
    first = [_name(source.title, source.address), _kind(source), state, following]
    rows = ["- " + " · ".join(part for part in first if part)]
    rows.append("  -# " + " · ".join(part for part in (_reached(source), _counts(source)) if part))
    if source.error:
        when, error = ago(source.tried_at), fit_line(source.error, 200)
        said = _("⚠ failed {when}: {error}") if when else _("⚠ failed: {error}")
        rows.append("  " + said.format(when=when, error=error))
    return "\n".join(rows)


def _reached(source: Source) -> str:
    if not source.succeeded_at:
        return _("never reached")
    said = _("indexed {when}") if source.kind in DELIVERED else _("reached {when}")
    return said.format(when=ago(source.succeeded_at))


def _counts(source: Source) -> str:
    return counts_text(source.counts) if source.counts != Counts() else ""
