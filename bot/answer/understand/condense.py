"""Follow-ups made to stand alone by the model; what it writes is checked, and the rules decide where it fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import prompts
from bot.answer.understand.followups import Understood, understand
from bot.answer.understand.question import LONGEST
from bot.answer.write.offer import addressed
from bot.model.fence import escaped, unescaped
from bot.reading.addresses import addresses
from bot.reading.names import names
from bot.values import Answer
from index.sources.text import tidy
from index.text.language import normalised, terms

if TYPE_CHECKING:
    from bot.model.allowance import Allowance
    from bot.model.chat import Chat

_QUOTE_OF_ANSWER = 300  # characters of each answer that the model is shown


def condense(chat: Chat, allowance: Allowance, text: str, turns: Sequence[Answer]) -> Understood:
    """Return what a follow-up means. Raises ModelFault."""
    ruled = understand(text, turns)
    if not turns or ruled.more:
        return ruled
    shown = [
        f"<turn>\nQuestion: {escaped(_asked(one))}\nAnswer: {escaped(one.text[:_QUOTE_OF_ANSWER])}\n</turn>"
        for one in turns
    ]
    user = "\n".join([*shown, f"Last question: {escaped(text)}"])
    written = tidy(unescaped(chat.call(prompts.fill("condense"), user, allowance).text)).strip().strip("\"“”'")
    if not _plausible(written, text, turns):
        return ruled
    if written == text:
        return Understood(text)
    return Understood(written, written, articles=ruled.articles, only=ruled.only)


def _asked(turn: Answer) -> str:
    return turn.understood or turn.question


def _plausible(written: str, text: str, turns: Sequence[Answer]) -> bool:
    """Tell whether a rewritten question still asks what was asked, and brings in nothing that nobody said."""
    if not written or len(written) > LONGEST or "\n" in written or addressed(written):
        return False
    said = normalised(" ".join([text, *(f"{one.question} {one.understood} {one.text}" for one in turns)]))
    told = [*names(written), *addresses(written), *re.findall(r"\d+", written)]
    asked = set(terms(text, "en"))
    return all(normalised(item) in said for item in told) and (not asked or bool(asked & set(terms(written, "en"))))
