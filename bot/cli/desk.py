"""`footnote gaps` and `footnote stats`: what was asked and not answered, and how questions went over a month."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import output
from bot.cli.scope import Scope, scoped
from bot.words.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answer.record.gaps import Gap
    from bot.values import Answer


@scoped
def gaps(
    scope: Scope,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet on standard output.")] = False,
    limit: Annotated[
        int, typer.Option("-n", min=1, max=500, help="How many, those that most people asked first.")
    ] = 20,
) -> None:
    """List what people asked and the articles do not say, grouped by meaning, and whether it is answered now."""
    from bot.answer.answer import Answerer
    from bot.answer.record.gaps import csv_text, grouped, missed

    with scope.reading() as library:
        found = grouped(missed(library, [scope.library]), library)[:limit]
        ask = Answerer(library).ask
        now = {id(gap): _now(ask, gap) for gap in found}
    if as_csv:
        sys.stdout.write(csv_text(found, lambda gap: "yes" if now[id(gap)] else "no"))
    elif scope.json:
        output.emit({"library": scope.library, "gaps": [_public(gap, now[id(gap)]) for gap in found]})
    else:
        _show(found, [now[id(gap)] for gap in found])


@scoped
def stats(scope: Scope) -> None:
    """Show how questions went over the last 30 days: the share answered, latency, cited publishers, feedback."""
    from bot.answer.record.personal import Asking, Vote, kept, now
    from bot.answer.record.statistics import DAYS, public, statistics

    with scope.reading() as library:
        asked, votes = kept(library, scope.library, Asking), kept(library, scope.library, Vote)
    numbers = statistics(asked, votes, now())
    if scope.json:
        output.emit({"library": scope.library, **public(numbers)})
        return
    console = output.stdout()
    questions = counted("{number:,} question", "{number:,} questions", numbers.questions)
    console.print(f"The last {DAYS} days: {questions}, {numbers.share:.0%} answered")
    if numbers.questions:
        console.print(f"Half within {numbers.median_seconds:.1f} s, nine in ten within {numbers.slow_seconds:.1f} s")
    for name, count in numbers.publishers[:10]:
        console.print(f"  {count:>6,}  {output.safe(name)}", soft_wrap=True)
    if numbers.good or numbers.bad:
        reasons = ", ".join(f"{reason}: {count:,}" for reason, count in numbers.reasons)
        console.print(f"Feedback: {numbers.good:,} helpful, {numbers.bad:,} not right{reasons and f' ({reasons})'}")


def _now(ask: Any, gap: Gap) -> Answer | None:
    from bot.answer.record.gaps import answered_now
    from bot.errors import BadQuestion

    try:
        return answered_now(ask, gap)
    except BadQuestion:
        return None


def _public(gap: Gap, answer: Answer | None) -> dict[str, Any]:
    source = answer.citations[0] if answer else None
    return {
        "wordings": gap.wordings,
        "asked": len(gap.missed),
        "people": gap.people,
        "for_the_desk": gap.requests,
        "first": gap.missed[-1].at.isoformat(timespec="seconds"),
        "last": gap.newest.at.isoformat(timespec="seconds"),
        "answered_now": {"title": source.title, "article_id": source.article_id} if source else None,
    }


def _show(found: Sequence[Gap], answers: Sequence[Answer | None]) -> None:
    from rich.text import Text

    if not found:
        output.say("Every question that was asked here found an answer, or none was asked.")
        return
    console = output.stdout()
    for gap, answer in zip(found, answers, strict=True):
        first, *others = (output.safe(text) for text in gap.wordings)
        now = f"answered now: {output.safe(answer.citations[0].title)}" if answer else "not answered yet"
        desk = "put to the desk" if gap.requests else ""
        if not output.in_terminal():
            output.record(gap.people, gap.newest.at.date(), now, desk, first, *others)
            continue
        console.print(Text(first, style="bold"), soft_wrap=True)
        asked = ", ".join(filter(None, (f"{gap.people} asked, last on {gap.newest.at:%-d %B %Y}", desk)))
        console.print(Text(f"  {asked}", style="dim"))
        for text in others:
            console.print(Text(f"  also: {text}", style="dim"), soft_wrap=True)
        console.print(Text(f"  {now}"), soft_wrap=True)
