"""`footnote index …`: what is in the library, and how it gets there and leaves."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli import identify, output, sources
from bot.cli.batches import BatchOption, answered, opened
from bot.cli.progress import counts, finish, progress_bar
from bot.cli.scope import Scope, scoped
from bot.errors import WrongUse

if TYPE_CHECKING:
    from index.values import ArticleSummary

app = typer.Typer(no_args_is_help=True, help="Put articles into the library, look at them, take them out.")

app.add_typer(sources.app, name="source")


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("Write a day as 2026-03-14.") from None


Since = Annotated[date | None, typer.Option("--since", parser=day, metavar="DAY", help="Published then or later.")]
Publisher = Annotated[str, typer.Option("--publisher", metavar="NAME", help="Only this publisher's articles.")]
Until = Annotated[date | None, typer.Option("--until", parser=day, metavar="DAY", help="Published then or before.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only say what would be embedded, and what that costs (EMBEDDING_PRICE).")
]
ArticleId = Annotated[str, typer.Argument(metavar="ID", help="Article id as `list` shows it, or how it begins.")]
Sort = Literal["published", "indexed", "publisher", "title"]


def place(text: str) -> Path:
    """Return the path that was typed; nothing is no path, though pathlib takes it for the current folder."""
    if not text.strip():
        raise typer.BadParameter("An empty name is no file or folder.")
    if text.casefold().startswith(("http://", "https://")):
        raise typer.BadParameter("A web address is followed: `footnote index source add ADDRESS`.")
    return Path(text)


@app.command()
@scoped
def sync(
    scope: Scope,
    folder: Annotated[Path, typer.Argument(metavar="DIR", parser=place, help="Folder to mirror.")] = Path("articles"),
    dry_run: DryRun = False,
) -> None:
    """Make the library equal to a folder: new and changed files in, vanished ones out."""
    if not folder.is_dir():
        raise WrongUse(f"{folder} is not a folder. Name the folder that holds your article files.")
    if dry_run:
        _weigh(scope, [folder.resolve()], again=False)
        return
    with scope.open() as library, progress_bar() as show:
        done = library.sync(scope.library, folder, show)
        if done.new or done.changed or done.removed:
            library.note_audit(scope.library, sources.actor(), "sync", str(folder), counts(done))
        finish(done, as_json=scope.json)


@app.command()
@scoped
def add(
    scope: Scope,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", parser=place, help="Article files or folders.")],
    dry_run: DryRun = False,
) -> None:
    """Index files and folders, also what was removed; nothing is taken out. Exits with 1 when one of them failed."""
    if dry_run:
        _weigh(scope, [path.absolute() for path in paths], again=True)
        return
    with scope.open() as library, progress_bar() as show:
        done = library.add(scope.library, paths, show)
        library.note_audit(scope.library, sources.actor(), "add", ", ".join(map(str, paths)), counts(done))
        finish(done, as_json=scope.json, whole=True)


def _weigh(scope: Scope, paths: list[Path], *, again: bool) -> None:
    """Say what indexing would embed and cost."""
    from bot.cli import source_tables

    with scope.open() as library:
        found = library.outlay(scope.library, paths, again=again)
    if scope.json:
        output.emit({"library": scope.library, **asdict(found)})
    else:
        source_tables.outlay(found)


@app.command()
@scoped
def rebuild(scope: Scope) -> None:
    """Embed every article anew with the configured model and build the vectors again."""
    with scope.reading() as library, progress_bar() as show:
        finish(library.rebuild(scope.library, show), as_json=scope.json)


@app.command()
@scoped
def refresh(
    scope: Scope,
    every_one: Annotated[bool, typer.Option("--all", help="Also those that are not due yet.")] = False,
) -> None:
    """Refresh the sources that are due, as a cron job does where no bot runs."""
    sources.refresh_all(scope, every_one=every_one)


@app.command()
@scoped
def log(
    scope: Scope,
    limit: Annotated[int, typer.Option("-n", min=1, max=5000, help="How many entries.")] = 50,
) -> None:
    """Show who changed the library's sources and articles, newest first."""
    from bot.cli import json_values, source_tables

    with scope.reading() as library:
        entries = library.audits(scope.library, limit)
    if scope.json:
        output.emit({"library": scope.library, "log": [json_values.audit(one) for one in entries]})
    else:
        source_tables.audits(entries)


