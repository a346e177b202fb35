"""What is searched for when a person asks: the question standing alone, and in the language of the articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answer.understand.condense import condense
from bot.answer.understand.followups import understand
from bot.answer.write.translate import into
from bot.answer.write.usage import Usage
from bot.monitoring.parts import part
from bot.reading.languages import language_of
from bot.values import Answer, Inquiry
from bot.words.words import _, marked

UNDERSTANDING = marked("Understanding the question…")


@part("understand")
def inquire(
    asked: str, turns: Sequence[Answer], usage: Usage, *, main: str, on_step: Callable[[str], None] = lambda step: None
) -> Inquiry:
    """Return what to search for, rewritten and translated by the model where there is one; `main` is the articles'
    language. `on_step` is told before anything is loaded or waited for."""
    if usage.writes:
        on_step(_(UNDERSTANDING))
    meant = understand(asked, turns)
    if turns and usage.writes:
        meant = usage.attempt(lambda chat, allowance: condense(chat, allowance, asked, turns)) or meant
    language = language_of(meant.question, main) if usage.writes and main else main
    translated = ""
    if language != main:
        found = usage.attempt(lambda chat, allowance: into(chat, allowance, main, [meant.question]))
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
