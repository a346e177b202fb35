"""A page that something in Discord links to: followed on demand, as a source of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.words.words import _, marked
from index.errors import NotIndexed, UnreadableSource
from index.values import Failure, Progress, Report

if TYPE_CHECKING:
    from index.library import Library

LISTING = marked("this is a {kind}, which lists articles: follow it with /index source add.")


def follow(library: Library, name: str, address: str, by: str, report: Report) -> Progress:
    """Index the page at a web address; one that is followed already keeps its schedule. Blocks."""
    report(Progress(stage="fetching", total=1))
    try:
        outlook = library.look(name, address)
        if outlook.kind != "page":
            return _failed(address, _(LISTING).format(kind=_(outlook.kind)))
        known = next((one for one in library.sources(name) if one.address == outlook.address), None)
        source = known or library.add_source(name, outlook, every=0, by=by)
        return library.refresh(name, source.id, report)
    except (UnreadableSource, NotIndexed) as error:
        return _failed(address, getattr(error, "reason", str(error)))


def _failed(address: str, reason: str) -> Progress:
    return Progress(failures=(Failure(address, reason),))
