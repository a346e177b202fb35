"""Articles, passages and status as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.output import in_terminal, record, safe, say, stdout

if TYPE_CHECKING:
    from index.values import Article, ArticleSummary, Hit, LibraryStatus, Passage

WIDE = 70  # columns from which a list has room for the publisher beside the title


def ordered(rows: Sequence[ArticleSummary], by: str) -> list[ArticleSummary]:
    """Return articles by the day they were `published` or `indexed`, newest first, or by a name, A to Z."""
    if by in ("publisher", "title"):
        return sorted(rows, key=lambda row: str(getattr(row, by)).casefold())
    return sorted(rows, key=lambda row: str(getattr(row, "indexed_at" if by == "indexed" else by) or ""), reverse=True)


def none_like_that(library: str, every: Sequence[ArticleSummary]) -> str:
    """Return what is said where a list is empty."""
    if not every:
        return f"The library “{library}” is empty. `footnote index sync DIR` fills it."
    return f"None of the {len(every):,} articles in “{library}” is like that."


def articles(rows: Sequence[ArticleSummary]) -> None:
    """Print a table; elsewhere than in a terminal id, date, publisher, title and passages of one article a line."""
    if not in_terminal():
        for row in rows:
            record(*_fields(row))
        return
    from rich.table import Table

    console = stdout()
    wide = console.width >= WIDE
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("ID", no_wrap=True)
    table.add_column("Published", no_wrap=True)
    for name in ("Publisher", "Title") if wide else ("Title",):
        table.add_column(name, overflow="fold")
    table.add_column("Passages", justify="right")
    for row in rows:
        key, dated, publisher, *rest = _fields(row)
        table.add_row(key, dated, *([publisher] if wide else []), *rest)
    console.print(table)


def _fields(row: ArticleSummary) -> tuple[str, str, str, str, str]:
    title = f"{row.title} (copy of {row.story})" if row.copy else row.title
    dated = row.published.isoformat() if row.published else "–"
    return row.id, dated, safe(row.publisher) or "–", safe(title), str(row.passages)


def article(value: Article, passages: Sequence[Passage], first: Article | None) -> None:
    """Print an article; `first` is the one that it is a copy of."""
    from rich.text import Text

    console = stdout()
    console.print(Text(safe(value.title), style="bold"))
    dates = [
        f"published {value.published}" if value.published else "",
        f"updated {value.modified}" if value.modified else "",
    ]
    facts = (value.publisher, value.byline, *dates, value.url or value.origin, f"revision {value.revision}")
    console.print(Text(" · ".join(safe(fact) for fact in facts if fact), style="dim"))
    if first:
        console.print(Text(f"copy of {first.id} “{safe(first.title)}”", style="dim"))
    for block in value.blocks:
        label = {"caption": "[caption] ", "heading": "## ", "prose": ""}[block.kind]
        console.print(Text("\n" + label + safe(block.of(value.text))))
    console.print(Text(f"\n{len(passages)} passages.", style="dim"))


def hits(query: str, found: Sequence[Hit]) -> None:
    """Print passages; elsewhere than in a terminal article, range, score, facts and text of one a line."""
    from rich.text import Text

    if not found:
        say(f"Nothing in the library resembles “{query}”.")
    for number, hit in enumerate(found, 1):
        dated = hit.article.published.isoformat() if hit.article.published else ""
        facts = " · ".join(safe(fact) for fact in (hit.article.title, hit.article.publisher, dated) if fact)
        place = f"{hit.passage.start}:{hit.passage.end}"
        if not in_terminal():
            record(hit.article.id, place, f"{hit.score:.3f}", facts, hit.passage.text)
            continue
        console = stdout()
        console.print(Text(f"{number}. {facts}", style="bold"))
        console.print(Text(f"   {hit.article.id} [{place}] score {hit.score:.3f}", style="dim"))
        console.print(Text("   " + safe(hit.passage.text).replace("\n\n", "\n   ") + "\n"))


def status(state: LibraryStatus, names: Sequence[str]) -> None:
    from rich.text import Text

    span = f"{state.first} to {state.last}" if state.first else "none"
    rows = {
        "Library": state.library,
        "Articles": str(state.articles),
        "Passages": str(state.passages),
        "Dates": span,
        "Publishers": ", ".join(state.publishers) or "none named",
        "Last indexed": state.indexed_at or "never",
        "Model": state.model or "none yet",
        "All libraries": ", ".join(names) or "none",
    }
    for name, value in rows.items():
        stdout().print(Text.assemble((f"{name:<14}", "bold"), safe(value)))
