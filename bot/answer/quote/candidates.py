"""The sentences of a passage that may answer, each with the words that are meant with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answer.quote import evidence
from bot.answer.quote.evidence import Asked, Words
from bot.answer.quote.headline import headline, is_headline, plain, said
from bot.answer.quote.kinds import WHETHER, answer_type, offered
from index.text.lists import heads_of, items
from index.text.split import SECTION_BYTES, TITLE_BYTES, shortened
from index.values import Article, Hit, Passage, Span

LONGEST_SENTENCE = 800  # characters; of a longer one only the part inside its passage is a candidate
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


def candidates_of(hit: Hit) -> Iterator[Candidate]:
    """Yield the sentences and items of lists in a passage that say something, in their order."""
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
    around = told.union(evidence.words(article.byline, article.language).present, *(words.present for words in read))
    for place, (span, head, words) in enumerate(zip(spans, heads, read, strict=True)):
        near = frozenset().union(*(one.present for one in read[max(0, place - 1) : place + 2]))
        if head or says(span.of(article.text)):
            yield Candidate(hit, span, words, near, around, told, head)
        told |= words.present


def read_of(article: Article, passage: Passage) -> list[str]:
    """Return the title and the sentences of a passage as the model reads them beside most questions."""
    return [article.title, *(candidate.read for candidate in candidates_of(Hit(passage, article, 0.0, 0.0, 0.0)))]


def headline_of(question: str, hit: Hit, hits: Sequence[Hit]) -> Iterator[Candidate]:
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


def meant(candidate: Candidate, asked: Asked) -> Candidate:
    """Return a candidate with the words that are meant with it, and with what it leaves open."""
    candidate = _led(_called(candidate, asked), asked)
    return _under(candidate, asked) if candidate.head else _beyond(_denied(candidate, asked), asked)


def denies(text: str, question: str) -> bool:
    """Tell whether a text is a plain denial in a few words, and the question holds none itself."""
    return len(text.split()) <= _PLAIN and bool(_DENIES.search(text)) and not _DENIES.search(question)


def nearby(candidate: Candidate) -> Span:
    """Return the span of a sentence with its neighbours in the passage."""
    sentences, passage, span = candidate.article.sentences, candidate.hit.passage, candidate.span
    if candidate.headline:
        return span
    place = bisect_left(sentences, span.start, key=lambda sentence: sentence.start)
    before, after = sentences[max(0, place - 1)], sentences[min(place + 1, len(sentences) - 1)]
    return Span(min(span.start, max(before.start, passage.start)), max(span.end, min(after.end, passage.end)))


def says(text: str) -> bool:
    """Tell a sentence from a bare name, credit or address, which in alphabets with two cases has no lower-case word."""
    words = [word for word in text.split() if "://" not in word]
    labelled = ": " in " ".join(words)
    return labelled or any(word[0].islower() for word in words) or (bool(words) and text == text.swapcase())


def _called(candidate: Candidate, asked: Asked) -> Candidate:
    """Return a candidate around which a name stands whole that its article says whole: "Hruska" for Pavel Hruska.

    Of 243 questions on three libraries of news four more are right first by it and one fewer.
    """
    around, named = candidate.around, asked.names
    halves = [pair for pair in asked.pairs if named.issuperset(pair) and len(around & set(pair)) == 1]
    stems = evidence.words(candidate.article.text, candidate.article.language).stems if halves else ()
    whole = around.union(*(pair for pair in halves if pair in pairwise(stems)))
    return candidate if whole == around else replace(candidate, around=whole)


def _led(candidate: Candidate, asked: Asked) -> Candidate:
    """Return a candidate that says by one word who leads what is asked for by another: "Who runs it?", "its head".

    Of 1,017 questions on four sets not written for it two more are right first by it, three right ones more are firm.
    """
    own, led = candidate.words.present, evidence.roles() & asked.weights.keys()
    if asked.kind != "person" or own & led or not own & evidence.roles():
        return candidate
    words = replace(candidate.words, present=own | led)
    return replace(candidate, words=words, near=candidate.near | led, around=candidate.around | led)


def _under(candidate: Candidate, asked: Asked) -> Candidate:
    """Return a line of a list that has a word of the question as about what its article is about: "Delmar 23:47"."""
    own = candidate.words.present
    if candidate.head.endswith("?") or not own & set(asked.topic):
        return candidate
    title = evidence.words(candidate.article.title, candidate.article.language).present
    return replace(candidate, words=replace(candidate.words, present=own | title), near=candidate.near | title)


def _denied(candidate: Candidate, asked: Asked) -> Candidate:
    """Return a plain denial of whether something is so as denying all that its passage and paragraph have of it.

    "Nobody was injured." An answer to a question of its own ("Could it burst? No.") denies that alone.
    """
    own = candidate.words.present
    alike = {stem for stem in asked.topic if own & {stem, *evidence.alike(stem)}}
    if not alike or not WHETHER.match(asked.text) or not denies(candidate.text, asked.text):
        return candidate
    article, at = candidate.article, candidate.span.start
    own_block = [one.of(article.text) for one in article.blocks if one.start <= at < one.end]
    beside = candidate.around.union(*(evidence.words(one, article.language).present for one in own_block))
    told = own | alike | (beside & set(asked.topic))
    return replace(candidate, words=replace(candidate.words, present=told), near=candidate.near | told)


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


def _whole(sentence: Span, whole: Sequence[Span]) -> Span:
    """Return the item of a list that a sentence stands in, else the sentence."""
    item = next((one for one in whole if one.start <= sentence.start < one.end), sentence)
    return Span(item.start, item.end)


def _within(sentence: Span, passage: Span) -> Span:
    if sentence.end - sentence.start <= LONGEST_SENTENCE:
        return Span(sentence.start, sentence.end)
    return Span(max(sentence.start, passage.start), min(sentence.end, passage.end))
