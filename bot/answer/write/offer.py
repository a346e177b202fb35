"""The sentences that a model is shown, each under a key that nobody can know before."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence

from bot.answer.quote.measure import LONGEST_SENTENCE, PASSAGES
from bot.values import Offered
from index.values import Article, Hit, Span

MOST_SENTENCES = 40
MOST_CHARACTERS = 10_000  # about 2,500 tokens
_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"  # no vowels, so that no key is a word; no l, which reads like 1
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
    """Return a fresh random key."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_KEY_LENGTH))


def offer(hits: Sequence[Hit], *, make_key: Callable[[], str] = key) -> tuple[Offered, ...]:
    """Return the sentences of the best passages, best article first, each article's in reading order.

    At most MOST_SENTENCES and MOST_CHARACTERS; instructions to a machine are left out.
    """
    chosen: dict[tuple[str, int], tuple[Article, Span, Hit]] = {}
    left = MOST_CHARACTERS
    for hit in hits[:PASSAGES]:
        for span in _sentences(hit):
            place = (hit.article.id, span.start)
            text = span.of(hit.article.text)
            if place in chosen or addressed(text) or len(chosen) == MOST_SENTENCES or len(text) > left:
                continue
            chosen[place] = (hit.article, span, hit)
            left -= len(text)
    order = list(dict.fromkeys(article_id for article_id, _ in chosen))
    ranked = sorted(chosen, key=lambda place: (order.index(place[0]), place[1]))
    keys = _distinct(make_key, len(ranked))
    return tuple(
        Offered(one, chosen[place][0], chosen[place][1], chosen[place][2].passage.kind)
        for one, place in zip(keys, ranked, strict=True)
    )


def _sentences(hit: Hit) -> Iterator[Span]:
    """Sentences of a passage; of a very long one the part inside it, as the extractor reads it."""
    passage = hit.passage
    for span in hit.article.sentences:
        if span.start < passage.end and passage.start < span.end:
            long = span.end - span.start > LONGEST_SENTENCE
            yield Span(max(span.start, passage.start), min(span.end, passage.end)) if long else span


def _distinct(make_key: Callable[[], str], count: int) -> list[str]:
    keys: dict[str, None] = {}
    while len(keys) < count:
        keys[make_key()] = None
    return list(keys)
