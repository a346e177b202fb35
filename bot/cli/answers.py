"""An answer and its passages as a person reads them in a terminal."""

from __future__ import annotations

import sys
from datetime import datetime
from textwrap import shorten
from typing import TYPE_CHECKING

from bot.answer import wording
from bot.answer.prove.compose import proofs
from bot.cli.output import safe, say, stdout
from bot.errors import BadQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.values import Answer, Citation, Searched, Statement
    from index.library import Library

RELATED_CHARACTERS = 400
"""Of a passage that is only related, enough to see what it is about; `/passage N` shows the whole."""


def show(answer: Answer) -> None:
    """Print the answer, its sources, and what was searched."""
    from rich.padding import Padding
    from rich.text import Text

    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[2K")
    console = stdout()
    if answer.understood:
        console.print(Padding(Text(f"Understood as: {safe(answer.understood)}", style="dim"), (1, 2, 0, 2)))
    if answer.outcome == "answered":
        for statement in answer.statements:
            _statement(statement, proofs(statement, answer.citations), mixed=_written(answer))
        for one in answer.disagreements:
            if text := wording.other_reports(one, answer.statements):
                console.print(Padding(Text(safe(text), style="yellow"), (1, 2, 0, 2)))
    else:
        console.print(Padding(Text(safe(answer.text)), (1, 2, 0, 2)))
    cited = answer.citations or answer.related
    if not answer.citations and answer.related:
        console.print(Text("\n  Related, not an answer:", style="yellow"))
    console.print()
    for citation in cited:
        _source(citation, quoted=not answer.citations)
    console.print(Padding(Text(footer(answer), style="dim"), (0, 2)))


def _written(answer: Answer) -> bool:
    return any(one.kind == "written" for one in answer.statements)


def _statement(statement: Statement, bearing: Sequence[Citation], *, mixed: bool) -> None:
    """Print a statement, a quotation in marks where a model's words stand beside it; below it what bears it."""
    from rich.padding import Padding
    from rich.text import Text

    marks = "".join(f" [{number}]" for number in statement.citations)
    text = f"“{statement.text.strip()}”" if mixed and statement.kind == "quotation" else statement.text
    console = stdout()
    console.print(Padding(Text.assemble(safe(text), (marks, "bold cyan")), (1, 2, 0, 2)))
    below = (
        *((f"[{one.number}] ", f"“{' '.join(one.quote.split())}”", "italic") for one in bearing),
        ("— ", statement.attribution, "dim"),
        ("Machine translation: ", statement.translation, ""),
        ("Translated from: ", statement.original, "dim"),
    )
    for label, text, style in below:
        if text:
            console.print(Padding(Text(f"{label}{safe(text)}", style=style), (0, 2, 0, 4)))


def _source(citation: Citation, *, quoted: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console = stdout()
    head = Text.assemble((f"[{citation.number}] ", "bold cyan"), (safe(facts(citation)), "default"))
    console.print(Padding(head, (0, 2)))
    if quoted:
        shown = shorten(" ".join(safe(citation.quote).split()), RELATED_CHARACTERS, placeholder=" […]")
        console.print(Padding(Text(shown, style="italic"), (0, 2, 0, 6)))
    if citation.link:
        # A terminal shows the short address and opens the long one; elsewhere it is printed whole, in one piece.
        shown = citation.url if console.is_terminal else citation.link
        target = f"dim link {citation.link}" if console.is_terminal else "dim"
        console.print(Text.assemble("      ", (safe(shown), target)), soft_wrap=True)


def facts(citation: Citation) -> str:
    """Return title, publisher, byline, dates and position, separated by dots."""
    dated = citation.published.strftime("%-d %B %Y") if citation.published else ""
    updated = (
        f"updated {citation.updated:%-d %B %Y}" if citation.updated and citation.updated != citation.published else ""
    )
    paywall = wording.PAYWALL if citation.paywalled else ""
    return " · ".join(
        part
        for part in (citation.title, citation.publisher, citation.byline, dated, updated, paywall, citation.position)
        if part
    )


def footer(answer: Answer) -> str:
    """Return what was searched and how long it took, in one line, and a line for each thing to know of the answer."""
    searched = answer.searched
    days = dict.fromkeys(f"{day:%-d %b %Y}" for day in (searched.first, searched.last) if day)
    span = f", {' – '.join(days)}" if days else ""
    parts = (
        f"Searched: {wording.counted(searched.articles, 'article')}{span}",
        searched.label,
        searched.note,
        f"{answer.seconds:.1f} s",
    )
    written = f"Written by {answer.model}; each statement is proven by the passages it names"
    rows = (
        " · ".join(filter(None, parts)),
        _freshness(searched),
        answer.sources,
        *answer.notes,
        written if answer.model and _written(answer) else "",
    )
    return "\n".join(safe(row) for row in rows if row)


def _freshness(searched: Searched) -> str:
    """How far the library reaches, where it follows sources."""
    if not searched.sources or not searched.newest_at:
        return wording.failing(searched)
    through = f"Library through {datetime.fromisoformat(searched.newest_at).astimezone():%-d %b %Y %H:%M}"
    return " · ".join(filter(None, (through, wording.failing(searched))))


def passage(library: Library, name: str, answer: Answer | None, wanted: str) -> None:
    """Print the passage behind one number of the last answer, the quote in bold between its neighbours."""
    from rich.padding import Padding
    from rich.text import Text

    from bot.answer.answer import context
    from bot.answer.record.corrections import latest
    from bot.cli.corrections import told

    cited = (answer.citations or answer.related) if answer else ()
    chosen = next((citation for citation in cited if str(citation.number) == wanted.strip("[]")), None)
    if chosen is None:
        numbers = ", ".join(str(citation.number) for citation in cited)
        raise BadQuestion(f"The last answer has the passages {numbers}." if numbers else "Ask a question first.")
    before, quote, after = (safe(part.strip()) for part in context(library, name, chosen))
    body = Text.assemble(
        (before + " " if before else "", "dim"), (quote, "bold"), (" " + after if after else "", "dim")
    )
    stdout().print(Padding(body, (1, 2)))
    say("  " + facts(chosen))
    if answer and answer.citations:
        library.sweep(name)
        for one in latest(library.quoted.of(name, answer.id)):
            if one.number == chosen.number:
                stdout().print(Padding(Text(told(one), style="yellow"), (1, 2, 0, 2)))
                say(f"  As cited: SHA-256 {one.digest}")
