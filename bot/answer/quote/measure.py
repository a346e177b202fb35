"""Evidence in numbers: every sentence of the best passages against the question, and the question against them all."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.answer.quote import evidence
from bot.answer.quote.cosines import Encode as Encode
from bot.answer.quote.cosines import cosines
from bot.answer.quote.evidence import Asked, Words
from bot.answer.quote.headline import headline, is_headline, plain, said
from bot.answer.quote.kinds import WEEKDAY, WHETHER, answer_type, counted, offered
from bot.answer.quote.requirements import holds
from index.text.lists import heads_of, items
from index.text.split import SECTION_BYTES, TITLE_BYTES, shortened
from index.values import Article, Hit, Passage, Results, Span

PASSAGES = 8  # best hits whose sentences are scored; embedding those is most of a warm question's time
LONGEST_SENTENCE = 800  # characters; of a longer one only the part inside its passage is a candidate

SENTENCE = (
    "cosine", "share", "near", "passage_share", "dense", "pairs", "names", "fresh", "person", "time", "number", "place",
    "before", "counted", "holds", "beyond", "told",
)  # fmt: skip
_USUAL = 2.5  # logarithm of eleven terms and one: of a usual sentence
QUESTION = (
    "score", "lead", "cosine", "share", "passage_share", "dense", "best_cosine", "best_dense", "missing_name", "terms",
    "covered", "pairs", "open", "rarest",
)  # fmt: skip

_TOPIC, _FEW = 3, 2  # stems that a question has at least that a sentence repeats, and of that sentence at most beside
_PLAIN = 8  # words of a plain denial
_DENIES = re.compile(
    r"\b(?:no|not|nobody|none|nothing|never|neither|kein\w*|nicht|niemand|nie|aucune?|jamais|personne|pas|nadie|nunca|"
    r"ning[uú]n\w*)\b|n['’]t\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer. `near` adds its neighbours' words, `around` those of its passage and title.

    `told` are the words of the title and of its passage before it: who comes to it knows them. `head` is what a line of
    a list stands under, or what a paragraph answers; its words count as its own.
    """

    hit: Hit
    span: Span
    words: Words
    near: frozenset[str]
    around: frozenset[str]
    told: frozenset[str]
    head: str = ""

    @property
    def article(self) -> Article:
        return self.hit.article

    @property
    def text(self) -> str:
        return said(self.article, self.span)

    @property
    def headline(self) -> bool:
        return is_headline(self.span)

    @property
    def read(self) -> str:
        """What the model reads: a line of a list with what it stands under, an answer with what was asked."""
        return f"{self.head} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Measured:
    """Candidates and their numbers, row by row in the order of `SENTENCE`."""

    candidates: tuple[Candidate, ...]
    asked: tuple[Asked, ...]
    rows: NDArray[np.float64]


def measure(question: str, results: Results, encode: Encode) -> Measured:
    """Return the evidence on every sentence of the best passages; the model reads them in one batch."""
    hits = results.hits[:PASSAGES]
    candidates = tuple(candidate for hit in hits for candidate in (*_candidates(hit), *_headline(question, hit, hits)))
    if all(one.headline for one in candidates):
        return Measured((), (), np.zeros((0, len(SENTENCE))))
    readings = _readings(question, results, candidates)
    candidates = tuple(_told(candidate, readings[candidate.article.language]) for candidate in candidates)
    titles = [one.article.title if headline(one.article) else "" for one in candidates]
    near, beyond = cosines(question, [one.read for one in candidates], titles, results.scale, encode)
    asked = tuple(readings[candidate.article.language] for candidate in candidates)
    before = [
        cosine if one.hit is candidate.hit and not candidate.headline else 0.0
        for one, candidate, cosine in zip(candidates, candidates[1:], near, strict=False)
    ]
    rows = np.array([_row(*one) for one in zip(asked, candidates, near, [0.0, *before], beyond, strict=True)])
    return Measured(candidates, asked, rows)


def length(candidates: Sequence[Candidate]) -> float:
    """Return how long sentences are, in logarithms of terms; 0 for usual ones.

    Of texts with short sentences an answer says less of its question, and is as sure: `certainty` is that less strict.
    """
    return float(np.mean([math.log1p(len(one.words.stems)) for one in candidates])) - _USUAL


