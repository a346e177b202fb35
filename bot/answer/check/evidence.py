"""The stored sentences that come nearest to a claim, and which of them it may stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.check.checked import Claim
from bot.answer.check.differing import runs
from bot.answer.prove.names import compared
from bot.answer.prove.verdicts import CORRECTED
from bot.answer.quote.find import Encode
from bot.answer.quote.widen import leans
from bot.answer.write.offer import offer
from bot.values import Offered
from index.library import Library
from index.text.language import terms
from index.values import Article

HITS = 10
DEPTH = 6  # sentences that are held against a claim one by one
PAIRED = 3  # of which two of one article are held against it together


_PLACE = re.compile(r"\b(?:in|at|near|from|to|around|outside|bei|aus|nach|nahe)(?: the)?\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a claim: sentences, nearest first, and the cosine of the nearest."""

    claim: Claim
    ranked: tuple[Offered, ...]
    nearness: float

    def statement(self, article: Article) -> str:
        """Return what a claim says beside an article: with the sentences that it leans on, "" where it names nobody."""
        own, before = self.claim.text, self.claim.before
        if _stands(own, article):
            return own
        joined = " ".join((*before, own))
        return joined if any(_stands(one, article) for one in before) else ""

    def grounds(self) -> Iterator[tuple[Offered, ...]]:
        """Yield sentences that may bear the claim, the likeliest first; of one article where they are several."""
        yield from (self.bearing(one) for one in self.ranked[:DEPTH])
        best = self.ranked[:PAIRED]
        for place, one in enumerate(best):
            yield from ((one, other) for other in best[place + 1 :] if other.article.id == one.article.id)

    def bearing(self, one: Offered) -> tuple[Offered, ...]:
        """Return a sentence, with those of its article that are nearest to what the claim leans on."""
        article = one.article
        if _stands(self.claim.text, article):
            return (one,)
        others = [each for each in self.ranked if each.article.id == article.id]
        leant = (max(others, key=lambda each: share(before, each)) for before in self.claim.before)
        return tuple(dict.fromkeys((*leant, one)))


def gather(library: Library, name: str, claim: Claim, encode: Encode) -> Evidence:
    """Search the library called `name` for what comes nearest to a claim."""
    leaning = leans(claim.text) or not compared(claim.text, "en")
    query = " ".join((*claim.before, claim.text) if leaning else (claim.text,))
    results = library.search(name, query, k=HITS)
    offered = [one for one in offer(results.hits) if not CORRECTED.search(one.text)]
    if not offered:
        return Evidence(claim, (), 0.0)
    vectors = encode([claim.text, *(one.text for one in offered)])
    near = [float(value) for value in results.scale.of(vectors[1:] @ vectors[0])]
    order = sorted(range(len(offered)), key=lambda place: -near[place] - share(claim.text, offered[place]))
    return Evidence(claim, tuple(offered[place] for place in order), max(near))


def share(text: str, one: Offered) -> float:
    """Return which share of a text's terms a stored sentence has."""
    mine = set(terms(text, one.article.language))
    return len(mine & set(terms(one.text, one.article.language))) / max(1, len(mine))


def told(text: str, one: Offered) -> float:
    """Return which share of a text's terms a stored sentence has, names left out: what is told, not of whom."""
    language = one.article.language
    mine = set(terms(text, language))
    mine = mine - set(terms(" ".join(compared(text, language)), language)) or mine
    return len(mine & set(terms(one.text, language))) / max(1, len(mine))


def identified(text: str, article: Article) -> bool:
    """Tell whether a sentence names somebody or something, and not only a place where much may happen."""
    found = runs(text, article.language)
    return (not leans(text) and _opens(text, article)) or any(not _PLACE.search(text[: one.start()]) for one in found)


def _stands(text: str, article: Article) -> bool:
    """Tell whether a sentence says by itself of whom or what it speaks: it has a name and no pronoun in its place."""
    if leans(text):
        return False
    return bool(compared(text, article.language)) or _opens(text, article)


def _opens(text: str, article: Article) -> bool:
    """Tell whether a sentence begins with a name that its article knows."""
    opener = re.match(r"\W*([\w-]+)", text)
    return bool(opener and opener[1] in _names(f"{article.title}. {article.text}", article.language))


@lru_cache(maxsize=128)
def _names(text: str, language: str) -> frozenset[str]:
    return frozenset(compared(text, language))
