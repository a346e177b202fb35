"""What is said to small talk, and the passage that a message points to, from the answer that it follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from discord import ui

from bot.answer.record.record import history
from bot.answer.understand.references import reference
from bot.answer.understand.small_talk import Intent, pointing, small_talk
from bot.discord.answers.conversation import Asked, followed
from bot.discord.answers.passage import card_of
from bot.discord.guild.libraries import reading
from bot.discord.text.credits import source_line
from bot.words.words import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord.interaction.backend import Backend
    from bot.values import Answer, Citation

_SOURCES = 5


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in place of an answer, or the passage that is shown.

    `about` is the id of the answer that it is about, "" for none.
    """

    text: str
    intent: Intent | None = None
    about: str = ""
    card: ui.LayoutView | None = None


def talked(backend: Backend, asked: Asked) -> Talk | None:
    """Return what is said to a message that asks nothing of the articles, None for a question. Blocks."""
    library = backend.library
    name = reading(library, asked.place.audience)
    follows = followed(library, name, asked.place)
    turns = history(library, name, follows) if follows else ()
    if turns and (found := reference(asked.text, turns)):
        return _shown(backend, asked, turns, found.cited) if pointing(found, library) == "more" else None
    intent = small_talk(asked.text, library, name)
    return Talk(said(intent, turns[-1] if turns else None), intent, follows) if intent else None


def _shown(backend: Backend, asked: Asked, turns: Sequence[Answer], cited: Citation) -> Talk | None:
    """Return the passage around what was cited."""
    places = [
        (turn.id, f"{kind}{position}")
        for turn in reversed(turns)
        for kind, citations in (("c", turn.citations), ("r", turn.related))
        for position, one in enumerate(citations)
        if one == cited
    ]
    for answer_id, value in places[:1]:
        view, text = card_of(backend.library, asked.place.audience, answer_id, value, turns=False)
        return Talk(text, about=answer_id, card=view)
    return None


def said(intent: Intent, last: Answer | None) -> str:
    """Return what is said to small talk that follows the `last` answer, if any."""
    if intent == "sure":
        return _proof(last)
    if intent == "wrong":
        if last is None:
            return _("I am sorry. Reply to the answer that is wrong, so that I know which one you mean.")
        return _("I am sorry. Say with the button what is wrong, ask in other words, or look around the quotation.")
    if intent == "thanks":
        return _("You are welcome. Reply to an answer of mine to ask further.")
    return _("Goodbye.") if intent == "bye" else _("Hello. Ask me something about the articles.")


def _proof(last: Answer | None) -> str:
    if last is None:
        return _(
            "I quote: what stands behind a bar is copied letter by letter from the article named below it. Whether the "
            "article is right I cannot tell. Reply to an answer of mine to ask what it rests on."
        )
    if not last.found:
        searched = counted("{number:,} article", "{number:,} articles", last.searched.articles)
        sentence = _("I searched {articles} and found no sentence that answers it. Other words may find one.")
        return sentence.format(articles=searched)
    sentence = _(
        "It is what the articles say: each quotation is copied letter by letter from the one named. Whether they are "
        "right I cannot tell. The answer rests on:"
    )
    differ = [_("Sources differ on it; the answer shows how.")] if last.disagreements else []
    return "\n".join([sentence, *_lines(last.citations), *differ])


def _lines(citations: Sequence[Citation]) -> list[str]:
    lines = [_line(one) for one in citations[:_SOURCES]]
    more = len(citations) - len(lines)
    return [*lines, counted("and {number} more", "and {number} more", more)] if more else lines


def _line(citation: Citation) -> str:
    return f"**{citation.number}** · {source_line(citation, linked=True)}"
