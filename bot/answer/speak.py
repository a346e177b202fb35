"""The answerer with a model: sentences are offered, statements come back, and only those that are borne go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from bot.answer.prove.bench import Bench
from bot.answer.prove.compose import MOST_STATEMENTS, quotations, written
from bot.answer.prove.prove import Claims
from bot.answer.prove.verdicts import judged
from bot.answer.quote.find import Encode, Found
from bot.answer.write.offer import offer
from bot.answer.write.translate import into
from bot.answer.write.usage import Usage
from bot.answer.write.write import write
from bot.monitoring.parts import part
from bot.values import Judged, Quote, Statement
from bot.words.words import _, counted, marked

CHOSEN = marked("The language model chose these passages; they stand here in the articles' own words.")
UNPROVEN = marked("Nothing that the language model wrote could be proven: exact quotations instead.")
UNANSWERED = marked("The language model found no answer here: exact quotations instead.")
# Confidence of the extractor. Below POSSIBLE no model is asked: what it says of a matter that the articles do not treat
# may be true and still answers nothing. Of the golden questions those without an answer stay below 0.09, all but one,
# and those with one above 0.47. From SURE on a model that finds no answer is not believed: 0.62 for all answered golden
# questions but one, 0.53 at most for the others.
POSSIBLE, SURE = 0.25, 0.6


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a model said, as claims; `refused` where it says that they do not answer, and is believed."""

    claims: Claims = field(default_factory=Claims)
    judged: tuple[Judged, ...] = ()
    refused: bool = False
    notes: tuple[str, ...] = ()


@part("write")
def speak(
    question: str,
    found: Found,
    usage: Usage,
    *,
    encode: Encode,
    bench: Bench,
    today: date,
    on_step: Callable[[str], None],
) -> Spoken:
    """Return what the model has to say to a question; nothing without a model or where no sentence could answer."""
    offered = offer(found.results.hits) if found.extract.confidence >= POSSIBLE else ()
    if not offered or not usage.writes:
        return Spoken()
    language = offered[0].article.language
    said = usage.attempt(
        lambda chat, allowance: write(
            chat, allowance, question, offered, today=today, language=language, on_step=on_step
        )
    )
    if said is None:
        return Spoken()
    if said.refused:
        usage.wrote = found.extract.confidence < SURE
        return Spoken(refused=usage.wrote, notes=() if usage.wrote else (_(UNANSWERED),))
    on_step(counted("Checking {number} statement…", "Checking {number} statements…", len(said.drafts)))
    asking = bench.asking(usage)
    verdicts = judged(said.drafts, offered, encode, asking, found.results.scale)
    claims = written(verdicts, offered)
    usage.wrote = any(one.kind == "written" for one in claims.statements)
    if usage.wrote:
        return Spoken(claims, verdicts, notes=asking.notes)
    told = () if usage.fault else (_(CHOSEN if claims.statements else UNPROVEN),)
    return Spoken(_with_best(claims, found), verdicts, notes=asking.notes or told)


def _with_best(claims: Claims, found: Found) -> Claims:
    """Return quotations that a model chose, after the extractor's best where that is sure and not among them."""
    best = found.extract.quotes[:1] if found.extract.confidence >= SURE else ()
    if not claims.statements or any(_among(quote, claims) for quote in best):
        return claims
    chosen = [Quote(one.start, one.end, one.article_id, one.revision, 0.0) for one in claims.citations]
    return quotations([*best, *chosen][:MOST_STATEMENTS], found.articles)


def _among(quote: Quote, claims: Claims) -> bool:
    return any(
        one.article_id == quote.article_id and one.start < quote.end and quote.start < one.end
        for one in claims.citations
    )


def translated(claims: Claims, usage: Usage, language: str) -> Claims:
    """Return proven claims in the asker's language, "" for the articles' own, where the model translates faithfully.

    A statement keeps what was proven of it beside its translation; a quotation stays as it is, with one below.
    """
    if not language or not claims.statements:
        return claims
    texts = [one.text for one in claims.statements]
    found = usage.attempt(lambda chat, allowance: into(chat, allowance, language, texts)) or ("",) * len(texts)
    statements = (_in_both(one, text) for one, text in zip(claims.statements, found, strict=True))
    return replace(claims, statements=tuple(statements))


def _in_both(statement: Statement, translation: str) -> Statement:
    if not translation or statement.kind == "quotation":
        return replace(statement, translation=translation)
    return replace(statement, text=translation, original=statement.text)
