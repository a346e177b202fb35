"""Which words of a question the passage that is quoted does not say, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.quote.candidates import Candidate
from bot.answer.quote.cosines import Encode
from bot.answer.quote.evidence import Asked, framing
from bot.reading.languages import language_of
from bot.reading.names import CALENDAR
from index.text.language import located_terms, terms
from index.values import Results

# Cosine of two words, in the default model's units, from which one may be said for the other: "teenagers" for "teens".
NEAR = 0.55
_AGE = re.compile(r"\bhow old\b", re.I)  # an age is said without that word


@dataclass(frozen=True, slots=True)
class Lack:
    """A word of a question that a passage and its title do not say, and its share of the question by rarity.

    A `name` has no word of near meaning: "Ardgate" is nearer than most words are to "Kelmouth".
    """

    word: str
    share: float
    name: bool = False


def lacking(asked: Asked, candidate: Candidate, results: Results, encode: Encode) -> tuple[Lack, ...]:
    """Return the words of a question for which neither they nor any of near meaning stand where a candidate does.

    None where the question is in another language than the passage, which calls everything otherwise.
    """
    language, article = candidate.article.language, candidate.article
    if language_of(asked.text, language) != language:
        return ()
    topic = {stem: word for stem, word in located_terms(asked.text, language) if stem not in framing()}
    weights = {stem: results.terms.get(stem, asked.rarest) for stem in topic}
    sought = frozenset(terms(" ".join(_AGE.findall(asked.text)), language))
    absent = [stem for stem in topic if stem in asked.weights and stem not in candidate.around | sought]
    named = {stem for stem, word in asked.named if word not in CALENDAR}
    text = f"{article.title}\n{candidate.hit.passage.of(article.text)}"
    said = list(dict.fromkeys(word.lower() for _, word in located_terms(text, language)))
    if not absent or not said:
        return ()
    near = _near(asked.text, {stem: topic[stem].lower() for stem in absent if stem not in named}, said, results, encode)
    whole = sum(weights.values()) or 1.0
    return tuple(Lack(topic[stem], weights[stem] / whole, stem in named) for stem in absent if stem not in near)


def _near(
    question: str, words: Mapping[str, str], said: Sequence[str], results: Results, encode: Encode
) -> frozenset[str]:
    """Return the stems of those words for which one of near meaning is said; names are not asked about."""
    if not words:
        return frozenset()
    known = encode([question, *said], queries=1)[1:]  # beside a question what is of the articles is kept
    nearest = results.scale.of((encode(list(words.values())) @ known.T).max(1)).tolist()
    return frozenset(stem for stem, cosine in zip(words, nearest, strict=True) if cosine >= NEAR)
