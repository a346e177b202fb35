"""/index search: the passages nearest to some words, as they stand in the articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answer.prove.cite import cite
from bot.discord.guild.libraries import Audience, reading
from bot.discord.text.credits import credit_parts, linked_to, web_address
from bot.discord.text.escaping import fit, fit_line, line, quoted
from bot.discord.text.lists import TEXT_LIMIT, fitting
from bot.values import Citation
from bot.words.words import _

if TYPE_CHECKING:
    from index.library import Library

MOST = 5
_QUOTE, _TITLE, _WORDS = 400, 150, 200


def found(library: Library, audience: Audience, words: str) -> list[Citation]:
    """Return the passages that match words best, of the library that questions search there. Blocks."""
    name = reading(library, audience)
    if not library.status(name).articles:
        return []
    hits = library.search(name, words, k=MOST).hits
    return [cite(hit.article, hit.passage, number) for number, hit in enumerate(hits, 1)]


def found_text(words: str, citations: Sequence[Citation]) -> str:
    """Return a message of passages, best first, each with its source below."""
    asked = fit_line(words, _WORDS)
    if not citations:
        return _("No passage matches “{words}”.").format(words=asked)
    head = _("**Nearest to “{words}”**").format(words=asked)
    return "\n".join(fitting([head, *map(_block, citations)], TEXT_LIMIT))


def _block(one: Citation) -> str:
    title = linked_to(fit_line(one.title, _TITLE) or _("Untitled"), web_address(one.link))
    source = " · ".join([str(one.number), title, *credit_parts(one)])
    return f"{fit(line(one.quote), _QUOTE, quoted)}\n-# {source}"
