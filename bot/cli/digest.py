"""`footnote digest`: what is new in a library."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import output
from bot.cli.scope import LinksOption, Scope, scoped
from bot.errors import WrongUse

if TYPE_CHECKING:
    from bot.answer.digest.digest import Digest

DAYS = 7


@scoped
def digest(
    scope: Scope,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="A date, a time (ISO 8601), or a number of days.")
    ] = None,
    limit: Annotated[int, typer.Option("-n", min=1, max=1000, help="How many stories, newest first.")] = 10,
    links: LinksOption = "short",
) -> None:
    """List the stories that came in since a moment, each by the first sentence of its earliest article."""
    from bot.answer.digest.digest import digest as made

    with scope.reading() as library:
        found = made(library, scope.library, _moment(since), most=limit)
    if scope.json:
        output.emit(_public(found))
    else:
        show(found, full_links=links == "full")


def _moment(text: str | None) -> datetime:
    """Return a moment with its zone, the machine's own where none is given. Raises WrongUse."""
    if text is None or (text.strip().isdecimal() and len(text.strip()) < len("20260314")):
        return datetime.now(UTC) - timedelta(days=min(int(text or DAYS), 36_500))
    try:
        return datetime.fromisoformat(text.strip()).astimezone()
    except (ValueError, OverflowError) as error:
        raise WrongUse(
            f"--since {text}: write a date as 2026-03-14, a time as 2026-03-14T09:00, or days as 7."
        ) from error


def _public(found: Digest) -> dict[str, Any]:
    from pydantic import TypeAdapter

    from bot.answer.digest.digest import Digest

    data: dict[str, Any] = TypeAdapter(Digest).dump_python(found, mode="json")
    return data


def show(found: Digest, *, full_links: bool = False) -> None:
    """Print each story: its first sentence, its source, and how many copies came with it."""
    from bot.answer.digest import words
    from bot.cli.answers import facts, link

    if not found.stories:
        output.say(words.nothing(f"{datetime.fromisoformat(found.since):%-d %B %Y %H:%M}"))
        return
    for story in found.stories:
        output.paragraph(story.citation.quote, above=1)
        output.paragraph(" · ".join(filter(None, (facts(story.citation), words.copies(story)))), 4, style="dim")
        link(story.citation, 4, full=full_links)
    if more := words.more(found):
        output.paragraph(more, above=1)
