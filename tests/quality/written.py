"""What is published of a model that mixes truth with inventions, on the golden questions, through real HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answer.answer import Answerer
from bot.answer.prove.bench import open_bench
from bot.model.chat import open_chat
from bot.settings import BotSettings
from bot.values import Answer
from index.library import Library
from tests.bot.answer.prove.judging import judging, panel, truthful
from tests.golden.measure import questions
from tests.model_server.personalities import Book, Inventive
from tests.model_server.server import KEY, ModelServer
from tests.quality.support import pairs


@dataclass(frozen=True, slots=True)
class Published:
    """Counts over all golden questions: what was proposed, and what became of it.

    `true_lost` counts true statements of which the reader sees neither the words nor the sentence that bears them;
    `quoted` those of which it is the sentence.
    """

    true: int
    true_lost: int
    quoted: int
    false: int
    false_published: tuple[str, ...]
    altered_quotes: int


Judging = Literal["truthful", "yes-saying"]


def book() -> Book:
    """Return the labelled statements by their sentence; true and false ones."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for pair in pairs():
        found.setdefault(pair.sentence, ([], []))[0 if pair.label else 1].append(pair.statement)
    return {sentence: (tuple(true), tuple(false)) for sentence, (true, false) in found.items()}


def published(library: Library, name: str, judge: Judging) -> Published:
    """Ask every golden question of a library, the inventive model writing and one of a known character judging."""
    known = book()
    inventive = Inventive(known)
    says = truthful([text for true, _ in known.values() for text in true])
    agreeing = judging(says if judge == "truthful" else lambda premise, statement: True)
    with ModelServer(panel(inventive, agreeing)) as server:
        values = {"chat_model": "openai:tester", "chat_base_url": server.base_url, "chat_api_key": KEY}
        settings = BotSettings.model_validate(values | {"chat_requests_per_minute": 100_000})
        chat = open_chat(settings, library)
        answerer = Answerer(library, chat, open_bench(settings, library, chat))
        answers = [answerer.ask(golden.question, library=name) for golden in questions()]
    shown = {claim.text for answer in answers for claim in answer.statements if claim.kind == "written"}
    borne = {one.text for answer in answers for one in answer.judged if one.verdict in ("supported", "re-pointed")}
    true = {text for text, truth in inventive.said if truth}
    false = {text for text, truth in inventive.said if not truth}
    withheld = true - borne
    lost = {text for text in withheld if not any(_quoted(text, answer) for answer in answers)}
    return Published(
        len(true),
        len(lost),
        len(withheld - lost),
        len(false),
        tuple(sorted(false & shown)),
        sum(_altered(library, name, a) for a in answers),
    )


def _quoted(text: str, answer: Answer) -> bool:
    """Tell whether an answer to which a statement was proposed shows the sentence that bears it."""
    sentences = [pair.sentence for pair in pairs() if pair.label and pair.statement == text]
    proposed = any(one.text == text for one in answer.judged)
    return proposed and any(sentence in citation.quote for sentence in sentences for citation in answer.citations)


def _altered(library: Library, name: str, answer: Answer) -> int:
    return sum(
        library.article(name, one.article_id, one.revision).text[one.start : one.end] != one.quote
        for one in (*answer.citations, *answer.related)
    )
