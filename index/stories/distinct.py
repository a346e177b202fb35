"""Hits of copies do not crowd out others: of one story one article speaks, and copies add only what it does not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from index.stories.signatures import runs
from index.text.language import words
from index.values import Article, Passage

NEAR = 0.1  # of the fused score: the earliest article speaks where a copy under another headline is hardly better
SAID = 0.5  # of a sentence's word runs: it was said before
NEW = 12  # words in sentences that were not; a line with an office's name or a copyright has fewer


class Store(Protocol):
    """What is asked of the catalogue."""

    def hits(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[Passage, Article]]: ...
    def places(self, library: str, passage_ids: Sequence[str]) -> dict[str, tuple[str, str]]: ...


def distinct(scores: Mapping[str, float], library: str, catalogue: Store, k: int) -> list[str]:
    """Return the ids of the `k` best passages; `scores` maps ids to fused scores, best first."""
    places = catalogue.places(library, list(scores))
    crowded = _crowded(scores, places, library, catalogue)
    kept: list[str] = []
    for key in scores:
        if len(kept) == k:
            break
        article, story = places.get(key, ("", ""))
        if story not in crowded or crowded[story].adds(key, article):
            kept.append(key)
    return kept


def _crowded(
    scores: Mapping[str, float], places: Mapping[str, tuple[str, str]], library: str, catalogue: Store
) -> dict[str, _Story]:
    """Return the stories of which several articles were found."""
    best: dict[str, dict[str, str]] = defaultdict(dict)
    for key in scores:
        article, story = places.get(key, ("", ""))
        if story:
            best[story].setdefault(article, key)
    found: dict[str, _Story] = {}
    for story, articles in best.items():
        if len(articles) > 1:
            first = next(iter(articles))
            earliest = story in articles and scores[articles[story]] >= scores[articles[first]] - NEAR
            speaker = story if earliest else first
            found[story] = _Story(speaker, articles[speaker], library, catalogue)
    return found


class _Story:
    """Copies of one text among the hits: who speaks, and what is said."""

    def __init__(self, speaker: str, passage: str, library: str, catalogue: Store) -> None:
        self._speaker, self._passage = speaker, passage
        self._library, self._catalogue = library, catalogue
        self._said: set[str] = set()

    def adds(self, key: str, article: str) -> bool:
        """Tell whether a passage is the speaker's, or says what neither the speaker nor a copy before it says."""
        if article == self._speaker:
            return True
        found = self._catalogue.hits(self._library, [key, self._passage])
        if len(found) < 2:  # one of them was withdrawn meanwhile
            return self._passage not in found
        self._said = self._said or runs(words(found[self._passage][1].text))
        sentences = [words(text) for text in _sentences(*found[key])]
        new = [sentence for sentence in sentences if len(runs(sentence) & self._said) < SAID * len(runs(sentence))]
        if sum(map(len, new)) < NEW:
            return False
        self._said.update(*map(runs, new))
        return True


def _sentences(passage: Passage, article: Article) -> Iterator[str]:
    for sentence in article.sentences:
        if passage.start <= sentence.start and sentence.end <= passage.end:
            yield sentence.of(article.text)
