"""How a message is written: with its components, and where a server refuses those, with less.

A message that has once been of components stays one (Discord developer documentation, Components V2): its edits fall
back to simpler components. What has never been one falls back to text, which every server knows, and so does what is
sent anew.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from io import BytesIO
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.discord.interaction.notice import Attached, Notice, View
from bot.discord.text.escaping import fit, plain

log = logging.getLogger(__name__)
Put = Callable[..., Awaitable[Any]]
CONTENT_LIMIT = 2000
ALTERNATIVE = 1024  # characters of a file's description (Discord developer documentation, Attachment)
DISPLAYED_LIMIT = 4000
NO_REFERENCE = 160002
ANSWERED_ELSEWHERE = 40060
UNREACHED = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What a request to Discord ends with that was refused or did not come through."""
_MASKED = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")


async def modern_or_plain(put: Put, view: View, text: str, files: Sequence[Attached] = ()) -> Any:
    """Send a message; a server that refuses components as malformed gets the same as text."""
    return await _first_taken(put, [lambda: _modern(view, files), lambda: _content(view, text, files)])


async def edited(put: Put, view: View, text: str, files: Sequence[Attached] = (), *, modern: bool | None = None) -> Any:
    """Edit a message, which is `modern` where it has been of components; None: nobody knows.

    Raises discord.HTTPException with status 400 when the server takes no edit at all: a new message may do.
    """
    ways = [lambda: _modern(view, files)]
    if modern is not True:
        ways.append(lambda: _content(view, text, files))
    if modern is not False:
        ways.append(lambda: _modern(_simpler(view, text, files), files))
    return await _first_taken(put, ways)


def is_modern(message: Any) -> bool | None:
    """Tell whether a message is one of components, None where the server did not say."""
    flags = getattr(message, "flags", None)
    return flags.components_v2 if isinstance(flags, discord.MessageFlags) else None


def malformed(error: discord.HTTPException) -> bool:
    """Tell whether a server refused how a message is written, which another way of writing may mend."""
    return error.status == 400 and error.code not in (NO_REFERENCE, ANSWERED_ELSEWHERE)


def passing(error: BaseException) -> bool:
    """Tell whether a request that ended so may come through later."""
    return not isinstance(error, discord.HTTPException) or error.status >= 500 or error.status == 429


async def _first_taken(put: Put, ways: Sequence[Callable[[], dict[str, Any]]]) -> Any:
    for number, what in enumerate(ways, start=1):
        try:
            return await put(**what())
        except discord.HTTPException as error:
            if not malformed(error) or number == len(ways):
                raise
            log.warning("A message was refused (%s): writing it more simply", error)
    raise AssertionError("there is always a way")


def _modern(view: View, files: Sequence[Attached]) -> dict[str, Any]:
    return {"view": view, **_uploads(files)}


def _content(view: View, text: str, files: Sequence[Attached]) -> dict[str, Any]:
    return {"content": fit(text, CONTENT_LIMIT, plain), **_uploads(files), **_classic(view)}


def _simpler(view: View, text: str, files: Sequence[Attached]) -> View:
    """The same as one text without links or menus; a question keeps its buttons."""
    buttons = view.buttons if isinstance(view, Notice) else ()
    return Notice(fit(_MASKED.sub(r"\1", text), DISPLAYED_LIMIT, plain), buttons, files)


def _classic(view: View) -> dict[str, Any]:
    """The buttons of a notice as servers know them that have no other components: a question needs them."""
    if not isinstance(view, Notice) or not view.buttons:
        return {}
    classic = ui.View(timeout=None)
    for button in view.buttons:
        classic.add_item(button)
    return {"view": classic}


def _uploads(files: Sequence[Attached]) -> dict[str, Any]:
    """Files are read by every try, so each has its own."""
    made = [
        discord.File(BytesIO(one.data), one.name, description=one.alternative[:ALTERNATIVE] or None) for one in files
    ]
    return {"files": made} if made else {}
