"""Which language a question is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from index.sources.tongues import among

LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_SURE = 0.9
_ENOUGH = 12  # letters from which a language is told at all
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


def _told(text: str, codes: Sequence[str], main: str) -> str:
    ranked = _ranking(frozenset({*codes, main} & LANGUAGES.keys()))(text)
    code, sure = ranked[0]
    return str(code) if sure >= _SURE else main


@lru_cache(maxsize=16)
def _ranking(codes: frozenset[str]) -> Callable[[str], list[tuple[str, float]]]:
    rank: Callable[[str], list[tuple[str, float]]] = among(codes).rank
    return rank
