"""`footnote check`: the claims of a text held against the articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.scope import LinksOption, Scope, scoped
from bot.errors import BadQuestion, WrongUse

if TYPE_CHECKING:
    from bot.answer.check.checked import Checked, Finding
    from bot.values import Citation

LONGEST, LONGEST_PATH = 100_000, 1000  # characters


@scoped
def check(
    scope: Scope,
    text: Annotated[str, typer.Argument(metavar="FILE|-|TEXT", help='A text file, "-" for stdin, or a text.')],
    links: LinksOption = "short",
) -> None:
    """Mark each claim of a text as supported, contradicted or not covered, with the words that decide."""
    from bot.answer.check import words
    from bot.answer.check.record import to_json

    message = _read(text)
    with scope.reading() as library:
        checked = scope.root.open_answerer(library).check(message, library=scope.library)
    if scope.json:
        output.emit(to_json(checked))
    elif checked.findings:
        show(checked, full_links=links == "full")
    else:
        raise BadQuestion(words.lead(checked))


def _read(text: str) -> str:
    """Return the text of a file or of stdin, or the text itself; one word is no text. Raises WrongUse."""
    try:
        if text == "-":
            return sys.stdin.read(LONGEST)
        if len(text.split()) > 1 and (len(text) > LONGEST_PATH or not Path(text).is_file()):
            return text
        with Path(text).open(encoding="utf-8-sig") as file:
            return file.read(LONGEST)
    except OSError as error:
        raise WrongUse(f"{text} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise WrongUse(f"{text} is no text in UTF-8: it cannot be checked.") from error


def show(checked: Checked, *, full_links: bool = False) -> None:
    """Print the count, each claim with its mark and what decides, and what was compared."""
    from bot.answer.check import words

    output.paragraph(words.lead(checked), above=1, style="bold")
    for one in checked.findings:
        _finding(one, full_links)
    for above, note in enumerate(words.notes(checked)):
        output.paragraph(note, above=int(above == 0), style="dim")


def _finding(finding: Finding, full_links: bool) -> None:
    from rich.text import Text

    from bot.answer.check import words

    output.paragraph(f"“{finding.claim}”", above=1)
    mark = Text.assemble((f"{words.label(finding)}. ", "bold"), output.safe(words.said(finding)))
    output.paragraph(mark, 4)
    for citation in finding.citations:
        _cited(citation, full_links, finding.attribution)
    for citation in finding.otherwise:
        output.paragraph(words.otherwise(), 4)
        _cited(citation, full_links)


def _cited(citation: Citation, full_links: bool, attribution: str = "") -> None:
    from bot.cli.answers import facts, link

    output.paragraph(citation.quote, 6, style="italic")
    output.paragraph(" · ".join(filter(None, (facts(citation), attribution))), 6, style="dim")
    link(citation, 6, full=full_links)
