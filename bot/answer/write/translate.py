"""Translations by the model: of questions for the search, of proven statements and quotations for the asker.

A translation is no proof. It is shown beside what was proven, and only where its numbers are those of the original.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import prompts
from bot.answer.write.fence import escaped, unescaped
from bot.answer.write.offer import addressed
from bot.reading.addresses import addresses
from index.sources.text import one_line

if TYPE_CHECKING:
    from bot.model.allowance import Allowance
    from bot.model.chat import Chat

LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
LONGEST_RATIO = 3  # times the original's length; German takes 1.3 times the English
SHORTEST_RATIO = 4  # times shorter; Chinese takes a third of the English
_SURE = 0.9
_ENOUGH = 12  # letters from which a language is told at all
_LINE = re.compile(r"^\s*(\d{1,2})[.):]\s*(.+?)\s*$", re.M)
_NUMBER = re.compile(r"\d+")
# Words that open questions in one language and hardly in another decide where a text is too short for statistics.
_OPENERS = {
    "en": "what when where who whom whose why how which did does do is are was were has have can could will would",
    "de": "was wann wo wer wem wen wessen warum weshalb wieso wie welche welcher welches ist sind hat haben gab",
    "fr": "que quoi quand où qui pourquoi comment quel quelle quels quelles combien est-ce",
    "es": "qué cuándo dónde quién quiénes cómo cuál cuáles cuánto cuánta cuántos cuántas porqué",
    "it": "cosa quando dove chi perché come quale quali quanto quanta quanti quante",
    "nl": "wat wanneer waar wie waarom hoe welke hoeveel",
    "pt": "quando onde quem porquê como qual quais quanto quanta quantos quantas",
}


def language_of(text: str, main: str) -> str:
    """Return the code of a question's language: that of its opening word, else as statistics tell, else `main`."""
    words = re.findall(r"[^\W\d_]+(?:-\w+)?", text.lower())
    candidates = [code for code, openers in _OPENERS.items() if words and words[0] in openers.split()]
    if main in candidates:
        return main
    if len(candidates) == 1:
        return candidates[0]
    if sum(map(len, words)) < _ENOUGH or len(words) < 3:
        return main
    return _told(text, candidates or list(LANGUAGES), main)


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


def _told(text: str, codes: Sequence[str], main: str) -> str:
    ranked = _ranking(frozenset({*codes, main} & LANGUAGES.keys()))(text)
    code, sure = ranked[0]
    return str(code) if sure >= _SURE else main


@lru_cache(maxsize=16)
def _ranking(codes: frozenset[str]) -> Callable[[str], list[tuple[str, float]]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(codes))
    rank: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return rank
