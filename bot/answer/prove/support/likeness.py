"""The words of a statement that its source has no like of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.answer.prove.support.names import AGE, CALENDAR, reports
from bot.answer.prove.support.source import Source
from bot.answer.prove.support.synonyms import same
from index.text.language import located_terms, normalised, terms

Matrix = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Matrix]
# Words about telling: a statement may say that its source reports something. And words that add nothing to a number.
_FREE = frozenset(
    terms(
        "around approximately roughly say said tell told report according state announce explain add total figure "
        "number amount count beneath underneath amid via upon onto",
        "en",
    )
)
_ARTICLE = re.compile(r"\b(?:article|newspaper|news)\b", re.I)
_ROOT = 4
_ENDINGS = frozenset(("al", "ation", "e", "er", "ing", "ion", "ist", "ment", "ness", "or", "ship", "ur", "ward", "y"))
_CREDITS = frozenset(terms("write quote cite article newspaper publisher published news note cover story", "en"))
_VERBAL = r"(?:will|would|shall|may|might|must|can|could|should|to|did|does|do)\s+(?:not\s+)?"


def lacking(statement: str, source: Source) -> tuple[str, ...]:
    """Return the words of a statement that its source neither holds nor has a like of.

    What stands beside the source may name who or what a pronoun means, and one word of the title whose something is
    (the bridge's bill), but neither what happened. Similarity of single words is no help: measured with the shipped
    model, stolen is nearer to locked (0.56) than ordered to told (0.26), and wife to husband (0.87) nearer than most
    synonyms.
    """
    credits = _credits(statement, source)
    lacked = [
        (stem, word)
        for stem, word in located_terms(AGE.sub(" ", statement), source.article.language)
        if not _settled(stem, word) and stem not in credits and not _held(stem, word, statement, source)
    ]
    topic = {
        word
        for stem, word in lacked
        if stem in source.title_stems and re.search(rf"\b{word}['’]s\b|\bof the {word}\b", statement)
    }
    return tuple(word for _, word in lacked if len(topic) > 1 or word not in topic)


def _credits(statement: str, source: Source) -> frozenset[str]:
    """Return the terms that are borne by the article's own head, where a statement names it as the source."""
    theirs = frozenset(terms(f"{source.article.publisher} {source.article.byline}", source.article.language))
    named = theirs & set(terms(statement, source.article.language)) or _ARTICLE.search(statement)
    return theirs | _CREDITS if named and reports(statement) else frozenset()


def _held(stem: str, word: str, statement: str, source: Source) -> bool:
    (meant,) = same([stem])
    if meant in source.stems or any(_akin(meant, other) for other in source.stems):
        return True
    return meant in source.nearby_stems and not _deed(stem, word, statement)


def _akin(one: str, other: str) -> bool:
    """Tell whether one term is the other with an ending that a stemmer leaves: fail, failure; south, southward."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _ROOT and long.startswith(short) and long[len(short) :] in _ENDINGS


def _deed(stem: str, word: str, text: str) -> bool:
    """Tell whether a word of a text is a verb, as far as its form and the word before it show."""
    low = normalised(word)
    return (
        (len(low) > 4 and low.endswith("ed"))
        or not low.startswith(stem[:-1])
        or bool(word.islower() and re.search(rf"\b{_VERBAL}{re.escape(word)}\b", text))
    )


def _settled(stem: str, word: str) -> bool:
    """Numbers and words of telling are judged elsewhere or not at all."""
    return word[0].isdigit() or stem in _FREE or word.lower() in CALENDAR or bool(re.fullmatch(r"\W+", word))
