"""What RERANK_MODEL and READER_MODEL add on questions whose answers are known, and how they best join our own score."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answer.quote.candidates import Candidate
from bot.answer.quote.extract import extract
from bot.answer.quote.find import HITS, Encode
from bot.answer.quote.joining import Choice, Floats, fit_answered, fit_choices, log_odds
from bot.answer.quote.readers import (
    RERANKED,
    Excerpt,
    Judgement,
    Reader,
    Readers,
    ReaderWeights,
    Reading,
    Reranker,
    RerankWeights,
    shown,
)
from bot.errors import ReaderGone, WrongUse
from index.values import Results

Search = Callable[[str, int], Results]
LEAST = 0.02  # share of the questions, and two of them at least: one of the 66 golden ones may change by chance


@dataclass(frozen=True, slots=True)
class Known:
    """A question and the texts any of which a right quotation holds; none where the articles do not answer."""

    question: str
    answers: tuple[str, ...]

    def held(self, text: str) -> bool:
        return any(one in text for one in self.answers)


@dataclass(frozen=True, slots=True)
class Tried:
    """How many of `answerable` questions have a right first passage or quotation, with the model and without.

    And how many of those that no article answers are refused. What counts with the model was joined as the other half
    of the questions wants it; `weights` are what all of them want. Without it: our own measure as it is, or fitted to
    these questions as well where that is better, for which the model deserves no praise.
    """

    name: str
    answerable: int
    right: int
    right_without: int
    weights: tuple[float, ...]
    absent: int = 0
    refused: int = 0
    refused_without: int = 0

    @property
    def helps(self) -> bool:
        """Whether at least LEAST more of the questions end well with the model than without."""
        gain = self.right + self.refused - self.right_without - self.refused_without
        return gain >= max(2, LEAST * (self.answerable + self.absent))


_Put = tuple[Known, Results]


def known(path: Path) -> list[Known]:
    """Read a JSON list of {"question", "answers": […]}; "any_of" is as good a name. Raises WrongUse."""
    try:
        entries = json.loads(path.read_text("utf-8"))
        found = [Known(one["question"], tuple(one.get("answers") or one.get("any_of") or ())) for one in entries]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise WrongUse(f'{path} is no JSON list of {{"question": "…", "answers": ["…"]}}.') from error
    if not any(one.answers for one in found):
        raise WrongUse(f"{path} holds no question with an answer.")
    return found


def try_reranker(reranker: Reranker, search: Search, asked: Sequence[Known]) -> Tried:
    """Return how often a passage that holds an answer comes first. Raises ReaderGone."""
    choices = []
    for one in (one for one in asked if one.answers):
        results = search(one.question, RERANKED)
        odds = reranker.relevance(one.question, [shown(hit) for hit in results.hits])
        rows = np.array([[hit.score for hit in results.hits], odds], float).T
        choices.append(Choice(rows, np.array([one.held(hit.passage.text) for hit in results.hits], bool)))
    start = np.array([RerankWeights().own, RerankWeights().model])
    even, odd = choices[::2], choices[1::2]
    right = _first(even, fit_choices(odd, start)) + _first(odd, fit_choices(even, start))
    without = _first(choices, np.array([1.0, 0.0]))
    return Tried(reranker.name, len(choices), right, without, tuple(fit_choices(choices, start).tolist()))


def try_reader(reader: Reader, search: Search, encode: Encode, asked: Sequence[Known], readers: Readers) -> Tried:
    """Return how often the first quotation holds an answer, and how often what is absent is refused. Raises ReaderGone.

    Passages stand as the reranker of `readers` orders them, if there is one.
    """
    ordering = Reading(replace(readers, reader=None))
    found = [(one, ordering.passages(partial(search, one.question), HITS)) for one in asked]
    half, other = found[::2], found[1::2]

    def heard(some: Sequence[_Put], reader: Reader, weights: ReaderWeights) -> list[_Listening]:
        return [_Listening(Readers(reader=reader, reader_weights=weights), *one, encode) for one in some]

    def fitted(some: Sequence[_Put], reader: Reader) -> ReaderWeights:
        start = ReaderWeights()
        choices = [one.choice for one in heard(some, reader, start) if one.choice is not None]
        own, model = fit_choices(choices, np.array([start.own, start.model])).tolist()
        said = [one for one in heard(some, reader, ReaderWeights(own, model)) if one.evidence is not None]
        rows = np.array([one.evidence for one in said]).reshape(-1, 2)
        return ReaderWeights(own, model, *fit_answered(rows, np.array([bool(one.known.answers) for one in said], bool)))

    def scored(reader: Reader) -> tuple[int, int]:
        return _scored([*heard(half, reader, fitted(other, reader)), *heard(other, reader, fitted(half, reader))])

    once = _Once(reader)
    right, refused = scored(once)
    without = max(_scored([_Listening(Readers(), *one, encode) for one in found]), scored(_Silent()), key=sum)
    answerable = sum(bool(one.answers) for one in asked)
    weights, absent = astuple(fitted(found, once)), len(asked) - answerable
    return Tried(reader.name, answerable, right, without[0], weights, absent, refused, without[1])


def _scored(heard: Sequence[_Listening]) -> tuple[int, int]:
    return sum(one.right for one in heard), sum(one.refused for one in heard)


class _Listening(Reading):
    """Answers one question and hears what is joined: our own log odds and the reader's, of sentences and of it all."""

    def __init__(self, readers: Readers, known: Known, results: Results, encode: Encode) -> None:
        super().__init__(readers)
        self.known, self._results = known, results
        self.choice: Choice | None = None
        self.evidence: tuple[float, float] | None = None
        self._found = extract(known.question, results, encode, self)
        if self.notes:
            raise ReaderGone("\n".join(self.notes))

    @property
    def right(self) -> bool:
        """Whether the first quotation holds an answer."""
        texts = {hit.article.id: hit.article.text for hit in self._results.hits}
        return any(self.known.held(quote.of(texts[quote.article_id])) for quote in self._found.quotes[:1])

    @property
    def refused(self) -> bool:
        """Whether a question without an answer gets none."""
        return not self.known.answers and self._found.outcome == "not_found"

    def judgement(self, question: str, candidates: Sequence[Candidate], scores: Floats) -> Judgement:
        found = super().judgement(question, candidates, scores)
        good = np.array([self.known.held(one.text) for one in candidates], bool)
        return _Overheard(odds=found.odds, weights=found.weights, listening=self, good=good)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Overheard(Judgement):
    listening: _Listening
    good: NDArray[np.bool_]

    def sentences(self, scores: Floats) -> Floats:
        if self.odds is not None:
            self.listening.choice = Choice(np.column_stack([scores, self.odds]), self.good)
        return Judgement.sentences(self, scores)

    def confidence(self, own: float) -> float:
        if self.odds is not None:
            self.listening.evidence = log_odds(own), float(self.odds.max())
        return Judgement.confidence(self, own)


class _Silent:
    """A reader that has nothing to say."""

    name = "nobody"

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> Sequence[Sequence[float]]:
        return [[0.0] * len(one.sentences) for one in excerpts]


class _Once:
    """A reader that is asked once for the same."""

    def __init__(self, reader: Reader) -> None:
        self.name, self._reader = reader.name, reader
        self._known: dict[tuple[str, Excerpt], Sequence[float]] = {}

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> Sequence[Sequence[float]]:
        new = [one for one in excerpts if (question, one) not in self._known]
        self._known.update(
            ((question, one), odds) for one, odds in zip(new, self._reader.read(question, new), strict=True)
        )
        return [self._known[question, one] for one in excerpts]


def _first(choices: Sequence[Choice], weights: Floats) -> int:
    return sum(bool(one.good.any() and one.good[(one.rows @ weights).argmax()]) for one in choices)
