"""`footnote check`: the claims of a text held against the articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.scope import Scope, scoped
from bot.errors import BadQuestion, WrongUse

if TYPE_CHECKING:
    from bot.answer.check.checked import Checked, Finding
    from bot.values import Citation

LONGEST = 100_000  # characters


@scoped
def check(
    scope: Scope,
    text: Annotated[str, typer.Argument(metavar="FILE|-|TEXT", help='A text file, "-" for stdin, or a text.')],
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
        show(checked)
    else:
        raise BadQuestion(words.lead(checked))


def _read(text: str) -> str:
    """Return the text of a file or of stdin, or the text itself. Raises WrongUse."""
    try:
        if text == "-":
            return sys.stdin.read(LONGEST)
        path = Path(text)
        return path.read_text("utf-8-sig")[:LONGEST] if len(text) < 1000 and path.is_file() else text
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{text} cannot be read as UTF-8 text: {error}") from error


def show(checked: Checked) -> None:
    """Print the count, each claim with its mark and what decides, and what was compared."""
    from rich.padding import Padding
    from rich.text import Text

    from bot.answer.check import words

    console = output.stdout()
    console.print(Padding(Text(output.safe(words.lead(checked)), style="bold"), (1, 2, 0, 2)))
    for one in checked.findings:
        _finding(one)
    console.print()
    for note in words.notes(checked):
        console.print(Padding(Text(output.safe(note), style="dim"), (0, 2)))


def _finding(finding: Finding) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from bot.answer.check import words

    console = output.stdout()
    console.print(Padding(Text(output.safe(f"“{finding.claim}”")), (1, 2, 0, 2)))
    mark = Text.assemble((f"{words.label(finding)}. ", "bold"), output.safe(words.said(finding)))
    console.print(Padding(mark, (0, 2, 0, 4)))
    for citation in finding.citations:
        _cited(citation, finding.attribution)
    for citation in finding.otherwise:
        console.print(Padding(Text(words.otherwise()), (0, 2, 0, 4)))
        _cited(citation)


def _cited(citation: Citation, attribution: str = "") -> None:
    from rich.padding import Padding
    from rich.text import Text

    from bot.cli.answers import facts

    console = output.stdout()
    console.print(Padding(Text(output.safe(citation.quote), style="italic"), (0, 2, 0, 6)))
    source = " · ".join(filter(None, (facts(citation), attribution)))
    console.print(Padding(Text(output.safe(source), style="dim"), (0, 2, 0, 6)))
    if citation.link:
        console.print(Text(f"      {output.safe(citation.link)}", style="dim"), soft_wrap=True)
