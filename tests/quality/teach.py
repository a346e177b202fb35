"""`make reader`: teach the default embedding model's weights to read a question and a sentence, for READER_MODEL.

`python -m tests.quality.teach FOLDER` writes a cross-encoder there. It learns from the sentences that the product
offers: for `news.json`, three of the four libraries of `readers.json` and, where it is, the tuning half of SQuAD less
each fourth topic; what is left measures it. It learns which sentence answers, alone and beside our own measure, or that
none does.
"""

from __future__ import annotations

import random
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rich.console import Console
from rich.progress import track

from bot.answer.quote.scoring import scored
from index.embedding.runtime import open_model
from index.embedding.weights import locate
from index.settings import IndexSettings
from index.values import Article
from tests.conftest import ROOT
from tests.quality.fit import SQUAD, asked, holding
from tests.quality.memory import Asking, MemoryStore, cut, read_squad
from tests.quality.news import read_news
from tests.quality.readers import read_readers
from tests.remembering import Remembering

PASSES, QUESTIONS, RATE = 2, 16, 1e-4  # over all questions, of a step, its greatest length
WRONG = 3  # the best sentences without an answer, beside the best with one
TOKENS = 72  # of a question and a sentence
FROZEN = ("embeddings", "layer.0.", "layer.1.")  # they stay as they are: a third less to compute
UNANSWERED = 0.5  # what a question counts whose answer is away
EVERY = 3  # of those, and of cases that differ, one of so many is learned: they are many and much alike
HELD = 4  # each so many-th topic and library is held out
console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question and sentences with our own scores; the first of them answers, or none does."""

    question: str
    sentences: tuple[str, ...]
    own: tuple[float, ...]
    answered: bool


def lessons(articles: Sequence[Article], questions: Sequence[Asking], model: Remembering) -> Iterator[Lesson]:
    """Yield what there is to learn of questions on articles; one whose answer is not offered teaches nothing."""
    store = MemoryStore(cut(articles, model))
    for question in track(questions, "searching", console=console):
        measured = asked(question, store, model)[1]
        if not measured.candidates:
            continue
        scores, holds = scored(measured), holding(question, measured)
        here = [one.article.id == question.article_id for one in measured.candidates]
        order = np.argsort(-scores).tolist()
        right = [place for place in order if holds[place] and here[place]][:1]
        wrong = [place for place in order if not holds[place]][:WRONG]
        if wrong and (right or not question.answers):
            chosen = [*right, *wrong]
            texts = tuple(measured.candidates[place].text for place in chosen)
            yield Lesson(question.text, texts, tuple(scores[chosen].tolist()), bool(right))


def put() -> Iterator[tuple[list[Article], list[Asking]]]:
    """Yield libraries with the questions that are learned from."""
    yield read_news()
    yield from list(read_readers())[: HELD - 1]
    squad = ROOT.parent / "shared" / "data" / SQUAD
    if squad.is_file():
        articles, questions = read_squad(squad)
        held = set(list(dict.fromkeys(one.topic for one in questions))[::HELD])
        yield articles, [one for one in questions if one.tuning and one.topic not in held]


def learned(question: Asking) -> bool:
    """Tell whether a question is learned from: one with an answer, some of the others, some of many alike."""
    case = question.id.startswith("case")
    return bool(question.answers and not case) or zlib.crc32(question.id.encode()[::-1]) % EVERY == 0


class Teacher:
    """A cross-encoder with one score, made of a model's folder."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        options: dict[str, Any] = {"local_files_only": True}
        self._tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), **options)
        self._model: Any = AutoModelForSequenceClassification.from_pretrained(str(folder), num_labels=1, **options)
        for name, parameter in self._model.named_parameters():
            parameter.requires_grad_(not any(one in name for one in FROZEN))

    def teach(self, given: Sequence[Lesson], passes: int = PASSES) -> None:
        """Learn lessons, in an order of chance, with steps that grow and then shrink."""
        batches = [some for _pass in range(passes) for some in _batches(given)]
        kept = [one for one in self._model.parameters() if one.requires_grad]
        descent = torch.optim.AdamW(kept, lr=RATE, weight_decay=0.01)
        early = len(batches) / 10
        pace = torch.optim.lr_scheduler.LambdaLR(
            descent, lambda step: min((step + 1) / early, (len(batches) - step) / (len(batches) - early))
        )
        self._model.train()
        for some in track(batches, "learning", console=console):
            descent.zero_grad()
            self._loss(some).backward()
            torch.nn.utils.clip_grad_norm_(kept, 1.0)
            descent.step()
            pace.step()

    def _loss(self, some: Sequence[Lesson]) -> Any:
        questions = [one.question for one in some for _sentence in one.sentences]
        sentences = [sentence for one in some for sentence in one.sentences]
        how: dict[str, Any] = {"truncation": "only_second", "max_length": TOKENS, "padding": True}
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self._model(**self._tokenizer(questions, sentences, return_tensors="pt", **how)).logits
        scores = logits[:, 0].float().split([len(one.sentences) for one in some])
        return torch.stack([_missed(*both) for both in zip(some, scores, strict=True)]).mean()

    def save(self, folder: Path) -> None:
        """Write the model as READER_MODEL takes it."""
        self._model.save_pretrained(str(folder))
        self._tokenizer.save_pretrained(str(folder))


def _missed(lesson: Lesson, scores: Any) -> Any:
    """Return by how much scores miss what is right, none having 0: log likelihoods, alone and beside our own."""
    alone = torch.logsumexp(torch.cat([scores, scores.new_zeros(1)]), 0)
    if not lesson.answered:
        return UNANSWERED * alone
    joined = scores + torch.tensor(lesson.own)
    return alone - scores[0] + torch.logsumexp(joined, 0) - joined[0]


def _batches(given: Sequence[Lesson]) -> list[Sequence[Lesson]]:
    """Return lessons in an order of chance, those of like length together."""
    order, many = random.sample(given, len(given)), 16 * QUESTIONS
    near = [sorted(order[at : at + many], key=_length) for at in range(0, len(order), many)]
    batches = [some[at : at + QUESTIONS] for some in near for at in range(0, len(some), QUESTIONS)]
    return random.sample(batches, len(batches))


def _length(lesson: Lesson) -> int:
    return len(lesson.question) + max(map(len, lesson.sentences))


def main(folder: Path) -> None:
    """Learn, and write the model into a folder."""
    random.seed(1)
    torch.manual_seed(1)
    settings = IndexSettings()
    model = Remembering(open_model(settings))
    given = [
        lesson
        for articles, questions in put()
        for lesson in lessons(articles, [one for one in questions if learned(one)], model)
    ]
    teacher = Teacher(locate("all-MiniLM-L6-v2", settings.footnote_home / "models").folder)
    teacher.teach(given)
    teacher.save(folder)
    print(f"READER_MODEL={folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
