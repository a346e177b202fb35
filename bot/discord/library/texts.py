"""What /index says: progress, results, lists. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord.text.credits import credit_parts_of, day, moment
from bot.discord.text.escaping import fit_line, line, size, unmentioned
from bot.discord.text.lists import TEXT_LIMIT, fitting, number, paged, within
from index.follow.origins import Counts
from index.sources.archives import SEPARATOR
from index.values import ArticleSummary, Failure, LibraryStatus, Progress

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
    at = f"{min(progress.done + 1, progress.total):,} of {progress.total:,}"
    head = "Embedding the last passages…"
    if progress.stage != "embedding":
        doing, noun = ("Fetching", "page") if progress.stage == "fetching" else ("Reading", "file")
        head = f"{doing} {noun} {at}…" if progress.total else f"{doing}…"
    return f"{head}\n-# {counts_text(progress)}"


def finished(progress: Progress, named: Sequence[ArticleSummary], lead: str = "") -> Said:
    """Return the result of an ingest; `named` are the articles that it brought or changed, `lead` stands above."""
    head = "**Done.** " + ("Ask about:" if named else "Nothing new to ask about.")
    return _result(
        [*([lead] if lead else []), head, *(_row(one) for one in named[:_LISTED]), *_more(len(named) - _LISTED)],
        progress,
    )


def interrupted(progress: Progress, ending: Ending, again: str) -> Said:
    """Return what is said when a member or a shutdown ends an ingest early; `again` tells how to go on."""
    head = "**Cancelled.**" if ending == "cancelled" else "**Stopped**: Footnote is shutting down."
    return _result([f"{head} What was indexed until then stays; nothing is half done. {again}"], progress)


def ending_text(progress: Progress, ending: Ending) -> str:
    """Return how an ingest ended, as the audit log keeps it."""
    return counts_text(progress) if ending == "finished" else f"{ending}: {counts_text(progress)}"


def _result(rows: Sequence[str], progress: Progress) -> Said:
    rows = [*rows, f"-# {counts_text(progress)}"]
    failed = [f"- {shown_failure(one)}" for one in progress.failures]
    if not failed:
        return Said(within(rows))
    head = "**Not indexed:**"
    room = TEXT_LIMIT - 100 - sum(size(row) + 1 for row in [*rows, head])
    shown = fitting(failed[:_LISTED], room)
    if len(shown) == len(failed):
        return Said("\n".join([*rows, head, *shown]))
    rest = len(failed) - len(shown)
    last = f"and {rest:,} more: errors.txt lists all" if shown else "errors.txt lists them all"
    return Said("\n".join([*rows, head, *shown, last]), errors_text(progress.failures))


def shown_failure(failure: Failure) -> str:
    """Return what could not be indexed and why, on one line."""
    return f"{fit_line(file_name(failure.source), 120)}: {fit_line(failure.reason, 300)}"


def errors_text(failures: Sequence[Failure]) -> str:
    """Return the text of a file that lists all failures; a million characters are enough to see what is wrong."""
    rows = (f"{line(file_name(one.source))}: {line(one.reason)}" for one in failures)
    return "\n".join(rows)[:1_000_000] + "\n"


def list_text(articles: Sequence[ArticleSummary], library: str, page: int) -> str:
    """Return one page of a library's articles."""
    if not articles:
        return f"Nothing is indexed in `{library}` yet. `/index add` takes files, `/index source add` addresses."
    shown, of = paged(articles, page, PAGE)
    return within([f"**{number(len(articles), 'article')}** in `{library}`{of}", *map(_row, shown)])


def status_text(own: LibraryStatus, read: LibraryStatus) -> str:
    """Return what a server's library holds; `read` is the one that its questions search."""
    rows = [_holdings(own)]
    if read.library != own.library:
        rows = [f"This server has no articles of its own; questions search `{read.library}`.", _holdings(read)]
    if read.publishers:
        rows.append(fit_line(f"Publishers: {', '.join(read.publishers)}", 1000))
    if read.indexed_at:
        rows.append(f"-# Last indexed {moment(read.indexed_at)}")
    return within(rows)


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


def counts_text(progress: Progress | Counts) -> str:
    """Return the counts of an ingest or of a source's latest refresh."""
    named = ("found", "new", "changed", "unchanged", "removed", "failed")
    counts = [(name, getattr(progress, name)) for name in named]
    told = [f"{count:,} {name}" for name, count in counts if count or name != "removed"]
    return " · ".join([*told, *_besides(progress)])


def _besides(progress: Progress | Counts) -> list[str]:
    if isinstance(progress, Counts):
        return []
    folded = [f"{progress.folded:,} the same article under another address"] if progress.folded else []
    return folded + ([f"{progress.looked:,} of the last days looked at again"] if progress.looked else [])


def _more(count: int) -> list[str]:
    return [f"and {count:,} more"] if count > 0 else []


def file_name(source: str) -> str:
    """Return the name under which a member knows a source: a web address whole, a file by its name."""
    if "://" in source:
        return source
    outer, inside, inner = source.partition(SEPARATOR)
    name = outer.rpartition("/")[2] or outer
    return f"{name} › {inner}" if inside else name


def _holdings(status: LibraryStatus) -> str:
    dates = f", {day(status.first)} – {day(status.last)}" if status.first and status.last else ""
    counts = f"{number(status.articles, 'article')} in {number(status.passages, 'passage')}"
    return f"**`{status.library}`**: {counts}{dates}."
