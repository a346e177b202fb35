"""What /index says: progress, results, lists. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord.library.failures import errors_text, failed, head_text
from bot.discord.text.credits import credit_parts_of, day, moment, stamp
from bot.discord.text.escaping import fit_line, size, unmentioned
from bot.discord.text.lists import TEXT_LIMIT, fitting, paged, within
from bot.words.words import _, counted, speaking
from index.follow.origins import Counts
from index.values import ArticleSummary, LibraryStatus, Progress

if TYPE_CHECKING:
    from bot.discord.interaction.runs import Ending

_LISTED = 10
PAGE = 15


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and the errors for which it has no room, as the text of a file ("" for none)."""

    text: str
    errors: str = ""


def progress_text(progress: Progress) -> str:
    """Return how far an ingest is."""
    at = {"at": min(progress.done + 1, progress.total), "of": progress.total}
    if progress.stage == "embedding":
        head = _("Making the last ones searchable…")
    elif progress.stage == "fetching":
        head = _("Fetching page {at:,} of {of:,}…").format(**at) if progress.total else _("Fetching…")
    else:
        head = _("Reading file {at:,} of {of:,}…").format(**at) if progress.total else _("Reading…")
    return "\n".join([head, *_small(progress)])


def finished(progress: Progress, named: Sequence[ArticleSummary], lead: str = "") -> Said:
    """Return the result of an ingest: what failed, then the articles that it brought or changed, which are `named`.

    `lead` stands above.
    """
    return _result([lead] if lead else [], progress, named)


def interrupted(progress: Progress, ending: Ending, again: str) -> Said:
    """Return what is said when a member or a shutdown ends an ingest early; `again` tells how to go on."""
    head = _("**Cancelled.**") if ending == "cancelled" else _("**Stopped**: Footnote is shutting down.")
    kept = _("What was indexed until then stays; nothing is half done.")
    return _result([f"{head} {kept} {again}"], progress)


def ending_text(progress: Progress, ending: Ending) -> str:
    """Return how an ingest ended, as the audit log keeps it: for readers of every language, so in English."""
    with speaking("en"):
        counts = counts_text(progress) or "nothing new"
        return counts if ending == "finished" else f"{ending}: {counts}"


def _result(rows: Sequence[str], progress: Progress, named: Sequence[ArticleSummary] | None = None) -> Said:
    """What failed leads, and leaves room for a few of the articles; `named` is None where it is not told what came."""
    counts, failures = _small(progress), progress.failures
    came = [] if named is None else _came(progress, named)
    if not failures:
        return Said(within([*rows, *came, *counts]))
    some = bool(progress.new or progress.changed or progress.unchanged)
    rows = [*rows, head_text(failures, some_came=some)]
    left = TEXT_LIMIT - 100 - sum(size(row) + 1 for row in [*rows, *came[:3], *counts])
    shown = failed(failures, left)
    rows = [*rows, *shown.rows, *([] if shown.whole else [_("errors.txt lists them all.")])]
    left = TEXT_LIMIT - 20 - sum(size(row) + 1 for row in [*rows, *counts])
    return Said("\n".join([*rows, *fitting(came, left), *counts]), "" if shown.whole else errors_text(failures))


def _came(progress: Progress, named: Sequence[ArticleSummary]) -> list[str]:
    """What came in: it is done only where all of it did."""
    rows = [*(_row(one) for one in named[:_LISTED]), *_more(len(named) - _LISTED)]
    if progress.failures:
        return [_("**The others came in.** Ask about:"), *rows] if named else []
    if named:
        return [_("**Done.** Ask about:"), *rows]
    if not progress.unchanged:
        return [_("**Done.** Nothing new to ask about.")]
    return [
        counted(
            "**Done.** Nothing is new: {number:,} article was here already.",
            "**Done.** Nothing is new: {number:,} articles were here already.",
            progress.unchanged,
        )
    ]


def list_text(articles: Sequence[ArticleSummary], library: str, page: int) -> str:
    """Return one page of the articles of a library that people call `library`."""
    library = fit_line(library, 100)
    if not articles:
        return _(
            "Nothing is in {library} yet. `/index add` takes files, `/index source add` follows pages, feeds and "
            "sitemaps."
        ).format(library=library)
    shown, of = paged(articles, page, PAGE)
    count = counted("{number:,} article", "{number:,} articles", len(articles))
    return within([_("**{count}** in {library}{of}").format(count=count, library=library, of=of), *map(_row, shown)])


def status_text(own: LibraryStatus, read: LibraryStatus) -> str:
    """Return what a server's library holds; `read` is the one that its questions search. Both as people call them."""
    rows = [_holdings(own)]
    if read.library != own.library:
        called = fit_line(read.library, 100)
        rows = [_("This server has no articles of its own; questions search {library}.").format(library=called)]
        rows.append(_holdings(read))
    if read.publishers:
        rows.append(fit_line(_("Publishers: {names}").format(names=", ".join(read.publishers)), 1000))
    if read.indexed_at:
        rows.append(_("-# Last changed {when}").format(when=moment(read.indexed_at)))
    return within(rows)


def removed_text(article: ArticleSummary) -> str:
    """Return what is said when an article left."""
    title = fit_line(article.title or article.source, 150)
    return _("Removed {title}. It no longer appears in answers.").format(title=title)


def choice_name(article: ArticleSummary) -> str:
    """Return how an article is called in a completion, at most 100 characters of plain text."""
    when = day(article.published) if article.published else ""
    parts = [article.title or article.source, article.publisher, when]
    return fit_line(" · ".join(part for part in parts if part), 100, unmentioned) or article.id


def _row(article: ArticleSummary) -> str:
    title = fit_line(article.title or article.source, 100) or _("Untitled")
    return "- " + " · ".join([f"**{title}**", *credit_parts_of(article.publisher, "", article.published, None)])


def counts_text(progress: Progress | Counts) -> str:
    """Return the counts of an ingest or of a source's latest refresh, those that are not nought."""
    parts = [
        counted("{number:,} new", "{number:,} new", progress.new) if progress.new else "",
        counted("{number:,} changed", "{number:,} changed", progress.changed) if progress.changed else "",
        counted("{number:,} unchanged", "{number:,} unchanged", progress.unchanged) if progress.unchanged else "",
        counted("{number:,} removed", "{number:,} removed", progress.removed) if progress.removed else "",
        counted("{number:,} failed", "{number:,} failed", progress.failed) if progress.failed else "",
        *_besides(progress),
    ]
    return " · ".join(part for part in parts if part)


def _besides(progress: Progress | Counts) -> list[str]:
    if isinstance(progress, Counts):
        return []
    folded = _("{number:,} the same article under another address").format(number=progress.folded)
    looked = _("{number:,} of the last days looked at again").format(number=progress.looked)
    return [folded] * bool(progress.folded) + [looked] * bool(progress.looked)


def _small(progress: Progress) -> list[str]:
    """The counts on a line of their own, where there are any to tell."""
    counts = counts_text(progress)
    return [f"-# {counts}"] if counts else []


def _more(count: int) -> list[str]:
    return [counted("and {number:,} more", "and {number:,} more", count)] if count > 0 else []


def _holdings(status: LibraryStatus) -> str:
    count = counted("{number:,} article", "{number:,} articles", status.articles)
    text = _("**{count}** in {library}").format(count=count, library=fit_line(status.library, 100))
    if not status.first or not status.last:
        return text
    return _("{holdings}, {first} – {last}").format(holdings=text, first=stamp(status.first), last=stamp(status.last))
