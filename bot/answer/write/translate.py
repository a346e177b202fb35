"""Translations by the model: of questions for the search, of proven statements and quotations for the asker.

A translation is no proof. It is shown beside what was proven, and only where its numbers are those of the original.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import prompts
from bot.answer.write.offer import addressed
from bot.model.fence import escaped, unescaped
from bot.reading.addresses import addresses
from bot.reading.languages import LANGUAGES
from index.sources.text import one_line

if TYPE_CHECKING:
    from bot.model.allowance import Allowance
    from bot.model.chat import Chat

LONGEST_RATIO = 3  # times the original's length; German takes 1.3 times the English
SHORTEST_RATIO = 4  # times shorter; Chinese takes a third of the English
_LINE = re.compile(r"^\s*(\d{1,2})[.):]\s*(.+?)\s*$", re.M)
_NUMBER = re.compile(r"\d+")


def into(chat: Chat, allowance: Allowance, language: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return each text in a language, "" where the model gave no faithful-looking line. Raises ModelFault.

    A text that instructs a machine is not sent: a model that obeys it would not translate it.
    """
    system = prompts.fill("translate", language=LANGUAGES.get(language, language))
    told = {place: text for place, text in enumerate(texts, 1) if not addressed(text)}
    if not told:
        return ("",) * len(texts)
    lines = "\n".join(f"{place}. {escaped(text)}" for place, text in told.items())
    found = _LINE.findall(chat.call(system, lines, allowance).text)
    given = {int(number): one_line(unescaped(line)) for number, line in found if int(number) in told}
    return tuple(_faithful(text, given.get(place, "")) for place, text in enumerate(texts, 1))


def _faithful(original: str, translation: str) -> str:
    same = sorted(_NUMBER.findall(original)) == sorted(_NUMBER.findall(translation))
    alike = len(translation) <= LONGEST_RATIO * len(original) + 20
    alike = alike and len(original) <= SHORTEST_RATIO * len(translation) + 20
    return translation if same and alike and not addresses(translation) else ""
