"""`footnote index source …`: the places where articles come from."""

from __future__ import annotations

import getpass
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import identify, output
from bot.cli.progress import finish, progress_bar, summary
from bot.cli.scope import Scope, scoped
from bot.errors import WrongUse
from index.errors import UnreadableSource

if TYPE_CHECKING:
    from index.follow.origins import Source
    from index.library import Library

app = typer.Typer(no_args_is_help=True, help="Follow folders, files, web pages, feeds and sitemaps.")

_EVERY = re.compile(r"(\d{1,4})\s*(m|min|h|d)")
_SECONDS = {"m": 60, "min": 60, "h": 3_600, "d": 86_400}
LEAST = 60
Address = Annotated[
    str, typer.Argument(metavar="ADDRESS", help="A folder, a file, or the web address of a page, feed or sitemap.")
]
Key = Annotated[
    str,
    typer.Argument(metavar="SOURCE", help="A source's number as `list` shows it, or its address or how that begins."),
]
Every = Annotated[
    str, typer.Option("--every", metavar="15m|2h|1d|never", help="Its schedule; each kind has a usual one.")
]


@app.command()
@scoped
def add(
    scope: Scope,
    address: Address,
    every: Every = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be fetched, and how long it takes.")
    ] = False,
) -> None:
    """Follow an address and index what it lists."""
    from bot.cli import json_values, source_tables

    seconds = _seconds(every)
    with scope.open() as library:
        outlook = library.look(scope.library, address)
        if dry_run:
            output.emit(json_values.outlook(outlook)) if scope.json else source_tables.outlook(outlook)
            return
        source = library.add_source(scope.library, outlook, every=seconds, by=actor())
        with progress_bar() as show:
            done = library.refresh(scope.library, source.id, show)
    finish(done, as_json=scope.json, source=source.address)


@app.command("list")
@scoped
def list_(scope: Scope) -> None:
    """List the sources of the library, with their schedules and what the latest refresh found."""
    from bot.cli import json_values, source_tables

    with scope.reading() as library:
        sources = library.sources(scope.library)
    if scope.json:
        output.emit({"library": scope.library, "sources": [json_values.source(one) for one in sources]})
    else:
        source_tables.sources(scope.library, sources)


@app.command()
@scoped
def remove(
    scope: Scope,
    key: Key,
    with_articles: Annotated[
        bool,
        typer.Option(
            "--with-articles",
            help="Also take out its articles that no other source lists; a later `sync` or `add` brings them back.",
        ),
    ] = False,
) -> None:
    """Stop following a source; its articles stay unless told otherwise."""
    with scope.existing() as library:
        source = identify.source(library, scope.library, key)
        removed = library.remove_source(scope.library, source.id, articles=with_articles, by=actor())
    if scope.json:
        output.emit({"removed": source.address, "articles_removed": removed})
    else:
        left = f" {removed} of its articles were taken out." if with_articles else " Its articles stay."
        output.say(f"{source.address} is no longer followed.{left}")


@app.command()
@scoped
def refresh(scope: Scope, key: Key) -> None:
    """Refresh one source now."""
    with scope.existing() as library, progress_bar() as show:
        source = identify.source(library, scope.library, key)
        done = library.refresh(scope.library, source.id, show, again=True)
    finish(done, as_json=scope.json, source=source.address)


@app.command()
@scoped
def pause(scope: Scope, key: Key) -> None:
    """Stop a source's schedule until `resume`."""
    _pause(scope, key, paused=True)


@app.command()
@scoped
def resume(scope: Scope, key: Key) -> None:
    """Take a paused source's schedule up again."""
    _pause(scope, key, paused=False)


def refresh_all(scope: Scope, *, every_one: bool) -> None:
    """Refresh what is due, or every source; one that fails does not stop the others. Exits with 1 when one failed."""
    moment = datetime.now(UTC)
    with scope.reading() as library:
        every = library.sources(scope.library)
        followed = [one for one in every if not one.paused]
        due = [one for one in followed if every_one or (one.due_at and one.due_at <= moment)]
        results = [_refreshed(scope, library, one) for one in due]
    if scope.json:
        output.emit({"library": scope.library, "refreshed": results})
    elif not results:
        output.say(_nothing(paused=len(every) - len(followed), followed=bool(followed)))
    if any("error" in one for one in results):
        raise typer.Exit(1)


def _refreshed(scope: Scope, library: Library, source: Source) -> dict[str, object]:
    """Refresh a source and return what is printed of it."""
    try:
        with progress_bar() as show:
            done = library.refresh(scope.library, source.id, show)
    except UnreadableSource as error:
        output.say(f"✗ {error}")
        return {"source": source.address, "error": error.reason}
    if not scope.json:
        output.say(f"{source.address}: {summary(done)}")
    counts = ("found", "new", "changed", "unchanged", "removed", "failed")
    return {"source": source.address, **{name: getattr(done, name) for name in counts}}


def _nothing(*, paused: int, followed: bool) -> str:
    if followed:
        return "Nothing is due."
    if paused:
        return "Every source is paused. `footnote index source resume SOURCE` starts one."
    return "No sources. `footnote index source add ADDRESS` follows one."


def actor() -> str:
    """Return who works at this terminal, for the audit log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "terminal"


def _pause(scope: Scope, key: str, *, paused: bool) -> None:
    with scope.existing() as library:
        source = identify.source(library, scope.library, key)
        library.pause_source(scope.library, source.id, paused, by=actor())
    if scope.json:
        output.emit({"source": source.address, "paused": paused})
    else:
        output.say(f"{source.address} is {'paused' if paused else 'followed again'}.")


def _seconds(every: str) -> int | None:
    """Return a schedule in seconds, None for the usual one. Raises WrongUse."""
    text = every.strip().lower()
    if text in ("", "never"):
        return 0 if text else None
    found = _EVERY.fullmatch(text)
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    if seconds < LEAST:
        raise WrongUse(f"“{every}” is no schedule. Write for instance 15m, 2h or 1d (at least 1m), or never.")
    return seconds
