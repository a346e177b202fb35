"""Evidence in numbers: every sentence of the best passages against the question, and the question against them all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answer.quote import evidence
from bot.answer.quote.candidates import Candidate, candidates_of, denies, headline_of, meant
from bot.answer.quote.cosines import Encode, cosines
from bot.answer.quote.evidence import Asked
from bot.answer.quote.headline import headline
from bot.answer.quote.kinds import WEEKDAY, counted, offered
from bot.answer.quote.requirements import holds
from index.values import Results

PASSAGES = 8  # best hits whose sentences are scored; embedding those is most of a warm question's time

SENTENCE = (
    "cosine", "share", "near", "passage_share", "dense", "pairs", "names", "fresh", "person", "time", "number", "place",
    "before", "counted", "holds", "beyond", "told",
)  # fmt: skip
_USUAL = 2.5  # logarithm of eleven terms and one: of a usual sentence
QUESTION = (
    "score", "lead", "cosine", "share", "passage_share", "dense", "best_cosine", "best_dense", "missing_name", "terms",
    "covered", "pairs", "open", "rarest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """Candidates and their numbers, row by row in the order of `SENTENCE`.

    `matches` tell how well each matches token by token, None where the model cannot tell.
    """

    candidates: tuple[Candidate, ...]
    asked: tuple[Asked, ...]
    rows: NDArray[np.float64]
    matches: NDArray[np.float64] | None = None


def measure(question: str, results: Results, encode: Encode) -> Measured:
    """Return the evidence on every sentence of the best passages; the model reads them in one batch."""
    hits = results.hits[:PASSAGES]
    candidates = tuple(
        candidate for hit in hits for candidate in (*candidates_of(hit), *headline_of(question, hit, hits))
    )
    if all(one.headline for one in candidates):
        return Measured((), (), np.zeros((0, len(SENTENCE))))
    readings = _readings(question, results, candidates)
    candidates = tuple(meant(one, readings[one.article.language]) for one in candidates)
    titles = [one.article.title if headline(one.article) else "" for one in candidates]
    read = [one.read for one in candidates]
    near, beyond = cosines(question, read, titles, results.scale, encode)
    asked = tuple(readings[candidate.article.language] for candidate in candidates)
    before = [
        cosine if one.hit is candidate.hit and not candidate.headline else 0.0
        for one, candidate, cosine in zip(candidates, candidates[1:], near, strict=False)
    ]
    rows = np.array([_row(*one) for one in zip(asked, candidates, near, [0.0, *before], beyond, strict=True)])
    return Measured(candidates, asked, rows, results.match(question, read))


def length(candidates: Sequence[Candidate]) -> float:
    """Return how long sentences are, in logarithms of terms; 0 for usual ones.

    Of texts with short sentences an answer says less of its question, and is as sure: `certainty` is that less strict.
    """
    return float(np.mean([math.log1p(len(one.words.stems)) for one in candidates])) - _USUAL


def overall(measured: Measured, scores: NDArray[np.float64], best: int | None = None) -> list[float]:
    """Return the evidence that the question is answered at all, by one candidate, in the order of `QUESTION`."""
    best = int(scores.argmax()) if best is None else best
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
    matches = None if measured.matches is None else measured.matches[list(places)]
    return Measured(chosen, tuple(measured.asked[place] for place in places), measured.rows[list(places)], matches)


def echoes(asked: Asked, candidate: Candidate) -> bool:
    """Tell whether a sentence says nothing beyond the question: no new word, and no denial."""
    new = candidate.words.present - asked.weights.keys()
    return not new and not denies(candidate.text, asked.text)


def exactness(asked: Asked, candidate: Candidate) -> float:
    """Return how exactly a sentence names what is asked for; a caption's date is the photograph's."""
    exact = offered(asked.kind, asked.text, candidate.text)
    return min(exact, WEEKDAY) if asked.kind == "time" and candidate.hit.passage.kind == "caption" else exact


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