@app.command("list")
@scoped
def list_(
    scope: Scope,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="How many; all unless given.")] = None,
    publisher: Publisher = "",
    since: Since = None,
    until: Until = None,
    sort: Annotated[Sort, typer.Option("--sort", help="Days: newest first. Names: from A to Z.")] = "published",
) -> None:
    """List the articles of the library."""
    from bot.cli import article_tables, json_values

    with scope.reading() as library:
        every = library.articles(scope.library)
    meant = [one for one in every if _meant(one, publisher, since, until)]
    shown = article_tables.ordered(meant, sort)[:limit]
    if scope.json:
        listed = [json_values.summary(article) for article in shown]
        output.emit({"library": scope.library, "total": len(meant), "articles": listed})
    elif not meant:
        output.say(article_tables.none_like_that(scope.library, every))
    else:
        article_tables.articles(shown)
        if len(shown) < len(meant):
            output.say(f"{len(meant) - len(shown):,} more: --limit {len(meant)} shows all.")


def _meant(row: ArticleSummary, publisher: str, since: date | None, until: date | None) -> bool:
    """Tell whether an article is by a publisher and of these days; as in a search, one without a day is of none."""
    at = row.published
    return (
        publisher.casefold() in ("", row.publisher.casefold())
        and (since is None or (at is not None and at >= since))
        and (until is None or (at is not None and at <= until))
    )


@app.command()
@scoped
def show(scope: Scope, article_id: ArticleId) -> None:
    """Show an article as it is stored: text, captions, passages."""
    from bot.cli import article_tables, json_values

    with scope.existing() as library:
        article_id = identify.article_id(library, scope.library, article_id)
        article = library.article(scope.library, article_id)
        passages = library.passages(scope.library, article_id)
        story = library.stories(scope.library, [article_id])[article_id]
        first = library.article(scope.library, story) if story != article_id else None
    if scope.json:
        output.emit(json_values.article(article, passages, first))
    else:
        article_tables.article(article, passages, first)


@app.command()
@scoped
def remove(scope: Scope, article_id: ArticleId) -> None:
    """Take an article out; later syncs leave it out until its file changes or `index add` brings it back."""
    with scope.existing() as library:
        article_id = identify.article_id(library, scope.library, article_id)
        title = library.article(scope.library, article_id).title
        library.remove(scope.library, article_id)
        library.note_audit(scope.library, sources.actor(), "remove", title)
    if scope.json:
        output.emit({"removed": article_id, "title": title})
    else:
        output.say(f"Removed “{title}”.")


@app.command()
@scoped
def search(
    scope: Scope,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="Words to search for.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
    batch: BatchOption = None,
    publisher: Publisher = "",
    since: Since = None,
    until: Until = None,
    article: Annotated[str, typer.Option("--article", metavar="ID", help="Only this article.")] = "",
) -> None:
    """Show the passages nearest to a query, without answering."""
    from bot.cli import article_tables, json_values
    from index.values import Filters

    if (query is None) == (batch is None) or (query is not None and not query.strip()):
        raise WrongUse("Give one query, or --batch FILE with one on each line.")
    with opened(batch) as (lines, total), scope.reading() as library:
        only = identify.article_id(library, scope.library, article) if article else ""
        filters = Filters(publisher, since, until, only)

        def public(text: str) -> dict[str, object]:
            hits = library.search(scope.library, text, k, filters).hits
            return {"query": text, "hits": [json_values.hit(hit) for hit in hits]}

        if query is None:
            answered(lines, total, public)
        elif scope.json:
            output.emit(public(query))
        else:
            article_tables.hits(query, library.search(scope.library, query, k, filters).hits)


@app.command()
@scoped
def status(scope: Scope) -> None:
    """Tell what the library holds and when it last changed."""
    from bot.cli import article_tables, json_values

    with scope.reading() as library:
        state = library.status(scope.library)
        names = library.libraries()
    if scope.json:
        output.emit({**json_values.status(state), "libraries": names})
    else:
        article_tables.status(state, names)