def read_of(article: Article, passage: Passage) -> list[str]:
    """Return the title and the sentences of a passage as the model reads them beside most questions."""
    return [article.title, *(candidate.read for candidate in _candidates(Hit(passage, article, 0.0, 0.0, 0.0)))]


def overall(measured: Measured, scores: NDArray[np.float64]) -> list[float]:
    """Return the evidence that the question is answered at all, in the order of `QUESTION`."""
    best = int(scores.argmax())
    asked, candidate = measured.asked[best], measured.candidates[best]
    row = dict(zip(SENTENCE, measured.rows[best].tolist(), strict=True))
    unnamed = [asked.weights[name] / asked.rarest for name in asked.names if name not in candidate.around]
    covered = [asked.weights[stem] / asked.rarest for stem in asked.topic if stem in candidate.around]
    return [
        float(scores[best]),
        float(scores[best] - np.sort(scores)[-3:].mean()),
        row["cosine"],
        row["share"],
        row["passage_share"],
        row["dense"],
        float(measured.rows[:, SENTENCE.index("cosine")].max()),
        float(measured.rows[:, SENTENCE.index("dense")].max()),
        max(unnamed, default=0.0),
        math.log1p(len(asked.topic)),
        sum(covered),
        row["pairs"],
        float(asked.kind == "open"),
        asked.rarest,
    ]


def some(measured: Measured, places: Sequence[int]) -> Measured:
    """Return the evidence on some of the candidates."""
    chosen = tuple(measured.candidates[place] for place in places)
    return Measured(chosen, tuple(measured.asked[place] for place in places), measured.rows[list(places)])


def echoes(asked: Asked, candidate: Candidate) -> bool:
    """Tell whether a sentence says nothing beyond the question: no new word, and no denial."""
    new = candidate.words.present - asked.weights.keys()
    return not new and not _denies(candidate.text, asked.text)


def exactness(asked: Asked, candidate: Candidate) -> float:
    """Return how exactly a sentence names what is asked for; a caption's date is the photograph's."""
    exact = offered(asked.kind, asked.text, candidate.text)
    return min(exact, WEEKDAY) if asked.kind == "time" and candidate.hit.passage.kind == "caption" else exact


def nearby(candidate: Candidate) -> Span:
    """Return the span of a sentence with its neighbours in the passage."""
    sentences, passage, span = candidate.article.sentences, candidate.hit.passage, candidate.span
    if candidate.headline:
        return span
    place = bisect_left(sentences, span.start, key=lambda sentence: sentence.start)
    before, after = sentences[max(0, place - 1)], sentences[min(place + 1, len(sentences) - 1)]
    return Span(min(span.start, max(before.start, passage.start)), max(span.end, min(after.end, passage.end)))


def _candidates(hit: Hit) -> Iterator[Candidate]:
    article, passage = hit.article, hit.passage
    whole = items(article)
    inside = [one for one in article.sentences if one.start < passage.end and one.end > passage.start]
    spans = list(dict.fromkeys(_within(_whole(one, whole), passage) for one in inside))
    heads = heads_of(article, spans)
    read = [
        evidence.words(f"{head} {span.of(article.text)}", article.language)
        for head, span in zip(heads, spans, strict=True)
    ]
    above = (shortened(article.title, TITLE_BYTES), shortened(passage.section, SECTION_BYTES))
    told = frozenset().union(*(evidence.words(head, article.language).present for head in above))
    around = told.union(*(words.present for words in read))
    for place, (span, head, words) in enumerate(zip(spans, heads, read, strict=True)):
        near = frozenset().union(*(one.present for one in read[max(0, place - 1) : place + 2]))
        if head or says(span.of(article.text)):
            yield Candidate(hit, span, words, near, around, told, head)
        told |= words.present


def _headline(question: str, hit: Hit, hits: Sequence[Hit]) -> Iterator[Candidate]:
    """Yield the headline beside an article's best passage, where it names somebody, a time, a place or a number asked.

    Of other questions it would only be the theme.
    """
    span = headline(hit.article)
    if (
        span is None
        or not offered(answer_type(question), question, plain(hit.article))
        or hit is not next(one for one in hits if one.article.id == hit.article.id)
    ):
        return
    words = evidence.words(hit.article.title, hit.article.language)
    around = words.present | evidence.words(hit.passage.of(hit.article.text), hit.article.language).present
    yield Candidate(hit, span, words, words.present, around, words.present)


