"""Articles, passages and status as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.output import safe, say, stdout

if TYPE_CHECKING:
    from index.values import Article, ArticleSummary, Hit, LibraryStatus, Passage

WIDE = 70  # columns from which a list has room for the publisher beside the title


def articles(library: str, rows: Sequence[ArticleSummary]) -> None:
    from rich.table import Table

    if not rows:
        say(f"The library “{library}” is empty. `footnote index sync DIR` fills it.")
        return
    console = stdout()
    wide = console.width >= WIDE
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("ID", no_wrap=True)
    table.add_column("Published", no_wrap=True)
    for name in ("Publisher", "Title") if wide else ("Title",):
        table.add_column(name, overflow="fold")
    table.add_column("Passages", justify="right")
    for row in rows:
        dated = row.published.isoformat() if row.published else "–"
        title = f"{safe(row.title)} (copy of {row.story})" if row.copy else safe(row.title)
        publisher = [safe(row.publisher) or "–"] if wide else []
        table.add_row(row.id, dated, *publisher, title, str(row.passages))
    console.print(table)


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
    from rich.text import Text

    console = stdout()
    if not found:
        say(f"Nothing in the library resembles “{query}”.")
    for number, hit in enumerate(found, 1):
        dated = hit.article.published.isoformat() if hit.article.published else ""
        facts = " · ".join(safe(fact) for fact in (hit.article.title, hit.article.publisher, dated) if fact)
        console.print(Text(f"{number}. {facts}", style="bold"))
        console.print(
            Text(f"   {hit.article.id} [{hit.passage.start}:{hit.passage.end}] score {hit.score:.3f}", style="dim")
        )
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
