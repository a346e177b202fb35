"""What an acronym stands for, where a question asks for that: "the Coastal Light Authority (CLA)" in an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text.language import terms
from index.values import Filters

if TYPE_CHECKING:
    from index.library import Library

_ASKS = re.compile(
    r"^\W*what(?:['’]s| is| are| does| do| did) (?:the )?(?P<acronym>(?-i:[A-ZÀ-ÖØ-Þ]{2,6}))(?: stand for| mean)?\W*$",
    re.I,
)
_PASSAGES = 8
_BESIDE = 8  # words before the parenthesis of which some are the name


def expanded(question: str, library: Library, name: str) -> str:
    """Return "What is the Light Authority (LA)?" for "What does LA stand for?"; any other question as it is."""
    asked = _ASKS.match(question)
    whole = _whole(asked["acronym"], library, name) if asked and question != question.upper() else ""
    return f"What is the {whole} ({asked['acronym']})?" if asked and whole else question


def _whole(acronym: str, library: Library, name: str) -> str:
    """Return the words before an acronym in parentheses that its letters begin; "" where no article has them."""
    best = [key for key, _ in library.catalogue.lexical(name, terms(acronym, "en"), _PASSAGES, Filters())]
    for passage, _article in library.catalogue.hits(name, best).values():
        for match in re.finditer(rf"\({acronym}\)", passage.text):
            words = passage.text[: match.start()].split()[-_BESIDE:]
            for start, word in enumerate(words):
                if word[0] == acronym[0] and "".join(one[0] for one in words[start:] if one[0].isupper()) == acronym:
                    return " ".join(words[start:])
    return ""
