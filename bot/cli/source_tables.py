"""Sources as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli.output import in_terminal, line, record, safe, say, stdout
from bot.words.words import counted

if TYPE_CHECKING:
    from index.catalogue.audit import Audit
    from index.follow.origins import Counts, Outlook, Source
    from index.ingest.outlay import Outlay

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"))
NEVER = "–"


def sources(library: str, rows: Sequence[Source]) -> None:
    """Print a block for each source: what it is, its schedule, how its latest refresh went; in pipes a line."""
    from rich.text import Text

    if not rows:
        say(f"The library “{library}” follows no source. `footnote index source add ADDRESS` adds one.")
    for row in rows:
        state = "paused" if row.paused else f"every {every(row.every)}" if row.every else "on demand"
        success = f"last success {when(row.succeeded_at)} · {counts(row.counts)}"
        failed = f"✗ {when(row.tried_at)}: {safe(row.error)}" if row.error else ""
        following = "" if row.paused else f"next {when(row.due_at)}"
        if not in_terminal():
            record(row.id, row.title, row.kind, state, row.address, success, following, failed)
            continue
        stdout().print(Text.assemble((f"{row.id}  {safe(row.title) or row.kind}", "bold"), f"  {row.kind}, {state}"))
        stdout().print(Text(f"   {safe(row.address)}", style="dim"), soft_wrap=True)
        stdout().print(Text("   " + " · ".join(filter(None, (success, following)))))
        if failed:
            stdout().print(Text(f"   {failed}", style="red"))


def outlook(value: Outlook) -> None:
    """Print what would be fetched, and how long that takes."""
    say(f"{value.address} is a {value.kind}" + (f", “{value.title}”." if value.title else "."))
    if value.kind in ("feed", "sitemap", "folder"):
        articles = counted("{number:,} article", "{number:,} articles", value.articles)
        say(f"It lists {articles}, {value.new} of them to be fetched or read.")
    if value.new:
        say(f"Fetching takes about {span(value.fetching)}, embedding about {span(value.embedding)}.")
        if value.price is not None:
            say(f"Its provider takes about {money(value.price)} for embedding about {value.tokens:,} tokens.")
    if value.note:
        say(value.note)
    for feed in value.feeds:
        say(f"The page names the feed {feed}")


def outlay(value: Outlay) -> None:
    """Print what indexing would embed, and what that costs."""
    articles = counted("{number:,} article", "{number:,} articles", value.articles)
    costs = "" if value.price is None else f" Its provider takes about {money(value.price)}."
    size = f"{value.characters:,} characters, about {value.tokens:,} tokens"
    say(f"New or changed: {articles}. To be embedded: {size}.{costs}")
    for failure in value.failures:
        say(line(f"✗ {failure.source}: {failure.reason}"))


def money(price: float) -> str:
    """Return a price in the currency of EMBEDDING_PRICE; small ones to two digits that count."""
    return f"{price:,.2f}" if price >= 1 else f"{price:.2g}"


def audits(rows: Sequence[Audit]) -> None:
    for row in rows:
        facts = (when(row.at), row.actor or NEVER, row.action, row.subject, row.result)
        if in_terminal():
            stdout().print("  ".join(line(fact) for fact in facts if fact), soft_wrap=True)
        else:
            record(*facts)
    if not rows:
        say("Nothing was noted yet.")


def every(seconds: int) -> str:
    """Return a schedule as it is written: 15m, 2h, 1d."""
    return next((f"{seconds // unit}{name}" for unit, name in _UNITS if seconds % unit == 0), f"{seconds}s")


def span(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"


def when(moment: datetime | None) -> str:
    """Return a time in this machine's zone, to the minute."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else NEVER


def counts(value: Counts) -> str:
    told = {"new": value.new, "changed": value.changed, "removed": value.removed, "failed": value.failed}
    return ", ".join([f"{value.found} found", *(f"{count} {name}" for name, count in told.items() if count)])
