"""The answerer without a model: which sentences answer, what they need beside them, and whether they answer at all."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.answer.quote.candidates import Candidate
from bot.answer.quote.certainty import ANSWERED, agrees, certainty, enough
from bot.answer.quote.cosines import Encode
from bot.answer.quote.evidence import Asked
from bot.answer.quote.fitting import fits, strange
from bot.answer.quote.headline import said
from bot.answer.quote.kinds import answer_type, dated, offered
from bot.answer.quote.lacking import Lack, lacking
from bot.answer.quote.measure import (
    QUESTION,
    Measured,
    echoes,
    measure,
    overall,
    some,
)
from bot.answer.quote.readers import Judgement, Reading
from bot.answer.quote.requirements import holds, matter
from bot.answer.quote.scoring import own_words, scored, worded
from bot.answer.quote.stories import LIKELY, apart
from bot.answer.quote.weights import QUESTION_BIAS, QUESTION_WEIGHTS
from bot.answer.quote.widen import joined, widened
from bot.values import Extract, Quote
from index.values import Results

MOST_QUOTES = 3
# How far, in log odds, a second and a third quotation may be behind the best sentence; farther ones are filler. With
# 4.5 and 2.5 there were 0.72 quotations beside each right first one of the SQuAD questions and 19 on 34 of the golden
# ones, with these 0.28 and 8; the answer stands in what is quoted for 91 % either way.
MARGINS = (2.5, 1.2)
# By what share of that they are nearer for questions in words of their own: of 470 such ones 160 instead of 158 have
# the right quotation first, 181 instead of 185 have it at all, with 0.36 instead of 0.56 others beside it.
OWN_WORDS_NEARER = 0.6
AROUND = (4.5, 2.5)  # such margins for the articles that a follow-up may be about; with what is cited 1 of 92 is lost
BESIDE = 4.0  # log odds; a sentence that touches a quotation lengthens it and is no further one
CAPTION_HANDICAP = 2.0  # log odds; a caption often repeats what the prose says better
DATED = 1.5  # log odds, where a date is asked and the sentence dates the very thing; at 2 a timetable loses to a gale
ECHO_HANDICAP = 10.0  # log odds; a sentence with no word beyond the question's tells the reader nothing
# Log odds; a headline says briefly what a sentence says better. At 0 three of 48 golden questions lose the right
# sentence in first place, at 1 none.
HEADLINE_HANDICAP = 1.0
UNFIT = 0.0  # confidence where no passage holds what the question is about
UNFIT_HANDICAP = 10.0  # log odds, below every sentence of a passage that holds it
# How sure another article's own evidence must be for its best sentence to stand beside the answer; at 0.95 the sample
# articles give their differing counts of one accident, below it they give sentences on other matters.
ELSEWHERE = 0.95


def extract(
    question: str, results: Results, encode: Encode, reading: Reading | None = None, *, alone: bool = False
) -> Extract:
    """Return the one to three quotes that answer, best first; none, and `not_found`, where the evidence is too weak.

    Where a question stands `alone`, with nothing before it that may say what is meant, the quotes may be of `which`,
    and its tokens are matched: of 93 follow-ups, which are short or hold words of two questions, 78 instead of 81 are
    answered rightly or not at all with them.
    """
    measured = measure(question, results, encode)
    if not measured.candidates:
        return Extract("not_found", (), 0.0)
    plain = worded(measured)
    scores = scored(measured) if alone else plain
    if strange(measured, results):
        return Extract("not_found", (), UNFIT)
    judged = reading.judgement(question, measured.candidates, scores) if reading else Judgement()
    plain, scores = judged.sentences(plain), judged.sentences(scores)
    wanted = matter(question)
    asked = zip(measured.asked, measured.candidates, strict=True)
    fitting = np.array([fits(each.text, one, wanted) for each, one in asked])
    if not fitting.any():
        return Extract("not_found", (), UNFIT)
    raw, scores = plain, np.where(fitting, scores, scores.min() - UNFIT_HANDICAP)
    plain = np.where(fitting, plain, plain.min() - UNFIT_HANDICAP)
    places = [place for place, one in enumerate(measured.candidates) if not one.headline]
    text, own, fit = some(measured, places), scores[places], fitting[places]
    top = int(plain.argmax())
    best = (
        (measured, raw, top) if measured.candidates[top].headline else (text, raw[places], int(plain[places].argmax()))
    )
    told = dict(zip(QUESTION, overall(*best), strict=True))
    confidence = judged.confidence(_confidence(list(told.values())))
    if alone and confidence >= LIKELY and (found := _stories(text, own, fit, results, encode)):
        return Extract("answered", found, confidence, 0.0, tuple(one.article_id for one in found), which=True)
    if confidence < (ANSWERED if judged.decides else enough(measured.candidates, told)):
        return Extract("not_found", (), confidence)
    nearer = 1 - OWN_WORDS_NEARER * own_words(measured)
    margins = (MARGINS[0] * nearer, MARGINS[1] * nearer)
    quotes = _completed(question, _quotes(measured, scores.tolist(), margins), measured, scores)
    if not judged.weighs:  # a reader tells better what is asked
        quotes = _leading(question, quotes, measured)
    also = _elsewhere(text, own, fit, {quote.article_id for quote in quotes}, MARGINS[0])
    most = max(MOST_QUOTES, len(quotes))
    read = [one.article_id for one in _completed(question, _quotes(text, own.tolist(), AROUND), text, own)]
    beyond = [one.article_id for one in _elsewhere(text, own, fit, set(read), math.inf)]
    near = tuple(dict.fromkeys((*read[: max(MOST_QUOTES, len(read)) - len(beyond)], *beyond)))
    lacks = _lacks(quotes[0], measured, results, encode)
    sure = certainty(question, quotes[0], measured, scores, confidence, lacks)
    unsaid = tuple(one.word for one in lacks)
    return Extract("answered", (*quotes[: most - len(also)], *also), confidence, sure, near, unsaid)


def _stories(
    measured: Measured, scores: NDArray[np.float64], fitting: NDArray[np.bool_], results: Results, encode: Encode
) -> tuple[Quote, ...]:
    """Return the best sentence of each story that a question may mean which tells none apart; nothing for others."""
    marked = [
        (score - _handicap(candidate, asked), place)
        for place, (score, candidate, asked) in enumerate(zip(scores, measured.candidates, measured.asked, strict=True))
        if fitting[place]
    ]
    found = apart(measured, sorted(marked, reverse=True), results, encode)
    return tuple(_quote(measured.candidates[place], score) for score, place in found)


def _lacks(quote: Quote, measured: Measured, results: Results, encode: Encode) -> tuple[Lack, ...]:
    for asked, one in zip(measured.asked, measured.candidates, strict=True):
        if one.article.id == quote.article_id and quote.start <= one.span.start < quote.end:
            return lacking(asked, one, results, encode)
    return ()


def _confidence(evidence: Sequence[float]) -> float:
    """Return the calibrated probability that the question is answered here."""
    odds = QUESTION_BIAS + sum(QUESTION_WEIGHTS[name] * value for name, value in zip(QUESTION, evidence, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _completed(
    question: str, quotes: tuple[Quote, ...], measured: Measured, scores: NDArray[np.float64]
) -> tuple[Quote, ...]:
    """Return quotes, and where none holds what is sought the best sentence of the first one's passage that does.

    "A man robbed the bank on Tuesday. He walked in at 2.30 pm": the first sentence is about it, the second tells it.
    Of 1,073 questions not written for it one more is right first without it; "where is it?" in a talk needs it.
    """
    if not quotes or any(_holds(question, quote, measured, _tells) for quote in quotes):
        return quotes
    first = quotes[0]
    beside = [
        (score, candidate)
        for score, candidate in zip(scores.tolist(), measured.candidates, strict=True)
        if candidate.article.id == first.article_id
        and candidate.hit.passage.start <= first.start < candidate.hit.passage.end
        and not (candidate.headline or candidate.hit.passage.kind == "caption")
        and _tells(question, candidate.text, candidate.article.language)
    ]
    if not beside:
        return quotes
    score, candidate = max(beside, key=lambda one: one[0])
    quote = _quote(candidate, score)
    return (*joined([first], quote, candidate.article), *quotes[1:])


def _leading(question: str, quotes: Sequence[Quote], measured: Measured) -> tuple[Quote, ...]:
    """Return quotes with those first that hold a time, a name or an amount where one is asked.

    "The lens went on show on Friday." is nearer to "Who ground the lens?" than "Mathilde Voss ground it in 1871." Of
    48 golden questions 36 instead of 35 have the right quotation first, 33 instead of 30 are rightly answered firmly;
    of 364 SQuAD questions one fewer has it first, and as many are firm.
    """
    return tuple(sorted(quotes, key=lambda one: not _holds(question, one, measured)))


def _quote(candidate: Candidate, score: float) -> Quote:
    span = widened(candidate.article, candidate.span)
    return Quote(span.start, span.end, candidate.article.id, candidate.article.revision, score)


def _holds(question: str, quote: Quote, measured: Measured, told: Callable[[str, str, str], bool] = holds) -> bool:
    """Tell whether what a quote says passes `holds`, or another such test."""
    article = next(one.article for one in measured.candidates if one.article.id == quote.article_id)
    return told(question, said(article, quote), article.language)


def _tells(question: str, text: str, language: str) -> bool:
    """Tell whether a text passes `holds`, and names a place where one is asked for.

    Leading by places too costs SQuAD 12 of 1,481 right first quotations; completing by them none.
    """
    placed = answer_type(question) != "place" or offered("place", question, text) > 0
    return placed and holds(question, text, language)


def _quotes(measured: Measured, scores: Sequence[float], margins: tuple[float, float] = MARGINS) -> tuple[Quote, ...]:
    """Choose sentences by score, widen those that need it, and join those that touch."""
    marked = [
        (score - _handicap(candidate, asked), candidate)
        for score, candidate, asked in zip(scores, measured.candidates, measured.asked, strict=True)
    ]
    marked.sort(key=lambda item: -item[0])
    best = marked[0][0]
    chosen: list[Candidate] = []
    quotes: list[Quote] = []
    for score, candidate in marked:
        if quotes and (len(quotes) == MOST_QUOTES or best - score > BESIDE):
            break
        if any(_repeats(candidate, other) for other in chosen):
            continue
        more = joined(quotes, _quote(candidate, score), candidate.article)
        if len(more) > len(quotes) > 0 and best - score > margins[min(len(quotes), len(margins)) - 1]:
            continue
        chosen.append(candidate)
        quotes = more
    return tuple(quotes)


def _elsewhere(
    measured: Measured,
    scores: NDArray[np.float64],
    fitting: NDArray[np.bool_],
    quoted: set[str],
    margin: float,
) -> tuple[Quote, ...]:
    """Return the best sentence of the one article not yet quoted that answers most surely by itself, if one does.

    One that is farther behind the best than a second quotation may be does not, unless it tells the same number or
    time: of 25 such quotations on the SQuAD questions 18 held an accepted answer.
    """
    surest, found = ELSEWHERE, tuple[Quote, ...]()
    best, least = int(scores.argmax()), scores.max() - margin
    places_of: dict[str, list[int]] = {}
    for place in np.flatnonzero(fitting).tolist():
        places_of.setdefault(measured.candidates[place].article.id, []).append(place)
    for places in (places for article_id, places in places_of.items() if article_id not in quoted):
        alone = some(measured, places)
        sure = _confidence(overall(alone, worded(alone)))
        top = places[int(scores[places].argmax())]
        if sure > surest and (scores[top] >= least or _confirms(measured, top, best)):
            surest, found = sure, _quotes(alone, scores[places].tolist())[:1]
    return found


def _confirms(measured: Measured, place: int, best: int) -> bool:
    """Tell whether a sentence tells the number or the time that the best one tells."""
    asked, one, other = measured.asked[best], measured.candidates[place], measured.candidates[best]
    return asked.kind in ("number", "time") and agrees(asked.text, other.text, one.text, other.article.language)


def _handicap(candidate: Candidate, asked: Asked) -> float:
    handicap = CAPTION_HANDICAP if candidate.hit.passage.kind == "caption" else 0.0
    if candidate.headline:
        handicap = HEADLINE_HANDICAP
    if asked.kind == "time":
        caption = candidate.hit.passage.kind == "caption"
        language = candidate.article.language
        handicap -= DATED * dated(asked.topic, candidate.text, language, caption=caption)
    return handicap + ECHO_HANDICAP * echoes(asked, candidate)


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether two sentences of one article say the same in nearly the same words, or a headline no more."""
    if candidate.article.id != other.article.id:
        return False
    own, others = candidate.words.present, other.words.present
    return len(own & others) > 0.8 * len(own if candidate.headline else own | others)
