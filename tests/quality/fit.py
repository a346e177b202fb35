"""Fit the coefficients of `bot/answer/quote/weights.py` on the tuning half of SQuAD and on news, and print them.

Sentences: a conditional logit, so that among a question's sentences those holding an accepted answer score highest.
What is added where readers ask in their own words: the same, on their questions too, SENTENCE_WEIGHTS as they are.
Of the news, cases that differ count little: there are many, all short and much alike, and follow-ups suffer by them.
Questions: a logistic regression that tells questions on indexed articles from others, over libraries of three sizes:
half of the topics, twelve paragraphs, and four consecutive paragraphs. Questions on the same topic whose paragraph is
not indexed count a little too, so that a shared topic alone is no answer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bot.answer.quote.measure import QUESTION, SENTENCE, Measured, measure, overall
from bot.answer.quote.scoring import own_words
from bot.answer.quote.weights import OWN_WORDS_WEIGHTS, SENTENCE_WEIGHTS
from index.search import search
from index.values import Article, Filters, Results
from tests.conftest import shared_data
from tests.quality.memory import Asking, Cut, MemoryStore, cut, read_squad
from tests.quality.news import read_news
from tests.quality.readers import read_readers
from tests.remembering import Remembering

Floats = NDArray[np.float64]
SQUAD = "questions/squad2-dev-16-articles.json"
HALF_WEIGHT, SMALL_WEIGHT, NEAR_WEIGHT = 0.5, 0.2, 0.1
CASE_WEIGHT, NEWS_WEIGHT, READERS_WEIGHT = 0.1, 1.0, 0.6

Choosing = tuple[Asking, Measured, float]


@dataclass(frozen=True, slots=True)
class Trial:
    """One question put to one library: `kind` says which library, `answerable` whether its paragraph is there."""

    kind: str
    asking: Asking
    answerable: bool
    near: bool
    measured: Measured
    results: Results


def asked(question: Asking, store: MemoryStore, model: Remembering) -> tuple[Results, Measured]:
    """Return what search and evidence make of a question in a library."""
    results = search(
        question.text, library="quality", catalogue=store, nearest=store.nearest, model=model, k=10, filters=Filters()
    )
    return results, measure(question.text, results, model.encode)


def trials(cuts: Sequence[Cut], questions: Sequence[Asking], model: Remembering) -> Iterator[Trial]:
    """Yield questions put to the libraries that the question model is fitted on."""
    chance = random.Random(1)
    for kind, indexed, near in libraries(cuts, chance):
        store = MemoryStore(indexed)
        here = {one.article.id for one in indexed}
        for question in questions:
            answerable = question.article_id in here
            close = not answerable and question.topic in near
            if "half" in kind or answerable or chance.random() < (0.03 if close else 0.02):
                results, measured = asked(question, store, model)
                yield Trial(kind, question, answerable, close, measured, results)


def libraries(cuts: Sequence[Cut], chance: random.Random) -> Iterator[tuple[str, list[Cut], set[str]]]:
    """Yield libraries with the topics that they hold in part."""
    topics = list(dict.fromkeys(_topic(one) for one in cuts))
    halves = (topics[:8], topics[8:], topics[::2], topics[1::2], chance.sample(topics, 8))
    for number, half in enumerate(halves):
        yield f"half {number}", [one for one in cuts if _topic(one) in half], set()
    for _ in range(40):
        some = set(chance.sample(topics, chance.choice([1, 2, 4, 12])))
        yield "small", chance.sample([one for one in cuts if _topic(one) in some], 12), some
        topic = chance.choice(topics)
        whole = [one for one in cuts if _topic(one) == topic]
        at = chance.randrange(len(whole) - 4)
        yield "one", whole[at : at + 4], {topic}


def choices(put: Sequence[tuple[Sequence[Article], Sequence[Asking]]], model: Remembering) -> Iterator[Choosing]:
    """Yield answerable questions with their evidence and weight: of SQuAD, then of news, if they are put."""
    for (articles, questions), weight in zip(put, (1.0, NEWS_WEIGHT), strict=False):
        store = MemoryStore(cut(articles, model))
        for question in (one for one in questions if one.answers):
            yield question, asked(question, store, model)[1], CASE_WEIGHT if "case" in question.id else weight


def fit_sentences(put: Sequence[Choosing]) -> Floats:
    """Return the weights under which sentences holding an accepted answer are the likeliest choice."""
    return _likeliest([(m.rows, np.zeros(len(m.rows)), holding(q, m), weight) for q, m, weight in put])


def fit_own_words(put: Sequence[Choosing]) -> Floats:
    """Return what is best added to SENTENCE_WEIGHTS for questions in words of their own, in its order."""
    usual = np.array([SENTENCE_WEIGHTS[name] for name in SENTENCE])
    places = [SENTENCE.index(name) for name in OWN_WORDS_WEIGHTS]
    return _likeliest(
        [
            (m.rows[:, places] * own_words(m), m.rows @ usual, holding(q, m), weight)
            for q, m, weight in put
            if m.candidates
        ]
    )


def _likeliest(put: Sequence[tuple[Floats, Floats, NDArray[np.bool_], float]]) -> Floats:
    """Return weights of rows which, beside a score each has already, make the good ones of each group likeliest."""
    kept = [one for one in put if one[2].any()]
    rows, base = np.concatenate([one[0] for one in kept]), np.concatenate([one[1] for one in kept])
    good = np.concatenate([one[2] for one in kept]).astype(float)
    starts = np.cumsum([0, *(len(one[0]) for one in kept[:-1])])
    group = np.repeat(np.arange(len(kept)), [len(one[0]) for one in kept])
    weight = np.array([one[3] for one in kept])
    scale = rows.std(0)
    scaled = rows / scale

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = base + scaled @ weights
        power = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        all_, right = np.add.reduceat(power, starts), np.add.reduceat(power * good, starts)
        slope = scaled.T @ ((power / all_[group] - power * good / right[group]) * weight[group])
        return float(-(weight * np.log(right / all_)).sum() + 2 * weights @ weights), slope + 4 * weights

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x / scale)


def holding(question: Asking, measured: Measured) -> NDArray[np.bool_]:
    """Return which candidates hold an accepted answer."""
    texts = [one.text.lower() for one in measured.candidates]
    return np.array([any(answer.lower() in text for answer in question.answers) for text in texts], dtype=bool)


def fit_questions(put: Sequence[Trial], weights: Floats) -> tuple[Floats, float]:
    """Return weights and bias; 0.5 is where the worst error rate over the halves, of either kind, is smallest."""
    rows = np.array([overall(one.measured, one.measured.rows @ weights) for one in put])
    answerable = np.array([one.answerable for one in put])
    kinds = np.array([one.kind for one in put])
    sample = [NEAR_WEIGHT if one.near else HALF_WEIGHT if "half" in one.kind else SMALL_WEIGHT for one in put]
    centre, scale = rows.mean(0), rows.std(0)
    model = LogisticRegression(max_iter=3000).fit((rows - centre) / scale, answerable, sample_weight=sample)
    coefficients = model.coef_[0] / scale
    scores = rows @ coefficients
    groups = [
        (np.sort(scores[(kinds == kind) & answerable]), np.sort(scores[(kinds == kind) & ~answerable]))
        for kind in sorted({kind for kind in kinds if "half" in kind})
    ]
    thresholds = np.linspace(float(np.quantile(scores, 0.2)), float(np.quantile(scores, 0.8)), 2000)
    worst = [
        max(max(np.searchsorted(ins, t) / len(ins), 1 - np.searchsorted(outs, t) / len(outs)) for ins, outs in groups)
        for t in thresholds
    ]
    return coefficients, -float(thresholds[int(np.argmin(worst))])


def main() -> None:
    """Fit both models and print them as Python."""
    from index.embedding.runtime import open_model
    from index.settings import IndexSettings

    articles, questions = read_squad(shared_data() / SQUAD)
    model = Remembering(open_model(IndexSettings()))
    tuning = [question for question in questions if question.tuning and question.answers]
    news, on_news = read_news()
    chosen = list(choices([(articles, tuning), (news, on_news)], model))
    weights = fit_sentences(chosen)
    _print("SENTENCE_WEIGHTS", SENTENCE, weights)
    for put in read_readers():
        chosen += [(one, measured, READERS_WEIGHT) for one, measured, _ in choices([put], model)]
    _print("OWN_WORDS_WEIGHTS", tuple(OWN_WORDS_WEIGHTS), fit_own_words(chosen))
    coefficients, bias = fit_questions(list(trials(cut(articles, model), tuning, model)), weights)
    _print("QUESTION_WEIGHTS", QUESTION, coefficients)
    print(f"QUESTION_BIAS = {bias:.3f}")


def _print(name: str, features: Sequence[str], values: Floats) -> None:
    print(f"{name} = {{")
    for feature, value in zip(features, values, strict=True):
        print(f'    "{feature}": {value:.3f},')
    print("}")


def _topic(one: Cut) -> str:
    return one.article.id.rsplit(" ", 1)[0]


if __name__ == "__main__":
    main()
