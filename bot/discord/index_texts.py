"""What /index says: progress, results, lists. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.safe import fit_line, size, unmentioned
from bot.discord.sources import credit_parts_of, day, moment
from index.values import ArticleSummary, Failure, LibraryStatus, Progress

TEXT_LIMIT = 4000
_LISTED = 10
PAGE = 15


def progress_text(progress: Progress) -> str:
    """Return how far an ingest is."""
    at = min(progress.done + 1, progress.total)
    reading = f"Reading file {at:,} of {progress.total:,}…" if progress.total else "Reading…"
    head = reading if progress.stage == "reading" else "Embedding the last passages…"
    return f"{head}\n-# {_counts(progress)}"


def finished_text(progress: Progress, named: Sequence[ArticleSummary]) -> str:
    """Return the result of an ingest; `named` are the articles that it brought or changed."""
    head = "**Done.** " + ("Ask about:" if named else "Nothing new to ask about.")
    rows = [head, *(_row(one) for one in named[:_LISTED]), *_more(len(named) - _LISTED)]
    return _within([*rows, f"-# {_counts(progress)}", *_failures(progress.failures)])


def stopped_text(progress: Progress) -> str:
    """Return what is said when a shutdown interrupts an ingest."""
    said = "**Stopped**: Footnote is shutting down. Add the files again later; nothing is half done."
    return f"{said}\n-# {_counts(progress)}"


def list_text(articles: Sequence[ArticleSummary], library: str, page: int) -> str:
    """Return one page of a library's articles."""
    if not articles:
        return f"Nothing is indexed in `{library}` yet. `/index add` takes files."
    pages = -(-len(articles) // PAGE)
    page = min(page, pages)
    head = f"**{_number(len(articles), 'article')}** in `{library}`" + (
        f", page {page} of {pages}" if pages > 1 else ""
    )
    return _within([head, *(_row(one) for one in articles[(page - 1) * PAGE : page * PAGE])])


def status_text(own: LibraryStatus, read: LibraryStatus) -> str:
    """Return what a server's library holds; `read` is the one that its questions search."""
    rows = [_holdings(own)]
    if read.library != own.library:
        rows = [f"This server has no articles of its own; questions search `{read.library}`.", _holdings(read)]
    if read.publishers:
        rows.append(fit_line(f"Publishers: {', '.join(read.publishers)}", 1000))
    if read.indexed_at:
        rows.append(f"-# Last indexed {moment(read.indexed_at)}")
    return _within(rows)


def removed_text(article: ArticleSummary) -> str:
    """Return what is said when an article left."""
    return f"Removed {fit_line(article.title or article.source, 150)}. It no longer appears in answers."


def choice_name(article: ArticleSummary) -> str:
    """Return how an article is called in a completion, at most 100 characters of plain text."""
    when = day(article.published) if article.published else ""
    parts = [article.title or article.source, article.publisher, when]
    return fit_line(" · ".join(part for part in parts if part), 100, unmentioned) or article.id


def _row(article: ArticleSummary) -> str:
    title = fit_line(article.title or article.source, 100) or "Untitled"
    return "- " + " · ".join([f"**{title}**", *credit_parts_of(article.publisher, "", article.published, None)])


def _counts(progress: Progress) -> str:
    named = ("found", "new", "changed", "unchanged", "removed", "failed")
    counts = [(name, getattr(progress, name)) for name in named]
    return " · ".join(f"{count:,} {name}" for name, count in counts if count or name != "removed")


def _failures(failures: Sequence[Failure]) -> list[str]:
    rows = [f"- {fit_line(file_name(one.source), 100)}: {fit_line(one.reason, 300)}" for one in failures[:_LISTED]]
    return ["**Not indexed:**", *rows, *_more(len(failures) - _LISTED)] if rows else []


def _more(count: int) -> list[str]:
    return [f"and {count:,} more"] if count > 0 else []


def file_name(source: str) -> str:
    """Return the name under which a member knows a source."""
    return source.rpartition("/")[2] or source


def _holdings(status: LibraryStatus) -> str:
    dates = f", {day(status.first)} – {day(status.last)}" if status.first and status.last else ""
    counts = f"{_number(status.articles, 'article')} in {_number(status.passages, 'passage')}"
    return f"**`{status.library}`**: {counts}{dates}."


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _within(rows: Sequence[str], limit: int = TEXT_LIMIT) -> str:
    """Join as many rows as a message holds."""
    kept: list[str] = []
    for row in rows:
        if sum(size(one) + 1 for one in kept) + size(row) > limit - 20:
            return "\n".join([*kept, "…"])
        kept.append(row)
    return "\n".join(kept)