def _told(candidate: Candidate, asked: Asked) -> Candidate:
    """Return a candidate with the words that are meant with it.

    A line of a list that has a word of the question is about what its article is about ("Delmar 23:47"); a plain denial
    of a question whether something is so ("Nobody was injured.") denies all that its passage has of the question.
    """
    own, language = candidate.words.present, candidate.article.language
    if candidate.head and own & set(asked.topic):
        title = evidence.words(candidate.article.title, language).present
        words = replace(candidate.words, present=own | title)
        return replace(candidate, words=words, near=candidate.near | title)
    alike = {stem for stem in asked.topic if own & {stem, *evidence.alike(stem)}}
    if alike and WHETHER.match(asked.text) and _denies(candidate.text, asked.text):
        meant = own | alike | (candidate.around & set(asked.topic))
        return replace(candidate, words=replace(candidate.words, present=meant), near=candidate.near | meant)
    return _beyond(candidate, asked)


def _beyond(candidate: Candidate, asked: Asked) -> Candidate:
    """Return a sentence that repeats the question with the one after it, which tells what it leaves open.

    "Why a bat should care is less clear. Her best guess is disease."
    """
    new = candidate.words.present - asked.weights.keys()
    repeats = len(asked.topic) >= _TOPIC and set(asked.topic) <= candidate.words.present and len(new) <= _FEW
    if candidate.headline or not repeats or asked.kind != "open" or _DENIES.search(candidate.text):
        return candidate
    article, span = candidate.article, candidate.span
    place = bisect_left(article.sentences, span.end, key=lambda sentence: sentence.start)
    if place == len(article.sentences) or "\n" in article.text[span.end : article.sentences[place].start]:
        return candidate
    both = Span(span.start, article.sentences[place].end)
    return replace(candidate, span=both, words=evidence.words(both.of(article.text), article.language))


def _denies(text: str, question: str) -> bool:
    return len(text.split()) <= _PLAIN and bool(_DENIES.search(text)) and not _DENIES.search(question)


def _whole(sentence: Span, whole: Sequence[Span]) -> Span:
    """Return the item of a list that a sentence stands in, else the sentence."""
    item = next((one for one in whole if one.start <= sentence.start < one.end), sentence)
    return Span(item.start, item.end)


def says(text: str) -> bool:
    """Tell a sentence from a bare name, credit or address, which in alphabets with two cases has no lower-case word."""
    words = [word for word in text.split() if "://" not in word]
    return any(word[0].islower() for word in words) or (bool(words) and text == text.swapcase())


def _within(sentence: Span, passage: Span) -> Span:
    if sentence.end - sentence.start <= LONGEST_SENTENCE:
        return Span(sentence.start, sentence.end)
    return Span(max(sentence.start, passage.start), min(sentence.end, passage.end))


def _readings(question: str, results: Results, candidates: Sequence[Candidate]) -> dict[str, Asked]:
    """Return the question as each language of the candidates reads it."""
    readings = {}
    for language in {candidate.article.language for candidate in candidates}:
        vocabulary = frozenset().union(*(one.around for one in candidates if one.article.language == language))
        readings[language] = evidence.read_question(question, language, results.terms, vocabulary)
    return readings


def _row(asked: Asked, candidate: Candidate, cosine: float, before: float, beyond: float) -> list[float]:
    exact, language = exactness(asked, candidate), candidate.article.language
    fresh = len(candidate.words.present - asked.weights.keys())
    return [
        cosine,
        evidence.share(asked, candidate.words.present),
        evidence.share(asked, candidate.near),
        evidence.share(asked, candidate.around),
        candidate.hit.dense,
        evidence.pairs_share(asked, candidate.words.stems),
        evidence.names_share(asked, candidate.words.present),
        min(1.0, fresh / 6),
        *(exact * (asked.kind == kind) for kind in ("person", "time", "number", "place")),
        before,
        float(asked.kind == "number" and counted(asked.text, candidate.text, language)),
        float(holds(asked.text, candidate.text, language)),
        beyond,
        evidence.share(asked, candidate.told | candidate.words.present),
    ]
