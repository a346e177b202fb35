"""The sentences that a model is shown, each under a key that nobody can know before."""

from __future__ import annotations

import re
import secrets
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from bot.answer.quote.candidates import LONGEST_SENTENCE
from bot.answer.quote.measure import PASSAGES
from bot.values import Offered
from index.clean.captions import is_credit
from index.values import Article, Hit, PassageKind, Span

# About 3,000 tokens. For 900 SQuAD questions on articles of eight paragraphs the sentences of the best passages hold
# the answer of .963, with their neighbours and the leads .969; no more than 40 of them would for .958.
MOST_SENTENCES = 60
MOST_CHARACTERS = 12_000
BEST = 3  # articles that are also read from their start
LEAD = 3  # sentences of that, in which news says what it is about
_LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels, so that no key is a word; no l, which reads like 1
_ALPHABET = _LETTERS + "23456789"
_KEY_LENGTH = 4

# Text that speaks to a machine which writes an answer, and to nobody who reads a newspaper.
_ADDRESSED = re.compile(
    r"\byour (?:\w+ )?(?:reply|replies|responses?|answers?|output|summary|completion)\b"
    r"|\b(?:add|include|insert|mention|integrate|modify|provide|write|end|start|begin|use|append|replace|remove|"
    r"introduce|suggest|put|make|print|repeat|reveal|output|scramble|rearrange|anagram|misspell|group|return)\b"
    r".{0,120}\b(?:your|the|this) (?:\w+ ){0,2}(?:reply|replies|response|responses|answer|output|prompt)s?\b"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|above|earlier|prior|all|your|these|any)\b"
    r".{0,30}\b(?:instruction|prompt|rule|direction|guideline|text|message|context)s?\b"
    r"|\b(?:system|developer) (?:prompt|message|instruction)s?\b"
    r"|\b(?:as|you are|act as|pretend to be) an? (?:ai|assistant|language model|chatbot|llm)\b"
    r"|\byou (?:must|should|will|are required to) (?:now )?(?:reply|respond|answer|say|write|output|ignore)\b"
    r"|^\s*(?:system|assistant|user)\s*:",
    re.I,
)


def addressed(text: str) -> bool:
    """Tell whether a text gives instructions to whoever writes the answer; such a sentence proves nothing."""
    return bool(_ADDRESSED.search(text))


def key() -> str:
    """Return a fresh random key; it begins with a letter, so that it is no number."""
    return secrets.choice(_LETTERS) + "".join(secrets.choice(_ALPHABET) for _ in range(_KEY_LENGTH - 1))


def offer(hits: Sequence[Hit], *, make_key: Callable[[], str] = key) -> tuple[Offered, ...]:
    """Return sentences for a model to choose from, best article first, each article's in reading order.

    At most MOST_SENTENCES and MOST_CHARACTERS: those of the best passages first, then their neighbours, then how the
    BEST articles begin. Instructions to a machine and credits of pictures are left out.
    """
    chosen: dict[tuple[str, int], tuple[Article, Span]] = {}
    left = MOST_CHARACTERS
    for article, span in _candidates(hits[:PASSAGES]):
        text = span.of(article.text)
        place = (article.id, span.start)
        if place in chosen or len(chosen) == MOST_SENTENCES or len(text) > left or addressed(text) or _credit(text):
            continue
        chosen[place] = (article, span)
        left -= len(text)
    order = list(dict.fromkeys(article_id for article_id, _ in chosen))
    ranked = sorted(chosen, key=lambda place: (order.index(place[0]), place[1]))
    keys = _distinct(make_key, len(ranked))
    return tuple(Offered(one, *chosen[place], _kind(*chosen[place])) for one, place in zip(keys, ranked, strict=True))


def _candidates(hits: Sequence[Hit]) -> Iterator[tuple[Article, Span]]:
    for hit in hits:
        yield from ((hit.article, span) for span in _sentences(hit))
    for hit in hits:
        yield from ((hit.article, span) for span in _around(hit))
    for article in list({hit.article.id: hit.article for hit in hits}.values())[:BEST]:
        prose = [span for span in article.sentences[:LEAD] if _kind(article, span) == "prose"]
        yield from ((article, span) for span in prose if span.end - span.start <= LONGEST_SENTENCE)


def _sentences(hit: Hit) -> Iterator[Span]:
    """Sentences of a passage; of a very long one the part inside it, as the extractor reads it."""
    passage = hit.passage
    for span in hit.article.sentences:
        if span.start < passage.end and passage.start < span.end:
            long = span.end - span.start > LONGEST_SENTENCE
            yield Span(max(span.start, passage.start), min(span.end, passage.end)) if long else span


def _around(hit: Hit) -> Iterator[Span]:
    """The sentence before a passage and the one behind it."""
    sentences, passage = hit.article.sentences, hit.passage
    first = bisect_left(sentences, passage.start, key=lambda span: span.end - 1)
    last = bisect_left(sentences, passage.end, key=lambda span: span.start)
    for span in (*sentences[max(0, first - 1) : first], *sentences[last : last + 1]):
        if span.end - span.start <= LONGEST_SENTENCE and _kind(hit.article, span) == passage.kind:
            yield span


def _kind(article: Article, span: Span) -> PassageKind:
    return "caption" if any(block.start <= span.start < block.end for block in article.captions) else "prose"


def _credit(text: str) -> bool:
    """Tell whether a sentence says nothing but who made a picture."""
    return is_credit(text.rstrip(".").lstrip("© 0123456789"))


def _distinct(make_key: Callable[[], str], count: int) -> list[str]:
    keys: dict[str, None] = {}
    while len(keys) < count:
        keys[make_key()] = None
    return list(keys)
