"""What is searched for when a person asks: the question standing alone, and in the language of the articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.understand.condense import condense
from bot.answer.understand.followups import understand
from bot.answer.write.pen import Pen
from bot.answer.write.translate import into, language_of
from bot.values import Answer, Numbered

UNDERSTANDING = "Understanding the question…"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as it is searched.

    `question` is what the person means, in the articles' language where a model translated it; `also` is searched
    beside it. `understood` is shown to the person where it is not what they wrote. `articles` were cited last: a
    follow-up's `own` words are searched there first, with the words `before` it, and `only` there where it points to
    one of them. `more` asks for passages that are not `numbered` yet. `language` is the asker's where it is not the
    articles', else empty.
    """

    question: str
    understood: str = ""
    also: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    own: str = ""
    before: str = ""
    only: bool = False
    more: bool = False
    numbered: tuple[Numbered, ...] = ()
    language: str = ""


def inquire(
    asked: str, turns: Sequence[Answer], pen: Pen, *, main: str, on_step: Callable[[str], None] = lambda step: None
) -> Inquiry:
    """Return what to search for, rewritten and translated by the model where there is one; `main` is the articles'
    language. `on_step` is told before anything is loaded or waited for."""
    if pen.writes:
        on_step(UNDERSTANDING)
    meant = understand(asked, turns)
    if turns and pen.writes:
        meant = pen.attempt(lambda chat, allowance: condense(chat, allowance, asked, turns)) or meant
    language = language_of(meant.question, main) if pen.writes and main else main
    translated = ""
    if language != main:
        found = pen.attempt(lambda chat, allowance: into(chat, allowance, main, [meant.question]))
        translated = found[0] if found else ""
    return Inquiry(
        question=translated or meant.question,
        understood=meant.shown or translated,
        also=(meant.question,) if translated else (),
        articles=meant.articles,
        own=meant.own if not translated else "",
        before=meant.before,
        only=meant.only,
        more=meant.more,
        numbered=turns[-1].numbered if turns else (),
        language=language if language != main else "",
    )
