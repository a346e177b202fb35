"""`footnote corrections`: which quotations have changed in their sources since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.scope import Scope, scoped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.library import Library
    from index.values import Correction


@scoped
def corrections(
    scope: Scope,
    limit: Annotated[int, typer.Option("-n", min=1, max=10_000, help="How many, newest first.")] = 20,
) -> None:
    """List quotations of earlier answers whose source has changed, lost or withdrawn them since."""
    from bot.answer.record import corrections as words

    with scope.reading() as library:
        library.sweep(scope.library)
        ids = [key for key, _ in library.quoted.listed(scope.library)]
        found = [one for key in ids[:limit] for one in library.quoted.read(scope.library, [key])]
        asked = {} if scope.json else _asked(library, scope.library, found)
    if scope.json:
        output.emit({"library": scope.library, "total": len(ids), "corrections": [words.public(one) for one in found]})
    else:
        show(found, asked, len(ids))


def _asked(library: Library, name: str, found: Sequence[Correction]) -> dict[str, str]:
    """Return what was asked, by the ids of the answers that are still recorded."""
    from bot.answer.record.record import recall

    answers = (recall(library, name, answer_id) for answer_id in dict.fromkeys(one.answer for one in found))
    return {one.id: one.question for one in answers if one}


def show(found: Sequence[Correction], asked: Mapping[str, str], total: int) -> None:
    """Print what was asked and quoted, what became of it, and where the answer is."""
    if not found:
        output.say("No sentence that an answer quoted has changed in its source since.")
        return
    for one in found:
        if question := asked.get(one.answer):
            output.paragraph(f"Asked: {question}", above=1, style="dim")
        output.paragraph(f"“{one.quote}”", above=0 if question else 1, style="italic")
        output.paragraph(told(one))
        source = " · ".join(part for part in (one.title, one.publisher) if part)
        for line in (source, one.place, f"SHA-256 {one.digest}"):
            if line:
                output.stdout().print(f"  {output.safe(line)}", style="dim", soft_wrap=True)
    if total > len(found):
        output.say(f"\n{total - len(found)} older ones: -n {total} shows all.")


def told(one: Correction) -> str:
    """Return what became of a quotation, in one sentence."""
    from bot.answer.record import corrections as words

    when = f"{words.day(one):%-d %B %Y}"
    new = f" “{output.safe(one.now)}”" if one.kind == "changed" else ""
    return words.said(one, when) + new
