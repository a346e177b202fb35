"""An answer and its passages as a person reads them in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from textwrap import shorten
from typing import TYPE_CHECKING

from bot.answer import wording
from bot.cli.output import in_terminal, paragraph, safe, say, stdout
from bot.errors import BadQuestion
from bot.words.words import counted

if TYPE_CHECKING:
    from bot.values import Answer, Citation, Searched, Statement
    from index.library import Library

RELATED_CHARACTERS = 400
"""Of a passage that is only related, enough to see what it is about; `/passage N` shows the whole."""


def show(answer: Answer, *, full_links: bool = False) -> None:
    """Print the answer, below each quotation its source, and what was searched."""
    from rich.text import Text

    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[2K")
    if answer.understood:
        paragraph(f"Understood as: {answer.understood}", above=1, style="dim")
    if answer.found:
        _said(answer, full_links)
    else:
        paragraph(answer.text, above=1)
    if answer.related:
        paragraph(Text("Related, not an answer:", style="yellow"), above=1)
        for one in answer.related:
            _quoted(
                answer, one, shorten(" ".join(one.quote.split()), RELATED_CHARACTERS, placeholder=" […]"), full_links
            )
    paragraph(footer(answer), above=1, style="dim")


def _said(answer: Answer, full_links: bool) -> None:
    """Print how sources differ, and what is said and quoted, below its question where a message asks several."""
    from rich.text import Text

    weak = answer.outcome == "weak" and answer.form != "which" and not answer.parts
    said, more = wording.weak(answer.missing) if weak else wording.differ(answer)
    said = said or wording.heading(answer)
    if said:
        newest = f"{said} {more}"
        paragraph(Text.assemble((safe(said), "bold"), safe(newest[len(said) :])), above=1)
    if not answer.parts:
        _stated(answer, answer.statements, set(), full_links)
    shown = set[int]()
    for part in answer.parts:
        marks = "".join(f" [{number}]" for number in part.citations)
        paragraph(Text.assemble((safe(part.asks), "bold"), (marks, "bold cyan")), above=1)
        if told := wording.part(part):
            paragraph(told)
        _stated(answer, [one for one in answer.statements if one.asks == part.asks], shown, full_links)


def _stated(answer: Answer, statements: Sequence[Statement], shown: set[int], full_links: bool) -> None:
    """Print statements: a model's own first, then each quotation that is not `shown` yet, with its source."""
    from rich.text import Text

    cited = {one.number: one for one in answer.citations}
    for statement in statements:
        if statement.kind != "quotation":
            marks = "" if wording.heads(statement) else "".join(f" [{number}]" for number in statement.citations)
            paragraph(Text.assemble(safe(statement.text), (marks, "bold cyan")), above=1)
            _below(statement)
    for statement in statements:
        for number in dict.fromkeys(statement.citations):
            if number in cited and number not in shown:
                shown.add(number)
                if wording.rows(statement):
                    _quoted(answer, replace(cited[number], position=""), "", full_links)
                else:
                    _quoted(answer, cited[number], cited[number].quote.strip(), full_links)
        if statement.kind == "quotation":
            _below(statement)


def _below(statement: Statement) -> None:
    """Print whose words these are, their translation, and what was proven of a translated statement."""
    below = (
        ("— ", statement.attribution, "dim"),
        ("Machine translation: ", statement.translation, ""),
        ("Translated from: ", statement.original, "dim"),
    )
    for label, text, style in below:
        if text:
            paragraph(f"{label}{text}", 4, style=style)


def _quoted(answer: Answer, citation: Citation, quote: str, full_links: bool) -> None:
    """Print a quotation, where there is one, and below it its source and where to open it."""
    from rich.text import Text

    if quote:
        paragraph(f"“{quote if in_terminal() else ' '.join(quote.split())}”", above=1)
    mark = f" · {wording.LATEST}" if citation.number == wording.latest(answer) else ""
    paragraph(Text.assemble((f"[{citation.number}] ", "bold cyan"), (safe(facts(citation)) + mark, "default")), 4)
    link(citation, 4, full=full_links)


def link(citation: Citation, indent: int, *, full: bool = False) -> None:
    """Print where to open a citation, in one piece: the address, or the `full` link to the quotation itself.

    A terminal that can opens the full link either way.
    """
    from rich.text import Text

    if citation.link:
        shown = citation.link if full else citation.url or citation.link
        target = f"dim link {citation.link}" if in_terminal() else "dim"
        stdout().print(Text.assemble(" " * indent, (safe(shown), target)), soft_wrap=True)


def facts(citation: Citation) -> str:
    """Return title, publisher, byline, dates and position, separated by dots."""
    dated = wording.spelled(citation.published) if citation.published else ""
    changed = citation.updated and citation.updated != citation.published
    updated = f"updated {wording.spelled(citation.updated)}" if citation.updated and changed else ""
    paywall = wording.PAYWALL if citation.paywalled else ""
    return " · ".join(
        part
        for part in (citation.title, citation.publisher, citation.byline, dated, updated, paywall, citation.position)
        if part
    )


def footer(answer: Answer) -> str:
    """Return how well it is borne, what was searched and how long it took, and a line for each thing to know of it."""
    searched = answer.searched
    days = dict.fromkeys(wording.spelled(day) for day in (searched.first, searched.last) if day)
    articles = counted("{number:,} article", "{number:,} articles", searched.articles)
    span = f", {' – '.join(days)}" if days else ""
    parts = (f"Searched: {articles}{span}", wording.restricted(searched), f"{answer.seconds:.1f} s")
    written = any(one.kind == "written" for one in answer.statements)
    borne = wording.evidence(answer.evidence)
    rows = (
        f"Evidence: {borne}" if borne else "",
        " · ".join(filter(None, parts)),
        wording.given_up(searched),
        wording.missing(answer.missing) if answer.outcome == "answered" and answer.missing.publisher else "",
        _freshness(searched),
        *answer.notes,
        f"Written by {answer.model}; each statement is proven by the passages it names"
        if answer.model and written
        else "",
    )
    return "\n".join(safe(row) for row in rows if row)


def _freshness(searched: Searched) -> str:
    """When the sources that a library follows were last read, and how many of them fail."""
    if not searched.sources or not searched.read_at:
        return wording.failing(searched)
    at = datetime.fromisoformat(searched.read_at).astimezone()
    read = f"Sources last read {wording.spelled(at.date())}, {at:%H:%M}"
    return " · ".join(filter(None, (read, wording.failing(searched))))


def passage(library: Library, name: str, answer: Answer | None, wanted: str) -> None:
    """Print the passage behind one number of the last answer, the quote in bold between its neighbours."""
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
    paragraph(body, above=1)
    say("  " + facts(chosen))
    if answer and answer.citations:
        library.sweep(name)
        for one in latest(library.quoted.of(name, answer.id)):
            if one.number == chosen.number:
                paragraph(told(one), above=1, style="yellow")
                say(f"  As cited: SHA-256 {one.digest}")
