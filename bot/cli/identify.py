"""What is named by the beginning of its id or address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.cli.output import safe
from bot.errors import WrongUse

if TYPE_CHECKING:
    from index.follow.origins import Source
    from index.library import Library

MOST_NAMED = 5


def article_id(library: Library, name: str, typed: str) -> str:
    """Return the id of an article that begins as typed. Raises WrongUse where several do."""
    return whole(typed, {row.id: row.title for row in library.articles(name)})


def source(library: Library, name: str, typed: str) -> Source:
    """Return the source of this number or address, or whose address begins so. Raises NotIndexed, WrongUse."""
    from index.errors import NotIndexed

    try:
        return library.source(name, typed)
    except NotIndexed:
        address = whole(typed, {one.address: one.title for one in library.sources(name)})
        if address == typed:
            raise
        return library.source(name, address)


def whole(typed: str, named: Mapping[str, str]) -> str:
    """Return the only key that begins as typed, or what was typed where none does: whoever looks for it says so.

    `named` are titles by key. Raises WrongUse with the keys that it may mean.
    """
    wanted = typed.strip().casefold()
    meant = [key for key in named if key.casefold().startswith(wanted)] if wanted else []
    if typed in named or not meant:
        return typed
    if len(meant) == 1:
        return meant[0]
    several = ", ".join(f"{key} “{named[key]}”" if named[key] else key for key in meant[:MOST_NAMED])
    more = f" and {len(meant) - MOST_NAMED} more" if len(meant) > MOST_NAMED else ""
    raise WrongUse(safe(f"{typed} may be {several}{more}. Write more of it."))
