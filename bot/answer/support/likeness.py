"""How much of a statement's meaning its source holds: the share of its words that have a like there, and similarity."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answer.support.names import AGE, CALENDAR, reports
from bot.answer.support.source import Source
from bot.answer.support.synonyms import same
from index.language import located_terms, terms

Matrix = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Matrix]
# Words about telling: a statement may say that its source reports something.
_TELLING = frozenset(
    terms(
        "around approximately roughly say said tell told report according state announce explain write quote cite "
        "article publisher news add note",
        "en",
    )
)
NEARBY = 0.9  # worth of a word that stands only beside the sentence
ASSOCIATED = 0.5  # worth of a word that only resembles one of the sentence: drunk is like alcohol, and not the same
CLOSE = 0.45  # least worth of a word for a deed: resigned is not left
ALIKE, SAME = 0.35, 0.62  # cosines between single words: below the first nothing is alike, above the second they are


@dataclass(frozen=True, slots=True)
class Likeness:
    """`covered` is the share of the statement's words that the source has, `cosine` the similarity of both."""

    covered: float
    cosine: float
    lacking: tuple[str, ...]


class Lexicon:
    """Similarity of single words, remembered while one answer is checked."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    def covered(self, statement: str, source: Source) -> tuple[float, tuple[str, ...]]:
        """Return the share of a statement's words that its source holds or has a like of, and those it lacks.

        Where the word that opens the statement is lacking, it speaks of something else: nothing is covered.
        """
        language = source.article.language
        mine = [
            (stem, word) for stem, word in located_terms(AGE.sub(" ", statement), language) if not _settled(stem, word)
        ]
        credits = (
            set(terms(f"{source.article.publisher} {source.article.byline}", language)) if reports(statement) else set()
        )
        mine = [(stem, word) for stem, word in mine if stem not in credits]
        if not mine:
            return 1.0, ()
        worth = {word: _worth(stem, source) for stem, word in mine}
        lacking = [word for word, value in worth.items() if value == 0.0]
        if lacking:
            worth |= self._alike(lacking, source)
        missed = tuple(word for word in lacking if worth[word] < (CLOSE if word.endswith("ed") else ASSOCIATED / 2))
        titled = len(mine) > 1 and mine[1][1][0].isupper() and mine[1][1] not in lacking  # "The contractor Strand"
        share = 0.0 if mine[0][1] in lacking and not titled else sum(worth.values()) / len(worth)
        return share, missed

    def _alike(self, lacking: Sequence[str], source: Source) -> dict[str, float]:
        theirs = list(dict.fromkeys(word.lower() for _, word in located_terms(source.text, source.article.language)))
        if not theirs:
            return dict.fromkeys(lacking, 0.0)
        vectors = self._encode([*(word.lower() for word in lacking), *theirs])
        best = (vectors[: len(lacking)] @ vectors[len(lacking) :].T).max(axis=1)
        scaled = np.clip((best - ALIKE) / (SAME - ALIKE), 0.0, 1.0) * ASSOCIATED
        return dict(zip(lacking, map(float, scaled), strict=True))


def _settled(stem: str, word: str) -> bool:
    """Numbers and words of telling are judged elsewhere or not at all."""
    return word[0].isdigit() or stem in _TELLING or word.lower() in CALENDAR or bool(re.fullmatch(r"\W+", word))


def _worth(stem: str, source: Source) -> float:
    (meant,) = same([stem])
    if meant in source.stems:
        return 1.0
    return NEARBY if meant in source.nearby_stems else 0.0
